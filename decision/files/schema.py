"""The JSON Schema of our files, for editors that complete and check YAML while one types."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel

from decision.files.document import (
    CatalogueDocument,
    ReferenceClassesDocument,
    RequirementSetDocument,
    ScenarioDocument,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache
def schema_of(shape: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of one kind of file."""
    schema = shape.model_json_schema(by_alias=True)
    _close(schema)
    return {"$schema": DIALECT, **schema}


def _close(node: Any) -> None:
    """Let no key stand in a mapping that is none of its patterns'."""
    if isinstance(node, dict):
        if "patternProperties" in node:
            node.setdefault("additionalProperties", False)
        for below in node.values():
            _close(below)
    elif isinstance(node, list):
        for below in node:
            _close(below)


def scenario_schema() -> dict[str, Any]:
    """The JSON Schema of scenario files."""
    return schema_of(ScenarioDocument)


SHAPES: dict[str, type[BaseModel]] = {
    "scenario": ScenarioDocument,
    "catalogue": CatalogueDocument,
    "reference-classes": ReferenceClassesDocument,
    "requirements": RequirementSetDocument,
}

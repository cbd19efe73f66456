"""The JSON Schema of our files, for editors that complete and check YAML while one types.

The schemas are also files, in ``docs/schema/``, so that editors can be led to them; a test holds them against the code.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import PlainValidatorFunctionSchema

from decision.files.approach_document import ApproachQuestionsDocument
from decision.files.catalogue_document import CatalogueDocument, ReferenceClassesDocument, RequirementSetDocument
from decision.files.document import ScenarioDocument
from decision.files.launch_document import LaunchCausesDocument
from decision.files.library import project_folder
from decision.files.line_names_document import LineNamesDocument

CHECKOUT = Path(__file__).resolve().parents[2]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
SHAPES: dict[str, type[BaseModel]] = {
    "scenario": ScenarioDocument,
    "catalogue": CatalogueDocument,
    "reference-classes": ReferenceClassesDocument,
    "requirements": RequirementSetDocument,
    "approach-questions": ApproachQuestionsDocument,
    "launch-causes": LaunchCausesDocument,
    "usual-lines": LineNamesDocument,
}


@cache
def schema_of(shape: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of one kind of file."""
    schema = shape.model_json_schema(by_alias=True, schema_generator=_Complete)
    _finish(schema)
    return {"$schema": DIALECT, **schema}


class _Complete(GenerateJsonSchema):
    """With the shapes that are built when a file first holds one."""

    def function_plain_schema(self, schema: PlainValidatorFunctionSchema) -> JsonSchemaValue:
        shape = schema["metadata"]["shape"]()
        shape.model_rebuild()
        built = shape.__pydantic_core_schema__
        named = built if built["type"] == "definitions" else {**built, "ref": f"{shape.__qualname__}:{id(shape)}"}
        return self.generate_inner(named)


def scenario_schema() -> dict[str, Any]:
    """The JSON Schema of scenario files."""
    return schema_of(ScenarioDocument)


def _finish(node: Any) -> None:
    """Let no key stand in a mapping that is none of its patterns', and call forms as people do."""
    if isinstance(node, dict):
        if "patternProperties" in node:
            node.setdefault("additionalProperties", False)
        if isinstance(node.get("title"), str):
            node["title"] = _in_words(node["title"])
        for each in node.get("properties", {}).values():
            each.pop("title", None)
            if each.get("default", ...) is None:  # editors would offer it
                del each["default"]
        for below in node.values():
            _finish(below)
    elif isinstance(node, list):
        for below in node:
            _finish(below)


def _in_words(name: str) -> str:
    """``ThreePointDocument`` as ``Three point``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Document")).capitalize()


# --- as files ---------------------------------------------------------------------------------------------------


def schema_text(kind: str) -> str:
    """The schema of one kind of file, as its file holds it."""
    return json.dumps(schema_of(SHAPES[kind]), ensure_ascii=False, indent=1) + "\n"


def schema_file(kind: str) -> Path:
    """Where the schema of one kind of file lies: in the checkout or as installed."""
    name = f"{kind}-1.json"
    beside = CHECKOUT / "docs" / "schema" / name
    return beside if beside.is_file() else project_folder("schema") / name


def editor_comments(file: Path, kind: str = "scenario") -> str:
    """The lines with which a new file at `file` begins, by which editors find its schema; none is added to other files.

    The first is read by the YAML language server (Visual Studio Code and others), the second by editors of JetBrains.
    The schema is named from where the file lies if both are in one checkout, else by its whole path.
    """
    schema = schema_file(kind).resolve()
    folder = file.resolve().parent
    if folder.is_relative_to(CHECKOUT) and schema.is_relative_to(CHECKOUT):
        reference = Path(os.path.relpath(schema, folder)).as_posix()
    else:
        reference = schema.as_uri()
    return f"# yaml-language-server: $schema={reference}\n# $schema: {reference}\n"

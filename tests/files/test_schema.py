"""The JSON Schema accepts what the reader accepts, and refuses what an editor should mark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from decision.files.library import project_folder
from decision.files.schema import SHAPES, scenario_schema, schema_of
from decision.files.tree import read_tree
from tests.files.test_faults import SOUND
from tests.files.test_reader import PLAN, SMALL, TREE, WHOLE

VALIDATOR = jsonschema.Draft202012Validator(scenario_schema())


def plain(text: str) -> Any:
    return read_tree(text.encode(), "x.yaml").plain()


def test_the_schemas_are_schemas() -> None:
    for shape in SHAPES.values():
        jsonschema.Draft202012Validator.check_schema(schema_of(shape))


@pytest.mark.parametrize("path", sorted(project_folder("scenarios").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_scenario_we_ship_fits_the_schema(path: Path) -> None:
    VALIDATOR.validate(plain(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("patient-facing", "catalogue"), ("reference-classes", "reference-classes"), ("us-health-phi", "requirements"),
        ("us-health-device-or-kiosk", "requirements"), ("general-software", "requirements"),
    ],
)  # fmt: skip
def test_every_file_of_criteria_fits_the_schema_of_its_kind(name: str, kind: str) -> None:
    text = (project_folder("criteria") / f"{name}.yaml").read_text(encoding="utf-8")
    jsonschema.Draft202012Validator(schema_of(SHAPES[kind])).validate(plain(text))


@pytest.mark.parametrize(
    "text",
    [
        SOUND,
        WHOLE,
        PLAN,
        TREE.replace("WEIGHTS", "weights: {integration: 3, fit: 1, integration.freshness: 2}").replace(
            "WEIGHT", "unit: x"
        ),
        SMALL.replace("RATING", "{levels: {5: 0.2, 7: 0.8}}"),
        SMALL.replace("RATING", "{p10: 1, p50: 2, p90: 4, shape: lognormal}"),
        SMALL.replace("best: 10}", "best: 10, anchors: {3: poor}, value: {points: [[0, 0], [10, 1]]}}").replace(
            "RATING", "1"
        ),
        *(
            SMALL.replace("RATING", "1") + f"weight_uncertainty: {form}\n"
            for form in ("none", "any", "{concentration: 4}", "{order: [[fit]]}", "{ranges: {fit: [0, 100]}}")
        ),
    ],
)
def test_sound_files_fit_the_schema(text: str) -> None:
    VALIDATOR.validate(plain(text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("format: 1", "format: 2"),
        ("title: A plan\n", ""),
        ("title: A plan", "titel: A plan"),
        ("title: A plan", "title: 5"),
        ("fit: 2}}", "fit: 010}}"),
        ("fit: 2}}", "fit: no}}"),
        ("fit: 2}}", "fit: {low: 1, mod: 2, high: 3}}}"),
        ("fit: 2}}", "fit: {low: 1, high: 3, evidence: rumour}}}"),
        ("fit: 2}}", "fit: {beta: [1]}}}"),
        ("worst: 0, best: 10", "worst: 0, best: 10, outside: clamp"),
        ("criteria:\n", "criteria:\n  use: ../x\n"),
        ("options:", "weight_uncertainty: {}\noptions:"),
        ("options:", "dependence: {pairs: [[a.cost, b.cost]]}\noptions:"),
        ("options:", "simulation: {draws: 0}\noptions:"),
        ("  a: {ratings", "  A: {ratings"),
        ("  a: {ratings", "  a: {approach: rent, ratings"),
    ],
)
def test_faulty_files_do_not_fit_the_schema(old: str, new: str) -> None:
    assert old in SOUND
    assert not VALIDATOR.is_valid(plain(SOUND.replace(old, new, 1)))

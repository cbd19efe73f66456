"""The JSON Schema accepts what the reader accepts, and refuses what an editor should mark."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from decision.files.library import project_folder
from decision.files.schema import (
    CHECKOUT,
    SHAPES,
    editor_comments,
    scenario_schema,
    schema_file,
    schema_of,
    schema_text,
)
from decision.files.tree import read_tree
from decision.model.scenario import Scenario
from tests.files.test_faults import SOUND
from tests.files.test_reader import PLAN, SMALL, TREE, WHOLE
from tests.respelling import respelled
from tests.strategies import scenarios

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
        ("patient-facing", "catalogue"), ("patient-facing-parts", "catalogue"), ("general-software", "catalogue"),
        ("general-software-parts", "catalogue"), ("reference-classes", "reference-classes"), ("us-health-phi", "requirements"),
        ("approach-questions", "approach-questions"), ("launch-causes", "launch-causes"), ("usual-lines", "usual-lines"),
        ("england-nhs", "requirements"), ("us-health-device-or-kiosk", "requirements"), ("general-software", "requirements"),
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


# --- generated files --------------------------------------------------------------------------------------------

FILES = {
    "scenario": sorted((CHECKOUT / "tests" / "files" / "layouts").glob("*.yaml"))[:6],
    "catalogue": [project_folder("criteria") / f"{name}.yaml" for name in ("patient-facing", "general-software")],
    "reference-classes": [project_folder("criteria") / "reference-classes.yaml"],
    "requirements": [project_folder("criteria") / f"{name}.yaml" for name in ("us-health-phi", "general-software")],
    "approach-questions": [project_folder("criteria") / "approach-questions.yaml"],
    "launch-causes": [project_folder("criteria") / "launch-causes.yaml"],
    "usual-lines": [project_folder("criteria") / "usual-lines.yaml"],
}
WORDS = (
    "low", "mode", "high", "p10", "p90", "mean", "sd", "shape", "beta", "lognormal", "levels", "estimate", "class", "lines",
    "upfront", "yearly", "growth", "because", "evidence", "parts", "worst", "best", "weight", "value", "points", "use", "name",
    "outside", "kind", "anchors", "concentration", "order", "ranges", "result", "text", "body_and_tail", "n", "X", "5", "-", "",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    0, 1, -1, 2.5, 1e61, True, None, "", "x", "5", "pert", "pass", "any", "none", "build", "demo", "fit", "2026-11-23", "2026-13-01",
    [], {}, [1, 2], [1], ["fit", "cost"], {"low": 1, "high": 2}, {"low": 1, "mode": 2, "high": 3}, {"estimate": 5}, {"5": 0.5},
    {"concentration": 4}, {"lines": {"a": 1}}, {"upfront": 5}, {"worst": 0, "best": 10}, {"result": "fail"}, {"text": "x"},
)  # fmt: skip


@given(scenarios(), st.integers(0, 2**32))
def test_any_decision_fits_the_schema_however_it_is_spelled(scenario: Scenario, seed: int) -> None:
    VALIDATOR.validate(respelled(scenario, random.Random(seed)))


def mutated(document: Any, chance: random.Random) -> Any:
    """`document` with a key gone, added, misspelt or given another value, somewhere."""
    places = [(document, key) for key in document] if isinstance(document, dict) else []
    for holder, key in places:
        below = holder[key]
        if isinstance(below, dict | list):
            places += [(below, each) for each in (below if isinstance(below, dict) else range(len(below)))]
    holder, key = chance.choice(places)
    kind = chance.choice(("gone", "value", "value", "key", "new"))
    if kind == "value":
        holder[key] = copy.deepcopy(chance.choice(VALUES))
    elif isinstance(holder, list):
        del holder[key]
    elif kind == "new":
        holder[chance.choice(WORDS)] = copy.deepcopy(chance.choice(VALUES))
    else:
        was = holder.pop(key)
        if kind == "key":
            holder[chance.choice(WORDS)] = was
    return document


def says_a_number_twice(error: ValidationError) -> bool:
    return all(each["type"] == "number_twice" for each in error.errors())


@pytest.mark.parametrize("kind", list(SHAPES))
def test_schema_and_reader_refuse_the_same_forms(kind: str) -> None:
    """Whatever the schema lets pass, the reader does too, but for keys that are one number; and the other way round.

    An empty mapping for a rating is the one thing that only later checks of the reader refuse.
    """
    validator = jsonschema.Draft202012Validator(
        schema_of(SHAPES[kind]), format_checker=jsonschema.FormatChecker(["date"])
    )
    texts = [path.read_text(encoding="utf-8-sig") for path in FILES[kind]]

    @settings(max_examples=70)
    @given(st.integers(0, 2**32), st.integers(1, 3))
    def agree(seed: int, mutations: int) -> None:
        chance = random.Random(seed)
        document = plain(chance.choice(texts))
        for _ in range(mutations):
            document = mutated(document, chance)
        try:
            SHAPES[kind].model_validate(document)
            refused = None
        except ValidationError as error:
            refused = error
        fits = validator.is_valid(document)
        if fits and refused is not None:
            assert says_a_number_twice(refused), (refused, document)
        if refused is None and not fits:
            assert has_an_empty_rating(document), document

    agree()


def has_an_empty_rating(document: Any) -> bool:
    criteria, options = document.get("criteria", {}), document.get("options", {})
    ratings = [each["ratings"] for each in options.values()]
    ratings += [each.get("starting_ratings", {}) for each in criteria.values() if isinstance(each, dict)]
    while ratings:
        held = ratings.pop()
        if {} in held.values():
            return True
        ratings += [each for each in held.values() if isinstance(each, dict)]
    return False


# --- the files editors are led to -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(SHAPES))
def test_the_schema_as_a_file_is_that_of_the_code(kind: str) -> None:
    """Written anew by ``python -m tests.files.test_schema``."""
    assert schema_file(kind) == CHECKOUT / "docs" / "schema" / f"{kind}-1.json"
    assert schema_file(kind).read_text(encoding="utf-8") == schema_text(kind)


def test_every_key_and_form_says_what_it_is() -> None:
    """Editors show it on hovering and while completing."""
    for kind, shape in SHAPES.items():
        schema = schema_of(shape)
        for name, part in {kind: schema, **schema.get("$defs", {})}.items():
            if "properties" in part:
                assert part.get("description"), name
            for key, each in part.get("properties", {}).items():
                assert "description" in each or "$ref" in each, f"{name}.{key}"
                assert "title" not in each


def test_a_new_file_names_its_schema_in_both_ways_editors_read(tmp_path: Path) -> None:
    inside = editor_comments(CHECKOUT / "scenarios" / "new.yaml")
    assert (
        inside
        == "# yaml-language-server: $schema=../docs/schema/scenario-1.json\n# $schema: ../docs/schema/scenario-1.json\n"
    )
    first, second = editor_comments(tmp_path / "new.yaml", "catalogue").splitlines()
    assert first.removeprefix("# yaml-language-server: $schema=") == second.removeprefix("# $schema: ")
    path = (
        Path.from_uri(second.removeprefix("# $schema: "))
        if hasattr(Path, "from_uri")
        else Path(second.partition("file://")[2])
    )
    assert json.loads(path.read_text(encoding="utf-8"))["title"] == "Catalogue"


if __name__ == "__main__":
    for each in SHAPES:
        (CHECKOUT / "docs" / "schema" / f"{each}-1.json").write_text(schema_text(each), encoding="utf-8")

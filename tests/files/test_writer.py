"""What is saved reads back as the same decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import assume, given, settings

from decision.files.library import Library
from decision.files.reader import load, read_scenario
from decision.files.section_writer import SectionWriter
from decision.files.writer import save, scenario_yaml
from decision.files.yaml_text import as_yaml
from decision.model.estimate import Exact, LognormalShape, Range
from decision.model.rating import Evidence, Rating
from decision.model.reference_class import ReferenceClass
from decision.model.requirement import RequirementResult, Verdict
from decision.model.scenario import Scenario
from tests.strategies import scenarios

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = ROOT / "scenarios"
PIECES = SectionWriter()  # one for all, so that what is remembered of one decision can be taken for another


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_scenario_is_the_same_after_saving(path: Path) -> None:
    scenario = load(path)
    assert read_scenario(scenario_yaml(scenario, SCENARIOS).encode(), "saved.yaml", SCENARIOS) == scenario


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.yaml")), ids=lambda path: path.stem)
def test_saving_twice_gives_the_same_text(path: Path) -> None:
    text = scenario_yaml(load(path), SCENARIOS)
    assert scenario_yaml(read_scenario(text.encode(), "saved.yaml", SCENARIOS), SCENARIOS) == text


def test_criteria_of_a_catalogue_stay_referred_to() -> None:
    text = scenario_yaml(load(SCENARIOS / "health-centre-portal.yaml"), SCENARIOS)
    assert "criteria:\n  use: patient-facing\n  cost: {worst: 2500000, best: 300000}\n" in text
    assert "requirements:\n  use: [us-health-phi]\n" in text


def test_criteria_of_a_catalogue_that_cannot_be_found_are_written_out() -> None:
    scenario = replace(load(SCENARIOS / "health-centre-portal.yaml"), catalogue="gone", requirement_sets=("gone",))
    text = scenario_yaml(scenario, SCENARIOS)
    assert "\n  use:" not in text
    assert read_scenario(text.encode(), "saved.yaml", SCENARIOS).fingerprint == scenario.fingerprint


def test_a_changed_rating_changes_one_line() -> None:
    scenario = load(SCENARIOS / "minimal.yaml")
    before = scenario_yaml(scenario, SCENARIOS).splitlines()
    after = scenario_yaml(scenario.with_rating("buy", "fit", Rating(Range(5, 8))), SCENARIOS).splitlines()
    assert [line for line in after if line not in before] == ["      fit: {low: 5, high: 8}"]


def test_changed_weights_results_and_reasons_read_back(tmp_path: Path) -> None:
    scenario = load(SCENARIOS / "health-centre-portal.yaml")
    changed = (
        scenario.with_weights({"cost": 22.5, "fit": 0})
        .with_rating("buy", "fit", Rating(Exact(6), "Two clinics said so: yes.", "calls, 010", Evidence.REFERENCE))
        .with_requirement_result("buy", "K04", RequirementResult(Verdict.FAIL, "# No export.", "= contract"))
    )
    save(changed, tmp_path / "changed.yaml")
    assert load(tmp_path / "changed.yaml") == changed


@settings(max_examples=60)
@given(scenarios())
def test_any_scenario_is_the_same_after_saving(scenario: Scenario) -> None:
    """Reference classes are named and not written, so those of the scenario stand in for the project's."""
    classes = list(_classes_of(scenario))
    by_id = {each.id: each for each in classes}
    assume(all(by_id[each.id] == each for each in classes))
    with patch.object(Library, "reference_classes", by_id):
        read = read_scenario(scenario_yaml(scenario).encode(), "saved.yaml")
    assert read.fingerprint == scenario.fingerprint


def _classes_of(part: object) -> Iterator[ReferenceClass]:
    """All reference classes that a part of the model holds."""
    if isinstance(part, ReferenceClass):
        yield part
    elif is_dataclass(part) and not isinstance(part, type):
        for each in fields(part):
            yield from _classes_of(getattr(part, each.name))
    elif isinstance(part, Mapping | tuple):
        for inner in part.values() if isinstance(part, Mapping) else part:
            yield from _classes_of(inner)


@pytest.mark.parametrize("number", [1e-5, 1.5e300, 0.1, 1e16, 123456789.123456, 5e-324])
def test_any_number_survives(number: float) -> None:
    scenario = load(SCENARIOS / "minimal.yaml").with_rating("buy", "fit", Rating(LognormalShape(0, number % 10)))
    assert read_scenario(scenario_yaml(scenario, SCENARIOS).encode(), "saved.yaml", SCENARIOS) == scenario


@pytest.mark.parametrize(
    "text",
    [
        "no", "yes", "on", "Off", "y", "null", "~", "true", "010", "1e6", "12:30", "1_000", "0x1F", ".5", "-", "--- a", "...",
        "=1+1", "@x", "+1", "a: b", "a #b", "# a", "'", '"', "\\", "{a}", "[a]", "*a", "&a", "!a", "%a", "|", ">", "`a`",
        " leading", "trailing ", "two\nlines", "tab\there", "é日本🙂", "2026-11-23", "<<", "a" * 300, "1.", "?", "? a", "-a",
        "a\x85b", "a\u2028b", "a\u2029b",
    ],
)  # fmt: skip
def test_any_text_survives(text: str) -> None:
    scenario = load(SCENARIOS / "minimal.yaml")
    rating = Rating(Exact(3), because=text)
    changed = replace(scenario.with_rating("buy", "fit", rating), title=text if text.strip() else "x", owner=text)
    read = read_scenario(scenario_yaml(changed, SCENARIOS).encode(), "saved.yaml", SCENARIOS)
    assert read == changed


# --- piece by piece -------------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(scenarios())
def test_written_piece_by_piece_it_is_the_same_text(scenario: Scenario) -> None:
    assert PIECES.text(scenario) == scenario_yaml(scenario)


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.yaml")), ids=lambda path: path.stem)
def test_written_piece_by_piece_a_shipped_scenario_is_the_same_text(path: Path) -> None:
    for folder in (SCENARIOS, None):
        assert PIECES.text(load(path), folder) == scenario_yaml(load(path), folder)


def test_what_was_written_before_is_not_written_again() -> None:
    scenario = load(SCENARIOS / "health-centre-portal.yaml")
    writer, written = SectionWriter(), []
    with patch("decision.files.section_writer.as_yaml", side_effect=lambda part: written.append(part) or as_yaml(part)):
        writer.text(scenario)
        written.clear()
        moved = scenario.with_weights({id: 10.0 for id in scenario.weights if "." not in id})
        assert writer.text(moved) == scenario_yaml(moved)
        assert [list(part) for part in written] == [["weights"]]
        written.clear()
        rated = moved.with_rating("buy", "fit", Rating(Range(5, 8)))
        assert writer.text(rated) == scenario_yaml(rated)
        assert [list(part["options"]) for part in written] == [["buy"]]


def test_what_is_remembered_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = load(SCENARIOS / "health-centre-portal.yaml")
    monkeypatch.setattr("decision.files.section_writer.MOST_CHARACTERS", 3_000)
    writer = SectionWriter()
    for x in range(1, 50):
        moved = scenario.with_weights({id: float(x) for id in scenario.weights if "." not in id} | {"cost": 100.0 - x})
        assert writer.text(moved) == scenario_yaml(moved)
        assert sum(map(len, writer._texts.values())) <= 10_000

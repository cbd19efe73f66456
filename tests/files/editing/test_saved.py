"""A decision that was changed is saved into the text it came from."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decision.files.editing.files import diff
from decision.files.editing.saved import saved
from decision.files.library import Library
from decision.files.reader import load, read_scenario
from decision.files.writer import scenario_yaml
from decision.model.errors import DecisionError
from decision.model.estimate import Exact, Percentiles, ThreePoint
from decision.model.rating import Evidence, Rating
from decision.model.requirement import RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.model.structure.criteria import removing_criterion
from decision.model.structure.options import adding_option
from decision.model.weights import Anything
from tests.changes import changed
from tests.files.test_writer import _classes_of
from tests.layouts import written
from tests.respelling import respelled
from tests.strategies import scenarios
from tests.structure_edits import edits

ROOT = Path(__file__).resolve().parents[3]
SCENARIOS = ROOT / "scenarios"
LAYOUTS = ROOT / "tests" / "files" / "layouts"
PORTAL = SCENARIOS / "health-centre-portal.yaml"


def lines_changed(raw: bytes, after: Scenario, folder: Path | None = SCENARIOS) -> list[str]:
    """The lines that saving takes away and puts in, each with its sign."""
    made = saved(raw, after, folder)
    assert not made.anew
    assert read_scenario(made.raw, "x.yaml", folder) == after
    return [line for line in diff(raw, made.raw, "").split("\n")[2:] if line[:1] in ("-", "+")]


@settings(max_examples=60)
@given(scenarios(), st.integers(0, 2**32), st.data())
def test_any_decision_in_any_layout_is_saved_into_its_lines(scenario: Scenario, seed: int, data: st.DataObject) -> None:
    chance = random.Random(seed)
    raw = written(respelled(scenario, chance), chance)
    after = scenario
    for _ in range(data.draw(st.integers(1, 3))):
        after = data.draw(changed(after))
    classes = list(_classes_of((scenario, after)))
    by_id = {each.id: each for each in classes}
    assume(all(by_id[each.id] == each for each in classes))
    with patch.object(Library, "reference_classes", by_id):
        assert read_scenario(raw, "x.yaml") == scenario
        made = saved(raw, after)
        assert not made.anew
        assert read_scenario(made.raw, "x.yaml") == after
    if after == scenario:
        assert made.raw == raw


@settings(max_examples=40, deadline=None)
@given(scenarios(), st.integers(0, 2**32), st.data())
def test_any_structure_in_any_layout_is_saved_into_its_lines_and_undoing_it_gives_back_the_file(
    scenario: Scenario, seed: int, data: st.DataObject
) -> None:
    chance = random.Random(seed)
    raw = written(respelled(scenario, chance), chance)
    after = scenario
    for _ in range(data.draw(st.integers(1, 4))):
        with contextlib.suppress(DecisionError):
            after = data.draw(edits(after))(after)
    after = replace(after, requirement_sets=())  # none of these is in any folder
    classes = list(_classes_of((scenario, after)))
    by_id = {each.id: each for each in classes}
    assume(all(by_id[each.id] == each for each in classes))
    with patch.object(Library, "reference_classes", by_id):
        made = saved(raw, after)
        assert not made.anew
        assert read_scenario(made.raw, "x.yaml") == after
        assert saved(raw, scenario).raw == raw


def test_a_catalogue_is_used_whole_or_written_out_and_other_lines_stay() -> None:
    raw = PORTAL.read_bytes()
    scenario = load(PORTAL)
    after = removing_criterion(scenario, "flexibility")
    made = saved(raw, after, SCENARIOS)
    assert not made.anew
    again = read_scenario(made.raw, "x.yaml", SCENARIOS)
    assert again.fingerprint == after.fingerprint
    assert again.catalogue is None
    kept = [line for line in raw.decode().split("\n") if line.startswith("#")]
    assert kept and all(line in made.raw.decode().split("\n") for line in kept)


def test_an_option_that_is_added_adds_its_own_lines() -> None:
    changes = lines_changed(PORTAL.read_bytes(), adding_option(load(PORTAL), "Wait and see"))
    assert changes and all(line.startswith("+") for line in changes)
    assert any("wait_and_see:" in line for line in changes)


@pytest.mark.parametrize(
    "path", sorted([*SCENARIOS.glob("*.yaml"), *LAYOUTS.glob("*.yaml")]), ids=lambda path: path.stem
)
def test_what_was_not_changed_is_saved_byte_for_byte(path: Path) -> None:
    assert saved(path.read_bytes(), load(path), path.parent).raw == path.read_bytes()


@pytest.mark.parametrize("path", sorted(LAYOUTS.glob("*.yaml")), ids=lambda path: path.stem)
def test_one_weight_changes_one_line(path: Path) -> None:
    """But for the one file in which the weights have an anchor, and a view says the same."""
    raw = path.read_bytes()
    made = lines_changed(raw, load(path).with_weights({"fit": 55}))
    assert [line[:1] for line in made if "fit" in line or "weight" in line or "55" in line][:2] == ["-", "+"]
    assert len(made) == (2 if path.stem != "anchors" else 7)


Change = Callable[[Scenario], Scenario]


def _scale(scenario: Scenario) -> Scenario:
    cost = scenario.all_criteria["cost"]
    function: Any = cost.value_function
    return scenario.with_criterion(
        "cost", replace(cost, value_function=replace(function, scale=replace(function.scale, worst=3e6)))
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda s: s.with_weights({"cost": 30}),
            ["-weights: {cost: 15, time_to_launch: 10, flexibility: 15, integration: 20, risk: 10, fit: 30}",
             "+weights: {cost: 30, time_to_launch: 10, flexibility: 15, integration: 20, risk: 10, fit: 30}"],
        ),
        (
            lambda s: s.with_rating("buy", "risk", replace(s.option("buy").ratings["risk"], estimate=ThreePoint(4, 6, 8))),
            ["-        high: 7", "+        high: 8"],
        ),
        (
            lambda s: s.with_rating("buy", "risk", replace(s.option("buy").ratings["risk"], estimate=Percentiles(4, 7))),
            ["-        low: 4", "-        mode: 6", "-        high: 7", "+        p10: 4", "+        p90: 7"],
        ),
        (
            lambda s: s.with_rating("buy", "fit", replace(s.option("buy").ratings["fit"], evidence=Evidence.PILOT)),
            ["-        evidence: demo", "+        evidence: pilot"],
        ),
        (
            lambda s: s.with_requirement_result("buy", "K01", RequirementResult(Verdict.FAIL, "Not signed.")),
            ["-      K01: pass", "+      K01: {result: fail, because: Not signed.}"],
        ),
        (
            lambda s: s.with_requirement_result("build", "K02", RequirementResult(Verdict.PASS)),
            ["+      K02: pass"],
        ),
        (
            lambda s: replace(s, weight_uncertainty=Anything()),
            ["-weight_uncertainty: {concentration: 40}", "+weight_uncertainty: any"],
        ),
        (lambda s: replace(s, owner="The board"), ["+owner: The board"]),
        (
            _scale,
            ["-  cost:           {worst: 2500000, best: 300000}   # USD, present value over 5 years",
             "+  cost:           {worst: 3000000, best: 300000}   # USD, present value over 5 years"],
        ),
        (
            lambda s: s.with_criterion("fit", replace(s.all_criteria["fit"], name="Does it fit?")),
            ['+  fit:            {name: "Does it fit?"}'],
        ),
    ],
)  # fmt: skip
def test_a_change_in_the_app_changes_its_own_lines(change: Change, expected: list[str]) -> None:
    assert lines_changed(PORTAL.read_bytes(), change(load(PORTAL))) == expected


HEAD = "format: 1\ntitle: x\ncriteria:\n  fit: {worst: 0, best: 10WEIGHT}\n  cost: {worst: 10, best: 0WEIGHT}\n"
TAIL = "options:\n  a: {ratings: {fit: {estimate: 5}, cost: 1}}\n  b: {ratings: {fit: 4, cost: 2}}\n"


def test_weights_beside_criteria_stay_there() -> None:
    raw = (HEAD.replace("WEIGHT", ", weight: 3") + TAIL).encode()
    after = read_scenario(raw, "x").with_weights({"fit": 7})
    assert lines_changed(raw, after) == [
        "-  fit: {worst: 0, best: 10, weight: 3}",
        "+  fit: {worst: 0, best: 10, weight: 7}",
    ]


def test_weights_of_a_catalogue_are_all_written_once_one_is_another() -> None:
    """A list of some of them would be an error."""
    raw = PORTAL.read_bytes().replace(
        b"weights: {cost: 15, time_to_launch: 10, flexibility: 15, integration: 20, risk: 10, fit: 30}\n", b""
    )
    made = lines_changed(raw, read_scenario(raw, "x", SCENARIOS).with_weights({"cost": 33}))
    assert made == [
        "+weights: {cost: 33, time_to_launch: 10, flexibility: 10, integration: 20, risk: 20, fit: 15}",
        "+",
    ]


def test_a_number_that_was_an_estimate_stays_one() -> None:
    raw = (HEAD.replace("WEIGHT", ", weight: 3") + TAIL).encode()
    after = read_scenario(raw, "x").with_rating("a", "fit", Rating(Exact(6)))
    assert lines_changed(raw, after)[1] == "+  a: {ratings: {fit: {estimate: 6}, cost: 1}}"


def test_without_a_file_the_decision_is_written_out() -> None:
    scenario = load(PORTAL)
    made = saved(None, scenario, SCENARIOS)
    assert made.raw == scenario_yaml(scenario, SCENARIOS).encode()
    assert not made.anew


def test_a_file_that_can_no_longer_be_read_is_laid_out_anew_and_that_is_said() -> None:
    raw = PORTAL.read_bytes().replace(b"use: patient-facing", b"use: gone")
    made = saved(raw, load(PORTAL), SCENARIOS)
    assert made.anew
    assert read_scenario(made.raw, "x", SCENARIOS) == load(PORTAL)


def test_a_text_that_cannot_be_spliced_is_laid_out_anew_and_that_is_said() -> None:
    scenario = load(PORTAL)
    after = replace(scenario, title="Another")
    with patch("decision.files.editing.splicer.Splicer.splice", return_value=[]):
        made = saved(PORTAL.read_bytes(), after, SCENARIOS)
    assert made.anew
    assert read_scenario(made.raw, "x", SCENARIOS) == after

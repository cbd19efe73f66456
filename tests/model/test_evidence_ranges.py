"""How much rests on single numbers, and ranges for them by their evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from decision.model.contents import Dependence
from decision.model.estimate import Exact, Range, ThreePoint
from decision.model.evidence_ranges import (
    can_be_given_ranges,
    range_by_evidence,
    single_numbers,
    with_ranges_by_evidence,
)
from decision.model.rating import Evidence, Rating
from decision.model.requirement import Requirement, RequirementResult, Verdict
from decision.model.scenario import ImpossibleScenarioError, Scenario
from tests.small_decisions import flat
from tests.strategies import scenarios


def given_range(x: float, evidence: Evidence | None = None) -> object:
    scenario = flat({"a": [x], "b": [5]}, [1])
    path = next(iter(scenario.leaves))
    rating = replace(scenario.option("a").ratings[path], evidence=evidence)
    return with_ranges_by_evidence(scenario.with_rating("a", path, rating)).option("a").ratings[path].estimate


@pytest.mark.parametrize(
    ("x", "evidence", "estimate"),
    [
        (5, None, ThreePoint(2, 5, 8)),
        (5, Evidence.ASSUMPTION, ThreePoint(2, 5, 8)),
        (5, Evidence.VENDOR, ThreePoint(2.5, 5, 7.5)),
        (5, Evidence.DEMO, ThreePoint(3.5, 5, 6.5)),
        (5, Evidence.REFERENCE, ThreePoint(4, 5, 6)),
        (5, Evidence.PILOT, ThreePoint(4.5, 5, 5.5)),
        (9, None, ThreePoint(6, 9, 10)),
        (10, Evidence.PILOT, ThreePoint(9.5, 10, 10)),
        (0, None, ThreePoint(0, 0, 3)),
        (11, None, Exact(11)),  # off the scale: no range within it holds it
    ],
)
def test_the_weaker_the_evidence_the_wider_the_range(x: float, evidence: Evidence | None, estimate: object) -> None:
    assert given_range(x, evidence) == estimate


def test_what_has_a_range_stays() -> None:
    scenario = flat({"a": [Range(2, 4), 3], "b": [5, 5]}, [1, 1])
    first, second = scenario.leaves
    ranged = with_ranges_by_evidence(scenario)
    assert ranged.option("a").ratings[first] is scenario.option("a").ratings[first]
    assert ranged.option("a").ratings[second] == Rating(ThreePoint(0, 3, 6))


def test_single_numbers_are_counted_by_weight_among_the_ranked() -> None:
    scenario = flat({"a": [Range(2, 4), 3], "b": [5, 5], "c": [5, 5]}, [3, 1])
    found = single_numbers(scenario)
    assert (found.count, found.total) == (5, 6)
    assert found.weight == pytest.approx(0.75 * 2 / 3 + 0.25)
    out = replace(scenario, requirements=(Requirement("R1", "must"),)).with_requirement_result(
        "a", "R1", RequirementResult(Verdict.FAIL)
    )
    assert (single_numbers(out).count, single_numbers(out).weight) == (4, pytest.approx(1))


@given(scenarios())
def test_ranges_hold_the_number_lie_on_the_scale_and_leave_all_else(scenario: Scenario) -> None:
    try:
        ranged = with_ranges_by_evidence(scenario)
    except ImpossibleScenarioError:  # certain figures hang together with nothing, and now they do
        assert scenario.dependence.pairs
        return
    changed = 0
    for option in scenario.options:
        for path, leaf in scenario.leaves.items():
            was, now = option.ratings[path], ranged.option(option.id).ratings[path]
            assert range_by_evidence(scenario, option.id, path) == (None if was == now else now)
            if was == now:
                continue
            changed += 1
            assert isinstance(was.estimate, Exact)
            assert isinstance(now.estimate, ThreePoint)
            assert replace(now, estimate=was.estimate) == was
            assert leaf.value_function is not None
            ends = sorted((leaf.value_function.scale.worst, leaf.value_function.scale.best))
            assert ends[0] <= now.estimate.low <= now.estimate.mode == was.estimate.x <= now.estimate.high <= ends[1]
    assert changed == can_be_given_ranges(scenario)
    assert with_ranges_by_evidence(ranged) == ranged
    assert single_numbers(ranged).count <= single_numbers(scenario).count


def test_figures_that_cannot_hang_together_are_given_no_range() -> None:
    scenario = flat({"a": [Range(2, 4), Range(1, 3), 5], "b": [5, 5, 5]}, [1, 1, 1])
    first, second, _ = scenario.leaves
    paired = replace(scenario, dependence=Dependence(0.8, ((f"a.{first}", f"a.{second}", -0.2),)))
    with pytest.raises(ImpossibleScenarioError, match=r"cannot correlate by -0.2 beside within_option 0.8"):
        with_ranges_by_evidence(paired)

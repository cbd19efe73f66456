"""What is hardly meant: found where it is, and nowhere else."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.analysis.plausibility import Oddity, oddities
from decision.model.criterion import Criterion
from decision.model.estimate import ThreePoint
from decision.model.scenario import Scenario
from decision.model.value_function import Scale, ValueFunction
from tests.small_decisions import flat, three_point_decisions


def with_scale(
    scenario: Scenario, worst: float, best: float, *, unit: str = "", name: str = "", outside: str = "clip"
) -> Scenario:
    criterion = scenario.criteria[0]
    function = ValueFunction(Scale(worst, best), outside=outside)  # type: ignore[arg-type]
    made = dataclasses.replace(criterion, value_function=function, unit=unit, name=name or criterion.name)
    return scenario.with_criterion(criterion.id, made)


def test_nothing_is_odd_about_ratings_inside_their_scales() -> None:
    assert oddities(flat({"a": [1, 2], "b": [3, 4]}, [1, 1])) == ()


def test_a_scale_that_all_options_lie_beyond_is_one_oddity_and_not_one_for_each() -> None:
    typo = with_scale(flat({"a": [90_000, 1], "b": [150_000, 5]}, [1, 1]), 400.0, 20_000.0)
    assert oddities(typo) == (Oddity("all_outside", "c1", beyond="best"),)


@pytest.mark.parametrize(("x", "beyond"), [(45, "best"), (-1, "worst")])
def test_a_rating_beyond_its_scale_is_named_with_the_end_it_counts_as(x: float, beyond: str) -> None:
    assert oddities(flat({"a": [x], "b": [4]}, [1])) == (Oddity("outside", "c1", "a", x, beyond),)  # type: ignore[arg-type]


def test_an_estimate_is_outside_only_with_all_of_its_range() -> None:
    assert oddities(flat({"a": [ThreePoint(9, 11, 12)], "b": [4]}, [1])) == ()
    found = oddities(flat({"a": [ThreePoint(10.5, 11, 12)], "b": [4]}, [1]))
    assert found == (Oddity("outside", "c1", "a", 10.5, "best"),)


def test_what_is_extrapolated_on_purpose_is_not_odd() -> None:
    assert oddities(with_scale(flat({"a": [45], "b": [4]}, [1]), 0, 5, outside="extrapolate")) == ()


def test_equal_certain_ratings_tell_nothing_apart_but_equal_ranges_may() -> None:
    assert oddities(flat({"a": [5, 1], "b": [5, 2]}, [1, 1])) == (Oddity("alike", "c1"),)
    same = ThreePoint(1, 5, 9)
    assert oddities(flat({"a": [same, 1], "b": [same, 2]}, [1, 1])) == ()
    assert oddities(flat({"a": [5, 1], "b": [5, 2]}, [0, 1])) == ()  # has no weight that could be without effect


@pytest.mark.parametrize(
    ("unit", "name", "odd"),
    [
        ("months", "Time to launch", True),
        ("EUR", "Cost", True),
        ("$ a year", "Licences", True),
        ("months", "Notice period", False),
        ("USD", "Savings", False),
        ("points", "Fit", False),
    ],
)
def test_more_money_or_time_is_better_only_of_what_one_has(unit: str, name: str, odd: bool) -> None:
    scenario = flat({"a": [1], "b": [2]}, [1])
    upwards, downwards = (with_scale(scenario, *ends, unit=unit, name=name) for ends in ((0, 10), (10, 0)))
    assert [each.kind for each in oddities(upwards)] == (["wrong_way"] if odd else [])
    assert oddities(downwards) == ()


@given(three_point_decisions(), st.floats(-5, 15), st.floats(0.1, 9))
def test_what_is_said_to_lie_outside_is_worth_0_or_1_whatever_comes(
    scenario: Scenario, worst: float, width: float
) -> None:
    scenario = with_scale(scenario, worst, worst + width)
    leaf: Criterion = scenario.leaves["c1"]
    assert leaf.value_function is not None
    worth = {
        option.id: {float(leaf.value_function(x)) for x in (estimate.low, estimate.mode, estimate.high)}
        for option in scenario.options
        if isinstance(estimate := option.ratings["c1"].estimate, ThreePoint)
    }
    said = [each for each in oddities(scenario) if each.path == "c1"]
    for each in said:
        if each.kind == "outside":
            assert worth[each.option or ""] == {1.0 if each.beyond == "best" else 0.0}
        if each.kind == "all_outside":
            assert set.union(*worth.values()) == {1.0 if each.beyond == "best" else 0.0}

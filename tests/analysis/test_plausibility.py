"""What is hardly meant: found where it is, and nowhere else."""

from __future__ import annotations

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.analysis.plausibility import Oddity, oddities
from decision.files.reader import read_scenario
from decision.model.cost_plan import CostPlan
from decision.model.criterion import Criterion
from decision.model.estimate import Exact, Levels, LognormalShape, Moments, Percentiles, ThreePoint
from decision.model.rating import Rating
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
    assert oddities(flat({"a": [ThreePoint(8, 9, 12)], "b": [4]}, [1])) == ()
    (mean,) = oddities(flat({"a": [ThreePoint(9, 11, 12)], "b": [4]}, [1]))
    assert mean == Oddity("mean_outside", "c1", "a", pytest.approx(65 / 6), "best")  # type: ignore[arg-type]
    found = oddities(flat({"a": [ThreePoint(10.5, 11, 12)], "b": [4]}, [1]))
    assert found == (Oddity("outside", "c1", "a", 10.5, "best"),)


def test_a_rating_without_ends_is_never_outside_whole() -> None:
    """Some of it lies within, however unlikely: so the criterion may still decide."""
    (a, b) = oddities(flat({"a": [Moments(12, 3)], "b": [Percentiles(8, 13, 10.5)]}, [1]))
    assert (a.kind, a.x, b.kind) == ("mean_outside", 12, "mean_outside")
    (levels,) = oddities(flat({"a": [Levels(((11.0, 0.5), (12.0, 0.5), (3.0, 0.0)))], "b": [4]}, [1]))
    assert (levels.kind, levels.x) == ("outside", 11)
    (plan,) = oddities(read_scenario(ON_A_DRIVER.encode(), "x.yaml"))
    assert (plan.kind, plan.option, plan.beyond) == ("mean_outside", "a", "worst")


ON_A_DRIVER = """\
format: 1
title: A price that is certain, by a number that is not
currency: USD
horizon_years: 5
discount_rate: 0
drivers: {patients: {now: {low: 100, high: 1000}}}
criteria: {cost: {kind: cost_plan, worst: 200000, best: 0}}
weights: {cost: 1}
options:
  a: {ratings: {cost: {yearly: {per: patients, price: 100}}}}
  b: {ratings: {cost: 150000}}
"""


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


def test_a_mean_beyond_the_scale_is_odd_and_so_is_a_tail_that_makes_up_most_of_it() -> None:
    """riskquant#11: a loss of 1 to 100,000 in eight of ten cases, and of 7.6 million on average."""
    loss = Percentiles(1.0, 100_000.0, shape="lognormal")
    scenario = with_scale(flat({"a": [loss], "b": [50_000]}, [1]), 1_000_000.0, 0.0)
    mean, tail = oddities(scenario)
    assert (mean.kind, mean.option, mean.beyond, mean.keys) == ("mean_outside", "a", "worst", tail.keys)
    assert mean.x == tail.x == pytest.approx(7_606_846, abs=1)
    assert tail.kind == "tail"
    assert tail.share == pytest.approx(0.985, abs=0.001)  # Phi(4.492 - 2.326)


def test_a_tail_in_a_part_of_a_plan_is_told_with_the_part() -> None:
    plan = CostPlan(upfront=Exact(10.0), yearly=LognormalShape(0.0, 2.5))
    scenario = with_scale(flat({"a": [5], "b": [4]}, [1]), 1e6, 0.0)
    criterion = dataclasses.replace(scenario.criteria[0], kind="cost_plan")
    scenario = dataclasses.replace(scenario, horizon_years=3, discount_rate=0.0, currency="USD")
    scenario = scenario.with_criterion("c1", criterion).with_rating("a", "c1", Rating(plan))
    (tail,) = oddities(scenario)
    assert (tail.kind, tail.part, tail.keys) == ("tail", "yearly", ("options", "a", "ratings", "c1", "yearly"))


@given(st.floats(0.01, 4), st.floats(-2, 2), st.floats(0.1, 50))
def test_what_is_said_of_a_mean_holds(sigma: float, mu: float, worst: float) -> None:
    scenario = with_scale(flat({"a": [LognormalShape(mu, sigma)], "b": [0.05]}, [1]), worst, 0.0)
    found = {each.kind: each for each in oddities(scenario)}
    mean = math.exp(mu + sigma * sigma / 2)
    if "outside" not in found:
        assert ("mean_outside" in found) == (mean > worst)
        assert ("tail" in found) == (sigma > 2.3263478740408408)
    else:
        assert math.exp(mu) > worst  # then all that is typed lies there, and no more is said of its mean

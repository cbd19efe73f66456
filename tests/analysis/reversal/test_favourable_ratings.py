"""How far ratings may move, and which way is favourable."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from decision.analysis.reversal.favourable_ratings import FavourableRatings
from decision.analysis.standing import Standing
from decision.model.contents import Option
from decision.model.cost_plan import Component, CostPlan, Lines, present_value
from decision.model.criterion import Criterion
from decision.model.distribution import Lognormal
from decision.model.estimate import (
    ClassEstimate,
    Estimate,
    Exact,
    Levels,
    LognormalShape,
    Percentiles,
    Range,
    ThreePoint,
)
from decision.model.rating import Rating
from decision.model.reference_class import ReferenceClass
from decision.model.scenario import Scenario
from decision.model.value_function import Points, Scale, ValueFunction
from tests.small_decisions import flat
from tests.strategies import scenarios

CLASS = ReferenceClass("c", "C", Lognormal(0.2, 0.5))
P5, P95 = (float(np.exp(0.2 + 0.5 * stats.norm.ppf(p))) for p in (0.05, 0.95))
MEAN = float(np.exp(0.2 + 0.5**2 / 2))


@pytest.mark.parametrize(
    ("estimate", "end"),
    [
        (Range(1, 5), 5.0),
        (ThreePoint(1, 3, 6, "triangular"), 6.0),
        (Percentiles(1, 5), 3 + 2 * stats.norm.ppf(0.95) / stats.norm.ppf(0.9)),
        (Levels(((3.0, 0.6), (6.0, 0.36), (9.0, 0.04))), 6.0),
        (Exact(3.0), 3.0),
        (ThreePoint(3, 3, 3), 3.0),
    ],
)
def test_an_estimate_ends_where_it_says_or_at_p95(estimate: Estimate, end: float) -> None:
    standing = Standing(flat({"a": [10, 9], "b": [estimate, 0]}, [6, 4]))
    favourable = FavourableRatings(standing, 1)
    assert favourable.ratings(1.0)[1, 0] == pytest.approx(end)
    assert favourable.ratings(0.5)[1, 0] == pytest.approx((estimate.expected + end) / 2)
    assert favourable.ratings(0.0).tolist() == standing.ratings.tolist()
    assert favourable.values(0.0).tolist() == standing.values.tolist()
    assert favourable.moving[1, 0] == (end != 3)


def test_what_is_expected_to_be_beyond_its_end_stays() -> None:
    few_large = Levels(((1.0, 0.96), (101.0, 0.04)))  # 5 is expected, and P95 is 1
    for m in (0, 1):
        favourable = FavourableRatings(Standing(flat({"a": [5], "b": [few_large]}, [1])), m)
        assert favourable.moving[1, 0] == (m == 0)  # downwards there is somewhere to go


def test_a_rating_that_is_better_uncertain_stays_uncertain() -> None:
    curve = Points(((0, 0), (9, 0), (10, 1)))  # worth something only where it is nearly the best
    standing = Standing(flat({"a": [9.5], "b": [ThreePoint(0, 5, 10, "triangular")]}, [1], curve=curve))
    favourable = FavourableRatings(standing, 1)
    assert favourable.ratings(0.5)[1, 0] == 7.5
    assert not favourable.moved(0.5)[1, 0]
    assert favourable.values(0.5)[1, 0] == standing.values[1, 0] > 0
    assert favourable.moved(1.0)[1, 0]
    assert favourable.values(1.0)[1, 0] == 1


def plan_decision(*plans: CostPlan, worst: float = 10_000, best: float = 0) -> Standing:
    """Options o0, o1, … that are rated on cost alone."""
    scale = ValueFunction(Scale(worst, best), outside="extrapolate")
    return Standing(
        Scenario(
            "A decision",
            (Criterion("cost", "Cost", scale, 1.0, kind="cost_plan"),),
            tuple(Option(f"o{m}", {"cost": Rating(plan)}) for m, plan in enumerate(plans)),
            currency="USD",
            horizon_years=3,
            discount_rate=0.1,
        )
    )


PLAN = CostPlan(
    upfront=Lines((("licence", ThreePoint(100, 200, 400)), ("shared", Exact(50))), CLASS),
    yearly=Range(10, 30),
    growth=ThreePoint(0, 0.05, 0.2),
    exit=ClassEstimate(100, CLASS),
)


def test_every_figure_of_a_plan_moves_to_its_own_end() -> None:
    standing = plan_decision(PLAN, replace(PLAN, exit=Exact(5)))
    cheap, dear = (FavourableRatings(standing, m).ratings(1.0)[0, 0] for m in (0, 1))
    assert cheap == pytest.approx(float(present_value(150 * P5, 10, 0.0, 100 * P5, years=3, rate=0.1)))
    assert dear == pytest.approx(float(present_value(450 * P95, 30, 0.2, 100 * P95, years=3, rate=0.1)))
    half = FavourableRatings(standing, 0).ratings(0.5)[0, 0]
    upfront = ((1300 / 6 + 100) / 2 + 50) * (MEAN + P5) / 2
    amounts = upfront, 15, 0.4 / 6 / 2, 100 * (MEAN + P5) / 2
    assert half == pytest.approx(float(present_value(*amounts, years=3, rate=0.1)))


def test_more_is_better_where_best_is_above_worst() -> None:
    standing = plan_decision(PLAN, PLAN, worst=0, best=10_000)
    assert FavourableRatings(standing, 0).ratings(1.0)[0, 0] > standing.ratings[0, 0]
    assert FavourableRatings(standing, 0).ratings(1.0)[1, 0] < standing.ratings[1, 0]


@pytest.mark.parametrize(
    ("yearly", "end"),
    [
        (Range(-30, -10), 0.2),  # what is earned should grow
        (Range(10, 30), 0.0),
        (Range(-20, 40), 0.4 / 6),  # growth is good at one end and bad at the other: it stays
        (Exact(0.0), 0.0),
    ],
)
def test_growth_favours_by_the_sign_of_what_grows(yearly: Estimate, end: float) -> None:
    plan = CostPlan(yearly=yearly, growth=ThreePoint(0, 0.05, 0.2))
    lowest = getattr(yearly, "low", 0.0)
    found = FavourableRatings(plan_decision(plan, plan), 0).ratings(1.0)[0, 0]
    assert found == pytest.approx(float(present_value(0, lowest, end, 0, years=3, rate=0.1)))


@pytest.mark.parametrize(("low", "high", "multiplier"), [(10, 30, P5), (-30, -10, P95), (-20, 40, MEAN)])
def test_a_class_favours_by_the_sign_of_what_it_multiplies(low: float, high: float, multiplier: float) -> None:
    upfront: Component = Lines((("line", Range(low, high)),), CLASS)
    plan = CostPlan(upfront=upfront)
    assert FavourableRatings(plan_decision(plan, plan), 0).ratings(1.0)[0, 0] == pytest.approx(low * multiplier)


def test_a_plan_without_uncertainty_stays() -> None:
    plan = CostPlan(upfront=Lines((("a", Exact(5)), ("b", Range(2, 2)))), yearly=Exact(3))
    favourable = FavourableRatings(plan_decision(plan, PLAN), 0)
    assert favourable.moving[:, 0].tolist() == [False, True]


def test_an_end_as_far_out_as_can_be_is_a_number() -> None:
    standing = Standing(flat({"a": [5], "b": [LognormalShape(20, 10)]}, [1]))
    for m in (0, 1):
        assert np.isfinite(FavourableRatings(standing, m).ratings(1.0)).all()


@given(scenarios(), st.floats(0, 1), st.floats(0, 1))
def test_the_further_the_better_for_the_one_and_the_worse_for_the_others(
    scenario: Scenario, one: float, other: float
) -> None:
    assume(scenario.ranked_options)
    standing = Standing(scenario)
    assert FavourableRatings(standing, 0).values(0.0) == pytest.approx(standing.values, rel=1e-9, abs=1e-9)
    for m in standing.ranked:
        favourable = FavourableRatings(standing, m)
        less, more = favourable.values(min(one, other)), favourable.values(max(one, other))
        rounding = 1e-9 * (1 + np.abs(less))
        rivals = [each for each in standing.ranked if each != m]
        excluded = [each for each in range(len(less)) if each not in standing.ranked]
        assert np.all(more[m] >= less[m] - rounding[m])
        assert np.all(more[rivals] <= less[rivals] + rounding[rivals])
        assert np.all(more[excluded] == standing.values[excluded])

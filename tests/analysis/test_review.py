from __future__ import annotations

import datetime
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from decision.analysis.review import (
    TOSS,
    FigureReview,
    Review,
    as_far_off,
    brier,
    interval_score,
    record_of,
    review,
)
from decision.analysis.scoring import evaluate
from decision.files.reader import read_scenario
from decision.model.cost_plan import CostPlan
from decision.model.errors import DecisionError
from decision.model.record import Outcome, RecordedDecision
from decision.model.scenario import Scenario
from decision.model.structure.record import recording
from tests.random_decisions import made_up

PLAN = read_scenario(
    b"""format: 1
title: A plan
currency: USD
horizon_years: 2
discount_rate: 0
criteria:
  cost: {worst: 1000, best: 0, kind: cost_plan}
  months: {worst: 20, best: 0}
  fit: {worst: 0, best: 10}
weights: {cost: 1, months: 1, fit: 2}
options:
  build:
    ratings:
      cost:
        upfront: {lines: {work: {low: 100, high: 200}, other: 50}}
        yearly: {low: 0, high: 100}
        growth: {low: 0, high: 0.1}
      months: 8
      fit: {low: 4, high: 8}
  buy: {ratings: {cost: 500, months: 5, fit: 5}}
  wait: {ratings: {cost: 0, months: 20, fit: unknown}}
dependence: {pairs: [[build.cost, build.fit, 0.3]]}
""",
    "x.yaml",
)
DECISION = RecordedDecision("build", p_best=0.7, fingerprint=PLAN.fingerprint)


def with_outcome(ratings: dict[str, float], decision: RecordedDecision = DECISION) -> Scenario:
    return replace(recording(PLAN, decision), outcome=Outcome(datetime.date(2027, 12, 1), ratings))


def reviewed(ratings: dict[str, float], decision: RecordedDecision = DECISION) -> Review:
    return review(with_outcome(ratings, decision))


# --- scores ------------------------------------------------------------------------------------------------------


def test_the_interval_score_gneiting_raftery_2007() -> None:
    """By hand: inside only the width counts; outside, ten times how far beside it with alpha 0.2."""
    assert interval_score(5, 3, 8) == 5
    assert interval_score(3, 3, 8) == interval_score(8, 3, 8) == 5
    assert interval_score(2, 3, 8) == pytest.approx(5 + 10 * 1)
    assert interval_score(9.5, 3, 8) == pytest.approx(5 + 10 * 1.5)
    assert interval_score(10, 0, 8, belief=0.5) == pytest.approx(8 + 4 * 2)


def test_no_other_range_has_a_better_interval_score_on_average_than_p10_to_p90() -> None:
    x = stats.norm.ppf((np.arange(4000) + 0.5) / 4000)
    right = np.mean([interval_score(float(each), *stats.norm.interval(0.8)) for each in x])
    for low, high in ((-1.0, 1.28), (-1.28, 1.6), (-2.0, 2.0), (-0.5, 0.5), (-1.5, 1.0)):
        assert np.mean([interval_score(float(each), low, high) for each in x]) > right


def test_the_score_of_a_chance_brier_1950() -> None:
    assert brier(0.7, came=True) == pytest.approx(0.09) and brier(0.7, came=False) == pytest.approx(0.49)
    assert brier(0.5, came=True) == brier(0.5, came=False) == TOSS


@pytest.mark.parametrize(
    ("inside", "count", "by_hand"), [(0, 1, 0.2), (1, 1, 0.8), (0, 2, 0.04), (1, 2, 0.36), (2, 2, 0.64)]
)
def test_how_far_off_by_hand(inside: int, count: int, by_hand: float) -> None:
    assert as_far_off(inside, count) == pytest.approx(by_hand)


@given(st.integers(1, 3000), st.floats(0, 1))
def test_how_far_off_is_the_tail_of_a_binomial_law(count: int, share: float) -> None:
    inside = round(share * count)
    law = stats.binom(count, 0.8)
    tail = law.cdf(inside) if inside < 0.8 * count else law.sf(inside - 1)
    assert as_far_off(inside, count) == pytest.approx(tail, rel=1e-9, abs=1e-12)


# --- one decision ---------------------------------------------------------------------------------------------


def test_each_figure_is_held_against_its_range() -> None:
    """Uniform laws by hand: P10 and P90 lie a tenth from either end."""
    made = {
        each.path: each for each in reviewed({"fit": 4.1, "months": 9, "cost.yearly": 50, "cost.growth": 0.099}).figures
    }
    fit = made["fit"]
    assert (fit.p10, fit.p90, fit.expected) == pytest.approx((4.4, 7.6, 6.0))
    assert fit.inside is False and fit.is_worse is True
    assert fit.score == pytest.approx(3.2 + 10 * 0.3) and fit.relative == pytest.approx(0.62)
    months = made["months"]
    assert (months.given, months.inside, months.score, months.expected) == ("single number", None, None, 8.0)
    assert months.is_worse is True
    yearly = made["cost.yearly"]
    assert (yearly.p10, yearly.p90, yearly.is_worse, yearly.inside) == (
        pytest.approx(10),
        pytest.approx(90),
        None,
        True,
    )
    assert yearly.relative == pytest.approx(0.08)
    growth = made["cost.growth"]
    assert (growth.criterion, growth.inside, growth.is_worse, growth.relative) == ("cost", False, True, None)


def test_lines_of_a_plan_are_held_against_the_range_of_their_sum() -> None:
    (upfront,) = reviewed({"cost.upfront": 245}).figures
    assert (upfront.p10, upfront.p90) == (pytest.approx(160, abs=0.5), pytest.approx(240, abs=0.5))
    assert upfront.inside is False and upfront.expected == pytest.approx(200)


def test_a_whole_plan_is_held_against_the_range_of_its_present_value() -> None:
    (cost,) = reviewed({"cost": 300}).figures
    rng = np.random.default_rng(1)
    upfront, yearly, growth = (rng.uniform(low, high, 200_000) for low, high in ((150, 250), (0, 100), (0, 0.1)))
    drawn = np.quantile(upfront + yearly * (1 + (1 + growth)), [0.1, 0.9])
    assert (cost.p10, cost.p90) == pytest.approx(tuple(drawn), abs=1.5)
    assert cost.inside and not cost.is_worse


def test_what_nobody_knew_is_held_against_nothing() -> None:
    (fit,) = reviewed({"fit": 3}, RecordedDecision("wait")).figures
    assert (fit.given, fit.expected, fit.inside, fit.is_worse) == ("not known", None, None, None)


def test_it_stands_where_it_still_leads_with_what_came() -> None:
    assert evaluate(PLAN).leader == "build"
    good = reviewed({"fit": 6})
    assert (good.stands, good.leader, good.brier, good.unchanged) == (True, "build", pytest.approx(0.09), True)
    bad = reviewed({"fit": 0, "cost.upfront": 900})
    assert (bad.stands, bad.leader, bad.brier) == (False, "buy", pytest.approx(0.49))


def test_a_plan_is_what_came_of_it_with_the_rest_as_it_was_believed() -> None:
    whole, parts = reviewed({"cost": 1000}), reviewed({"cost.upfront": 900, "cost.yearly": 50, "cost.growth": 0})
    assert whole.stands == parts.stands
    both = reviewed({"cost.upfront": 900, "cost": 0, "fit": 6})
    assert both.stands  # a figure of the whole says more than one of a part


def test_nothing_that_came_is_no_verdict_and_no_chance_no_score() -> None:
    empty = reviewed({})
    assert (empty.figures, empty.stands, empty.leader, empty.brier) == ((), None, None, None)
    assert reviewed({"fit": 6}, RecordedDecision("build")).brier is None
    assert reviewed({"fit": 6}, replace(DECISION, fingerprint="")).unchanged is None
    assert reviewed({"fit": 6}, replace(DECISION, fingerprint="0" * 64)).unchanged is False


def test_without_a_decision_or_an_outcome_there_is_nothing_to_review() -> None:
    with pytest.raises(DecisionError, match="no decision is recorded"):
        review(PLAN)
    with pytest.raises(DecisionError, match="no outcome is kept"):
        review(recording(PLAN, DECISION))


# --- many ---------------------------------------------------------------------------------------------------------


def figure(inside: bool | None, *, worse: bool | None = None, relative: float | None = None) -> FigureReview:
    low, high = (None, None) if inside is None else (0.0, 1.0)
    return FigureReview("a", "a", 0.5 if inside else 2.0, "range", 0.5, low, high, worse, relative, relative)


def one(p: float | None, stands: bool | None, *figures: FigureReview) -> Review:
    return Review("t", "a", None, None, figures, stands, "a", p, None)


def test_many_together_by_hand() -> None:
    together = record_of([
        one(0.9, True, figure(True, worse=True, relative=0.1), figure(False, worse=True, relative=0.5)),
        one(0.6, False, figure(None, worse=False)),
        one(None, True, figure(True)),
        one(0.8, None),
    ])  # fmt: skip
    assert (together.decisions, together.ranges, together.inside) == (4, 3, 2)
    assert together.by_chance == pytest.approx(1 - 0.8**3)  # two or fewer of three
    assert (together.better, together.worse, together.relative) == (1, 2, pytest.approx(0.3))
    assert (together.chances, together.stood, together.mean_chance) == (2, 1, pytest.approx(0.75))
    assert together.brier == pytest.approx((0.01 + 0.36) / 2)


def test_of_none_nothing_is_said() -> None:
    together = record_of([])
    assert (together.by_chance, together.relative, together.mean_chance, together.brier) == (None, None, None, None)


def test_forecasts_that_are_right_have_the_brier_score_and_the_calibration_they_should() -> None:
    """Of choices that stand as often as was said, the mean Brier score is that of p(1 − p)."""
    rng = np.random.default_rng(7)
    chances = rng.uniform(0.2, 0.95, 4000)
    reviews = [one(float(p), bool(rng.random() < p), figure(bool(rng.random() < 0.8))) for p in chances]
    together = record_of(reviews)
    spread = 3 * math.sqrt(0.05 / 4000)
    assert together.brier == pytest.approx(float(np.mean(chances * (1 - chances))), abs=spread)
    assert together.by_chance is not None and together.by_chance > 0.001


def test_whatever_came_of_whatever_decision_is_reviewed() -> None:
    rng = np.random.default_rng(20261203)
    seen = {"inside": 0, "outside": 0, "single number": 0, "not known": 0, "stands": 0, "falls": 0}
    for number in range(60):
        scenario = made_up(rng, plain=number % 3 == 0)
        option = scenario.options[int(rng.integers(len(scenario.options)))]
        came = {path: float(rng.uniform(0, 10)) for path in option.ratings if rng.random() < 0.8}
        for path, rating in option.ratings.items():
            if isinstance(rating.estimate, CostPlan) and path not in came:
                came |= {
                    f"{path}.{name}": 0.1 if name == "growth" else 500.0 for name, _ in rating.estimate.components()
                }
        made = review(replace(scenario, decision=RecordedDecision(option.id), outcome=Outcome(ratings=came)))
        assert [each.path for each in made.figures] == list(came)
        seen["stands" if made.stands else "falls"] += made.stands is not None
        for each in made.figures:
            if each.score is None or each.p10 is None or each.p90 is None:
                seen[each.given] += 1
                continue
            assert each.p10 <= each.p90
            beside = max(each.p10 - each.came, each.came - each.p90, 0)
            assert each.score == pytest.approx(each.p90 - each.p10 + 10 * beside)
            seen["inside" if each.inside else "outside"] += 1
    assert min(seen[each] for each in ("inside", "outside", "single number", "stands", "falls")) > 3, seen

"""Money beside the score: what is efficient, how surely, and what each further point costs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from decision.analysis.money import money
from decision.analysis.sampling.values import draw_values
from decision.analysis.standing import Standing
from decision.analysis.trade_offs import CLOUD, TradeOff, cloud, has_usual_axes, trade_off
from decision.files.reader import read_scenario
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.outputs.words.trade_offs import dominated, worth_most
from tests.outputs.samples import PORTAL
from tests.strategies import scenarios

FOUR = """\
format: 1
title: Four
currency: EUR
criteria:
  cost: {worst: 100, best: 0, kind: cost_plan, outside: extrapolate}
  fit: {worst: 0, best: 10}
  ease: {worst: 0, best: 10, value: {midvalue: 4}}
weights: {cost: 50, fit: 30, ease: 20}
options:
  cheap: {ratings: {cost: 20, fit: 2, ease: 4}}
  middle: {ratings: {cost: 50, fit: 7, ease: 4}}
  dear: {ratings: {cost: {mean: 80, sd: 10}, fit: 9, ease: 10}}
  poor: {ratings: {cost: {mean: 60, sd: 10}, fit: {mean: 6, sd: 1}, ease: 4}}
"""


def four() -> Scenario:
    return four_at(80, 60)


def four_at(dear: float, poor: float) -> Scenario:
    text = FOUR.replace("mean: 80", f"mean: {dear}").replace("mean: 60", f"mean: {poor}")
    return read_scenario(text.encode(), "four.yaml")


def traded(scenario: Scenario, draws: int = 50_000, **axes: list[str]) -> TradeOff:
    return trade_off(Standing(scenario), draw_values(scenario, draws, 1), **axes)


def test_money_across_and_the_worth_of_all_else_up() -> None:
    found = traded(four())
    assert (found.across.criteria, found.across.unit, found.across.less_is_better) == (("cost",), "EUR", True)
    assert (found.up.criteria, found.up.unit, found.up.less_is_better) == (("fit", "ease"), "points", False)
    assert [each.x for each in found.points] == pytest.approx([20, 50, 80, 60])
    assert [each.y for each in found.points] == pytest.approx(
        [0.6 * 20 + 20, 0.6 * 70 + 20, 0.6 * 90 + 40, 56], abs=0.1
    )


@pytest.mark.parametrize(
    "value", ["outside: clip", "value: {midvalue: 70}", "value: {points: [[100, 0], [50, 0.9], [0, 1]]}"]
)
def test_money_is_all_that_is_paid_whatever_it_is_worth(value: str) -> None:
    """What lies beyond the end of a scale that is clipped is paid all the same; 80 + 30 and N(120, 10) against 20."""
    text = FOUR.replace("outside: extrapolate", value).replace("mean: 80", "mean: 110").replace("mean: 60", "mean: 120")
    found = traded(read_scenario(text.encode(), "four.yaml"))
    assert (found.across.unit, found.across.is_rating) == ("EUR", True)
    assert [each.x for each in found.points] == pytest.approx([20, 50, 110, 120])
    assert found.steps[-1].each == pytest.approx(60 / 32)
    assert found.point("poor").cloud[:, 0].max() > 125
    assert found.point("poor").p_dominated == traded(four_at(110, 120)).point("poor").p_dominated


def test_the_efficient_ones_and_what_each_further_point_costs() -> None:
    found = traded(four())
    assert [each.option for each in found.points if each.efficient] == ["cheap", "middle", "dear"]
    assert [(each.from_, each.to) for each in found.steps] == [("cheap", "middle"), ("middle", "dear")]
    assert [each.each for each in found.steps] == pytest.approx([30 / 30, 30 / 32])


def test_how_surely_an_option_is_dominated() -> None:
    """By `middle` where it costs more than 50 and its fit is below 7: independent normals, within 5 standard errors."""
    poor = traded(four()).point("poor")
    exact = norm.cdf(1.0) * norm.cdf(1.0)
    assert poor.dominated_by == "middle"
    assert poor.p_dominated == pytest.approx(exact, abs=5 * np.sqrt(exact * (1 - exact) / 50_000))
    assert 1 - poor.p_efficient >= poor.p_dominated


def test_what_is_paid_beyond_the_ends_of_a_scale_that_cuts_off_is_what_is_shown() -> None:
    """Half of `poor` costs less than the best, and `dear` more than the worst: shown is what they cost all the same."""
    text = FOUR.replace("{worst: 100, best: 0, kind: cost_plan, outside: extrapolate}", "{worst: 75, best: 60}")
    found = traded(read_scenario(text.replace("cost: 20", "cost: 55").encode(), "four.yaml"), across=["cost"])
    assert [each.x for each in found.points] == pytest.approx([55, 50, 80, 60])
    middle = found.point("poor").cloud[:, 0]
    assert middle.min() < 50
    assert middle.max() > 70
    # `cheap` costs more than `middle` and fits worse, which values cut off at the best would not tell
    assert (found.point("cheap").dominated_by, found.point("cheap").on_both) == ("middle", True)


def test_where_a_scale_that_goes_on_would_have_no_mean_worth_is_shown() -> None:
    text = FOUR.replace("{worst: 100, best: 0, kind: cost_plan, outside: extrapolate}", "{worst: 100, best: 0}")
    heavy = text.replace("cost: {mean: 60, sd: 10}", "cost: {lognormal: [3, 10]}")
    found = traded(read_scenario(heavy.encode(), "four.yaml"), 1000, across=["cost"])
    assert (found.across.is_rating, found.across.unit, found.across.less_is_better) == (False, "points", False)
    assert all(0 <= each.x <= 100 for each in found.points)


def test_any_two_criteria_and_sums_of_some() -> None:
    found = traded(four(), 1000, across=["ease"], up=["cost"])
    assert (found.across.unit, found.across.is_rating) == ("points", False)  # its scale is curved
    assert (found.up.unit, found.up.less_is_better) == ("EUR", True)
    assert traded(four(), 1000, up=["fit"]).across.criteria == ("cost", "ease")
    assert traded(four(), 1000, across=["fit", "ease"]).up.criteria == ("cost",)


@pytest.mark.parametrize(
    ("axes", "told"),
    [
        ({"across": ["price"]}, "there is no criterion price; choose from cost, fit, ease"),
        ({"across": ["fit"], "up": ["fit", "ease"]}, "fit is on both axes"),
        ({"across": ["cost", "fit", "ease"]}, "an axis shows no criterion"),
    ],
)
def test_axes_that_cannot_be(axes: dict[str, list[str]], told: str) -> None:
    with pytest.raises(DecisionError, match=told):
        traded(four(), 1000, **axes)


def test_what_the_worth_of_criteria_without_weight_is_nobody_knows() -> None:
    scenario = read_scenario(FOUR.replace("fit: 30, ease: 20", "fit: 0, ease: 0").encode(), "four.yaml")
    with pytest.raises(DecisionError, match="fit, ease have no weight"):
        traded(scenario, 1000)
    assert not has_usual_axes(Standing(scenario))
    assert money(scenario, 1000, 1).trade is None  # nobody asked for it, so it is no error
    assert has_usual_axes(Standing(four()))


def inside(corners: np.ndarray, draws: np.ndarray) -> float:
    """The share of draws (2, N) within a convex polygon (C, 2), its corners in order."""
    edges = np.roll(corners, -1, axis=0) - corners
    sides = edges[:, :1] * (draws[1] - corners[:, 1:]) - edges[:, 1:] * (draws[0] - corners[:, :1])
    return float(((sides >= 0).all(axis=0) | (sides <= 0).all(axis=0)).mean())


@given(st.integers(0, 100), st.floats(-0.95, 0.95), st.floats(0.001, 1e6))
def test_eight_in_ten_futures_lie_in_a_cloud(seed: int, correlation: float, scale: float) -> None:
    """But for the slivers between the ellipse and its 72 corners, 0.4 % of its area at most."""
    rng = np.random.default_rng(seed)
    z = np.linalg.cholesky([[1, correlation], [correlation, 1]]) @ rng.standard_normal((2, 2_000))
    draws = np.stack([scale * np.exp(z[0]), z[1]])
    assert inside(cloud(draws), draws) == pytest.approx(CLOUD, abs=0.01)


def test_a_cloud_of_what_is_certain_is_a_point_and_of_what_goes_together_a_line() -> None:
    assert np.ptp(cloud(np.full((2, 100), 3.0)), axis=0) == pytest.approx([0, 0], abs=1e-12)
    line = cloud(np.stack([np.linspace(0, 1, 101), np.full(101, 5.0)]))
    assert np.ptp(line, axis=0) == pytest.approx([0.8, 0], abs=0.02)


def test_money_and_worth_make_the_score() -> None:
    """Worth of all else, put together with the value of money by its weight, is the score again."""
    standing = Standing(PORTAL)
    found = traded(PORTAL, 1000)
    weight = PORTAL.weights["cost"]
    for each in found.points:
        score = weight * 100 * (2_500_000 - each.x) / 2_200_000 + (1 - weight) * each.y
        m = [option.id for option in PORTAL.options].index(each.option)
        assert score == pytest.approx(standing.scores[m], abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(scenarios(fewest_criteria=2))
def test_some_option_is_efficient_and_steps_go_up_whatever_the_decision(scenario: Scenario) -> None:
    assume(scenario.ranked_options)
    try:
        found = traded(scenario, 300)
    except DecisionError:
        assume(False)
    assert any(each.efficient for each in found.points)
    for each in found.points:
        assert (each.dominated_by is None) == each.efficient
        if each.dominated_by is not None:
            assert found.point(each.dominated_by).option != each.option
            assert (each.p_dominated or 0.0) <= 1 - each.p_efficient + 1e-12
        assert np.isfinite(each.cloud).all()
    assert all(step.gained > 0 and step.taken >= -1e-6 for step in found.steps)
    assert worth_most(scenario, found)
    assert len(dominated(scenario, found)) == sum(not each.efficient for each in found.points)

"""Cash by year: what was drawn adds up to the simulation's present values, and bands and paybacks follow from it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from decision.analysis.cash.draws import CashDraws, draw_cash
from decision.analysis.cash.years import cash_by_year
from decision.analysis.money import money
from decision.analysis.sampling.values import draw_values
from decision.analysis.scoring import evaluate
from decision.files.reader import read_scenario
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from tests.analysis.cash.plans import by_patients
from tests.outputs.samples import MINIMAL, PORTAL

PLAIN = """\
format: 1
title: Plain amounts
currency: USD
horizon_years: 4
discount_rate: 0.1
criteria:
  cost: {worst: 1000, best: 0, kind: cost_plan, outside: extrapolate}
weights: {cost: 1}
options:
  build: {ratings: {cost: {upfront: 100, yearly: YEARLY, exit: 20}}}
  buy: {ratings: {cost: {upfront: 10, yearly: 40, growth: 0.5}}}
  one: {ratings: {cost: 77}}
"""


def plain(yearly: str = "10") -> Scenario:
    return read_scenario(PLAIN.replace("YEARLY", yearly).encode(), "plain.yaml")


def drawn_of(scenario: Scenario, draws: int = 5_000) -> CashDraws:
    return draw_cash(scenario, draws, 1)


def test_plain_amounts_by_hand() -> None:
    drawn = drawn_of(plain(), 10)
    assert drawn.options == ("build", "buy")
    assert drawn.without_plan == ("one",)
    assert drawn.cash[0, 0].tolist() == [100, 10, 10, 10, 30]
    assert drawn.cash[1, 0] == pytest.approx([10, 40, 60, 90, 135])
    found = cash_by_year(drawn, discounted=False)
    assert found.option("build").cumulative.p50.tolist() == [100, 110, 120, 130, 160]
    assert found.option("build").total["p80"] == 160
    worth = cash_by_year(drawn, discounted=True)
    assert worth.option("build").total["mean"] == pytest.approx(100 + 10 / 1.1 + 10 / 1.21 + 10 / 1.331 + 30 / 1.4641)


def test_when_an_option_has_paid_back_by_hand() -> None:
    """Building has cost 120 by the end of year 2 and buying 110, by the end of year 3 it is 130 against 200."""
    (payback,) = cash_by_year(drawn_of(plain(), 10), discounted=False).paybacks
    assert (payback.option, payback.against) == ("build", "buy")
    assert payback.by_year.tolist() == [0, 0, 0, 1, 1]
    assert payback.never == 0


def test_paying_back_has_the_chance_of_the_line_that_decides_it() -> None:
    """Of yearly costs y uniform on 0 to 80, by the end of year 2 building costs 100 + 2y, buying 110; then 3y to 100."""
    found = cash_by_year(drawn_of(plain("{low: 0, high: 80}"), 20_000), discounted=False)
    by_year = found.paybacks[0].by_year
    expected = [0, 0, 5 / 80, 100 / 3 / 80, 215 / 4 / 80]
    assert by_year == pytest.approx(expected, abs=5 * np.sqrt(0.25 / 20_000))


def test_present_values_are_those_of_the_simulation_draw_by_draw() -> None:
    drawn, values = drawn_of(PORTAL, 3_000), draw_values(PORTAL, 3_000, 1)
    k = list(PORTAL.leaves).index("cost")
    scale = PORTAL.leaves["cost"].value_function.scale
    for place, id in enumerate(drawn.options):
        m = [option.id for option in PORTAL.options].index(id)
        ratings = scale.worst + (scale.best - scale.worst) * values.values[m, k]
        assert drawn.cash[place] @ drawn.discounts == pytest.approx(ratings, rel=1e-9)


def test_lines_add_up_to_the_whole() -> None:
    drawn = drawn_of(PORTAL, 2_000)
    for lines, cash in zip(drawn.lines, drawn.cash, strict=True):
        assert np.sum([each.mean for each in lines], axis=0) == pytest.approx(cash.mean(axis=0), rel=1e-9)


def test_quantiles_are_in_order_and_the_last_year_is_the_total() -> None:
    for discounted in (False, True):
        found = cash_by_year(drawn_of(PORTAL), discounted=discounted)
        assert sum(each.p_cheapest for each in found.options) == pytest.approx(1)
        for each in found.options:
            for band in (each.yearly, each.cumulative):
                assert (band.p10 <= band.p50).all()
                assert (band.p50 <= band.p80).all()
                assert (band.p80 <= band.p90).all()
            assert each.total["p80"] == each.cumulative.p80[-1]


def test_a_discount_of_nothing_changes_nothing() -> None:
    scenario = replace(PORTAL, discount_rate=0.0)
    drawn = drawn_of(scenario, 1_000)
    paid, worth = cash_by_year(drawn, discounted=False), cash_by_year(drawn, discounted=True)
    assert [each.to_dict() for each in paid.options] == [each.to_dict() for each in worth.options]


def test_a_decision_without_a_plan_has_no_cash() -> None:
    with pytest.raises(DecisionError, match="no option has a cost plan, so there is no cash by year; give upfront"):
        drawn_of(MINIMAL)
    with pytest.raises(DecisionError, match="no option has a cost plan on fit"):
        draw_cash(PORTAL, 10, 1, "fit")


def test_what_is_expected_in_all_is_the_rating_that_is_scored_and_no_mean_of_draws() -> None:
    few = money(PORTAL, 500, 3)
    assert few.cash is not None and few.trade is not None
    scored = evaluate(PORTAL)
    for each in few.cash.present.options:
        assert each.total["mean"] == scored.option(each.option).ratings["cost"]
        assert each.total["mean"] == pytest.approx(each.cumulative.mean[-1], rel=0.05)
        assert each.total["mean"] != each.cumulative.mean[-1]
    across = {each.option: each.x for each in few.trade.points}
    assert across == pytest.approx({each.option: each.total["mean"] for each in few.cash.present.options}, rel=1e-12)


def test_futures_with_next_to_no_unit_count_for_nothing_where_a_unit_is_priced() -> None:
    drawn = draw_cash(by_patients(), 200, 1)
    units = np.array(np.broadcast_to(drawn.units["patients"], (200, drawn.cash.shape[2])))
    few = units.copy()
    few[::2] = 1e-310
    alone = cash_by_year(replace(drawn, units={"patients": units[1::2]}, cash=drawn.cash[:, 1::2]), discounted=True)
    found = cash_by_year(replace(drawn, units={"patients": few}), discounted=True)
    for one, other in zip(found.options, alone.options, strict=True):
        assert one.per_unit["patients"]["p50"] == pytest.approx(other.per_unit["patients"]["p50"])

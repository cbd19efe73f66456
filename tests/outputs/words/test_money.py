"""Sentences on money follow from the figures that they speak of."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.analysis.cash.years import Payback
from decision.analysis.money import cash_result
from decision.outputs.words.figures import money
from decision.outputs.words.money import (
    payback,
    per_unit,
    prices,
    rates,
    to_be_on_the_safe_side,
    turns,
    who_costs_least,
)
from decision.outputs.words.simulation import futures, in_futures
from tests.analysis.cash.plans import ALIKE, SINGLE, by_patients, single
from tests.outputs.samples import PORTAL

PATIENTS = by_patients("{low: 0.01, high: 0.04}")
RESULT, OF_PATIENTS = cash_result(PORTAL, 4_000, 1), cash_result(PATIENTS, 4_000, 1)


def test_the_answer_names_medians_in_order_and_how_surely() -> None:
    told = who_costs_least(PORTAL, RESULT)
    totals = {each.option: money(each.total["p50"], "USD") for each in RESULT.present.options}
    assert told.startswith(f"Over 5 years Extend costs least: {totals['extend']}, against {totals['buy']} for Buy")
    assert told.endswith(f"It is the cheapest in {futures(RESULT.present.option('extend').p_cheapest)} futures.")


def test_an_option_without_a_plan_may_cost_less_and_so_the_others_are_compared_among_themselves() -> None:
    apart = replace(RESULT, drawn=replace(RESULT.drawn, without_plan=("build",)))
    assert who_costs_least(PORTAL, apart).startswith("Over 5 years, of the options with a plan, Extend costs least: ")


def test_what_is_shown_alike_is_said_to_cost_alike() -> None:
    first = RESULT.present.options[0]
    same = tuple(replace(first, option=each.option) for each in RESULT.present.options)
    alike = replace(RESULT, present=replace(RESULT.present, options=same))
    assert who_costs_least(PORTAL, alike).startswith("Over 5 years Build, Buy and Extend cost about the same: ")


def test_of_single_sums_no_chance_is_told() -> None:
    certain, alike = cash_result(SINGLE, 500, 1), cash_result(ALIKE, 500, 1)
    assert who_costs_least(SINGLE, certain).endswith(" for Buy. It is the cheapest in every future drawn.")
    assert who_costs_least(ALIKE, alike) == "Over 5 years Build and Buy cost about the same: $545k."
    for scenario, result in ((SINGLE, certain), (ALIKE, alike)):
        assert to_be_on_the_safe_side(scenario, result).startswith("These are single sums without a range")


def test_what_is_enough_in_half_of_all_futures_is_so_where_many_cost_the_same() -> None:
    """Most futures cost exactly the median, so that fewer than half cost more."""
    scenario = single("{levels: {100000: 0.7, 900000: 0.3}}")
    result = cash_result(scenario, 2_000, 1)
    totals = (result.drawn.cash[1] * result.drawn.discounts).sum(axis=1)
    assert (totals > result.present.option("buy").total["p50"]).mean() < 0.4
    assert to_be_on_the_safe_side(scenario, result).startswith("That is enough in half of all futures; in 80 of 100 ")


def test_the_safe_side_is_the_eightieth_percentile() -> None:
    told = to_be_on_the_safe_side(PORTAL, RESULT)
    for each in RESULT.present.options:
        assert money(each.total["p80"], "USD") in told


def test_real_and_nominal_are_said() -> None:
    assert "in prices of year 0 (real), and so is the discount rate of 3.5 %" in prices(RESULT.drawn.basis)
    assert "inflation of 2.5 % a year" in prices(OF_PATIENTS.drawn.basis)
    assert "(nominal)" in prices(OF_PATIENTS.drawn.basis)
    assert rates(OF_PATIENTS.drawn.basis) == "1 EUR is 1.1 USD."


def test_by_scale() -> None:
    told = per_unit(PATIENTS, OF_PATIENTS, "patients")
    assert told.startswith("Divided by patients, a year costs: ")
    (found, *_) = OF_PATIENTS.cheapest
    assert turns(PATIENTS, OF_PATIENTS, found).startswith("Over 5 years ")
    for at, _, _ in found.turns:
        assert f"{float(f'{at:.3g}'):,.0f}" in turns(PATIENTS, OF_PATIENTS, found)


@given(st.lists(st.floats(0, 1) | st.just(1.0), min_size=2, max_size=8).map(lambda x: np.sort(np.array(x))))
def test_paying_back_says_what_the_figures_say(by_year: np.ndarray) -> None:
    told = payback(PORTAL, Payback("build", "buy", by_year))
    reached, last = float(by_year[-1]), len(by_year) - 1
    if "never pays back against" in told:
        assert reached == 0
        return
    if told.startswith("At the start "):
        assert by_year[0] == reached
        assert in_futures(reached) in told
        return
    year = int(re.search(r"by the end of year (\d+)", told)[1])  # type: ignore[index]
    by_then = float(by_year[year])
    assert f"by the end of year {year} {in_futures(by_then)}" in told
    assert by_then >= reached / 2
    if by_then == 1:
        assert told.endswith("in every future drawn.")
    elif reached == 1 and year < last:
        assert told.endswith("within the horizon in every one.")
    elif year < last:
        assert told.endswith(f"never within the horizon in {futures(1 - reached).removesuffix(' of 100')}.")


@pytest.mark.parametrize("id", ["build", "buy"])
def test_who_is_not_likeliest_to_be_cheapest_is_not_said_to_be(id: str) -> None:
    other = "buy" if id == "build" else "build"
    options = tuple(
        replace(each, p_cheapest=0.6 if each.option == other else 0.4 if each.option == id else 0.0)
        for each in RESULT.present.options
    )
    told = who_costs_least(PORTAL, replace(RESULT, present=replace(RESULT.present, options=options)))
    assert f"{'Buy' if other == 'buy' else 'Build'} in 60 of 100." in told

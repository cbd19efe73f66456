"""The charts of money: what is drawn is what was found."""

from __future__ import annotations

import numpy as np
import pytest

from decision.analysis.money import cash_result
from decision.outputs.charts.cash_stack import cash_stack_data, cash_stack_in_words
from decision.outputs.charts.cheapest_map import cheapest_data, cheapest_in_words
from tests.analysis.cash.plans import by_patients

SCENARIO = by_patients("{low: 0.01, high: 0.04}")
RESULT = cash_result(SCENARIO, 1_000, 1)


@pytest.mark.parametrize("discounted", [True, False])
def test_bars_are_as_high_as_the_year_costs_and_savings_lie_below(*, discounted: bool) -> None:
    rows = cash_stack_data(SCENARIO, RESULT, discounted=discounted)
    means = (RESULT.present if discounted else RESULT.paid).options
    for place, option in enumerate(means):
        for t, mean in enumerate(option.yearly.mean):
            own = [row for row in rows if (row["place"], row["year"]) == (place, t)]
            assert sum(row["to"] - row["from"] for row in own) == pytest.approx(float(mean), abs=1e-6)
            assert all(row["to"] < row["from"] for row in own if row["line"] == "Savings")
    assert "Savings" in {row["line"] for row in rows}
    assert len({tuple(row) for row in rows}) == 1
    assert "Buy: " in cash_stack_in_words(SCENARIO, RESULT)


def test_every_place_of_the_map_has_one_colour_and_every_option_on_it_a_name() -> None:
    (found,) = (each for each in RESULT.cheapest if each.driver == "patients")
    driver = RESULT.drawn.basis.by_id["patients"]
    rows = cheapest_data(SCENARIO, driver, found)
    cells = [row for row in rows if row["kind"] == "cells"]
    area = sum((row["x2"] - row["x"]) * (row["y2"] - row["y"]) for row in cells)
    assert area == pytest.approx(float(found.at[-1] - found.at[0]) * len(found.years))
    named = [row["text"] for row in rows if row["kind"] == "region"]
    assert len(named) == len(np.unique(found.cheapest))
    (now,) = (row for row in rows if row["kind"] == "now")
    assert (now["x"], now["y"]) == (found.now, found.horizon)
    assert "Who is cheapest as Active patients (across)" in cheapest_in_words(SCENARIO, driver, found)

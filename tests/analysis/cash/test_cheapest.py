"""Who is cheapest at which scale: where it turns is where a dense scan finds it."""

from __future__ import annotations

import numpy as np
import pytest

from decision.analysis.cash.cheapest import cheapest_map
from decision.files.reader import read_scenario
from tests.analysis.cash.plans import by_patients

STRAIGHT = """\
format: 1
title: A fee and a price
currency: USD
horizon_years: 4
discount_rate: 0.05
drivers: {users: {now: {low: 100, high: 900}}}
criteria:
  cost: {worst: 100000, best: 0, kind: cost_plan, outside: extrapolate}
weights: {cost: 1}
options:
  build: {ratings: {cost: {upfront: {mean: 9000, sd: 500}}}}
  buy: {ratings: {cost: {yearly: {per: users, price: 5}}}}
"""


def test_a_fee_against_a_price_by_hand() -> None:
    """A price of 5 a year over 4 years costs 5 · 3.54595 · users: as much as 9,000 at 507.6 users."""
    found = cheapest_map(read_scenario(STRAIGHT.encode(), "straight.yaml"), "cost", "users", 1)
    annuity = sum(1.05**-t for t in range(1, 5))
    ((at, before, then),) = found.turns
    assert (before, then) == ("buy", "build")
    assert at == pytest.approx(9000 / (5 * annuity), rel=2e-3)  # the mean of 2,048 draws of the fee
    assert found.now == 500


def test_over_fewer_years_it_turns_at_more_units() -> None:
    found = cheapest_map(read_scenario(STRAIGHT.encode(), "straight.yaml"), "cost", "users", 1)
    builds = [float(found.at[row == 0].min()) if (row == 0).any() else np.inf for row in found.cheapest]
    assert builds == sorted(builds, reverse=True)
    assert found.years == tuple(range(1, 11))


def test_turns_are_between_places_where_another_is_cheapest() -> None:
    scenario = by_patients()
    found = cheapest_map(scenario, "cost", "patients", 1)
    row = found.cheapest[found.years.index(found.horizon)]
    assert len(found.turns) == np.count_nonzero(np.diff(row))
    for at, before, then in found.turns:
        place = int(np.searchsorted(found.at, at)) - 1
        assert (found.options[row[place]], found.options[row[place + 1]]) == (before, then)

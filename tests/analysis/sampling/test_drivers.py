"""Drivers are drawn once for all options, from streams of their own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from decision.analysis.sampling.values import draw_values
from decision.model.contents import Dependence
from decision.model.cost_plan import CostPlan
from decision.model.driver import Driver
from decision.model.estimate import Exact, Range
from decision.model.payment import Payment
from tests.analysis.driven import BUILD, BUY, USERS, decision

_DRAWS = 6000
NURSES = Driver("nurses", Range(5, 9))


def test_options_that_hang_on_the_same_cost_the_same_in_every_future() -> None:
    paid = CostPlan(yearly=Payment(per="users", price=Exact(13)))
    drawn = draw_values(decision(build=paid, buy=paid), _DRAWS, 3)
    assert np.array_equal(drawn.values[0, 0], drawn.values[1, 0])
    assert np.ptp(drawn.values[0, 0]) > 0.1


def test_what_is_drawn_follows_from_the_driver_that_is_kept_with_it() -> None:
    paid = CostPlan(yearly=Payment(per="users", price=Exact(13)))
    drawn = draw_values(decision(buy=paid), _DRAWS, 3)
    now, growth = drawn.shared["drivers.users.now"], drawn.shared["drivers.users.growth"]
    cost = sum(13 * now * (1 + growth) ** (t - 1) / 1.05**t for t in range(1, 6))
    assert np.allclose(drawn.values[1, 0], (1_000_000 - cost) / 800_000)
    assert abs(np.corrcoef(now, growth)[0, 1]) < 0.05


def test_another_driver_changes_nobody_elses_draws() -> None:
    one = draw_values(decision(), _DRAWS, 3)
    build = replace(BUILD, exit=Payment(per="nurses", price=Exact(1000)))
    other = draw_values(decision(build=build, drivers=(NURSES, USERS)), _DRAWS, 3)
    assert np.array_equal(one.values[1], other.values[1])
    assert np.array_equal(one.values[0, 1], other.values[0, 1])
    assert np.array_equal(one.shared["drivers.users.now"], other.shared["drivers.users.now"])
    assert not np.array_equal(one.values[0, 0], other.values[0, 0])


def test_a_driver_draws_the_same_however_many_draws_are_taken_at_once() -> None:
    few, many = (draw_values(decision(), n, 0).shared["drivers.users.now"] for n in (1000, 100_000))
    assert np.array_equal(few, many[:1000])


def test_dependence_within_options_does_not_touch_drivers() -> None:
    alone, joined = (draw_values(decision(dependence=Dependence(r)), _DRAWS, 3) for r in (0.0, 0.5))
    assert np.array_equal(alone.shared["drivers.users.now"], joined.shared["drivers.users.now"])
    fit = joined.values[1, 1]
    assert abs(np.corrcoef(joined.shared["drivers.users.now"], fit)[0, 1]) < 0.05


def test_the_mean_of_what_is_drawn_is_what_is_expected() -> None:
    scenario = decision("clip", buy=replace(BUY, savings=Payment(per="users", price=Range(1, 3), above=6000)))
    drawn = draw_values(scenario, 100_000, 1)
    from decision.analysis.expectation.expectations import expectations

    error = drawn.values[1, 0].std() / np.sqrt(drawn.draws)
    assert abs(drawn.values[1, 0].mean() - expectations(scenario).values[1, 0]) < 4 * error

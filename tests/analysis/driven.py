"""A small decision whose costs hang on drivers, for the tests of what follows from them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from decision.model.contents import Dependence, Option
from decision.model.cost_plan import CostPlan, Lines
from decision.model.criterion import Criterion
from decision.model.driver import Driver
from decision.model.estimate import Exact, Range, ThreePoint
from decision.model.payment import Payment
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.model.value_function import Scale, ValueFunction

USERS = Driver("users", ThreePoint(4000, 9000, 15_000), "Active users", "users", ThreePoint(0, 0.1, 0.25))
BUILD = CostPlan(upfront=Range(250_000, 350_000), yearly=Lines((("run", Range(40_000, 80_000)),)))
BUY = CostPlan(upfront=Exact(20_000), yearly=Payment(per="users", price=ThreePoint(10, 13, 18)))


def decision(
    outside: str = "extrapolate",
    users: Driver = USERS,
    build: CostPlan = BUILD,
    buy: CostPlan = BUY,
    dependence: Dependence = Dependence(),  # noqa: B008  # it is frozen
    **more: Any,
) -> Scenario:
    """Build, whose cost hangs on nothing, beside buy, which is paid for by the user."""
    function: Any = ValueFunction(Scale(1_000_000, 200_000), outside=outside)  # type: ignore[arg-type]
    criteria = (
        Criterion("cost", "Cost", function, 3.0, kind="cost_plan"),
        Criterion("fit", "Fit", ValueFunction(Scale(0, 10)), 1.0),
    )
    options = tuple(
        Option(id, {"cost": Rating(plan), "fit": Rating(fit)})
        for id, plan, fit in (("build", build, Range(4, 8)), ("buy", buy, Range(5, 8)))
    )
    held: dict[str, Any] = {"horizon_years": 5, "discount_rate": 0.05, "currency": "USD", "drivers": (users,)}
    return Scenario("Build or buy", criteria, options, dependence=dependence, **(held | more))


def with_driver(scenario: Scenario, driver: Driver) -> Scenario:
    """The same with another driver in the place of the first."""
    return replace(scenario, drivers=(driver, *scenario.drivers[1:]))


_ON_USERS = """\
format: 1
title: On steps
currency: USD
horizon_years: 1
discount_rate: 0
drivers: {{users: {{unit: users, now: {{low: {low}, high: {high}}}}}}}
criteria: {{cost: {{kind: cost_plan, worst: 200000, best: 0, outside: extrapolate}}}}
weights: {{cost: 1}}
options:
"""
# 255.2 on average and 300 at the 2,050 users that are expected, against 260
BEHIND_WHERE_EXPECTED = (
    _ON_USERS.format(low=600, high=3500)
    + """\
  build: {ratings: {cost: {upfront: {per: users, steps: {every: 1000, price: 100}}}}}
  buy: {ratings: {cost: 260}}
"""
)
# 50,000 for one of the other two, whatever the number, and 75,000 on average for both
FIRST_NOWHERE = (
    _ON_USERS.format(low=1000, high=3000)
    + """\
  build: {ratings: {cost: {upfront: {per: users, steps: {every: 2000, price: 50000}}}}}
  buy: {ratings: {cost: {upfront: 150000, savings: {per: users, steps: {every: 2000, price: 50000}}}}}
  extend: {ratings: {cost: 60000}}
"""
)

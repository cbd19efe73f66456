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

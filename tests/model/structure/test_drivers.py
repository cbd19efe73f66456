"""Drivers are added with what hangs on them, and go with it."""

from __future__ import annotations

import pytest

from decision.files.reader import load
from decision.model.cost_plan import CostPlan, Lines
from decision.model.errors import ImpossibleError
from decision.model.estimate import Exact, ThreePoint
from decision.model.payment import Payment
from decision.model.scenario import Scenario
from decision.model.structure.drivers import (
    adding_driver,
    changing_driver,
    hanging_on,
    pricing_driver,
    removing_driver,
)
from tests.ui.conftest import ROOT

PORTAL = load(ROOT / "scenarios" / "health-centre-portal.yaml")
PROGRAMME = load(ROOT / "scenarios" / "growing-programme.yaml")


def yearly(scenario: Scenario, option: str) -> Lines:
    plan = scenario.option(option).ratings["cost"].estimate
    assert isinstance(plan, CostPlan) and isinstance(plan.yearly, Lines)
    return plan.yearly


def test_a_driver_comes_with_one_more_line_and_leaves_the_others() -> None:
    before = PORTAL.option("build").ratings["cost"].estimate
    assert isinstance(before, CostPlan) and not isinstance(before.yearly, Lines)
    made = adding_driver(PORTAL, "Active patients", 9000, "build", "cost", 2)
    (driver,) = made.drivers
    assert (driver.id, driver.now, driver.growth) == ("active_patients", Exact(9000), None)
    assert yearly(made, "build").lines == (
        ("amount", before.yearly),
        ("Active patients", Payment(per="active_patients", price=Exact(2))),
    )
    # 2 a unit on 9000 units is 18000 a year, whatever else is paid
    rate, years = PORTAL.discount_rate or 0.0, PORTAL.horizon_years or 0
    more = made.expected_rating(made.option("build"), "cost") - PORTAL.expected_rating(PORTAL.option("build"), "cost")
    assert more == pytest.approx(18000 * sum((1 + rate) ** -t for t in range(1, years + 1)), rel=1e-9)


def test_a_second_option_pays_for_the_same_driver() -> None:
    made = pricing_driver(adding_driver(PORTAL, "Users", 100, "build", "cost", 2), "users", "buy", "cost", 3)
    assert hanging_on(made, "users") == {"build": ["Users"], "buy": ["Users"]}
    with pytest.raises(ImpossibleError, match="a line called Users"):
        pricing_driver(made, "users", "buy", "cost", 3)


def test_what_has_no_plan_pays_for_nothing_by_the_unit() -> None:
    with pytest.raises(ImpossibleError, match="no cost plan"):
        adding_driver(PORTAL, "Users", 100, "build", "fit", 2)
    with pytest.raises(ImpossibleError, match="no name"):
        adding_driver(PORTAL, " ", 100, "build", "cost", 2)
    with pytest.raises(ImpossibleError, match="0 units or more"):
        adding_driver(PORTAL, "Users", -1, "build", "cost", 2)


def test_a_driver_is_changed_and_nothing_else() -> None:
    made = changing_driver(PROGRAMME, "patients", now=ThreePoint(100, 200, 400), growth=None, unit="people")
    (driver,) = made.drivers
    assert (driver.now, driver.growth, driver.unit) == (ThreePoint(100, 200, 400), None, "people")
    assert driver.name == PROGRAMME.drivers[0].name and made.options == PROGRAMME.options


def test_a_driver_goes_with_all_that_hangs_on_it() -> None:
    made = adding_driver(PORTAL, "Users", 100, "build", "cost", 2)
    gone = removing_driver(made, "users")
    assert not gone.drivers and hanging_on(gone, "users") == {}
    assert [name for name, _ in yearly(gone, "build").lines] == ["amount"]
    assert gone.expected_rating(gone.option("build"), "cost") == pytest.approx(
        PORTAL.expected_rating(PORTAL.option("build"), "cost")
    )


def test_growth_of_what_is_gone_goes_along() -> None:
    gone = removing_driver(PROGRAMME, "patients")
    plan = gone.option("buy").ratings["cost"].estimate
    assert isinstance(plan, CostPlan) and plan.yearly is None and plan.growth is None and plan.upfront is not None

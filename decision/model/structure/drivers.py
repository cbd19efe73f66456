"""What costs hang on: drivers added with a first price, changed, and taken away with the prices that hang on them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from decision.model.cost_plan import Component, CostPlan, Lines
from decision.model.driver import Driver
from decision.model.errors import ImpossibleError
from decision.model.estimate import Estimate, Exact
from decision.model.naming import id_of
from decision.model.payment import Payment
from decision.model.scenario import Scenario
from decision.model.structure.texts import sound_line, sound_name

_REST = "amount"  # the line that a single amount becomes beside one more


def adding_driver(scenario: Scenario, name: str, now: float, option: str, path: str, price: float) -> Scenario:
    """The decision with one more driver, and a price for each of its units in what `option` pays every year.

    A driver on which no cost hangs says nothing, and no decision holds one: so the first price comes with it.
    """
    name = sound_name(name, "what costs hang on")
    id = id_of(name, [driver.id for driver in scenario.drivers], "driver")
    driver = Driver(id, Exact(now), name)
    return replace(
        scenario,
        drivers=(*scenario.drivers, driver),
        options=_with_price(scenario, driver, option, path, price),
    )


def pricing_driver(scenario: Scenario, id: str, option: str, path: str, price: float) -> Scenario:
    """The decision with a price for each unit of a driver in what one more option pays every year."""
    return replace(scenario, options=_with_price(scenario, driver_called(scenario, id), option, path, price))


def changing_driver(scenario: Scenario, id: str, **changes: Any) -> Scenario:
    """The decision with another `now`, `growth` (None: it stays as many), `name` or `unit` of one driver."""
    if "name" in changes:
        changes["name"] = sound_name(changes["name"], "what costs hang on")
    if "unit" in changes:
        changes["unit"] = sound_line(changes["unit"], "the unit")
    changed = replace(driver_called(scenario, id), **changes)
    return replace(scenario, drivers=tuple(changed if each.id == id else each for each in scenario.drivers))


def removing_driver(scenario: Scenario, id: str) -> Scenario:
    """The decision without one driver, and without all payments that hang on it.

    Raises
    ------
    ImpossibleError
        A plan consists of nothing else, or something else in the decision names the driver.
    """
    options = tuple(
        replace(
            option,
            ratings={
                path: replace(rating, estimate=_without(rating.estimate, id))
                if isinstance(rating.estimate, CostPlan) and id in rating.estimate.drivers
                else rating
                for path, rating in option.ratings.items()
            },
        )
        for option in scenario.options
    )
    return replace(scenario, drivers=tuple(each for each in scenario.drivers if each.id != id), options=options)


def driver_called(scenario: Scenario, id: str) -> Driver:
    """The driver called `id`; raises KeyError if there is none."""
    for driver in scenario.drivers:
        if driver.id == id:
            return driver
    raise KeyError(id)


def hanging_on(scenario: Scenario, id: str) -> dict[str, list[str]]:
    """By option id, the lines that hang on a driver; a component that is no sum by its own name."""
    found: dict[str, list[str]] = {}
    for option in scenario.options:
        for rating in option.ratings.values():
            if isinstance(rating.estimate, CostPlan):
                for component, line, paid in rating.estimate.payments():
                    if isinstance(paid, Payment) and paid.per == id:
                        found.setdefault(option.id, []).append(line or component)
    return found


# --- parts ----------------------------------------------------------------------------------------------------


def _with_price(scenario: Scenario, driver: Driver, option: str, path: str, price: float) -> tuple[Any, ...]:
    plan = scenario.option(option).ratings[path].estimate
    if not isinstance(plan, CostPlan):
        raise ImpossibleError(
            "this option has no cost plan there", "choose Cost plan as its type of estimate on Ratings"
        )
    line: tuple[str, Estimate | Payment] = (driver.name, Payment(per=driver.id, price=Exact(price)))
    known = plan.yearly
    yearly = Lines((*_lines_of(known), line), known.reference_class if isinstance(known, Lines) else None)
    if len({name for name, _ in yearly.lines}) < len(yearly.lines):
        raise ImpossibleError(
            f"there is a line called {driver.name} in what this option pays every year", "rename that line on Ratings"
        )
    return tuple(
        replace(
            each,
            ratings={**each.ratings, path: replace(each.ratings[path], estimate=replace(plan, yearly=yearly))},
        )
        if each.id == option
        else each
        for each in scenario.options
    )


def _lines_of(component: Component | None) -> tuple[tuple[str, Estimate | Payment], ...]:
    if component is None:
        return ()
    return component.lines if isinstance(component, Lines) else ((_REST, component),)


def _without(plan: CostPlan, id: str) -> CostPlan:
    kept: dict[str, Component | None] = {}
    for name, component in plan.components():
        if isinstance(component, Lines):
            lines = tuple((line, each) for line, each in component.lines if not _hangs(each, id))
            kept[name] = replace(component, lines=lines) if lines else None
        else:
            kept[name] = None if _hangs(component, id) else component
    if kept.get("yearly") is None and kept.get("savings") is None:
        kept["growth"] = None  # of nothing
    return replace(plan, **kept)


def _hangs(paid: Estimate | Payment | Lines, id: str) -> bool:
    return isinstance(paid, Payment) and paid.per == id

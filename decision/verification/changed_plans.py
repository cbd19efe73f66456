"""Figures of cost plans that people typed in a workbook, and what all plans share, as edits of the decision.

An edit gives the decision, and whether formulas follow it exactly: where something behind a plan is uncertain, what its
spread adds stays that of the file as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from decision.model.cost_plan import CostPlan, Lines
from decision.model.errors import DecisionError
from decision.model.estimate import Estimate, Exact
from decision.model.payment import Payment
from decision.model.scenario import Scenario
from decision.verification.finding import Said

Key = tuple[str, ...]
Edited = tuple[Scenario, bool]
_WHOLE = ("from_year", "until_year", "every")


def number(x: Said) -> float:
    """What was typed, as a number; raises DecisionError if it is none."""
    if not isinstance(x, float):
        raise DecisionError("a number belongs there")
    return x


def whole_number(x: Said) -> int:
    """What was typed, as a whole number; raises DecisionError if it is none."""
    if not number(x).is_integer():
        raise DecisionError("a whole number belongs there")
    return int(number(x))


def discount_rate(scenario: Scenario, key: Key, now: Mapping[Key, Said]) -> Edited:
    """Another discount rate."""
    return replace(scenario, discount_rate=number(now[key])), _all_are_certain(scenario, lambda _: True)


def driver(scenario: Scenario, key: Key, now: Mapping[Key, Said]) -> Edited:
    """Another number of units in year 1, or another growth."""
    _, id, figure = key
    edited: dict[str, Any] = {figure: Exact(number(now[key]))}
    drivers = tuple(replace(each, **edited) if each.id == id else each for each in scenario.drivers)
    return replace(scenario, drivers=drivers), _all_are_certain(scenario, lambda plan: id in plan.drivers)


def inflation(scenario: Scenario, key: Key, now: Mapping[Key, Said]) -> Edited:
    """Another inflation."""
    return replace(scenario, inflation=Exact(number(now[key]))), _all_are_certain(scenario, lambda _: True)


def exchange(scenario: Scenario, key: Key, now: Mapping[Key, Said]) -> Edited:
    """Another rate of exchange."""
    _, currency = key
    rates = tuple((name, Exact(number(now[key])) if name == currency else rate) for name, rate in scenario.exchange)
    return replace(scenario, exchange=rates), _all_are_certain(scenario, lambda plan: currency in plan.currencies)


def plan(scenario: Scenario, key: Key, now: Mapping[Key, Said]) -> Edited:
    """Another amount in a plan of plain amounts."""
    _, option, path, component, line = key
    return _with_paid(scenario, (option, path, component, line), lambda _: Exact(number(now[key])))


def paid(scenario: Scenario, key: Key, now: Mapping[Key, Said]) -> Edited:
    """Another figure of a payment: a price, a threshold, a year."""
    _, option, path, component, line, figure = key

    def edited(known: Estimate | Payment) -> Estimate | Payment:
        if not isinstance(known, Payment):
            return Exact(number(now[key]))
        return replace(known, **_fields(known, figure, lambda other: now[(*key[:-1], other)], scenario))

    return _with_paid(scenario, (option, path, component, line), edited)


def _fields(known: Payment, figure: str, now: Callable[[str], Said], scenario: Scenario) -> dict[str, Any]:
    """The field of a payment that a cell holds, as it is `now`; of what makes sense only together, all of it."""
    kind, _, which = figure.partition(" ")
    if kind == "share":
        shares = [(t, number(now(f"share {t}"))) for t in range(scenario.plan_basis.years + 1)]
        return {"schedule": tuple((t, share) for t, share in shares if share)}
    if kind in _WHOLE:
        return {each: whole_number(now(each)) for each in _WHOLE}
    if kind == "from":
        first, *others = known.tiers
        later = [(number(now(f"from {n}")), price) for n, (_, price) in enumerate(others, start=2)]
        return {"tiers": (first, *later)}
    x = number(now(figure))
    if kind == "tier":
        tiers = list(known.tiers)
        tiers[int(which) - 1] = (tiers[int(which) - 1][0], Exact(x))
        return {"tiers": tuple(tiers)}
    if kind == "above":
        return {"above": x}
    if kind in ("steps", "units"):
        assert known.steps is not None  # or it had no such cell
        part: dict[str, Any] = {"price": Exact(x)} if kind == "steps" else {"every": x}
        return {"steps": replace(known.steps, **part)}
    return {figure: Exact(x)}


def _with_paid(
    scenario: Scenario, of: tuple[str, str, str, str], edit: Callable[[Estimate | Payment], Estimate | Payment]
) -> Edited:
    """The decision with one payment of a plan edited."""
    option, path, component, line = of
    rating = scenario.option(option).ratings[path]
    if not isinstance(rating.estimate, CostPlan):
        return scenario, True  # its total was typed over as well
    if not scenario.is_certain_rating(scenario.option(option), path):
        return scenario, False
    known = getattr(rating.estimate, component)
    made: Any
    if isinstance(known, Lines):
        made = replace(known, lines=tuple((name, edit(each) if name == line else each) for name, each in known.lines))
    else:
        made = edit(known)
    made_plan = replace(rating.estimate, **{component: made})
    return scenario.with_rating(option, path, replace(rating, estimate=made_plan)), True


def multiplier(scenario: Scenario, _: Key, __: Mapping[Key, Said]) -> Edited:
    """The expectation of a reference class, which no decision states."""
    return scenario, False


def _all_are_certain(scenario: Scenario, which: Callable[[CostPlan], bool]) -> bool:
    """Whether nothing behind the plans that an edit concerns is uncertain."""
    return all(
        scenario.is_certain_rating(option, path)
        for option in scenario.options
        for path, rating in option.ratings.items()
        if isinstance(rating.estimate, CostPlan) and which(rating.estimate)
    )

"""What cannot be about drivers, dated payments, inflation and rates of exchange: where they contradict the rest."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from decision.model.bounds import LARGEST
from decision.model.cash_flow import PlanCash, Years, discounts
from decision.model.contents import Contents, Option
from decision.model.cost_plan import CostPlan, Lines
from decision.model.driver import DRIVERS, Driver
from decision.model.errors import ImpossibleError, choice
from decision.model.estimate import Estimate
from decision.model.expected_cash import is_plain
from decision.model.payment import Payment, beyond_the_horizon, lowest_of, refuse_to_lose_more_than_everything
from decision.model.plan_basis import LONGEST_HORIZON, PlanBasis
from decision.model.reach import plan_reach, reach
from decision.model.visible import visible

if TYPE_CHECKING:
    from decision.model.record import RecordedDecision

MOST_DRIVERS = 50
MOST_STEPS = 10_000  # of a driver: where there are more, a price a unit says the same
_NAMES_OF_FIGURES = ("drivers", "exchange")  # what names of shared figures begin with
_PER_UNIT = "give per and price for what each unit costs"


def problems_of_shared(scenario: Contents) -> Iterator[ImpossibleError]:
    """What is wrong with what all plans share, each with the keys that lead to it in a file."""
    if len(scenario.drivers) > MOST_DRIVERS:
        yield ImpossibleError(
            f"there are {len(scenario.drivers):,} drivers", f"keep to {MOST_DRIVERS} at most", ("drivers",)
        )
    for driver in scenario.drivers:
        if not driver_reach(driver, scenario.plan_basis.years) <= LARGEST:
            yield ImpossibleError(
                f"{visible(driver.id)} may come to more than {LARGEST:g} within {scenario.plan_basis.years} years",
                "correct how it grows",
                ("drivers", driver.id, "now" if driver.growth is None else "growth"),
            )
    yield from _problems_of_exchange(scenario)
    if scenario.inflation is not None:
        try:
            refuse_to_lose_more_than_everything(scenario.inflation, "inflation")
        except ImpossibleError as error:
            yield error
    if scenario.drivers or scenario.exchange:
        for option in scenario.options:
            if option.id in _NAMES_OF_FIGURES:
                yield ImpossibleError(
                    f"an option cannot be called {option.id} beside {option.id} that all options share",
                    "rename the option",
                    ("options", option.id),
                )


def problems_of_unused(
    options: Iterable[Option],
    drivers: Iterable[Driver],
    exchange: Iterable[tuple[str, Estimate]],
    decision: RecordedDecision | None,
) -> Iterator[ImpossibleError]:
    """Drivers on which nothing hangs, and rates of currencies in which nothing is stated: a file says them in vain."""
    used, stated = used_by(options, decision)
    for driver in drivers:
        if driver.id not in used:
            yield ImpossibleError(
                f"no cost hangs on {visible(driver.id)}",
                f"use it in a cost plan, as per: {visible(driver.id)}, or take it out",
                ("drivers", driver.id),
            )
    for currency, _ in exchange:
        if currency not in stated:
            yield ImpossibleError(
                f"nothing is stated in {visible(currency)}",
                "leave its rate out, or state an amount in it",
                ("exchange", currency),
            )


def used_by(options: Iterable[Option], decision: RecordedDecision | None) -> tuple[frozenset[str], frozenset[str]]:
    """Ids of the drivers that plans of `options`, or triggers, hang on; and the currencies that plans are stated in."""
    named = [] if decision is None else [each.when.partition(".") for each in decision.revisit]
    plans = [
        rating.estimate
        for option in options
        for rating in option.ratings.values()
        if isinstance(rating.estimate, CostPlan)
    ]
    return (
        frozenset(id for what, _, id in named if what == DRIVERS).union(*(plan.drivers for plan in plans)),
        frozenset[str]().union(*(plan.currencies for plan in plans)),
    )


def _problems_of_exchange(scenario: Contents) -> Iterator[ImpossibleError]:
    for currency, rate in scenario.exchange:
        at = ("exchange", currency)
        if currency == scenario.currency:
            yield ImpossibleError(
                f"{visible(currency)} is the currency of the decision itself", "leave its rate out", at
            )
            continue
        lowest, key = lowest_of(rate)
        if not rate.most_likely > 0 or lowest < 0 or (lowest == 0 and key in ("low", "levels")):
            yield ImpossibleError(
                f"one {visible(currency)} may be worth {min(lowest, rate.most_likely):.3g}",
                f"give what it is worth in {visible(scenario.currency) or 'the currency of the decision'}, above 0",
                (*at, key) if key else at,
            )


def problems_of_payments(scenario: Contents, plan: CostPlan, where: tuple[str, ...]) -> Iterator[ImpossibleError]:
    """What is wrong with the payments of one plan, whose keys are `where`, beside the rest of the decision."""
    basis = scenario.plan_basis
    if any(not driver_reach(driver, basis.years) <= LARGEST for driver in basis.drivers):
        return  # told where the driver stands
    if not is_plain(plan, basis) and basis.years > LONGEST_HORIZON:
        yield ImpossibleError(
            f"the horizon is {basis.years} years, too long for what hangs on drivers, years or prices",
            f"give 1 to {LONGEST_HORIZON}",
            ("horizon_years",),
        )
        return
    for component, line, paid in plan.payments():
        if isinstance(paid, Payment):
            at = (*where, component, "lines", line) if line else (*where, component)
            for problem in _problems_of_payment(scenario, component, paid):
                yield problem.under(*at)


def _problems_of_payment(scenario: Contents, component: str, payment: Payment) -> Iterator[ImpossibleError]:
    basis = scenario.plan_basis
    if payment.per is not None and payment.per not in basis.by_id:
        yield ImpossibleError(
            f"{visible(payment.per)} is not a driver here",
            partial(choice, payment.per, basis.by_id)
            if basis.by_id
            else f"add it: drivers: {{{visible(payment.per)}: {{now: …}}}}",
            ("per",),
        )
    elif payment.per is not None and payment.steps is not None:
        yield from _problems_of_steps(basis, payment)
    if payment.currency and payment.currency not in (scenario.currency, *(each for each, _ in scenario.exchange)):
        yield ImpossibleError(
            f"there is no rate for {visible(payment.currency)}",
            f"add exchange: {{{visible(payment.currency)}: …}} at the top, with what one is worth",
            ("currency",),
        )
    if component in ("upfront", "exit"):
        for name in ("from_year", "until_year", "every"):
            if getattr(payment, name) is not None:
                yield ImpossibleError(
                    f"{component} is paid once",
                    "say in which years by schedule, such as {0: 0.6, 1: 0.4}, or put it under yearly",
                    (name,),
                )
    for name in ("from_year", "until_year", "every"):
        x = getattr(payment, name)
        if x is not None and x > basis.years and component not in ("upfront", "exit"):
            yield ImpossibleError(
                beyond_the_horizon(f"{name} {x}", basis.years),
                "give 1" if basis.years == 1 else f"give 1 to {basis.years}",
                (name,),
            )
    for t, _ in payment.schedule:
        if t > basis.years:
            yield ImpossibleError(
                beyond_the_horizon(f"year {t}", basis.years),
                f"give years 0 to {basis.years}",
                ("schedule",),
            )


def _problems_of_steps(basis: PlanBasis, payment: Payment) -> Iterator[ImpossibleError]:
    assert payment.per is not None and payment.steps is not None  # asked only of such
    driver = basis.by_id[payment.per]
    farthest = driver_reach(driver, basis.years)
    if farthest / payment.steps.every > MOST_STEPS:
        yield ImpossibleError(
            f"{visible(driver.id)} may come to {farthest:.3g}, which is more than {MOST_STEPS:,} steps of "
            f"{payment.steps.every:g}",
            f"give larger steps; for so small ones {_PER_UNIT}",
            ("steps", "every"),
        )


def driver_reach(driver: Driver, years: int) -> float:
    """The largest size that draws of a driver come to within so many years, or more; infinite where it overflows."""
    with np.errstate(over="ignore"):
        growth = 0.0 if driver.growth is None else max(0.0, reach(driver.growth.law))
        return float(reach(driver.now.law) * np.float64(1 + growth) ** max(years - 1, 0))


def cash_reach(plan: CostPlan, basis: PlanBasis) -> float:
    """The largest size that draws of a plan's present value come to, or more; infinite where it overflows."""
    if is_plain(plan, basis):
        return plan_reach(plan, basis.years, basis.rate)
    cash = PlanCash(plan, "", basis)
    ends = {name: np.full(1, reach(each.law)) for name, each in (*cash.figures.items(), *basis.figures.items())}
    for component in ("upfront", "yearly", "exit", "savings"):
        holder = getattr(plan, component)
        if isinstance(holder, Lines) and holder.reference_class is not None:
            ends[f".{component}.class"] = np.full(1, reach(holder.reference_class.law))
    with np.errstate(over="ignore", invalid="ignore"):
        lines = cash.cash(ends, Years(basis, ends))
        value = math.fsum(float((np.abs(each.cash) @ discounts(basis))[0]) for each in lines)
    return value if math.isfinite(value) and value <= LARGEST else math.inf

"""Cash by year and present values of cost plans, future by future: one place for scores, simulations and pages.

Throughout this module
    n  is a draw                 0 .. N-1
    t  is a year                 0 .. H
    D  are units of a driver     (n,) of each year
    q  is the quantity that a price is paid for
    f  is what a rise of prices and a discount make of money: (1 + inflation)^t/(1 + rate)^t

In year t a payment comes to share[t] · charge[t] · (1 + growth)^(t-1) · exchange · (1 + inflation)^t, without growth in
year 0; what is saved counts with a minus. Present values are sums over t of that over (1 + rate)^t (Brealey, Myers and
Allen, Principles of Corporate Finance, chapters 2 and 3 for real and nominal).

Sums over the years are made once for everything that is paid for the same quantity in the same years, so that a line
costs one multiplication, whatever it hangs on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from decision.model.cost_plan import CostPlan, Lines
from decision.model.distribution import Distribution
from decision.model.estimate import Estimate, Exact
from decision.model.expectation.annuity import mean_power
from decision.model.payment import Payment, Quantity
from decision.model.plan_basis import INFLATION, PlanBasis, exchange_figure
from decision.model.reference_class import ReferenceClass

Array = NDArray[np.float64]
Figures = Mapping[str, Array]
Growth = Array | float | Distribution  # a law where the mean over it is meant


@dataclass(frozen=True)
class CashLine:
    """One line of cash by year.

    Attributes
    ----------
    component, line
        Of the plan; `line` is empty where the component has none.
    cash
        Money of the decision's currency (N, H+1), or (1, H+1) where it is the same in all draws; of savings below 0. In
        prices of year 0, or as it will be paid where the decision states an inflation.
    """

    component: str
    line: str
    cash: Array


class Years:
    """The years of a decision in each draw: how many units its drivers have, and what money is then worth.

    Parameters
    ----------
    x
        The figures that all options share, (n,) by name; one that is left out is taken at its most likely.

    Attributes
    ----------
    given
        The figures x; others may be among them.
    """

    def __init__(self, basis: PlanBasis, x: Figures | None = None) -> None:
        self.basis = basis
        self.given: Figures = {} if x is None else x
        self._units: dict[tuple[str, int], Array] = {}
        self._sums: dict[tuple[object, ...], Array] = {}

    def figure(self, name: str) -> Array:
        """A figure that all options share: (n,), or (1,)."""
        drawn = self.given.get(name)
        return np.full(1, self.basis.figures[name].most_likely) if drawn is None else drawn

    def units(self, driver: str, t: int) -> Array:
        """D: so many as in year 1 before it, then (1 + growth) times as many each year."""
        if t <= 1:
            return self.figure(self.basis.by_id[driver].figure)
        known = self._units.get((driver, t))
        if known is None:
            growth = self.basis.by_id[driver].growth
            before = self.units(driver, t - 1)
            rise = 1.0 if growth is None else 1 + self.figure(self.basis.by_id[driver].growth_figure)
            known = self._units[driver, t] = before * rise
        return known

    def quantity(self, quantity: Quantity, t: int) -> Array:
        """q in year t."""
        return quantity.of(self.units(quantity.driver, t) if quantity.driver else np.zeros(1))

    @cached_property
    def levels(self) -> tuple[Array, ...]:
        """(1 + inflation)^t by t; 1 where amounts stay in prices of year 0."""
        if self.basis.inflation is None:
            return (np.ones(1),) * (self.basis.years + 1)
        rise = 1 + self.figure(INFLATION)
        return tuple(rise**t for t in range(self.basis.years + 1))

    @cached_property
    def worth(self) -> tuple[Array, ...]:
        """f by t."""
        discount = 1 / (1 + self.basis.rate)
        return tuple(level * discount**t for t, level in enumerate(self.levels))

    def exchange(self, currency: str) -> Array:
        """Money of the decision's currency for one of `currency`."""
        return self.figure(exchange_figure(currency)) if currency else np.ones(1)

    def sum_of(self, quantity: Quantity, shares: tuple[float, ...], growth: Growth) -> Array:
        """Σ over t of share[t]·q[t]·(1 + growth)^(t-1)·f[t]: what a price of 1 comes to, as present value."""
        if not isinstance(growth, np.ndarray):  # then no figure of a plan has a part in it
            key = (quantity, shares, growth)
            if key not in self._sums:
                self._sums[key] = self._sum_of(quantity, shares, growth)
            return self._sums[key]
        return self._sum_of(quantity, shares, growth)

    def _sum_of(self, quantity: Quantity, shares: tuple[float, ...], growth: Growth) -> Array:
        total: Array = np.zeros(1)
        for t, share in enumerate(shares):
            if share:
                total = total + share * rises(growth, t) * self.quantity(quantity, t) * self.worth[t]
        return total


def rises(growth: Growth, t: int) -> Array | float:
    """(1 + growth)^(t-1), 1 in year 0; of a law its mean."""
    n = max(t - 1, 0)
    if isinstance(growth, np.ndarray | float):
        return np.asarray((1 + growth) ** n) if n else 1.0
    return mean_power(growth, n)


@dataclass(frozen=True)
class Paid:
    """One payment of a plan: where it stands, with its figures by their whole names and its shares of the years."""

    component: str
    line: str
    name: str
    payment: Payment
    reference_class: ReferenceClass | None
    shares: tuple[float, ...]
    growth: tuple[str, Estimate] | None

    @property
    def sign(self) -> float:
        """1, or -1 of what is saved."""
        return -1.0 if self.component == "savings" else 1.0


class PlanCash:
    """The cash of one cost plan, called `name`, given its figures.

    Attributes
    ----------
    figures
        All figures of its own, certain or not, by name.
    paid
        Its payments in the order of the plan, those of a component together.
    """

    def __init__(self, plan: CostPlan, name: str, basis: PlanBasis) -> None:
        self.plan, self.name, self.basis = plan, name, basis
        self.figures: Mapping[str, Estimate] = dict(own_figures(plan, name))
        self.paid = tuple(self._paid())

    def _paid(self) -> Iterator[Paid]:
        growth = self.plan.growth
        assert not isinstance(growth, Lines | Payment)  # checked when made
        for component, line, each in self.plan.payments():
            payment = each if isinstance(each, Payment) else Payment(amount=each)
            if payment.currency == self.basis.currency:
                payment = replace(payment, currency="")
            at = f"{self.name}.{component}" + (f".{line}" if line else "")
            holder = getattr(self.plan, component)
            rises: tuple[str, Estimate] | None = None
            if payment.growth is not None:
                rises = (f"{at}.growth", payment.growth)
            elif growth is not None and component in ("yearly", "savings"):
                rises = (f"{self.name}.growth", growth)
            yield Paid(
                component,
                line,
                at,
                payment,
                holder.reference_class if isinstance(holder, Lines) else None,
                payment.shares(component, self.basis.years),
                rises,
            )

    # --- what is not given: here at its most likely ---------------------------------------------------------------

    def amount(self, x: Figures, name: str, estimate: Estimate) -> Array | float:
        """A figure of the plan."""
        drawn = x.get(name)
        if drawn is not None:
            return drawn
        return estimate.x if isinstance(estimate, Exact) else float(estimate.most_likely)

    def growth(self, each: Paid, x: Figures) -> Growth:
        """By what share a payment rises a year."""
        if each.growth is None:
            return 0.0
        drawn = x.get(each.growth[0])
        return float(each.growth[1].most_likely) if drawn is None else drawn

    def multiplier(self, component: str, x: Figures) -> Array | float:
        """That of the class of a component's sum; 1 where it has none."""
        holder = getattr(self.plan, component)
        if not isinstance(holder, Lines) or holder.reference_class is None:
            return 1.0
        drawn = x.get(f"{self.name}.{component}.class")
        return self.of_class(holder.reference_class) if drawn is None else drawn

    def of_class(self, reference_class: ReferenceClass) -> float:
        """The multiplier of a class."""
        return float(reference_class.median)

    # --- present values --------------------------------------------------------------------------------------------

    def present_values(self, x: Figures, years: Years) -> Array:
        """Present values (n,), or (1,), given figures of its own (n,) by name; one left out is at its most likely."""
        total: Array = np.zeros(1)
        plan_sums: dict[tuple[object, ...], Array] = {}
        for component, paid in groupby(self.paid, key=lambda each: each.component):
            total = total + self._present_value(component, list(paid), x, years, plan_sums)
        return total

    def _present_value(
        self, component: str, paid: list[Paid], x: Figures, years: Years, plan_sums: dict[tuple[object, ...], Array]
    ) -> Array:
        amounts: dict[tuple[object, ...], Array | float] = {}  # that are multiplied by the same sum over the years
        sums: dict[tuple[object, ...], Array] = {}
        rest: Array = np.zeros(1)
        for each in paid:
            growth = self.growth(each, x)
            if each.payment.minimum is not None:
                rest = rest + self._with_minimum(each, x, years, growth)
                continue
            for end, estimate, quantity in each.payment.priced:
                key: tuple[object, ...] = (
                    quantity,
                    each.shares,
                    each.growth and each.growth[0] if isinstance(growth, np.ndarray) else growth,
                    each.payment.currency,
                )
                if key not in sums:
                    if not isinstance(growth, np.ndarray):
                        sums[key] = years.sum_of(quantity, each.shares, growth)
                    else:  # the growth of the plan, or of this payment alone
                        if key not in plan_sums:
                            plan_sums[key] = years.sum_of(quantity, each.shares, growth)
                        sums[key] = plan_sums[key]
                amounts[key] = amounts.get(key, 0.0) + self.amount(x, each.name + end, estimate)
        for key, amount in amounts.items():
            part = amount * sums[key]
            rest = rest + (part * years.exchange(str(key[3])) if key[3] else part)
        return paid[0].sign * rest * self.multiplier(component, x)

    def _with_minimum(self, each: Paid, x: Figures, years: Years, growth: Growth) -> Array:
        total: Array = np.zeros(1)
        for t, share in enumerate(each.shares):
            if share:
                total = total + share * rises(growth, t) * self.charge(each, t, x, years) * years.worth[t]
        return total * years.exchange(each.payment.currency)

    def charge(self, each: Paid, t: int, x: Figures, years: Years) -> Array:
        """What is charged in a year in which it falls, in its own currency and prices of year 0, before it rises."""
        payment = each.payment
        charge: Array = np.zeros(1)
        for end, estimate, quantity in payment.priced:
            charge = charge + self.amount(x, each.name + end, estimate) * years.quantity(quantity, t)
        if payment.minimum is not None:
            charge = np.maximum(charge, self.amount(x, f"{each.name}.minimum", payment.minimum))
        return charge

    def cash(self, x: Figures, years: Years) -> tuple[CashLine, ...]:
        """Cash by year of every line, given figures of its own (n,) by name; what is left out is at its most likely."""
        return tuple(self._cash(each, x, years) for each in self.paid)

    def _cash(self, each: Paid, x: Figures, years: Years) -> CashLine:
        rate = each.sign * years.exchange(each.payment.currency) * self.multiplier(each.component, x)
        growth = self.growth(each, x)
        found = {
            t: share * rate * rises(growth, t) * self.charge(each, t, x, years) * years.levels[t]
            for t, share in enumerate(each.shares)
            if share
        }
        draws = max((len(amount) for amount in found.values()), default=1)
        cash = np.zeros((draws, self.basis.years + 1))
        for t, amount in found.items():
            cash[:, t] = amount
        return CashLine(each.component, each.line, cash)


def own_figures(plan: CostPlan, name: str) -> Iterator[tuple[str, Estimate]]:
    """The figures of the plan called `name`, certain or not, each by its name; multipliers of classes are left out."""
    for component_name, component in plan.components():
        at = f"{name}.{component_name}"
        for line, each in component.lines if isinstance(component, Lines) else (("", component),):
            called = f"{at}.{line}" if line else at
            if isinstance(each, Payment):
                yield from each.figures(called)
            else:
                yield called, each


def discounts(basis: PlanBasis) -> Array:
    """What money of each year is worth in year 0, (H+1,): cash @ discounts is the present value."""
    return np.asarray((1 / (1 + basis.rate)) ** np.arange(basis.years + 1))

"""What is expected of the present value of a cost plan, given some of the figures behind it.

Throughout this module
    n  is a case of what is given   0 .. N-1
    t  is a year                    0 .. H
    D  is a driver in that year, q the quantity that a price is paid for

All figures are independent, so the mean of what is paid in a year is the product of the means of its factors: of the
price, of (1 + growth)^(t-1), of the rate of exchange, of (1 + inflation)^t and of q(D); the class of a sum multiplies
the mean of that sum. The last is a function of the driver that bends (`quantities`). A charge with a minimum is none
of these: its mean is a sum over points of the figures behind it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from decision.model.cash_flow import Paid, PlanCash, Years
from decision.model.cost_plan import CostPlan, Lines
from decision.model.distribution import Constant, Distribution
from decision.model.driver import Driver
from decision.model.estimate import Estimate
from decision.model.expectation.annuity import mean_power
from decision.model.expectation.latent import at_latents
from decision.model.expectation.quantities import mean_quantity, nodes
from decision.model.payment import Payment, Quantity
from decision.model.plan_basis import INFLATION, PlanBasis, exchange_figure

Array = NDArray[np.float64]
Known = Mapping[str, Array]

_POINTS, _MULTIPLIER = 16_381, 5_693  # of a lattice rule of Korobov's kind


def is_plain(plan: CostPlan, basis: PlanBasis) -> bool:
    """Whether a plan has nothing but plain amounts, in prices of year 0."""
    return plan.is_plain and basis.inflation is None


def most_likely_present_value(plan: CostPlan, basis: PlanBasis) -> float:
    """Present value of the most likely figures, in money."""
    if is_plain(plan, basis):
        return plan.most_likely(basis.years, basis.rate)
    return float(PlanCash(plan, "", basis).present_values({}, Years(basis))[0])


def expected_present_value(plan: CostPlan, basis: PlanBasis) -> float:
    """The mean of the present value, in money; infinite if there is none."""
    if is_plain(plan, basis):
        return plan.expected(basis.years, basis.rate)
    return float(ExpectedCash(PlanCash(plan, "", basis)).given({})[0])


class ExpectedCash:
    """Means of the present value of a plan."""

    def __init__(self, cash: PlanCash) -> None:
        self.cash = cash
        self.basis = cash.basis

    @property
    def is_exact(self) -> bool:
        """Whether the mean is exact: no charge has a minimum beside which something is uncertain."""
        return not any(
            each.payment.minimum is not None and self._open(each.payment, each.name, {}) for each in self.cash.paid
        )

    def given(self, known: Known) -> Array:
        """E[PV | known], (N,), given figures (N,) by name, of the plan's own or shared; all others are open."""
        total: Array = np.zeros(1)
        for component, paid in groupby(self.cash.paid, key=lambda each: each.component):
            of_component: Array = np.zeros(1)
            sign = 1.0
            for each in paid:
                sign = each.sign
                for t, share in enumerate(each.shares):
                    if share:
                        of_component = of_component + self.in_year(each, t, known) * (1 / (1 + self.basis.rate)) ** t
            total = total + sign * of_component * self.multiplier(component, known)
        return total

    def in_year(self, paid: Paid, t: int, known: Known) -> Array:
        """The mean of what is paid in a year in which it falls, (N,), before the class of its component."""
        rises = self._rise(paid.growth, max(t - 1, 0), known) * self._level(t, known)
        rate = self._exchange(paid.payment.currency, known)
        return paid.shares[t] * rate * rises * self._charge(paid.payment, paid.name, t, known)

    def _level(self, t: int, known: Known) -> Array | float:
        return 1.0 if self.basis.inflation is None else _power(known.get(INFLATION), self.basis.inflation, t)

    def _exchange(self, currency: str, known: Known) -> Array | float:
        if not currency:
            return 1.0
        name = exchange_figure(currency)
        return _mean(known.get(name), self.basis.figures[name])

    @staticmethod
    def _rise(growth: tuple[str, Estimate] | None, n: int, known: Known) -> Array | float:
        return 1.0 if growth is None else _power(known.get(growth[0]), growth[1], n)

    def multiplier(self, component: str, known: Known) -> Array | float:
        """The mean of the multiplier of a component's sum: 1 where it has no class."""
        holder = getattr(self.cash.plan, component)
        if not isinstance(holder, Lines) or holder.reference_class is None:
            return 1.0
        found = known.get(f"{self.cash.name}.{component}.class")
        return holder.reference_class.law.mean if found is None else found

    def _charge(self, payment: Payment, name: str, t: int, known: Known) -> Array:
        if payment.minimum is not None:
            return self._charge_with_minimum(payment, name, t, known)
        total: Array = np.zeros(1)
        for end, estimate, quantity in payment.priced:
            total = total + _mean(known.get(name + end), estimate) * self._quantity(quantity, t, known)
        return total

    def _quantity(self, quantity: Quantity, t: int, known: Known) -> Array | float:
        if quantity.kind == "once":
            return 1.0
        driver, n = self.basis.by_id[quantity.driver], max(t - 1, 0)
        law = _growth_law(driver)
        now, growth = known.get(driver.figure), known.get(driver.growth_figure)
        if now is None and growth is None:
            return mean_quantity(quantity, driver.now.law, law, t)
        if quantity.kind == "units" and not quantity.low:
            rise = mean_power(law, n) if growth is None else (1 + growth) ** n
            return (driver.now.law.mean if now is None else now) * rise
        return _over(quantity, driver.now.law if now is None else now, law if growth is None else growth, n)

    # --- charges with a minimum --------------------------------------------------------------------------------

    def _open(self, payment: Payment, name: str, known: Known) -> dict[str, Distribution]:
        """The laws of the figures that a charge hangs on and that are not known, by name."""
        figures = dict(payment.figures(name))
        figures.pop(f"{name}.growth", None)
        if payment.per is not None:
            figures |= dict(self.basis.by_id[payment.per].figures())
        return {each: x.law for each, x in figures.items() if each not in known and not x.is_certain}

    def _charge_with_minimum(self, payment: Payment, name: str, t: int, known: Known) -> Array:
        assert payment.per is not None and payment.minimum is not None  # checked when made
        open_ = self._open(payment, name, known)
        points, weights = _points_of(tuple(open_.values()))
        x: dict[str, Array] = {each: row[np.newaxis] for each, row in zip(open_, points, strict=True)}
        x |= {each: row[:, np.newaxis] for each, row in known.items()}
        driver = self.basis.by_id[payment.per]
        growth = 0.0 if driver.growth is None else x.get(driver.growth_figure, driver.growth.most_likely)
        units = np.asarray(x.get(driver.figure, driver.now.most_likely) * (1 + growth) ** max(t - 1, 0))
        charge: Array = np.zeros((1, 1))
        for end, estimate, quantity in payment.priced:
            charge = charge + x.get(name + end, estimate.most_likely) * quantity.of(units)
        charge = np.maximum(charge, x.get(f"{name}.minimum", payment.minimum.most_likely))
        return np.asarray(np.broadcast_to(charge, (len(charge), len(weights))) @ weights)


def _mean(known: Array | None, estimate: Estimate) -> Array | float:
    return float(estimate.expected) if known is None else known


def _power(known: Array | None, growth: Estimate, n: int) -> Array | float:
    """E[(1 + growth)^n]."""
    return mean_power(growth.law, n) if known is None else np.asarray((1 + known) ** n)


def _growth_law(driver: Driver) -> Distribution:
    return Constant(0.0) if driver.growth is None else driver.growth.law


def _over(quantity: Quantity, now: Array | Distribution, growth: Array | Distribution, n: int) -> Array:
    """E[q] where the driver's number (N,) or its growth (N,) is known, or both."""
    x, of_x = (now[:, np.newaxis], np.ones(1)) if isinstance(now, np.ndarray) else nodes(now)
    g, of_g = (growth[:, np.newaxis], np.ones(1)) if isinstance(growth, np.ndarray) else nodes(growth)
    return np.asarray(quantity.of(x * (1 + g) ** n) @ (of_x if len(of_x) > 1 else of_g))


@cache
def _lattice(dimensions: int) -> Array:
    """Points (dimensions, P) of a lattice rule on 0 to 1, folded so that nothing jumps from 1 to 0."""
    step, rows = 1, []
    n = np.arange(_POINTS)
    for _ in range(dimensions):
        rows.append(1 - np.abs(2 * ((n * step % _POINTS + 0.5) / _POINTS) - 1))
        step = step * _MULTIPLIER % _POINTS
    return np.array(rows)


def _points_of(laws: tuple[Distribution, ...]) -> tuple[Array, Array]:
    """Points (I, P) of independent laws, and their weights (P,)."""
    if not laws:
        return np.empty((0, 1)), np.ones(1)
    if len(laws) == 1 and not isinstance(laws[0], Constant):
        x, weights = nodes(laws[0])
        return x[np.newaxis], weights
    z = _normal_scores(_lattice(len(laws)))
    return np.stack([at_latents(law, row) for law, row in zip(laws, z, strict=True)]), np.full(_POINTS, 1 / _POINTS)


def _normal_scores(p: Array) -> Array:
    from statistics import NormalDist

    score = NormalDist().inv_cdf
    return np.array([[score(each) for each in row] for row in np.clip(p, 1e-15, 1 - 1e-15).tolist()])


def expected_in_first_year(plan: CostPlan, component: str, basis: PlanBasis) -> float:
    """What is expected to be paid of a component in the first year in which any of it falls."""
    expected = ExpectedCash(PlanCash(plan, "", basis))
    paid = [each for each in expected.cash.paid if each.component == component]
    t = min(t for each in paid for t, share in enumerate(each.shares) if share)
    together = math.fsum(float(expected.in_year(each, t, {})[0]) for each in paid)
    return together * float(expected.multiplier(component, {}))

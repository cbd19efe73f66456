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

from functools import cache, cached_property, lru_cache
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from decision.model.cash_flow import CashLine, Figures, Growth, Paid, PlanCash, Years
from decision.model.cost_plan import CostPlan
from decision.model.distribution import Constant, Distribution
from decision.model.driver import Driver
from decision.model.estimate import Estimate
from decision.model.expectation.annuity import mean_power
from decision.model.expectation.latent import at_latents
from decision.model.expectation.quantities import mean_above_threshold, mean_given, mean_quantity, nodes
from decision.model.payment import Payment, Quantity
from decision.model.plan_basis import INFLATION, PlanBasis, exchange_figure
from decision.model.reference_class import ReferenceClass

Array = NDArray[np.float64]
_NOTHING: Figures = MappingProxyType({})

_FEW_POINTS = (251, 76)  # N and a of a lattice rule of Korobov's kind
_MOST_CASES = 4096  # of what is given, that are worked out together where a charge has a minimum
_MANY_CASES = 64  # from which on few points do, the same for all of them
_TABLE = 192  # cases between which others are interpolated


class _Sizes(NamedTuple):
    """How fine a mean over several laws is: N and a of a lattice rule, and the nodes of a law."""

    points: tuple[int, int]
    nodes: int


_FINE, _ROUGH = _Sizes((16_381, 5_693), 1_025), _Sizes((8_191, 2_531), 513)


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
    return float(ExpectedCash(PlanCash(plan, "", basis)).given(_NOTHING)[0])


class ExpectedYears(Years):
    """The years of a decision as they are expected to be, given some of the figures that all options share."""

    def quantity(self, quantity: Quantity, t: int) -> Array:
        """E[q | what is given] in year t."""
        if quantity.kind == "once":
            return np.ones(1)
        driver, n = self.basis.by_id[quantity.driver], max(t - 1, 0)
        law = Constant(0.0) if driver.growth is None else driver.growth.law
        now, growth = self.given.get(driver.figure), self.given.get(driver.growth_figure)
        if now is None and growth is None:
            return np.full(1, mean_quantity(quantity, driver.now.law, law, t))
        if quantity.kind == "units" and not quantity.low:
            rise = mean_power(law, n) if growth is None else (1 + growth) ** n
            return np.asarray((driver.now.law.mean if now is None else now) * rise)
        if now is None:
            assert growth is not None  # one of the two is known
            return mean_given(quantity, (1 + growth) ** n, driver.now.law, None)
        if growth is None:
            return mean_given(quantity, now, law, n)
        return quantity.of(now * (1 + growth) ** n)

    @cached_property
    def levels(self) -> tuple[Array, ...]:
        """E[(1 + inflation)^t | what is given] by t."""
        inflation, known = self.basis.inflation, self.given.get(INFLATION)
        if inflation is None:
            return (np.ones(1),) * (self.basis.years + 1)
        return tuple(
            np.full(1, mean_power(inflation.law, t)) if known is None else np.asarray((1 + known) ** t)
            for t in range(self.basis.years + 1)
        )

    def exchange(self, currency: str) -> Array:
        """The mean of a rate of exchange."""
        if not currency:
            return np.ones(1)
        known = self.given.get(exchange_figure(currency))
        return np.full(1, self.basis.figures[exchange_figure(currency)].expected) if known is None else known


class ExpectedCash(PlanCash):
    """The mean of the cash of a plan; `rough` has fewer points where a charge has a minimum, to tell an error by."""

    def __init__(self, cash: PlanCash, *, rough: bool = False) -> None:
        super().__init__(cash.plan, cash.name, cash.basis)
        self._sizes = _ROUGH if rough else _FINE

    @property
    def is_exact(self) -> bool:
        """Whether the mean is exact: no charge has a minimum beside which something is uncertain."""
        return not any(
            each.payment.minimum is not None and self._open(each.payment, each.name, {}) for each in self.paid
        )

    def given(self, known: Figures) -> Array:
        """E[PV | known], (N,) or (1,), given figures (N,) by name, of the plan's own or shared; all others are open."""
        return self.present_values(known, ExpectedYears(self.basis, known))

    def expected_cash(self) -> tuple[CashLine, ...]:
        """The mean of the cash of every line, each (1, H+1)."""
        return self.cash(_NOTHING, ExpectedYears(self.basis, _NOTHING))

    def amount(self, x: Figures, name: str, estimate: Estimate) -> Array | float:
        """The mean of a figure that is not given."""
        drawn = x.get(name)
        return float(estimate.expected) if drawn is None else drawn

    def growth(self, each: Paid, x: Figures) -> Growth:
        """The law of a growth that is not given."""
        if each.growth is None:
            return 0.0
        name, estimate = each.growth
        if name in x:
            return x[name]
        return float(estimate.most_likely) if estimate.is_certain else estimate.law

    def of_class(self, reference_class: ReferenceClass) -> float:
        """The mean of the multiplier of a class."""
        return float(reference_class.law.mean)

    # --- charges with a minimum --------------------------------------------------------------------------------

    def charge(self, each: Paid, t: int, x: Figures, years: Years) -> Array:
        """The mean of what is charged in a year in which it falls."""
        if each.payment.minimum is None:
            return super().charge(each, t, x, years)
        return self._charge_with_minimum(each.payment, each.name, t, {**years.given, **x})

    def _open(self, payment: Payment, name: str, known: Figures) -> dict[str, Distribution]:
        """The laws of the figures that a charge hangs on and that are not known, by name."""
        figures = dict(payment.figures(name))
        figures.pop(f"{name}.growth", None)
        if payment.per is not None:
            figures |= dict(self.basis.by_id[payment.per].figures())
        return {each: x.law for each, x in figures.items() if each not in known and not x.is_certain}

    def _charge_with_minimum(self, payment: Payment, name: str, t: int, known: Figures) -> Array:
        assert payment.per is not None and payment.minimum is not None  # checked when made
        driver = self.basis.by_id[payment.per]
        behind = {*dict(payment.figures(name)), *dict(driver.figures())} - {f"{name}.growth"}
        known = {each: row for each, row in known.items() if each in behind}
        open_ = self._open(payment, name, known)
        if not known and any(each in open_ for each in dict(driver.figures())):
            return _over_units(payment, t, driver, self._sizes)
        if not known.keys() - dict(driver.figures()).keys() and not any(
            each in open_ for each in dict(driver.figures())
        ):
            growth_known = 0.0 if driver.growth is None else known.get(driver.growth_figure, driver.growth.most_likely)
            at = known.get(driver.figure, driver.now.most_likely) * (1 + growth_known) ** max(t - 1, 0)
            return _given_units(payment, np.atleast_1d(np.asarray(at)), self._sizes)
        many = bool(known) and len(next(iter(known.values()))) > _MANY_CASES
        if open_ and many and (table := self._from_a_table(payment, name, t, known, driver)) is not None:
            return table
        if open_ and known and len(next(iter(known.values()))) > _MOST_CASES:
            return self._between_cases(payment, name, t, known)
        points, weights = _points_of(tuple(open_.values()), _FEW_POINTS if many else self._sizes.points)
        x: dict[str, Array] = {each: row[np.newaxis] for each, row in zip(open_, points, strict=True)}
        x |= {each: row[:, np.newaxis] for each, row in known.items()}
        growth = 0.0 if driver.growth is None else x.get(driver.growth_figure, driver.growth.most_likely)
        units = np.asarray(x.get(driver.figure, driver.now.most_likely) * (1 + growth) ** max(t - 1, 0))
        charge: Array = np.zeros((1, 1))
        for end, estimate, quantity in payment.priced:
            charge = charge + x.get(name + end, estimate.most_likely) * quantity.of(units)
        charge = np.maximum(charge, x.get(f"{name}.minimum", payment.minimum.most_likely))
        return np.asarray(np.broadcast_to(charge, (len(charge), len(weights))) @ weights)

    def _from_a_table(self, payment: Payment, name: str, t: int, known: Figures, driver: Driver) -> Array | None:
        """Of very many cases that differ in one figure, or in how many units there are: between a few of them."""
        growth = driver.growth
        if driver.figure in known and known.keys() <= dict(driver.figures()).keys():
            if growth is not None and not growth.is_certain and driver.growth_figure not in known:
                return None
            rise = 0.0 if growth is None else known.get(driver.growth_figure, growth.most_likely)
            x = np.asarray(known[driver.figure] * (1 + rise) ** max(t - 1, 0))
            fixed, at = 1, driver.figure  # in year 1 there are as many as are known
        elif len(known) == 1:
            ((at, x),) = known.items()
            fixed = t
        else:
            return None
        grid = np.linspace(float(x.min()), float(x.max()), _TABLE)
        parts = [
            self._charge_with_minimum(payment, name, fixed, {at: grid[start : start + _MANY_CASES]})
            for start in range(0, _TABLE, _MANY_CASES)
        ]
        return np.asarray(np.interp(x, grid, np.concatenate(parts)))

    def _between_cases(self, payment: Payment, name: str, t: int, known: Figures) -> Array:
        """Of very many cases, some at a time."""
        n = len(next(iter(known.values())))
        parts = (slice(start, start + _MOST_CASES) for start in range(0, n, _MOST_CASES))
        return np.concatenate(
            [
                np.broadcast_to(charge, min(_MOST_CASES, n - part.start))
                for part in parts
                for charge in [
                    self._charge_with_minimum(payment, name, t, {each: row[part] for each, row in known.items()})
                ]
            ]
        )


@lru_cache(maxsize=256)  # whatever is asked of a plan is asked with nothing given too
def _over_units(payment: Payment, t: int, driver: Driver, sizes: _Sizes) -> Array:
    """The mean over how many units there are in year t: between a few numbers of them, over points of both laws."""
    law = Constant(0.0) if driver.growth is None else driver.growth.law
    (x, of_x), (g, of_g) = (nodes(each, sizes.nodes) for each in (driver.now.law, law))
    units = x[:, np.newaxis] * (1 + g) ** max(t - 1, 0)
    grid = np.linspace(float(units.min()), float(units.max()), sizes.nodes)
    charge = (
        np.interp(units, grid, _given_units(payment, grid, sizes))
        if grid[0] < grid[-1]
        else (_given_units(payment, grid[:1], sizes) * np.ones_like(units))
    )
    found = np.atleast_1d(np.asarray(of_x @ charge @ of_g))
    found.setflags(write=False)
    return found


def _given_units(payment: Payment, units: Array, sizes: _Sizes) -> Array:
    """The mean of the charge for so many units (n,), whatever its prices: exact where one of them is uncertain."""
    if len(units) > sizes.nodes:
        grid = np.linspace(float(units.min()), float(units.max()), sizes.nodes)
        return np.asarray(np.interp(units, grid, _given_units(payment, grid, sizes)))
    assert payment.minimum is not None  # asked only of such
    priced = [(estimate, quantity.of(units)) for _, estimate, quantity in payment.priced]
    certain = np.zeros(len(units))
    for estimate, quantity in priced:
        certain = certain + (estimate.most_likely * quantity if estimate.is_certain else 0.0)
    open_ = [(estimate, quantity) for estimate, quantity in priced if not estimate.is_certain]
    if not open_ and payment.minimum.is_certain:
        return np.maximum(certain, payment.minimum.most_likely)
    if len(open_) == 1 and payment.minimum.is_certain:
        ((price, quantity),) = open_
        missing = payment.minimum.most_likely - certain
        return np.array(
            [
                base + mean_above_threshold(price.law, short, float(q)) if q > 0 else max(base, base + short)
                for base, short, q in zip(certain.tolist(), missing.tolist(), quantity.tolist(), strict=True)
            ]
        )
    laws = [estimate.law for estimate, _ in open_] + ([] if payment.minimum.is_certain else [payment.minimum.law])
    points, weights = _points_of(tuple(laws), sizes.points)
    least = points[-1] if not payment.minimum.is_certain else np.full(len(weights), payment.minimum.most_likely)
    found = []
    for i, base in enumerate(certain.tolist()):
        charge = base + sum(float(quantity[i]) * row for (_, quantity), row in zip(open_, points, strict=False))
        found.append(float(np.maximum(charge, least) @ weights))
    return np.array(found)


@cache
def _lattice(dimensions: int, size: tuple[int, int]) -> Array:
    """Points (dimensions, P) of a lattice rule on 0 to 1, folded so that nothing jumps from 1 to 0, as normals."""
    count, multiplier = size
    step, rows, n = 1, [], np.arange(count)
    for _ in range(dimensions):
        rows.append(1 - np.abs(2 * ((n * step % count + 0.5) / count) - 1))
        step = step * multiplier % count
    return _normal_scores(np.array(rows))


@lru_cache(maxsize=32)  # the same laws are asked for again and again while one figure is moved
def _points_of(laws: tuple[Distribution, ...], size: tuple[int, int]) -> tuple[Array, Array]:
    """Points (I, P) of independent laws, and their weights (P,)."""
    if not laws:
        return np.empty((0, 1)), np.ones(1)
    if len(laws) == 1 and not isinstance(laws[0], Constant):
        x, weights = nodes(laws[0])
        return x[np.newaxis], weights
    z = _lattice(len(laws), size)
    points, weights = (
        np.stack([at_latents(law, row) for law, row in zip(laws, z, strict=True)]),
        np.full(size[0], 1 / size[0]),
    )
    for each in (points, weights):
        each.setflags(write=False)
    return points, weights


def _normal_scores(p: Array) -> Array:
    from statistics import NormalDist

    score = NormalDist().inv_cdf
    return np.array([[score(each) for each in row] for row in np.clip(p, 1e-15, 1 - 1e-15).tolist()])


def expected_in_first_year(plan: CostPlan, component: str, basis: PlanBasis) -> float:
    """What is expected to be paid of a component in the first year in which any of it falls."""
    lines = [each for each in ExpectedCash(PlanCash(plan, "", basis)).expected_cash() if each.component == component]
    by_year = np.abs(np.sum([each.cash[0] for each in lines], axis=0))
    paid = np.flatnonzero(by_year)
    return float(by_year[paid[0]]) if paid.size else 0.0

"""What is expected of a cost plan whose payments hang on drivers, years, inflation or rates of exchange.

Where the value function is straight, the mean of the present value is all that counts. Its figures are independent, but
for those that dependence joins; so it is a sum of products of means (`decision.model.expected_cash`), exact also where
a price is paid above a threshold, by tiers or by steps. Everything else is a mean over rows of points on a lattice rule
(`plan_points`): over the figures of the plan, joined as the file says, and over the drivers and other figures that all
options share, which hang together with nothing. How far off it may be is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from decision.analysis.expectation.factor_law import bends_of, change_of_slope
from decision.analysis.expectation.plan_points import SIZES, SIZES_OF_BROKEN, PlanPoints, Size
from decision.model.cash_flow import PlanCash
from decision.model.cost_plan import Component, CostPlan, Lines
from decision.model.distribution import Distribution
from decision.model.estimate import Estimate
from decision.model.expectation.breaks import breaks
from decision.model.expected_cash import ExpectedCash
from decision.model.payment import Payment
from decision.model.plan_basis import PlanBasis
from decision.model.uncertain_figures import figures_behind, rating_function, shared_figures
from decision.model.value_function import ValueFunction

Array = NDArray[np.float64]

_FOR_RANGES = Size(4_093, 1_516, 12)
_SMOOTH = ("once", "units")  # quantities that may have no kink
_GOAL = 1e-6  # of a value
_DOUBT = 2.0  # times what half as many points change, which is told where a charge has a minimum


@dataclass(frozen=True)
class DrivenPlan:
    """A plan with all that its law hangs on; `correlations` of its own figures row by row, empty if independent."""

    plan: CostPlan
    basis: PlanBasis
    correlations: tuple[float, ...]

    @cached_property
    def laws(self) -> dict[str, Distribution]:
        """Of its own uncertain figures, and of those that it shares with others behind them, by name."""
        own = {each.name: each.law for each in figures_behind(self.plan, "")}
        return own | {each.name: each.law for each in shared_figures(self.plan, self.basis)}

    @cached_property
    def matrix(self) -> Array:
        """Correlations of all of them: what is shared hangs together with nothing."""
        matrix = np.eye(len(self.laws))
        own = int(np.sqrt(len(self.correlations)))
        matrix[:own, :own] = np.array(self.correlations).reshape(own, own)
        return matrix

    @cached_property
    def cash(self) -> PlanCash:
        return PlanCash(self.plan, "", self.basis)

    @property
    def is_smooth(self) -> bool:
        """Whether its present value has neither kinks nor jumps, as a function of its figures."""
        return not any(
            each.payment.minimum is not None
            or any(quantity.kind not in _SMOOTH or quantity.low for *_, quantity in each.payment.priced)
            for each in self.cash.paid
        )

    def points(self, size: Size) -> PlanPoints:
        """The points of its figures."""
        points = PlanPoints(self.laws, self.matrix, rating_function(self.plan, "", self.basis), size)
        points.is_smooth = points.is_smooth and self.is_smooth
        return points


def expected_driven(plan: DrivenPlan, function: ValueFunction) -> tuple[float, float, float]:
    """Mean of the present value, mean of its value, and how far off the latter may be."""
    return _expected(plan, function)


@lru_cache(maxsize=1024)
def _expected(plan: DrivenPlan, function: ValueFunction) -> tuple[float, float, float]:
    swing = abs(function.scale.best - function.scale.worst)
    mean, off = _mean(plan, _GOAL * swing)
    if function.is_straight:
        return mean, float(function(mean)), off / swing
    bends = [(bend, change_of_slope(function, bend)) for bend in bends_of(function)]
    value, error = _by_points(plan, function, bends, _GOAL)
    return mean, value, error


def _mean(plan: DrivenPlan, goal: float) -> tuple[float, float]:
    """The mean of the present value, and how far off it may be."""
    if _multiplies_what_hangs_together(plan):
        return _by_points(plan, lambda x: x, (), goal)
    expected = ExpectedCash(plan.cash)
    mean = float(expected.given({})[0])
    if expected.is_exact:
        return mean, 0.0
    return mean, _DOUBT * abs(mean - float(ExpectedCash(plan.cash, rough=True).given({})[0]))


def _multiplies_what_hangs_together(plan: DrivenPlan) -> bool:
    """Whether two figures of the plan that dependence joins are multiplied."""
    return bool(plan.correlations) and any(
        _uncertain_factors(plan.plan, component, paid) > 1 for component, _, paid in plan.plan.payments()
    )


def _uncertain_factors(plan: CostPlan, component: str, paid: Estimate | Payment) -> int:
    """How many uncertain figures of its own a payment multiplies with each other; prices of tiers are added."""
    holder = getattr(plan, component)
    count = int(isinstance(holder, Lines) and holder.reference_class is not None)
    growth: Component | None = plan.growth if component in ("yearly", "savings") else None
    if isinstance(paid, Payment):
        growth = growth if paid.growth is None else paid.growth
        count += any(not price.is_certain for _, price, _ in paid.priced)
        count += paid.minimum is not None and not paid.minimum.is_certain
    else:
        count += not paid.is_certain
    return count + int(growth is not None and not growth.is_certain)


def _by_points(
    plan: DrivenPlan, function: Callable[[Array], Array], bends: Sequence[tuple[float, float]], goal: float
) -> tuple[float, float]:
    """The mean of a function of the present value, and how far off it may be: as many points as the goal needs."""
    if not plan.laws:
        return float(np.asarray(function(rating_function(plan.plan, "", plan.basis)({}))).ravel()[0]), 0.0
    found: list[tuple[float, float]] = []
    broken = not plan.is_smooth or any(breaks(law) for law in plan.laws.values())
    for size in SIZES_OF_BROKEN if broken else SIZES:
        found += plan.points(size).means([(function, bends)])
        if found[-1][1] <= goal:
            break
    return min(found, key=lambda each: each[1])


def driven_range(plan: DrivenPlan) -> tuple[float, float]:
    """P10 and P90 of the present value."""
    return _range(plan)


@lru_cache(maxsize=1024)
def _range(plan: DrivenPlan) -> tuple[float, float]:
    low, high = plan.points(_FOR_RANGES).quantiles((0.1, 0.9))
    return low, high

"""What is expected of a cost plan: its present value, what that is worth, and in which range it lies.

Where the value function is straight and no two figures that hang together are multiplied, the mean has a closed form.
Otherwise the law of the present value is put on a lattice: by `plan_law` where all figures of the plan hang together
alike, which they do unless a pair in the file names one of them, by `factor_law` where a few factors tell how they do.
Where neither is so, where a multiplier is for a sum of several figures, or where that is not near enough, rows of
points on a lattice rule are used (`plan_points`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from decision.analysis.expectation.driven_plans import DrivenPlan, driven_range, expected_driven
from decision.analysis.expectation.factor_law import FactorLaw, bends_of, between_points, change_of_slope
from decision.analysis.expectation.factors import loadings_of, states_of
from decision.analysis.expectation.plan_law import CLOSEST, PlanLaw
from decision.analysis.expectation.plan_points import SIZES, SIZES_OF_BROKEN, Function, PlanPoints, Size
from decision.analysis.expectation.plan_terms import PlanTerms, terms_of
from decision.model.contents import Contents, Option
from decision.model.cost_plan import CostPlan
from decision.model.dependence import Correlations, latents_of
from decision.model.expectation.breaks import breaks
from decision.model.expected_cash import is_plain
from decision.model.uncertain_figures import figures_behind, plan_rating
from decision.model.value_function import ValueFunction

Array = NDArray[np.float64]
Range = tuple[float, float]

_SIZES, _SIZES_ALONE = (
    (256, 512, 1024, 2048, 4096),
    (512, 1024, 2048, 4096, 8192),
)  # of lattices, with dependence and without
_SIZES_OF_FACTORS = (128, 256, 512, 1024, 2048)  # where figures hang together by several factors
_MOST = 1_450_000  # points and states of the factors, multiplied: what takes a few tenths of a second
_SIZE_OF_RANGE = 512
_GOAL = 1e-6  # of a value: a ten-thousandth of a point where all weight is on it
_SAME = 1e-12  # correlations that differ by less are alike
_CENTRE = 4.0  # standard deviations of any figure, beyond which nothing bears on P10 and P90


@dataclass(frozen=True)
class ExpectedPlan:
    """Mean of the present value, mean of its value, and how far off the latter may be."""

    rating: float
    value: float
    error: float


@dataclass(frozen=True)
class _Plan:
    """A plan with all that its law hangs on; `correlations` row by row, empty where figures are independent."""

    plan: CostPlan
    years: int
    rate: float
    correlations: tuple[float, ...]

    @property
    def terms(self) -> PlanTerms:
        return terms_of(self.plan, "", self.years, self.rate)

    @property
    def alike(self) -> float | None:
        """The correlation that all pairs of figures have; None where they differ."""
        matrix = self.matrix
        others = matrix[~np.eye(len(matrix), dtype=bool)]
        if not others.size:
            return 0.0
        r = float(others[0])
        return r if np.all(np.abs(others - r) < _SAME) and 0 <= r <= CLOSEST else None

    @property
    def loadings(self) -> Array | None:
        """Loadings of the figures (I, K) on what makes them hang together unlike; None where they are alike, or odd."""
        return _loadings(self.correlations) if self.alike is None else None

    @property
    def is_odd(self) -> bool:
        """Whether neither one correlation nor a few factors say how figures hang together."""
        return self.alike is None and self.loadings is None

    @property
    def is_soon_settled(self) -> bool:
        """Whether no multiplier is for a sum of several figures, which would be worked out in all states of factors."""
        return self.alike is not None or not any(term.multipliers and len(term.added) > 1 for term in self.terms.terms)

    @property
    def matrix(self) -> Array:
        size = math.isqrt(len(self.correlations))
        return np.array(self.correlations).reshape(size, size)


def expected_plan(scenario: Contents, option: Option, path: str, function: ValueFunction) -> ExpectedPlan:
    """What is expected of the plan of `option` on the criterion at `path`, under the dependence that is stated."""
    driven = driven_plan(scenario, option, path)
    if driven is not None:
        return ExpectedPlan(*expected_driven(driven, function))
    return _expected(_plan(scenario, option, path), function)


def plan_range(scenario: Contents, option: Option, path: str) -> Range:
    """P10 and P90 of the present value of the plan of `option` on the criterion at `path`."""
    driven = driven_plan(scenario, option, path)
    if driven is not None:
        return driven_range(driven)
    return _range(_plan(scenario, option, path))


def driven_plan(scenario: Contents, option: Option, path: str) -> DrivenPlan | None:
    """A plan that has more than plain amounts in prices of year 0; None of all else."""
    plan = option.ratings[path].estimate
    assert isinstance(plan, CostPlan)  # asked only of such
    if is_plain(plan, scenario.plan_basis):
        return None
    basis = scenario.plan_basis.needed(plan.drivers, plan.currencies)
    return DrivenPlan(plan, basis, tuple(_correlations(scenario, plan, f"{option.id}.{path}").ravel().tolist()))


def _plan(scenario: Contents, option: Option, path: str) -> _Plan:
    plan = option.ratings[path].estimate
    assert isinstance(plan, CostPlan)
    years, rate = scenario.years_and_rate
    return _Plan(plan, years, rate, tuple(_correlations(scenario, plan, f"{option.id}.{path}").ravel().tolist()))


def _correlations(scenario: Contents, plan: CostPlan, name: str) -> Array:
    """Correlations (I, I) of the latents of a plan's figures; empty where they are independent."""
    dependence = scenario.dependence
    names = [figure.name for figure in figures_behind(plan, name)]
    if len(names) < 2 or not (dependence.within_option or dependence.pairs):
        return np.empty((0, 0))
    option = name.partition(".")[0]
    if any(end.partition(".")[0] == option for one, other, _ in dependence.pairs for end in (one, other)):
        places = {latent.name: i for i, latent in enumerate(latents_of(scenario))}
        of_figures = [places[each] for each in names]
        return Correlations(scenario).of(of_figures, of_figures)
    signs = np.array([figure.sign for figure in figures_behind(plan, name)])
    return np.where(np.eye(len(names), dtype=bool), 1.0, dependence.within_option * np.outer(signs, signs))


@lru_cache(maxsize=1024)
def _expected(plan: _Plan, function: ValueFunction) -> ExpectedPlan:
    if function.is_straight:
        swing = abs(function.scale.best - function.scale.worst)
        mean, error = _mean(plan, _GOAL * swing)
        return ExpectedPlan(mean, float(function(mean)), error / swing)
    slope, region = _level_beyond(function)

    def apart(x: Array) -> Array:
        return np.asarray(function(x) - slope * x)

    def value(law: PlanLaw) -> float:
        amounts = law.amounts(region)
        between = 0.0 if plan.alike is not None else between_points(amounts, function)
        return slope * law.mean + float(amounts.p[0] @ apart(amounts.x)) + between

    goal = _GOAL * abs(function.scale.best - function.scale.worst)
    if plan.alike is not None:
        mean, _ = _settled(plan, lambda law: law.mean, goal)
        return ExpectedPlan(mean, *_settled(plan, value, _GOAL))
    bends = [(bend, change_of_slope(function, bend)) for bend in bends_of(function)]
    if plan.is_odd or not plan.is_soon_settled:
        (mean, of_mean), (rest, error) = _by_points(plan, [(_itself, ()), (apart, bends)], [goal, _GOAL])
        if not _hangs_on_dependence(plan):
            mean, of_mean = plan.terms.mean, 0.0
        return ExpectedPlan(mean, slope * mean + rest, error + abs(slope) * of_mean)
    mean, of_mean = _mean(plan, goal)
    found = [_settled(plan, value, _GOAL)]
    if found[0][1] > _GOAL:
        ((rest, error),) = _by_points(plan, [(apart, bends)], [_GOAL])
        found.append((slope * mean + rest, error + abs(slope) * of_mean))
    return ExpectedPlan(mean, *min(found, key=lambda each: each[1]))


def _mean(plan: _Plan, goal: float) -> tuple[float, float]:
    """The mean of the present value, and how far off it may be: no more than `goal` if that can be reached."""
    if not _hangs_on_dependence(plan):
        return plan.terms.mean, 0.0
    if plan.is_odd or not plan.is_soon_settled:
        return _by_points(plan, [(_itself, ())], [goal])[0]
    return _settled(plan, lambda law: law.mean, goal)


def _hangs_on_dependence(plan: _Plan) -> bool:
    """Whether the mean of the present value depends on how figures hang together: where two are multiplied."""
    return bool(plan.correlations) and not all(term.is_single for term in plan.terms.terms)


def _itself(x: Array) -> Array:
    return x


def _by_points(plan: _Plan, functions: Sequence[Function], goals: Sequence[float]) -> list[tuple[float, float]]:
    """Means of functions of the present value, and how far off they may be: as many points as the goals need."""
    found: list[tuple[float, float]] = []
    broken = any(breaks(figure.law) for figure in figures_behind(plan.plan, ""))
    for size in SIZES_OF_BROKEN if broken else SIZES:
        more = _points(plan, size).means(functions)
        found = [min(each, key=lambda one: one[1]) for each in zip(more, found or more, strict=True)]
        if all(error <= goal for (_, error), goal in zip(found, goals, strict=True)):
            break
    return found


def _settled(plan: _Plan, figure: Callable[[PlanLaw], float], goal: float) -> tuple[float, float]:
    """A figure from lattices that are made ever finer, and how far off it may be: no more than `goal` if it can be.

    That is twice what the last step still changed, or half of what the one before did: two may agree by chance.
    What other states of several factors change comes on top of it.
    """
    law_of, sizes = _laws(plan)
    rough, fine = (figure(law_of(size)) for size in sizes[:2])
    before = abs(fine - rough)
    of_states = 0.0 if plan.alike is not None else 2 * abs(figure(_factor_law(plan, sizes[0], shifted=True)) - rough)
    for size in sizes[2:]:
        rough, fine = fine, figure(law_of(size))
        change = abs(fine - rough)
        error, before = max(2 * change, before / 2) + of_states, change
        if error <= goal:
            break
    return fine, error


def _laws(plan: _Plan) -> tuple[Callable[[int], PlanLaw], Sequence[int]]:
    """What makes laws of a plan by size, and the sizes to try."""
    if plan.alike is not None:
        r = plan.alike
        return lambda size: PlanLaw(plan.terms, r, size), _SIZES if r else _SIZES_ALONE
    assert plan.loadings is not None  # asked only where that can be said
    most = _MOST / len(states_of(plan.loadings).weights)
    count = sum(size <= most for size in _SIZES_OF_FACTORS)
    return partial(_factor_law, plan), _SIZES_OF_FACTORS[: max(3, count)]


def _factor_law(plan: _Plan, size: int, *, shifted: bool = False) -> FactorLaw:
    """The law on lattices of at most `size` points; `shifted` puts the states of the factors elsewhere."""
    assert plan.loadings is not None  # asked only where that can be said
    names = [figure.name for figure in figures_behind(plan.plan, "")]
    return FactorLaw(
        plan.terms, dict(zip(names, plan.loadings, strict=True)), states_of(plan.loadings, shifted=shifted), size
    )


@lru_cache(maxsize=256)
def _loadings(correlations: tuple[float, ...]) -> Array | None:
    size = math.isqrt(len(correlations))
    return loadings_of(np.array(correlations).reshape(size, size))


def _level_beyond(function: ValueFunction) -> tuple[float, Range]:
    """The slope of a value function above its last bend, and the region outside which nothing else is left of it."""
    if function.bends is None:
        ends = sorted((function.scale.worst, function.scale.best))
        return 0.0, (ends[0], ends[1]) if function.outside == "clip" else (-math.inf, math.inf)
    (first, _), (last, _) = function.bends[0], function.bends[-1]
    if function.outside == "clip":
        return 0.0, (first, last)
    above = np.array([last, last + abs(function.scale.best - function.scale.worst)])
    slope = float(np.diff(function(above))[0] / np.diff(above)[0])
    return slope, (-math.inf, last)


@lru_cache(maxsize=1024)
def _range(plan: _Plan) -> Range:
    if plan.alike is None:
        low, high = _points(plan, SIZES[0]).quantiles((0.1, 0.9))
        return low, high
    amounts = PlanLaw(plan.terms, plan.alike, _SIZE_OF_RANGE, farthest=_CENTRE).amounts()
    return amounts.quantile(0.1), amounts.quantile(0.9)


def _points(plan: _Plan, size: Size) -> PlanPoints:
    laws = {figure.name: figure.law for figure in figures_behind(plan.plan, "")}
    return PlanPoints(laws, plan.matrix, partial(plan_rating, plan.plan, "", years=plan.years, rate=plan.rate), size)

"""Ratings that move, all by the same share of their way, towards the ends that favour one option.

Throughout this module
    m  is an option                     0 .. M-1
    k  is a criterion that is rated     0 .. K-1
    t  is the share of the way from what is expected to the favourable end, 0 to 1
    x  are the ratings where they then are

An estimate ends at its low and high figures where it gives them, else at P5 and P95. The favoured option moves towards
its better ends, all others that are ranked towards their worse ends. What is certain stays, so does an option that is
excluded, and so does what is expected to be farther than its favourable end, as under a very heavy tail.

A cost plan moves each of its figures separately, to the end that favours its present value; the rating is then the
present value of the figures where they are. A yearly growth, or a reference class's multiplier, makes an amount larger
or smaller, so which end is better depends on the amount's sign; where the sign changes on the way, it stays. What all
options share, as a driver, has one setting for all of them, which is given (`shared_way`): all is then as expected
given that.

A rating that moves is at x for certain, and worth what x is worth; one that stays is uncertain, and worth what its
value is expected to be. Where value functions bend, to stay may be better, and then it stays. So every value gets
better, or worse, all the way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from decision.analysis.reversal.weight_region import HIGH_END, LOW_END
from decision.analysis.shared_beliefs import SharedBeliefs
from decision.analysis.standing import Standing
from decision.model.bounds import FARTHEST
from decision.model.cash_flow import PlanCash
from decision.model.cost_plan import CostPlan, Lines
from decision.model.distribution import Distribution
from decision.model.estimate import Estimate, Range, ThreePoint, Unknown
from decision.model.expected_cash import ExpectedCash
from decision.model.payment import Payment
from decision.model.uncertain_figures import RatingSampler

Array = NDArray[np.float64]
Way = tuple[float, float]  # from what is expected to the end
Shared = Mapping[str, float]  # by name, where figures are that all options share

NOTHING: Shared = MappingProxyType({})

_MOST_SETTINGS, _FEW_SETTINGS = 1_024, 64  # of what is shared: where values are straight, and elsewhere
_LARGEST = 1e100  # an end beyond is held here, so that what is worked out from it stays finite


class FavourableRatings:
    """Ratings and values of all options, on the way to what favours option `favoured`, a place m."""

    def __init__(self, standing: Standing, favoured: int, beliefs: SharedBeliefs | None = None) -> None:
        self.standing = standing
        self.favoured = favoured
        self.beliefs = beliefs or SharedBeliefs(standing, weightless=True)
        self._ends = np.array(standing.ratings)
        self._plans: dict[tuple[int, int], tuple[RatingSampler, Mapping[str, Way]]] = {}
        for m in standing.ranked:
            for k, path in enumerate(standing.paths):
                self._add(m, k, path)
        for (m, k), (sampler, ways) in self._plans.items():
            self._ends[m, k] = _present_value(sampler, ways, 1.0)
        self._sign = np.where(np.arange(len(self._ends)) == favoured, 1, -1)[:, np.newaxis]

    def ratings(self, t: float, shared: Shared = NOTHING) -> Array:
        """x (M, K) at share t; at 0 what is expected."""
        x = self.standing.ratings + t * (self._ends - self.standing.ratings)
        if t:
            for (m, k), (sampler, ways) in self._plans.items():
                x[m, k] = _present_value(sampler, ways, t, shared)
        return np.clip(x, *self._farthest)

    def values(self, t: float, shared: Shared = NOTHING) -> Array:
        """Values (M, K) at share t, given some of what all options share; at 0 what is then expected."""
        values, stay = self._values_of(self.ratings(t, shared)), self.stays(shared)
        return np.where(self._is_better(values, stay, t), values, stay)

    def stays(self, shared: Shared = NOTHING) -> Array:
        """Values (M, K) that are expected where no rating moves, given some of what all options share."""
        if not shared:
            return self.standing.values
        known = {name: np.full(1, x) for name, x in shared.items()}
        values = np.array(self.standing.values)
        for m, k in self.beliefs.cells:
            values[m, k] = self.beliefs.values(m, k, known)[0]
        return values

    def expected(self, shared: Shared = NOTHING) -> Array:
        """Ratings (M, K) that are expected given some of what all options share."""
        known, x = {name: np.full(1, at) for name, at in shared.items()}, np.array(self.standing.ratings)
        for m, k in self.beliefs.cells:
            x[m, k] = self.beliefs.rating(m, k, known)[0]
        return x

    def moved(self, t: float, shared: Shared = NOTHING) -> NDArray[np.bool_]:
        """Which ratings (M, K) have moved at share t."""
        return self._is_better(self._values_of(self.ratings(t, shared)), self.stays(shared), t)

    def most_favourable(self, ways: Mapping[str, tuple[float, float]]) -> Array:
        """Values (M, K), none of which is less favourable at any setting of what all options share.

        Each plan by itself has the settings between `ways`, low and high by name, that suit it best, though all have
        the same one: what is impossible with these is impossible. They are looked for on a grid.
        """
        values = self.values(1.0)
        for (m, k), cell in self.beliefs.cells.items():
            names = sorted(cell.names & ways.keys())
            if not names:
                continue
            function = self.standing.functions[k]
            most = _MOST_SETTINGS if function.is_straight else _FEW_SETTINGS
            axes = [np.linspace(*ways[name], max(2, int(most ** (1 / len(names)) + 1e-9))) for name in names]
            grid = np.meshgrid(*axes, indexing="ij")
            known = {name: axis.ravel() for name, axis in zip(names, grid, strict=True)}
            found = [values[m, k], *self.beliefs.values(m, k, known).tolist()]
            if (m, k) in self._plans:
                sampler, own = self._plans[m, k]
                x = np.clip(_present_values(sampler, own, 1.0, known), self._farthest[0][k], self._farthest[1][k])
                found += function(x).tolist()
            values[m, k] = max(found) if m == self.favoured else min(found)
        return values

    @cached_property
    def moving(self) -> NDArray[np.bool_]:
        """Which ratings (M, K) may move at all."""
        return np.asarray(self.ratings(1.0) != self.standing.ratings)

    def _is_better(self, values: Array, stay: Array, t: float) -> NDArray[np.bool_]:
        """Where to move is more favourable than to stay, (M, K)."""
        return self.moving & (t > 0) & (self._sign * (values - stay) >= 0)

    def _values_of(self, x: Array) -> Array:
        return np.stack([function(x[:, k]) for k, function in enumerate(self.standing.functions)], axis=1)

    @cached_property
    def _farthest(self) -> tuple[Array, Array]:
        """Lowest and highest ratings (K,): a tail may end where a double cannot follow."""
        scales = [function.scale for function in self.standing.functions]
        far = FARTHEST * np.array([abs(scale.best - scale.worst) for scale in scales])
        worst, x = np.array([scale.worst for scale in scales]), self.standing.ratings
        return np.minimum(worst - far, x.min(axis=0)), np.maximum(worst + far, x.max(axis=0))

    def _add(self, m: int, k: int, path: str) -> None:
        option, scale = self.standing.options[m], self.standing.functions[k].scale
        upwards = (scale.best > scale.worst) == (m == self.favoured)
        estimate = option.ratings[path].estimate
        if isinstance(estimate, CostPlan):
            sampler = RatingSampler(self.standing.scenario, option, path)
            if sampler.cash is None:
                ways = dict(_plan_ways(estimate, f"{option.id}.{path}", upwards=upwards))
            else:
                ways = _driven_ways(sampler, sampler.cash, upwards=upwards)
            if any(start != end for start, end in ways.values()):
                self._plans[m, k] = sampler, ways
        else:
            self._ends[m, k] = way_of(estimate, upwards=upwards)[1]


def _present_value(sampler: RatingSampler, ways: Mapping[str, Way], t: float, shared: Shared = NOTHING) -> float:
    """That of a plan whose figures have gone share t of their ways, given some of what all options share."""
    return float(_present_values(sampler, ways, t, {name: np.full(1, x) for name, x in shared.items()})[0])


def _present_values(sampler: RatingSampler, ways: Mapping[str, Way], t: float, shared: Mapping[str, Array]) -> Array:
    """The same (n,) given n cases of what all options share."""
    n = len(next(iter(shared.values()))) if shared else 1
    figures = {name: np.full(n, start + t * (end - start)) for name, (start, end) in ways.items()}
    if sampler.cash is not None:  # what is not given stays as uncertain as it was
        return np.broadcast_to(ExpectedCash(sampler.cash).given({**shared, **figures}), n)
    return np.asarray(sampler.rating(figures))


def _driven_ways(sampler: RatingSampler, cash: PlanCash, *, upwards: bool) -> dict[str, Way]:
    """The ways of all uncertain figures of its own of a plan that hangs on drivers or years, by name.

    Which end takes the present value up is seen from both, all else being as expected.
    """
    expected, ways = ExpectedCash(cash), dict[str, Way]()
    for each in sampler.uncertain:
        estimate = cash.figures.get(each.name)
        if estimate is None:  # the multiplier of a class
            low, high = (_end(each.law, each.law.mean, upwards=up) for up in (False, True))
        else:
            low, high = (way_of(estimate, upwards=up)[1] for up in (False, True))
        low, high = (max(-1.0, end) if each.name.endswith(".growth") else end for end in (low, high))
        at_low, at_high = (float(expected.given({each.name: np.array([end])})[0]) for end in (low, high))
        ways[each.name] = (each.law.mean, high if (at_high >= at_low) == upwards else low)
    return ways


def way_of(estimate: Estimate, *, upwards: bool) -> Way:
    """From what is expected of an estimate to its high or its low end."""
    if estimate.is_certain:
        return estimate.expected, estimate.expected
    if isinstance(estimate, ThreePoint | Range):
        return estimate.expected, estimate.high if upwards else estimate.low
    if isinstance(estimate, Unknown):
        return estimate.expected, estimate.ends[1 if upwards else 0]
    return estimate.expected, _end(estimate.law, estimate.expected, upwards=upwards)


def _end(law: Distribution, mean: float, *, upwards: bool) -> float:
    """P95 or P5 of a law, or the mean where that is farther."""
    end = min(max(float(law.quantile(HIGH_END if upwards else LOW_END)), -_LARGEST), _LARGEST)
    return max(end, mean) if upwards else min(end, mean)


def _plan_ways(plan: CostPlan, name: str, *, upwards: bool) -> Iterator[tuple[str, Way]]:
    """By name, as in `RatingSampler`, the ways of all uncertain figures that take the present value up, or down."""
    yearly: Way = (0.0, 0.0)
    for component_name, component in plan.components():
        assert not isinstance(component, Payment)  # of plans of plain amounts
        at = f"{name}.{component_name}"
        if isinstance(component, Lines):
            ways = dict(_line_ways(component, at, upwards=upwards))
            yield from ways.items()
            amount = _amount(component, at, ways)
        elif component_name == "growth":
            sign = _sign(yearly)
            if sign and not component.is_certain:
                start, end = way_of(component, upwards=upwards == (sign > 0))
                yield at, (start, max(-1.0, end))  # below -1 there is nothing left to lose
            elif not component.is_certain:
                yield at, (component.expected, component.expected)
            continue
        else:
            amount = way_of(component, upwards=upwards)
            if not component.is_certain:
                yield at, amount
        if component_name == "yearly":
            yearly = amount


def _line_ways(lines: Lines, at: str, *, upwards: bool) -> Iterator[tuple[str, Way]]:
    total = np.zeros(2)
    for line, each in lines.lines:
        assert not isinstance(each, Payment)  # of plans of plain amounts
        way = way_of(each, upwards=upwards)
        total += way
        if not each.is_certain:
            yield f"{at}.{line}", way
    if lines.reference_class is not None:
        law = lines.reference_class.law
        sign = _sign((float(total[0]), float(total[1])))
        yield f"{at}.class", (law.mean, _end(law, law.mean, upwards=upwards == (sign > 0)) if sign else law.mean)


def _amount(lines: Lines, at: str, ways: Mapping[str, Way]) -> Way:
    """What the lines come to at the start and at the end of their ways."""
    plain = [(line, each) for line, each in lines.lines if not isinstance(each, Payment)]
    start, end = np.sum([ways.get(f"{at}.{line}", (each.expected, each.expected)) for line, each in plain], axis=0)
    # a multiplier is positive, so it changes no sign
    return float(start), float(end)


def _sign(way: Way) -> int:
    """1 if neither end is negative, -1 if neither is positive, 0 if the sign changes on the way."""
    return 1 if min(way) >= 0 else -1 if max(way) <= 0 else 0

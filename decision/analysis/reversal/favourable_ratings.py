"""Ratings that move, all by the same share of their way, towards the ends that favour one option.

Throughout this module
    m  is an option                     0 .. M-1
    k  is a criterion that is rated     0 .. K-1
    t  is the share of the way from what is expected to the favourable end, 0 to 1
    x  are ratings, v their values, E[x] and E[v] what is expected of them

An estimate ends at its low and high figures where it gives them, else at P5 and P95. The favoured option moves towards
its better ends, all others that are ranked towards their worse ends. What is certain stays, so does an option that is
excluded, and so does a rating of which more is expected than its favourable end, as under a very heavy tail.

A cost plan moves each of its figures separately, from its own expectation to the end that favours the present value. A
yearly growth, or a reference class's multiplier, makes an amount larger or smaller, so which end is better depends on
the amount's sign; where the sign changes on the way, it stays.

At t = 0 a rating is uncertain and worth E[v]; at t = 1 it is at its end, and worth what that is worth. On the way its
value goes from the one to the other as that of the number x(t) does, so that every rating gets better, or worse, all the
way. For a plan x(t) goes in the same manner from E[x] to its end as the present value of its figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from decision.analysis.reversal.weight_region import HIGH_END, LOW_END
from decision.analysis.standing import Standing
from decision.model.cost_plan import CostPlan, Lines
from decision.model.estimate import Estimate, Range, ThreePoint
from decision.model.scenario_check import FARTHEST
from decision.model.uncertain_figures import RatingSampler

Array = NDArray[np.float64]
Way = tuple[float, float]  # from what is expected to the end

_LARGEST = 1e100  # an end beyond is held here, so that what is worked out from it stays finite


class FavourableRatings:
    """Ratings and values of all options, on the way to what favours option `favoured`, a place m."""

    def __init__(self, standing: Standing, favoured: int) -> None:
        self.standing = standing
        self.favoured = favoured
        self._ends = np.array(standing.ratings)
        self._plans: dict[tuple[int, int], tuple[RatingSampler, Mapping[str, Way]]] = {}
        for m in standing.ranked:
            for k, path in enumerate(standing.paths):
                self._add(m, k, path)
        for (m, k), (sampler, ways) in self._plans.items():
            self._ends[m, k] = _present_value(sampler, ways, 1.0)
        self._hold_what_is_beyond_its_end()
        self._ends = np.clip(self._ends, *self._farthest)

    def ratings(self, t: float) -> Array:
        """Ratings (M, K) at share t."""
        start = self.standing.ratings
        way = np.full(start.shape, t)
        for (m, k), (sampler, ways) in self._plans.items():
            if self._ends[m, k] != start[m, k]:
                first, here, last = (_present_value(sampler, ways, share) for share in (0.0, t, 1.0))
                way[m, k] = (here - first) / (last - first) if last != first else t
        return start + way * (self._ends - start)

    def values(self, t: float) -> Array:
        """Values (M, K) at share t."""
        here, (first, last) = self._values_of(self.ratings(t)), self._values_of_ends
        start = self.standing.values
        level = last == first
        way = np.where(level, t, (here - first) / np.where(level, 1.0, last - first))
        return np.where(self.moving, start + way * (last - start), start)

    @cached_property
    def moving(self) -> NDArray[np.bool_]:
        """Which ratings (M, K) move at all."""
        return np.asarray(self._ends != self.standing.ratings)

    @cached_property
    def _values_of_ends(self) -> tuple[Array, Array]:
        """Values (M, K) of the numbers at the start and at the end of the way."""
        return self._values_of(self.standing.ratings), self._values_of(self._ends)

    def _values_of(self, x: Array) -> Array:
        return np.stack([function(x[:, k]) for k, function in enumerate(self.standing.functions)], axis=1)

    def _hold_what_is_beyond_its_end(self) -> None:
        """Let the ratings (M, K) stay that, or whose values, are expected to be farther than their favourable ends."""
        sign = np.where(np.arange(len(self._ends)) == self.favoured, 1, -1)[:, np.newaxis]
        better = np.array([1 if each.scale.best > each.scale.worst else -1 for each in self.standing.functions])
        gained = sign * better * (self._ends - self.standing.ratings) > 0
        worth_it = sign * (self._values_of(self._ends) - self.standing.values) >= 0
        self._ends = np.where(gained & worth_it, self._ends, self.standing.ratings)

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
            ways = dict(_plan_ways(estimate, f"{option.id}.{path}", upwards=upwards))
            if ways:
                self._plans[m, k] = RatingSampler(self.standing.scenario, option, path), ways
        else:
            self._ends[m, k] = _end(estimate, upwards=upwards)


def _present_value(sampler: RatingSampler, ways: Mapping[str, Way], t: float) -> float:
    """That of a plan whose figures have gone share t of their ways."""
    figures = {name: np.array([start + t * (end - start)]) for name, (start, end) in ways.items()}
    return float(sampler.rating(figures)[0])


def _end(estimate: Estimate, *, upwards: bool) -> float:
    """The high or the low end of an estimate, in its unit."""
    if estimate.is_certain:
        return estimate.expected
    if isinstance(estimate, ThreePoint | Range):
        return estimate.high if upwards else estimate.low
    end = float(estimate.law.quantile(HIGH_END if upwards else LOW_END))
    return min(max(end, -_LARGEST), _LARGEST)


def _plan_ways(plan: CostPlan, name: str, *, upwards: bool) -> Iterator[tuple[str, Way]]:
    """By name, as in `RatingSampler`, the ways of all uncertain figures that take the present value up, or down."""
    yearly: Way = (0.0, 0.0)
    for component_name, component in plan.components():
        at = f"{name}.{component_name}"
        if isinstance(component, Lines):
            ways = dict(_line_ways(component, at, upwards=upwards))
            yield from ways.items()
            amount = _amount(component, at, ways)
        elif component_name == "growth":
            sign = _sign(yearly)
            if sign and not component.is_certain:
                # below -1 there is nothing left to lose
                yield at, (component.expected, max(-1.0, _end(component, upwards=upwards == (sign > 0))))
            continue
        else:
            amount = component.expected, _end(component, upwards=upwards)
            if not component.is_certain:
                yield at, amount
        if component_name == "yearly":
            yearly = amount


def _line_ways(lines: Lines, at: str, *, upwards: bool) -> Iterator[tuple[str, Way]]:
    total = np.zeros(2)
    for line, each in lines.lines:
        way = each.expected, _end(each, upwards=upwards)
        total += way
        if not each.is_certain:
            yield f"{at}.{line}", way
    if lines.reference_class is not None:
        multiplier = lines.reference_class
        sign = _sign((float(total[0]), float(total[1])))
        end = float(multiplier.law.quantile(HIGH_END if upwards == (sign > 0) else LOW_END))
        yield f"{at}.class", (multiplier.law.mean, end if sign else multiplier.law.mean)


def _amount(lines: Lines, at: str, ways: Mapping[str, Way]) -> Way:
    """What the lines come to at the start and at the end of their ways."""
    start, end = np.sum([ways.get(f"{at}.{line}", (each.expected, each.expected)) for line, each in lines.lines], axis=0)
    # a multiplier is positive, so it changes no sign
    return float(start), float(end)


def _sign(way: Way) -> int:
    """1 if neither end is negative, -1 if neither is positive, 0 if the sign changes on the way."""
    return 1 if min(way) >= 0 else -1 if max(way) <= 0 else 0

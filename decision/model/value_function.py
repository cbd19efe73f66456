"""Value functions: from a rating in its unit to the 0–1 scale of preference.

Throughout this module
    x  is a rating, in the criterion's unit
    z  is the share of the way from worst to best, (x - worst)/(best - worst)
    v  is a value, 0 at worst and 1 at best

A value function is monotone between worst and best. Outside, it is clipped to 0 and 1 or goes on:
the straight line and the end pieces of a broken line as straight lines, the exponential as itself.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from decision.model.bounds import LARGEST, MOST_POINTS, SMALLEST
from decision.model.errors import ImpossibleError

Array = NDArray[np.float64]
Outside = Literal["clip", "extrapolate"]


@dataclass(frozen=True)
class Scale:
    """The two ends between which ratings are judged. `worst` is above `best` where less is better."""

    worst: float
    best: float

    def __post_init__(self) -> None:
        for name, x in (("worst", self.worst), ("best", self.best)):
            if not math.isfinite(x):
                raise ImpossibleError(f"{name} {x} is not a finite number", "give a number", (name,))
            if abs(x) > LARGEST:
                raise ImpossibleError(f"{name} {x:g} is too large to compute with", "choose a larger unit", (name,))
        if self.worst == self.best:
            raise ImpossibleError(f"worst and best are both {self.worst:g}", "give two different ratings", ("best",))
        if abs(self.best - self.worst) < SMALLEST:
            raise ImpossibleError(
                f"worst {self.worst:g} and best {self.best:g} are too close to compute with",
                "choose a smaller unit",
                ("best",),
            )

    def share(self, x: ArrayLike) -> Array:
        """z of ratings `x`, array_like (...)."""
        z = np.asarray(np.subtract(x, self.worst, dtype=float))
        z /= self.best - self.worst
        return z

    def holds(self, x: float) -> bool:
        """Whether `x` lies between worst and best, ends included."""
        return min(self.worst, self.best) <= x <= max(self.worst, self.best)


@dataclass(frozen=True)
class Linear:
    """A straight line from worst to best."""

    def raw(self, scale: Scale, x: ArrayLike) -> Array:
        return scale.share(x)

    def ratings_worth(self, scale: Scale, v: float) -> tuple[float, float]:
        """The ratings worth `v` between worst and best: the one nearest to worst and the one nearest to best."""
        x = scale.worst + v * (scale.best - scale.worst)
        return x, x

    def all_worth(self, scale: Scale, v: Array) -> Array:
        """A rating worth each of `v`, array (...), between worst and best; where there are several, any of them."""
        return scale.worst + v * (scale.best - scale.worst)

    def corners(self, scale: Scale) -> tuple[tuple[float, float], ...]:
        """The (rating, value) pairs between which the curve is straight, ratings ascending."""
        return tuple(sorted(((scale.worst, 0.0), (scale.best, 1.0))))

    def check(self, scale: Scale) -> None:
        """Any scale will do."""


@dataclass(frozen=True)
class Points:
    """A broken line through (rating, value) pairs, 0 at worst and 1 at best."""

    points: tuple[tuple[float, float], ...]

    def check(self, scale: Scale) -> None:
        """Raise ImpossibleError unless the points make a monotone curve over `scale`."""
        if len(self.points) < 2:
            raise ImpossibleError("fewer than two points", "give at least the worst and the best rating", ("points",))
        if len(self.points) > MOST_POINTS:
            raise ImpossibleError(
                f"there are {len(self.points):,} points", f"keep to {MOST_POINTS} at most", ("points",)
            )
        for place, (x, v) in enumerate(self.points):
            if not (math.isfinite(x) and math.isfinite(v)):
                raise ImpossibleError("a point is not finite", "give two numbers", ("points", place))
            if not 0 <= v <= 1:
                raise ImpossibleError(f"value {v:g} is not between 0 and 1", "correct it", ("points", place))
        ordered = sorted(self.points)
        for (x, _), (next_x, _) in itertools.pairwise(ordered):
            if x == next_x:
                raise ImpossibleError(f"two points have the rating {x:g}", "leave one of them out", ("points",))
            if next_x - x < SMALLEST:
                raise ImpossibleError(
                    f"the ratings {x:g} and {next_x:g} of two points are too close to compute with",
                    "leave one of them out",
                    ("points",),
                )
        along = ordered if scale.best > scale.worst else ordered[::-1]
        for end, x, v, want in (("worst", *along[0], 0), ("best", *along[-1], 1)):
            goal = scale.worst if end == "worst" else scale.best
            if x != goal or v != want:
                raise ImpossibleError(
                    f"the curve reaches value {v:g} at rating {x:g}, not {want} at {end} {goal:g}",
                    f"let a point be [{goal:g}, {want}] and the others lie between worst and best",
                    ("points",),
                )
        for (_, v), (x, next_v) in itertools.pairwise(along):
            if next_v < v:
                raise ImpossibleError(
                    f"the value falls from {v:g} to {next_v:g} on the way to {x:g}",
                    "let values rise, or stay, from worst to best",
                    ("points",),
                )

    @cached_property
    def _line(self) -> tuple[Array, Array, float, float]:
        """Ratings, ascending, and their values; the slopes of the first piece and of the last."""
        rating, value = np.array(sorted(self.points), dtype=float).T
        first, last = (np.diff(value)[[0, -1]] / np.diff(rating)[[0, -1]]).tolist()
        return rating, value, first, last

    def raw(self, scale: Scale, x: ArrayLike) -> Array:
        rating, value, first, last = self._line
        x = np.asarray(x, dtype=float)
        v = np.interp(x, rating, value)
        v = np.where(x < rating[0], value[0] + first * (x - rating[0]), v)
        return np.asarray(np.where(x > rating[-1], value[-1] + last * (x - rating[-1]), v))

    def ratings_worth(self, scale: Scale, v: float) -> tuple[float, float]:
        """As of `Linear`; where the line is level, more than one rating."""
        along = sorted(self.points, reverse=scale.best < scale.worst)
        pieces = [piece for piece in itertools.pairwise(along) if piece[0][1] <= v <= piece[1][1]]
        ends = []
        for ((x, low), (next_x, high)), level_end in ((pieces[0], 0), (pieces[-1], 1)):
            ends.append((x, next_x)[level_end] if low == high else x + (v - low) / (high - low) * (next_x - x))
        return ends[0], ends[1]

    def all_worth(self, scale: Scale, v: Array) -> Array:
        """As of `Linear`."""
        rating, value = np.array(sorted(self.points, reverse=scale.best < scale.worst), dtype=float).T
        piece = np.clip(np.searchsorted(value, v, side="right") - 1, 0, len(value) - 2)
        width = np.diff(value)[piece]  # 0 only where v is at the end of a level piece
        way = np.divide(v - value[piece], width, out=np.zeros_like(v), where=width > 0)
        return np.asarray(rating[piece] + way * np.diff(rating)[piece])

    def corners(self, scale: Scale) -> tuple[tuple[float, float], ...]:
        """As of `Linear`."""
        return tuple(sorted(self.points))


@dataclass(frozen=True)
class Midvalue:
    """The exponential curve whose value is one half at a chosen rating.

    v = (1 - exp(-c z))/(1 - exp(-c)) with c such that v = 1/2 there; c = 0 is the straight line
    (Kirkwood 1997, Strategic Decision Making, section 4.3: the single-dimensional exponential value function).
    """

    midvalue: float

    def check(self, scale: Scale) -> None:
        """Raise ImpossibleError unless the midvalue lies well between the ends of `scale`."""
        z = float(scale.share(self.midvalue))
        if not 1e-3 <= round(z, 12) <= 1 - 1e-3:  # rounded, for 9.99 on 10 to 0 is a thousandth of the way
            raise ImpossibleError(
                f"midvalue {self.midvalue:g} is not between worst {scale.worst:g} and best {scale.best:g}",
                "give the rating that is worth half the swing, at least a thousandth of the way from either end",
                ("midvalue",),
            )

    def raw(self, scale: Scale, x: ArrayLike) -> Array:
        z, c = scale.share(x), _curvature(float(scale.share(self.midvalue)))
        if c == 0:
            return z
        # |c| is at most 1000·ln 2, so nothing overflows between the ends; far outside the curve is held at e^700,
        # for an infinite value would count even with weight 0
        return np.asarray(np.expm1(np.minimum(-c * z, 700.0)) / math.expm1(-c))

    def ratings_worth(self, scale: Scale, v: float) -> tuple[float, float]:
        """As of `Linear`."""
        c = _curvature(float(scale.share(self.midvalue)))
        z = v if c == 0 else 1.0 if v == 1 else min(1.0, -math.log1p(v * math.expm1(-c)) / c)
        x = scale.worst + z * (scale.best - scale.worst)
        return x, x

    def all_worth(self, scale: Scale, v: Array) -> Array:
        """As of `Linear`."""
        c = _curvature(float(scale.share(self.midvalue)))
        with np.errstate(divide="ignore"):  # a steep curve reaches 1, but for rounding, before its end
            z = v if c == 0 else np.minimum(1.0, -np.log1p(v * math.expm1(-c)) / c)
        return np.asarray(scale.worst + np.where(v == 1, 1.0, z) * (scale.best - scale.worst))

    def corners(self, scale: Scale) -> tuple[tuple[float, float], ...] | None:
        """As of `Linear`; None where the curve is straight nowhere."""
        straight = _curvature(float(scale.share(self.midvalue))) == 0
        return Linear().corners(scale) if straight else None


Curve = Linear | Points | Midvalue


@dataclass(frozen=True)
class ValueFunction:
    """A curve over a scale, with what happens outside it."""

    scale: Scale
    curve: Curve = Linear()
    outside: Outside = "clip"

    def __post_init__(self) -> None:
        self.curve.check(self.scale)

    def __call__(self, x: ArrayLike) -> Array:
        """Values of ratings `x`, array_like (...) in the criterion's unit; same shape out."""
        v = self.curve.raw(self.scale, x)
        return np.clip(v, 0.0, 1.0, out=v) if self.outside == "clip" else v

    def rating_worth(self, v: float, near: float) -> float:
        """The rating between worst and best whose value is `v`, 0 to 1; of several the one nearest to `near`."""
        low, high = sorted(self.curve.ratings_worth(self.scale, v))
        return min(max(near, low), high)

    def ratings_worth(self, v: Array) -> Array:
        """Ratings between worst and best that are worth `v`, array (...) of 0 to 1; same shape out."""
        return self.curve.all_worth(self.scale, v)

    @cached_property
    def is_linear(self) -> bool:
        """Whether a step of one unit is worth the same anywhere between worst and best."""
        return isinstance(self.curve, Linear) or self.curvature == 0

    @cached_property
    def is_straight(self) -> bool:
        """Whether a step of one unit is worth the same anywhere at all."""
        return self.bends == ()

    @cached_property
    def curvature(self) -> float | None:
        """The c of an exponential curve, 0 where it is straight; None of other curves."""
        if not isinstance(self.curve, Midvalue):
            return None
        return _curvature(float(self.scale.share(self.curve.midvalue)))

    @cached_property
    def bends(self) -> tuple[tuple[float, float], ...] | None:
        """Where straight pieces meet: ratings, ascending, each with the change of slope; None of exponentials."""
        corners = self.curve.corners(self.scale)
        if corners is None:
            return None
        slopes = [(next_v - v) / (next_x - x) for (x, v), (next_x, next_v) in itertools.pairwise(corners)]
        ends = (0.0, 0.0) if self.outside == "clip" else (slopes[0], slopes[-1])
        steps = itertools.pairwise((ends[0], *slopes, ends[1]))
        changes = ((x, after - before) for (x, _), (before, after) in zip(corners, steps, strict=True))
        return tuple((x, change) for x, change in changes if change)


@lru_cache(maxsize=1024)
def _curvature(z: float) -> float:
    """The c for which the exponential curve has value one half at share `z` of the way."""
    if z == 0.5:
        return 0.0
    if z > 0.5:
        return -_curvature(1 - z)
    # v(z) rises with c from z < 1/2 at c = 0 and is at least 1 - exp(-c z), which is 1/2 at ln 2 / z
    low, high = 0.0, math.log(2) / z
    for _ in range(200):
        c = low / 2 + high / 2
        if c in (low, high):
            break
        if math.expm1(-c * z) / math.expm1(-c) < 0.5:
            low = c
        else:
            high = c
    return high

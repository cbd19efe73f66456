"""Weights: how much each swing counts, and how much of that is left open.

Throughout this module
    w  is a mapping from criterion id to its share, non-negative, sum 1
    K  is the number of criteria the weights are about

A region is the set of weights that a decision leaves possible: a single point, all of the simplex, an order, or
a box. Its centroid (the mean of a uniform law on it) serves where one set of weights is wanted
and none was stated.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from decision.model.errors import ImpossibleError, choice, listed
from decision.model.visible import visible

if TYPE_CHECKING:
    from fractions import Fraction

_TOLERANCE = 1e-9


def normalised(points: Mapping[str, float]) -> dict[str, float]:
    """Shares in proportion to `points`; raises ImpossibleError unless they can be shares."""
    for name, x in points.items():
        if not (math.isfinite(x) and x >= 0):
            raise ImpossibleError(f"weight {x:g} is not a number of 0 or more", "correct it", (name,))
    largest = max(points.values(), default=0.0)
    if largest == 0:
        raise ImpossibleError("all weights are zero", "give at least one criterion a weight above 0")
    scaled = {name: x / largest for name, x in points.items()}  # so that no sum overflows
    total = math.fsum(scaled.values())
    return {name: x / total for name, x in scaled.items()}


@dataclass(frozen=True)
class Fixed:
    """The weights are as stated."""

    def problems(self, ids: Sequence[str]) -> Iterator[ImpossibleError]:
        return iter(())

    def contains(self, weights: Mapping[str, float]) -> bool:
        return True


@dataclass(frozen=True)
class Concentrated:
    """Dirichlet with parameters `concentration` times the stated weights."""

    concentration: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.concentration) and self.concentration > 0):
            raise ImpossibleError(
                f"concentration {self.concentration:g} is not positive",
                "give a number above 0; the larger, the surer the weights",
                ("concentration",),
            )

    def problems(self, ids: Sequence[str]) -> Iterator[ImpossibleError]:
        return iter(())

    def contains(self, weights: Mapping[str, float]) -> bool:
        return True


@dataclass(frozen=True)
class Anything:
    """Every set of weights alike."""

    def problems(self, ids: Sequence[str]) -> Iterator[ImpossibleError]:
        return iter(())

    def contains(self, weights: Mapping[str, float]) -> bool:
        return True

    def centroid(self, ids: Sequence[str]) -> dict[str, float]:
        return {name: 1 / len(ids) for name in ids}


@dataclass(frozen=True)
class Ordered:
    """Each criterion of a tier weighs at least as much as each of the next; the unlisted are free."""

    tiers: tuple[tuple[str, ...], ...]

    def problems(self, ids: Sequence[str]) -> Iterator[ImpossibleError]:
        known, seen = frozenset(ids), set[str]()
        beside = frozenset(name for tier in self.tiers for name in tier)
        for place, tier in enumerate(self.tiers):
            if not tier:
                yield ImpossibleError("an empty list among the ordered", "leave it out", ("order", place))
            for name in tier:
                if name not in known:
                    yield _unknown(name, ids, ("order", place), beside)
                elif name in seen:
                    yield ImpossibleError(
                        f"{visible(name)} stands in the order twice", "leave one out", ("order", place)
                    )
                seen.add(name)

    def contains(self, weights: Mapping[str, float]) -> bool:
        return all(
            weights[heavier] >= weights[lighter] - _TOLERANCE
            for tier, below in zip(self.tiers, self.tiers[1:], strict=False)
            for heavier in tier
            for lighter in below
        )

    def centroid(self, ids: Sequence[str]) -> dict[str, float]:
        """Rank-order centroid weights (Barron and Barrett 1996), averaged within a tier.

        Uniform weights are exponentials over their sum, and the sum is independent of the order: so a
        free criterion has 1/K on average, and of n listed ones the j-th largest has
        (1/j + … + 1/n)/K.
        """
        listed = [name for tier in self.tiers for name in tier]
        n, count = len(listed), len(ids)
        centroid = dict.fromkeys(ids, 1 / count)
        place = 0
        for tier in self.tiers:
            expected = [
                math.fsum(1 / i for i in range(j, n + 1)) / count for j in range(place + 1, place + len(tier) + 1)
            ]
            for name in tier:
                centroid[name] = math.fsum(expected) / len(tier)
            place += len(tier)
        return centroid


@dataclass(frozen=True)
class Ranged:
    """Bounds on shares, in percent of the total; a criterion without bounds has 0 to 100."""

    bounds: Mapping[str, tuple[float, float]]

    def __post_init__(self) -> None:
        object.__setattr__(self, "bounds", MappingProxyType(dict(self.bounds)))

    def problems(self, ids: Sequence[str]) -> Iterator[ImpossibleError]:
        known, sound = frozenset(ids), True
        for name, (low, high) in self.bounds.items():
            if name not in known:
                sound = False
                yield _unknown(name, ids, ("ranges", name), self.bounds)
            elif not 0 <= low <= high <= 100:
                sound = False
                yield ImpossibleError(
                    f"the range {low:g} to {high:g} is not an interval within 0 to 100 percent",
                    "give the lower bound first, both in percent of the total",
                    ("ranges", name),
                )
        if not sound:
            return
        low_sum, high_sum = sum(low for low, _ in self._percent(ids)), sum(high for _, high in self._percent(ids))
        if low_sum > 100:
            clash = listed(f"{name} at least {low:g}" for name, (low, _) in self.bounds.items() if low > 0)
            yield ImpossibleError(
                f"the lower bounds sum to {float(low_sum):g} percent ({clash})", "lower some of them", ("ranges",)
            )
        if high_sum < 100:
            clash = listed(f"{name} at most {high:g}" for name, (_, high) in self.bounds.items() if high < 100)
            yield ImpossibleError(
                f"the upper bounds sum to only {float(high_sum):g} percent ({clash})", "raise some of them", ("ranges",)
            )

    def contains(self, weights: Mapping[str, float]) -> bool:
        return all(
            low - 100 * _TOLERANCE <= 100 * weights[name] <= high + 100 * _TOLERANCE
            for name, (low, high) in self.bounds.items()
        )

    def _percent(self, ids: Sequence[str]) -> list[tuple[Fraction, Fraction]]:
        """Bounds in the order of `ids`, exact as written: Fraction(repr(0.1)) is 1/10."""
        from fractions import Fraction

        return [tuple(Fraction(repr(x)) for x in self.bounds.get(name, (0, 100))) for name in ids]  # type: ignore[misc]

    def centroid(self, ids: Sequence[str]) -> dict[str, float]:
        """The mean of a uniform law on the box cut by the simplex: exact, or to 1e-12.

        With u = w - low, the box is 0 <= u <= d and sum u = R; see `decision.model.box_centroid`.
        """
        from fractions import Fraction

        from decision.model.box_centroid import means

        bounds = self._percent(ids)
        room = 100 - sum((low for low, _ in bounds), start=Fraction(0))
        open_ = [k for k, (low, high) in enumerate(bounds) if high > low]
        moved = dict.fromkeys(range(len(ids)), Fraction(0))
        widths = {k: min(bounds[k][1] - bounds[k][0], room) for k in open_}
        if room > 0 and sum(widths.values()) <= room:
            moved.update(widths)  # the region is the single point of all upper bounds
        elif room > 0:
            moved.update(zip(open_, means(tuple(widths.values()), room), strict=True))
        return {name: float((bounds[k][0] + moved[k]) / 100) for k, name in enumerate(ids)}


WeightUncertainty = Fixed | Concentrated | Anything | Ordered | Ranged


def _unknown(name: str, ids: Sequence[str], at: tuple[str | int, ...], beside: Container[str]) -> ImpossibleError:
    return ImpossibleError(f"{visible(name)} is not a criterion here", partial(choice, name, ids, beside=beside), at)

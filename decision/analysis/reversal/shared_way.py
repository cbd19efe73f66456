"""The way of what all options share, towards the ends that favour one of them.

Throughout this module
    m  is an option, t a share of the way from what is expected to an end, 0 to 1

A driver, its growth, inflation and a rate of exchange have one setting for all options. Which end of each favours an
option overall is seen from its margin over its rivals, all of its and their ratings being at the ends that favour it:
one figure after the other takes the end with which the margin becomes largest somewhere on the way, or stays as
uncertain as it is, until none of them changes. Where the option is then first at a share, the ends with which it would
be first by most at that share are tried too, as long as that brings the share down. On the way a margin may rise and
fall, so a way has no first place at its end for certain; `SCAN` places of it are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from decision.analysis.reversal.favourable_ratings import NOTHING, Shared, way_of
from decision.analysis.shared_beliefs import SharedBeliefs
from decision.model.estimate import Estimate
from decision.model.plan_basis import PlanBasis

SCAN = 16  # places of the way that are looked at
LOOKED_AT = (0.25, 0.5, 1.0)  # of the way to an end, where it is chosen
_MOST_ROUNDS = 3


@dataclass(frozen=True)
class SharedWay:
    """By name, what is expected of each figure that moves, and the end that it moves to."""

    ways: Mapping[str, tuple[float, float]] = field(default_factory=lambda: MappingProxyType({}))

    def at(self, t: float, kept: Collection[str] | None = None) -> Shared:
        """Where those that are `kept` are at share t, all where None; at 0 they are as uncertain as they were."""
        if t <= 0:
            return NOTHING
        return {
            name: start + t * (end - start) for name, (start, end) in self.ways.items() if kept is None or name in kept
        }


def shared_ends(basis: PlanBasis, beliefs: SharedBeliefs) -> Mapping[str, tuple[float, float, float]]:
    """By name, what is expected and the low and the high end of all uncertain figures that plans share."""
    names = {name for cell in beliefs.cells.values() for name in cell.names}
    return {
        name: (estimate.expected, *_ends(name, estimate)) for name, estimate in basis.uncertain.items() if name in names
    }


def _ends(name: str, estimate: Estimate) -> tuple[float, float]:
    """No growth, and no inflation, takes away more than all there is; no number of units, and no rate, is below 0."""
    low, high = (way_of(estimate, upwards=up)[1] for up in (False, True))
    least = 0.0 if name.endswith(".now") or name.startswith("exchange.") else -1.0
    return max(least, low), max(least, high)


def favourable_way(
    ends: Mapping[str, tuple[float, float, float]],
    margin: Callable[[float, Shared], float],
    looked_at: Sequence[float] = LOOKED_AT,
) -> SharedWay:
    """The ends with which `margin`, given a share and where figures then are, becomes largest at one of some shares."""
    chosen = SharedWay()
    best = max(margin(t, NOTHING) for t in looked_at)
    for _ in range(_MOST_ROUNDS):
        before = chosen
        for name in ends:
            for other in _with(chosen, name, ends[name]):
                found = max(margin(t, other.at(t)) for t in looked_at)
                if found > best:
                    best, chosen = found, other
        if chosen == before:
            break
    return chosen


def _with(way: SharedWay, name: str, ends: tuple[float, float, float]) -> Iterator[SharedWay]:
    """A way with one figure left out, or moving to either end."""
    others = {each: its for each, its in way.ways.items() if each != name}
    yield SharedWay(MappingProxyType(others))
    for end in ends[1:]:
        yield SharedWay(MappingProxyType({**others, name: (ends[0], end)}))


def places(up_to: float = 1.0) -> list[float]:
    """Shares of the way that are looked at, ascending, the last of them `up_to`."""
    return [float(t) for t in np.linspace(0.0, up_to, SCAN + 1)[1:]]

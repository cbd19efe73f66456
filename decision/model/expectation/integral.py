"""The expectation of any smooth function of an uncertain quantity: an integral over its quantile function.

Throughout this module
    i  is an uncertain quantity X, Q its quantile function   0 .. n-1
    g  is the function, smooth but at its kinks
    y  is a coordinate in which the law has a smooth density that falls off fast: x = Q(p(y))

E[g(X)] is the integral of g(Q(p)) over p from 0 to 1. Quantiles of most laws run away at 0 and 1, so p is replaced by
a coordinate in which they do not (`pieces`). The range of y, cut off where less than 1e-17 is left, is divided at
kinks and into panels, with Gauss's rule of 20 points in each (Davis and Rabinowitz 1984, Methods of Numerical
Integration, chapter 2). The panels of all quantities that have a coordinate in common are worked out at once.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from decision.model.distribution import BodyAndTail, Constant, Discrete, Distribution, Scaled
from decision.model.expectation.pieces import FARTHEST_Z, Coordinate, Piece, pieces

Array = NDArray[np.float64]
Function = Callable[[Array], Array]

_POINTS = 20  # of Gauss's rule in a panel
_PANELS = 4  # over the range of a coordinate, at least
_WIDEST = 3.0  # of a panel where ln x, or a logit, changes from next to nothing
_DOWN = 8  # of such panels, after which x is next to nothing
_FARTHEST_BOUNDED = 8.5  # standard deviations, beyond which less than 1e-16 is left of what is bounded


def integral(law: Distribution, g: Function, kinks: Sequence[float] = ()) -> float:
    """E[g(X)] for X after `law`: see `integrals`."""
    return float(integrals([law], g, kinks)[0])


def integrals(
    laws: Sequence[Distribution], g: Function, kinks: Sequence[float] = (), *, bounded: bool = False
) -> Array:
    """E[g(X[i])] (n,) for X[i] after each of `laws`; what is found for one does not hang on the others.

    Parameters
    ----------
    g
        From quantities (...) to figures (...); smooth between `kinks`, finite wherever X may be.
    kinks
        Points, in the unit of X, where g bends or where it changes fast.
    bounded
        Whether g stays within 0 to 1, so that what is very unlikely does not count.
    """
    farthest = _FARTHEST_BOUNDED if bounded else FARTHEST_Z
    of_coordinate: dict[Coordinate, _Panels] = {}
    atoms: list[tuple[int, float, float]] = []
    for i, law in enumerate(laws):
        factor, inner = _unscaled(law)
        atoms += [(i, factor * x, q) for x, q in _atoms(inner)]
        at = kinks if factor == 1 else [t / factor for t in kinks]
        for piece in pieces(inner, farthest):
            of_coordinate.setdefault(piece.coordinate, _Panels()).add(i, factor, piece, _edges(piece, at))
    found = [panels.over(coordinate, g) for coordinate, panels in of_coordinate.items()]
    if atoms:
        place, x, q = (np.array(column) for column in zip(*atoms, strict=True))
        found.append((place, q * g(x), q))
    total, mass = np.zeros(len(laws)), np.zeros(len(laws))
    for place, part, probability in found:
        total += np.bincount(place, part, len(laws))
        mass += np.bincount(place, probability, len(laws))
    return np.asarray(total / mass)  # the mass is 1, but for rounding


class _Panels:
    """The panels of all stretches of one coordinate."""

    def __init__(self) -> None:
        self.counts: list[int] = []  # of panels in each stretch
        self.edges: list[float] = []  # of all stretches, one after the other
        self.rows: list[tuple[float, ...]] = []

    def add(self, i: int, factor: float, piece: Piece, edges: list[float]) -> None:
        """A stretch, which belongs to quantity `i`."""
        self.counts.append(len(edges) - 1)
        self.edges += edges
        self.rows.append((i, factor, piece.share, *piece.figures))

    def over(self, coordinate: Coordinate, g: Function) -> tuple[NDArray[np.intp], Array, Array]:
        """Of each panel: to which quantity it belongs, the integral of g over it, and its probability."""
        edges = np.array(self.edges)
        between = np.ones(len(edges) - 1, dtype=bool)
        between[np.cumsum(self.counts[:-1], dtype=np.intp) + np.arange(len(self.counts) - 1)] = (
            False  # from one stretch to the next
        )
        start, half = (each[between][:, np.newaxis] for each in (edges[:-1], np.diff(edges) / 2))
        place, factor, share, *figures = np.repeat(np.array(self.rows), self.counts, axis=0).T[..., np.newaxis]
        points, weights = _gauss()
        y = start + half + half * points
        probability = share * half * weights * coordinate.density(y, *figures)
        part = probability * g(factor * coordinate.x(y, *figures))
        return place[:, 0].astype(np.intp), part.sum(axis=1), probability.sum(axis=1)


def _edges(piece: Piece, kinks: Sequence[float]) -> list[float]:
    """Where the panels of a stretch meet, with both its ends."""
    step = (piece.end - piece.start) / _PANELS
    cuts = {piece.y(x) for x in kinks}
    if step > _WIDEST:
        cuts |= set(piece.cuts)
    if step * piece.log_slope > _WIDEST and (least := min((x for x in kinks if x > 0), default=0.0)):
        cuts |= {piece.y(least * math.exp(-_WIDEST * each)) for each in range(1, _DOWN)}
    ends = [piece.start, *sorted(y for y in cuts if piece.start < y < piece.end), piece.end]
    edges = []
    for a, b in itertools.pairwise(ends):
        panels = max(1, math.ceil((b - a) / step - 1e-9))
        edges += [a + (b - a) * each / panels for each in range(panels)]
    return [*edges, piece.end]


@cache
def _gauss() -> tuple[Array, Array]:
    return np.polynomial.legendre.leggauss(_POINTS)


def _unscaled(law: Distribution) -> tuple[float, Distribution]:
    """Which law it is that is scaled, and by what."""
    factor = 1.0
    while isinstance(law, Scaled):
        factor, law = factor * law.factor, law.law
    return factor, law


def _atoms(law: Distribution) -> Iterator[tuple[float, float]]:
    """Quantities that have a probability of their own, each with it."""
    match law:
        case Constant(x):
            yield x, 1.0
        case Discrete(levels, probabilities):
            yield from zip(levels, probabilities, strict=True)
        case BodyAndTail() if math.isfinite(law.cap):
            yield law.cap, law.tail_share * (law.threshold / law.cap) ** law.tail_index

"""The expectation of any smooth function of an uncertain quantity: an integral over its quantile function.

Throughout this module
    i  is an uncertain quantity X, Q its quantile function   0 .. n-1
    g  is the function, smooth but at its kinks
    y  is a coordinate in which the law has a smooth density that falls off fast: x = Q(p(y))

E[g(X)] is the integral of g(Q(p)) over p from 0 to 1. Quantiles of most laws run away at 0 and 1, so p is replaced by
a coordinate in which they do not (`pieces`). The range of y, cut off where less than 1e-17 is left, is divided at
kinks and into panels, with Gauss's rule of 20 points in each (DLMF, section 3.5). The panels of all quantities that
have a coordinate in common are worked out at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from decision.model.distribution import BodyAndTail, Constant, Discrete, Distribution, Scaled
from decision.model.expectation.pieces import FARTHEST_Z, Coordinate, Piece, pieces

Array = NDArray[np.float64]
Function = Callable[[Array], Array]
_Stretch = tuple[int, float, Piece]  # to which quantity it belongs, by what that is scaled, and of its law

_POINTS = 20  # of Gauss's rule in a panel
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
    of_coordinate: dict[Coordinate, list[_Stretch]] = {}
    atoms: list[tuple[int, float, float]] = []
    for i, law in enumerate(laws):
        factor, inner = _unscaled(law) if isinstance(law, Scaled) else (1.0, law)
        atoms += [(i, factor * x, q) for x, q in _atoms(inner)]
        for piece in pieces(inner, farthest):
            of_coordinate.setdefault(piece.coordinate, []).append((i, factor, piece))
    found = [_over(coordinate, stretches, g, np.array(kinks)) for coordinate, stretches in of_coordinate.items()]
    if atoms:
        place, x, q = (np.array(column) for column in zip(*atoms, strict=True))
        found.append((place, q * g(x), q))
    total, mass = np.zeros(len(laws)), np.zeros(len(laws))
    for place, part, probability in found:
        total += np.bincount(place, part, len(laws))
        mass += np.bincount(place, probability, len(laws))
    return np.asarray(total / mass)  # the mass is 1, but for rounding


def _over(
    coordinate: Coordinate, stretches: Sequence[_Stretch], g: Function, kinks: Array
) -> tuple[NDArray[np.intp], Array, Array]:
    """Of each panel of all stretches: to which quantity it belongs, the integral of g over it, and its probability."""
    which, left, right = _panels(coordinate, stretches, kinks)
    rows = np.array([(i, factor, piece.share, *piece.figures) for i, factor, piece in stretches])
    place, factor, share, *figures = rows[which].T[..., np.newaxis]
    start, half = left[:, np.newaxis], ((right - left) / 2)[:, np.newaxis]
    points, weights = _gauss()
    y = start + half + half * points
    probability = share * half * weights * coordinate.density(y, *figures)
    part = probability * g(factor * coordinate.x(y, *figures))
    return place[:, 0].astype(np.intp), part.sum(axis=1), probability.sum(axis=1)


def _panels(
    coordinate: Coordinate, stretches: Sequence[_Stretch], kinks: Array
) -> tuple[NDArray[np.intp], Array, Array]:
    """Of each panel: to which stretch it belongs, and both its ends."""
    figures = np.array([piece.figures for *_, piece in stretches]).T[..., np.newaxis]
    of_stretches = np.array([(factor, *piece.ends, piece.panels, piece.log_slope) for _, factor, piece in stretches])
    factor, start, end, count, log_slope = of_stretches.T[..., np.newaxis]
    step, x = (end - start) / count, kinks / factor
    cuts = [start, coordinate.y(x, *figures), end]
    if coordinate.cuts:
        cuts.append(np.where(step > _WIDEST, coordinate.cuts, start))
    least = np.where(x > 0, x, np.inf).min(axis=1, initial=np.inf, keepdims=True)
    steep = (step * log_slope > _WIDEST) & np.isfinite(least)
    if steep.any():
        cuts.append(np.where(steep, coordinate.y(least * np.exp(-_WIDEST * np.arange(1, _DOWN)), *figures), start))
    edges = np.sort(np.clip(np.concatenate(cuts, axis=1), start, end), axis=1)
    a, b = edges[:, :-1], edges[:, 1:]
    panels = np.where(b > a, np.maximum(1, np.ceil((b - a) / step - 1e-9)), 0).astype(np.intp)
    total = panels.ravel()
    a, b, of = (np.repeat(each, total) for each in (a, b, panels))
    each = np.arange(len(of)) - np.repeat(np.cumsum(total) - total, total)
    right = np.where(each + 1 == of, b, a + (b - a) * (each + 1) / of)
    return np.repeat(np.arange(len(stretches)), panels.sum(axis=1)), a + (b - a) * each / of, right


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

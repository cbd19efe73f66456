"""Expectations over a cost plan whose uncertain figures hang together in any way: by a lattice rule.

Throughout this module
    n  is a point of the lattice       0 .. N-1
    i  is an uncertain figure          0 .. I-1
    z  are latent normals (I, n), C their correlations
    x  are the figures, PV the present value (n,)

The points are those of Korobov's lattice, n·(1, a, a², …)/N modulo 1 (Sloan and Joe 1994, Lattice Methods for Multiple
Integration, section 4.3), with an a that was the best of 400 in ten dimensions. They are moved closer to the ends
of 0 to 1 by u²(3 - 2u) in each of the first six dimensions and folded in the others, so that the rule gains from
smoothness though nothing is periodic (section 2.12). How far off it is follows from a few lattices that are shifted
differently in each dimension, always by the same steps (Cranley and Patterson 1976, Randomization of number theoretic
methods for multiple integration).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from decision.model.distribution import Distribution
from decision.model.expectation.latent import at_latent

Array = NDArray[np.float64]

_POINTS, _MULTIPLIER = 65_521, 22_553
_MOVED = 6  # dimensions whose points are moved: in more, the weights would vary too much
_LATTICES = 4
_CERTAIN = 5.84  # standard errors of their mean: within that many it is in 99 of 100 cases, by Student's t of 3 degrees
_SEED = 14


@dataclass(frozen=True)
class PlanPoints:
    """Present values (n,) with the weights (n,) that add up to 1, of each lattice."""

    values: tuple[Array, ...]
    weights: tuple[Array, ...]

    def mean(self, of: Callable[[Array], Array]) -> tuple[float, float]:
        """The mean of a function of the present value, and how far off it may be."""
        means = np.array([float(w @ of(x)) for x, w in zip(self.values, self.weights, strict=True)])
        return float(means.mean()), _CERTAIN * float(means.std(ddof=1)) / math.sqrt(len(means))

    def quantile(self, share: float) -> float:
        """The present value below which `share` of the probability lies."""
        order = np.argsort(self.values[0])
        below = np.cumsum(self.weights[0][order])
        return float(self.values[0][order][np.searchsorted(below, share)])


def plan_points(
    laws: Mapping[str, Distribution], correlations: Array, present_value: Callable[[Mapping[str, Array]], Array]
) -> PlanPoints:
    """The points for figures by name with their `laws` and correlations C (I, I), in the same order.

    Parameters
    ----------
    present_value
        PV (n,) from the figures (n,) by name.
    """
    size, vectors = np.linalg.eigh(correlations)
    root = (vectors * np.sqrt(np.maximum(size, 0.0)))[:, ::-1]  # the direction of most spread first
    values, weights = [], []
    for shifts in np.random.default_rng(_SEED).integers(0, _POINTS, (_LATTICES, len(laws))).tolist():
        normals, weight = _normals(shifts)
        z = root @ normals
        x = {name: at_latent(law, row) for (name, law), row in zip(laws.items(), z, strict=True)}
        values.append(present_value(x))
        weights.append(weight)
    return PlanPoints(tuple(values), tuple(weights))


def _normals(shifts: Sequence[int]) -> tuple[Array, Array]:
    """Independent standard normals (dimensions, n), each dimension shifted by so many steps, and their weights (n,)."""
    moved, densities, folded = _one_dimension()
    n = np.arange(_POINTS)
    rows, weights, step = [], np.ones(_POINTS), 1
    for dimension, shift in enumerate(shifts):
        place = (n * step + shift) % _POINTS
        rows.append((moved if dimension < _MOVED else folded)[place])
        if dimension < _MOVED:
            weights *= densities[place]
        step = step * _MULTIPLIER % _POINTS
    return np.array(rows), weights / weights.sum()


@cache
def _one_dimension() -> tuple[Array, Array, Array]:
    """Of one dimension: its points when moved, as normals, how thinly that spreads them, and its points when folded."""
    u = (np.arange(_POINTS) + 0.5) / _POINTS
    return _scores(u * u * (3 - 2 * u)), 6 * u * (1 - u), _scores(1 - np.abs(2 * u - 1))


def _scores(p: Array) -> Array:
    return np.array([_quantile(each) for each in np.clip(p, 1e-16, 1 - 1e-16).tolist()])


_quantile = NormalDist().inv_cdf

"""Quantile tables: draws from any continuous law at the price of a look-up.

Throughout this module
    p  is a probability
    x  is the quantity drawn
    i  is a cell: one of CELLS intervals of p of equal width

A draw takes BITS random bits as the number of its cell and has the quantile at the cell's middle. A draw in one of
the OUTER cells at either end is placed more finely, in one of FINE parts of its cell, so that tails keep their shape.
So the law drawn from differs from the law meant by at most half a cell in p: 2^-14 = 0.00006, and 2^-23 in the tails,
which is below the Monte Carlo error 1/(2·sqrt(N)) of a share for any N up to 67 million.

A mean is another matter where the rarest cases make up a part of it. Of most laws the mean of a table is right to 1e-4
of the law's. Where the highest 2^-22 of cases, the last fine part, make up more than `HEAVY` of the mean, the highest
cells and all fine parts above have their means in place of their quantiles: then the mean is that of the law.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from decision.model.bounds import STEEP
from decision.model.distribution import (
    Beta,
    BodyAndTail,
    Distribution,
    Gamma,
    Lognormal,
    Normal,
    Pert,
    Scaled,
    SplitLognormal,
)
from decision.model.expectation.tail import mean_above, share_of_rarest

Array = NDArray[np.float64]

BITS = 13  # as many as let a table of doubles stay in a processor's inner caches
CELLS = 1 << BITS
OUTER = 4
FINE = 512
HEAVY = 3e-4  # of a mean: of lognormal laws from sigma = 1.6 on, of Pareto tails without end

_MIDDLES = (np.arange(CELLS) + 0.5) / CELLS
# probabilities of the fine parts: from below for the low end, and from above (1 - p) for the high end, both exact
_FINE_PARTS = (np.arange(OUTER * FINE) + 0.5) / (CELLS * FINE)
_POINTS = np.concatenate([_MIDDLES, _FINE_PARTS, 1 - _FINE_PARTS[::-1]])


@dataclass(frozen=True, eq=False)
class Table:
    """Quantiles of one law, read-only: those at the middles of all cells, then those of the fine parts at either end.

    Attributes
    ----------
    points
        Array (CELLS + 2·OUTER·FINE,).
    """

    points: Array

    def __post_init__(self) -> None:
        self.points.setflags(write=False)

    @property
    def bulk(self) -> Array:
        """Quantiles at the middles, (CELLS,)."""
        return self.points[:CELLS]

    @property
    def tails(self) -> Array:
        """Quantiles in the outermost cells, (2·OUTER, FINE)."""
        return self.points[CELLS:].reshape(2 * OUTER, FINE)

    def mapped(self, function: Callable[[Array], Array]) -> Table:
        """The table of a monotone function of the quantity."""
        return Table(function(self.points))

    def moved(self, shift: float, factor: float) -> Table:
        """The table of shift + factor · the quantity."""
        points = factor * self.points
        points += shift
        return Table(points)


def table_of(law: Distribution) -> Table:
    """The quantile table of a continuous `law`, with means in its tail if it is a heavy one."""
    table = _plain_table(law)
    heavy = isinstance(law, Lognormal | SplitLognormal | BodyAndTail) and share_of_rarest(law, _LAST_PART) > HEAVY
    return _with_means(law, table) if heavy and math.isfinite(law.mean) else table


def _plain_table(law: Distribution) -> Table:
    match law:
        case Normal(mu, sigma) if not isinstance(law, _StandardNormal):
            return _normal_table().moved(mu, sigma)
        case Lognormal(mu, sigma):
            with np.errstate(over="ignore"):  # whoever uses a table checks what comes of it
                return _normal_table().mapped(lambda z: np.exp(mu + sigma * z))
        case Scaled(factor, inner):
            return table_of(inner).moved(0.0, factor)
        case Pert(low, _, high) if high > low:
            alpha, beta = law.shapes
            return _beta_table(alpha, beta).moved(low, high - low)
        case Beta(alpha, beta) if min(alpha, beta) >= _SMALLEST_SHAPE:
            return _beta_table(alpha, beta)
        case Gamma(shape, scale) if shape >= _SMALLEST_SHAPE:
            return _gamma_table(shape).moved(0.0, scale)
    return Table(np.asarray(law.quantile(_POINTS), dtype=float))


_LAST_PART = 1 / (CELLS * FINE)
_CELLS_OF_MEANS = 512  # the highest, without the outer ones: below, the middle of a cell is its mean to 1e-6


def _with_means(law: Distribution, table: Table) -> Table:
    """The table with means of cells and parts in its upper tail."""
    points = table.points.copy()
    points[CELLS - OUTER - _CELLS_OF_MEANS : CELLS - OUTER] = _means(law, OUTER, OUTER + _CELLS_OF_MEANS, CELLS)
    points[-OUTER * FINE :] = _means(law, 0, OUTER * FINE, CELLS * FINE)
    return Table(points)


def _means(law: Distribution, first: int, last: int, parts: int) -> Array:
    """Means of the parts `first` to `last`, counted from above, of the `parts` into which all cases are divided.

    Array (last - first,), the lowest part first.
    """
    s = np.arange(last, first - 1, -1) / parts  # what lies above the lower end of each, and above the highest
    q = law.quantile(1 - s)
    above = np.array([mean_above(law, float(x), float(share)) if share else 0.0 for x, share in zip(q, s, strict=True)])
    means: Array = np.clip(-np.diff(above) * parts, q[:-1], q[1:])  # within their ends whatever the rounding
    return means


def forget() -> None:
    """Forget the tables that are kept for the next run."""
    for kept in (_normal_table, _beta_table, _gamma_table):
        kept.cache_clear()


@lru_cache(maxsize=1)
def _normal_table() -> Table:
    return table_of(_StandardNormal())


@dataclass(frozen=True)
class _StandardNormal(Normal):
    """The law behind the tables of normal and lognormal ones, itself worked out from its quantiles."""

    mu: float = 0.0
    sigma: float = 1.0


# --- laws whose quantiles are slow: cubic interpolation between knots ------------------------------------------
#
# The knots lie in p in geometric progression from both ends, where quantiles behave like powers of p. Between them
# x(p) is the cubic Hermite polynomial with the exact slopes 1/density (de Boor 2001, A Practical Guide to Splines,
# chapter IV).

_SMALLEST_SHAPE = STEEP  # below, quantiles near an end fall faster than the knots follow
_STEPS = 3  # knots to a halving of p; what lies between them is right to a third of a cell

_HALF_KNOTS = 0.5 * 2.0 ** (-np.arange(0, 25.5 * _STEPS) / _STEPS)[::-1]
_KNOTS = np.concatenate([_HALF_KNOTS, 1 - _HALF_KNOTS[-2::-1]])


@lru_cache(maxsize=1)
def _basis() -> tuple[tuple[NDArray[np.intp], Array, Array], ...]:
    """Of both ends of each point's interval, the knot and the two Hermite basis functions at the point."""
    before = np.clip(np.searchsorted(_KNOTS, _POINTS, side="right") - 1, 0, len(_KNOTS) - 2)
    width = np.diff(_KNOTS)[before]
    t = (_POINTS - _KNOTS[before]) / width
    return (
        (before, (1 + 2 * t) * (1 - t) ** 2, t * (1 - t) ** 2 * width),
        (before + 1, t**2 * (3 - 2 * t), t**2 * (t - 1) * width),
    )


def _interpolated(x: Array, slope: Array) -> Table:
    """The table from quantiles `x` and slopes dx/dp at the knots."""
    points, term = np.zeros(len(_POINTS)), np.empty(len(_POINTS))
    for knot, level, steepness in _basis():
        for at_knots, basis in ((x, level), (slope, steepness)):
            np.take(at_knots, knot, out=term, mode="clip")  # clip: as without, but needs no copy of `out`
            term *= basis
            points += term
    return Table(points)


@lru_cache(maxsize=64)
def _beta_table(alpha: float, beta: float) -> Table:
    from scipy.special import betaincinv, betaln

    # the upper half from the mirrored law, so that 1 - x keeps its digits
    low = betaincinv(alpha, beta, _HALF_KNOTS)
    above = betaincinv(beta, alpha, _HALF_KNOTS[:-1])[::-1]
    x = np.concatenate([low, 1 - above])
    rest = np.concatenate([1 - low, above])
    slope = np.exp(betaln(alpha, beta) - (alpha - 1) * np.log(x) - (beta - 1) * np.log(rest))
    return _interpolated(x, slope)


@lru_cache(maxsize=64)
def _gamma_table(shape: float) -> Table:
    from scipy.special import gammainccinv, gammaincinv, gammaln

    x = np.concatenate([gammaincinv(shape, _HALF_KNOTS), gammainccinv(shape, _HALF_KNOTS[:-1])[::-1]])
    slope = np.exp(gammaln(shape) - (shape - 1) * np.log(x) + x)
    return _interpolated(x, slope)

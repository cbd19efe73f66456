"""Quantile tables: draws from any continuous law at the price of a look-up.

Throughout this module
    p  is a probability
    x  is the quantity drawn
    i  is a cell: one of CELLS intervals of p of equal width

A draw takes BITS random bits as the number of its cell and has the quantile at the cell's middle. A draw in one of
the OUTER cells at either end is placed more finely, in one of FINE parts of its cell, so that tails keep their shape.
So the law drawn from differs from the law meant by at most half a cell in p: 2^-15 = 0.00003, and 2^-25 in the tails,
which is below the Monte Carlo error 1/(2·sqrt(N)) of a share for any N up to 250 million.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from decision.model.distribution import Beta, Distribution, Gamma, Lognormal, Normal, Pert, Scaled

Array = NDArray[np.float64]

BITS = 14  # as many as let a table of doubles stay in a processor's inner caches
CELLS = 1 << BITS
OUTER = 8
FINE = 1024

_MIDDLES = (np.arange(CELLS) + 0.5) / CELLS
_OUTER_CELLS = np.concatenate([np.arange(OUTER), np.arange(CELLS - OUTER, CELLS)])
# probabilities of the fine parts: from below for the low end, and from above (1 - p) for the high end, both exact
_FINE_PARTS = (np.arange(OUTER * FINE) + 0.5) / (CELLS * FINE)


@dataclass(frozen=True)
class Table:
    """Quantiles of one law: `bulk` (CELLS,) at the middles, `tails` (2·OUTER, FINE) of the outermost cells."""

    bulk: Array
    tails: Array

    def mapped(self, function: Callable[[Array], Array]) -> Table:
        """The table of a monotone function of the quantity."""
        return Table(function(self.bulk), function(self.tails))


def table_of(law: Distribution) -> Table:
    """The quantile table of a continuous `law`."""
    match law:
        case Normal(mu, sigma) if not isinstance(law, _StandardNormal):
            return _normal_table().mapped(lambda z: mu + sigma * z)
        case Lognormal(mu, sigma):
            with np.errstate(over="ignore"):  # whoever uses a table checks what comes of it
                return _normal_table().mapped(lambda z: np.exp(mu + sigma * z))
        case Scaled(factor, inner):
            return table_of(inner).mapped(lambda x: factor * x)
        case Pert(low, _, high) if high > low:
            alpha, beta = law.shapes
            return _beta_table(alpha, beta).mapped(lambda x: low + (high - low) * x)
        case Beta(alpha, beta) if min(alpha, beta) >= _SMALLEST_SHAPE:
            return _beta_table(alpha, beta)
        case Gamma(shape, scale) if shape >= _SMALLEST_SHAPE:
            return _gamma_table(shape).mapped(lambda x: scale * x)
    p = np.concatenate([_FINE_PARTS, _MIDDLES, 1 - _FINE_PARTS[::-1]])
    x = np.asarray(law.quantile(p), dtype=float)
    return _assembled(x)


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


def _assembled(x: Array) -> Table:
    """A table from quantiles at the fine parts of the low end, the middles and the fine parts of the high end."""
    ends = OUTER * FINE
    tails = np.concatenate([x[:ends], x[-ends:]]).reshape(2 * OUTER, FINE)
    bulk = x[ends:-ends]
    for part in (tails, bulk):
        part.setflags(write=False)
    return Table(bulk, tails)


# --- laws whose quantiles are slow: cubic interpolation between knots ------------------------------------------
#
# The knots lie in p in geometric progression from both ends, where quantiles behave like powers of p. Between them
# x(p) is the cubic Hermite polynomial with the exact slopes 1/density (de Boor 2001, A Practical Guide to Splines,
# chapter IV).

_SMALLEST_SHAPE = 0.3  # below, quantiles near an end fall faster than the knots follow
_STEPS = 4  # knots to a halving of p; what lies between them is right to a third of a cell

_HALF_KNOTS = 0.5 * 2.0 ** (-np.arange(0, 25.5 * _STEPS) / _STEPS)[::-1]
_KNOTS = np.concatenate([_HALF_KNOTS, 1 - _HALF_KNOTS[-2::-1]])
_POINTS = np.concatenate([_FINE_PARTS, _MIDDLES, 1 - _FINE_PARTS[::-1]])


@lru_cache(maxsize=1)
def _basis() -> tuple[NDArray[np.intp], Array, Array, Array, Array]:
    """The knot before each point, and the four Hermite basis functions at the points."""
    interval = np.clip(np.searchsorted(_KNOTS, _POINTS, side="right") - 1, 0, len(_KNOTS) - 2)
    width = np.diff(_KNOTS)[interval]
    t = (_POINTS - _KNOTS[interval]) / width
    return (
        interval,
        (1 + 2 * t) * (1 - t) ** 2,
        t * (1 - t) ** 2 * width,
        t**2 * (3 - 2 * t),
        t**2 * (t - 1) * width,
    )


def _interpolated(x: Array, slope: Array) -> Table:
    """The table from quantiles `x` and slopes dx/dp at the knots."""
    knot, here, slope_here, there, slope_there = _basis()
    points = x[knot] * here + slope[knot] * slope_here
    points += x[knot + 1] * there + slope[knot + 1] * slope_there
    return _assembled(points)


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

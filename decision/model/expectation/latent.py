"""Quantities at given latent normals: x = Q(Phi(z)), without scipy.

Throughout this module
    z  is a standard normal quantity, as a Gaussian copula draws it
    Q  is the quantile function of a law
"""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from decision.model.distribution import (
    Beta,
    BodyAndTail,
    Constant,
    Discrete,
    Distribution,
    Gamma,
    Lognormal,
    Normal,
    Pert,
    Scaled,
    SplitLognormal,
    SplitNormal,
    Triangular,
    Uniform,
)
from decision.model.even_worth import EvenWorth
from decision.model.expectation.pieces import Piece, pieces
from decision.model.expectation.special_functions import MANY, beta_shares, gamma_shares

Array = NDArray[np.float64]

_KNOTS = 64  # on either side of the peak
_GRADING = 1.8
_LEAST = 1e-300  # a probability that stands for 0
_quantile = NormalDist().inv_cdf
_erfc = np.frompyfunc(math.erfc, 1, 1)


def at_latent(law: Distribution, z: Array) -> Array:
    """Quantities (n,) of `law` at latent normals (n,); those of PERT, beta and gamma laws to about a millionth."""
    match law:
        case Scaled(factor, inner):
            return factor * at_latent(inner, z)
        case Constant(x):
            return np.full(z.shape, x)
        case Normal(mu, sigma):
            return mu + sigma * z
        case Lognormal(mu, sigma):
            return _exp(mu + sigma * z)
        case SplitNormal():
            return _split(law, z)
        case SplitLognormal(log):
            return _exp(_split(log, z))
        case BodyAndTail():
            return _body_and_tail(law, z)
        case Uniform() | Triangular() | Discrete() | EvenWorth():
            return law.quantile(_below(z))
        case Pert(low, _, high):
            return low + (high - low) * at_latent(Beta(*law.shapes), z)
        case Beta(alpha, beta) if min(alpha, beta) > MANY:
            skewness = 2 * (beta - alpha) / (alpha + beta) / ((alpha + beta + 2) * law.sd)
            return np.clip(_nearly_normal(law, skewness, z), 0.0, 1.0)
        case Gamma(shape, _) if shape > MANY:
            return np.maximum(_nearly_normal(law, 2 / math.sqrt(shape), z), 0.0)
        case Beta() | Gamma():
            return _interpolated(law, z)
    raise TypeError(f"no quantiles for {type(law).__name__}")


def _nearly_normal(law: Distribution, skewness: float, z: Array) -> Array:
    """By the first term of Cornish and Fisher's expansion (Kendall and Stuart 1977, volume 1, section 6.25)."""
    return law.mean + law.sd * (z + skewness / 6 * (z * z - 1))


def _exp(x: Array) -> Array:
    with np.errstate(over="ignore"):
        return np.asarray(np.exp(x))


def _below(z: Array) -> Array:
    """Phi(z)."""
    return np.asarray(_erfc(z / -math.sqrt(2)), dtype=float) / 2


def _split(law: SplitNormal, z: Array) -> Array:
    return law.median + np.where(z < 0, law.below, law.above) * z


def _body_and_tail(law: BodyAndTail, z: Array) -> Array:
    above = _below(-z)
    in_tail = above < law.tail_share
    share = np.maximum(above, _LEAST) / law.tail_share
    x = np.minimum(law.threshold * share ** (-1 / law.tail_index), law.cap)
    of_body = np.maximum(_below(z[~in_tail]) * (law.share_of_body / (1 - law.tail_share)), _LEAST)
    body = np.array([_quantile(p) for p in np.minimum(of_body, law.share_of_body * (1 - 1e-16)).tolist()])
    x[~in_tail] = np.minimum(np.exp(law.mu + law.sigma * body), law.threshold)
    return np.asarray(np.minimum(x, law.cap))


def _interpolated(law: Beta | Gamma, z: Array) -> Array:
    """By cubic Hermite polynomials between knots, in the coordinate of the law's density."""
    piece, at, y, slope = _knots(law)
    z = np.clip(z, at[0], at[-1])
    before = np.clip(np.searchsorted(at, z, side="right") - 1, 0, len(at) - 2)
    width = np.diff(at)[before]
    t = (z - at[before]) / width
    rest = 1 - t
    return piece.x(
        rest**2 * ((1 + 2 * t) * y[before] + t * width * slope[before])
        + t**2 * ((1 + 2 * rest) * y[before + 1] - rest * width * slope[before + 1])
    )


@lru_cache(maxsize=256)
def _knots(law: Beta | Gamma) -> tuple[Piece, Array, Array, Array]:
    """The law's piece, and z, its coordinate and the slope of that at the knots."""
    (piece,) = pieces(law)
    # closer together around the peak of the density, which is where quantities are likely
    way = np.linspace(0, 1, _KNOTS) ** _GRADING
    down, up = piece.start - piece.peak, piece.end - piece.peak
    y = piece.peak + np.concatenate([(down * way)[:0:-1], up * way])
    z = np.array([_normal_score(*_shares(law, each)) for each in y.tolist()])
    apart = np.concatenate([[True], np.diff(z) > 0])  # in the outermost tails a share may not change any more
    y, z = y[apart], z[apart]
    slope = np.exp(-z * z / 2) / math.sqrt(2 * math.pi) / piece.density(y)
    return piece, z, y, slope


def _shares(law: Beta | Gamma, y: float) -> tuple[float, float]:
    """The shares below and above the point with coordinate `y`."""
    if isinstance(law, Gamma):
        return gamma_shares(law.shape, math.exp(y))
    low = math.exp(-abs(y))
    smaller, larger = low / (1 + low), 1 / (1 + low)
    return beta_shares(law.alpha, law.beta, *((smaller, larger) if y < 0 else (larger, smaller)))


def _normal_score(below: float, above: float) -> float:
    """Phi^-1 of the share below, from the smaller of both."""
    return _quantile(max(below, _LEAST)) if below < above else -_quantile(max(above, _LEAST))

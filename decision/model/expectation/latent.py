"""Quantities at given latent normals: x = Q(Phi(z)), without scipy.

Throughout this module
    z  is a standard normal quantity, as a Gaussian copula draws it
    Q  is the quantile function of a law
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
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
_MANY_KNOTS = 1025
_FARTHEST = 8.5  # standard deviations, beyond which nothing of very many is told apart
_quantile = NormalDist().inv_cdf
_erfc = np.frompyfunc(math.erfc, 1, 1)


def at_latents(law: Distribution, z: Array) -> Array:
    """As `at_latent`, for very many: what has no formula is interpolated between even knots, to 2e-9 of a quantity."""
    match law:
        case Scaled(factor, inner):
            return factor * at_latents(inner, z)
        case BodyAndTail():
            body, tail = _body_and_tail_at_knots(law)
            x = body.at(z)
            beyond = np.flatnonzero(z > tail.low)
            x[beyond] = tail.at(z[beyond])
            return np.minimum(_exp(x), law.cap)
        case Uniform() | Triangular() | Discrete() | EvenWorth():
            return law.quantile(np.clip(_phi_at_knots().at(z), 0.0, 1.0))
        case Pert(low, _, high):
            return low + (high - low) * at_latents(Beta(*law.shapes), z)
        case Beta() | Gamma() if not _is_nearly_normal(law):
            piece, row = _interpolated_at_knots(law)
            return piece.x(row.at(z))
    return at_latent(law, z)


def _is_nearly_normal(law: Beta | Gamma) -> bool:
    return (law.shape if isinstance(law, Gamma) else min(law.alpha, law.beta)) > MANY


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
    return piece.x(_hermite(z, at, y, slope)[0])


def _hermite(z: Array, at: Array, y: Array, slope: Array) -> tuple[Array, Array]:
    """y at z (n,) between knots (K,) by cubic Hermite polynomials, and its slope there."""
    z = np.clip(z, at[0], at[-1])
    before = np.clip(np.searchsorted(at, z, side="right") - 1, 0, len(at) - 2)
    width = np.diff(at)[before]
    t = (z - at[before]) / width
    rest = 1 - t
    figures = rest**2 * ((1 + 2 * t) * y[before] + t * width * slope[before]) + t**2 * (
        (1 + 2 * rest) * y[before + 1] - rest * width * slope[before + 1]
    )
    slopes = 6 * t * rest * (y[before + 1] - y[before]) / width + (
        rest * (1 - 3 * t) * slope[before] + t * (1 - 3 * rest) * slope[before + 1]
    )
    return figures, slopes


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


# --- very many -------------------------------------------------------------------------------------------------------


class _Row:
    """Figures with their slopes (K,) at even knots from `low` to `high`."""

    def __init__(self, low: float, high: float, figures: Array, slopes: Array) -> None:
        self.low, self.per_unit, self.last = low, (len(figures) - 1) / (high - low), len(figures) - 1
        rise, slopes = np.diff(figures), slopes / self.per_unit
        # of t, t² and t³ from one knot to the next
        self.cubics = (
            figures[:-1],
            slopes[:-1],
            3 * rise - 2 * slopes[:-1] - slopes[1:],
            slopes[:-1] + slopes[1:] - 2 * rise,
        )

    def at(self, z: Array) -> Array:
        """By cubic Hermite polynomials at z (n,); as at the ends beyond them."""
        t = np.clip((z - self.low) * self.per_unit, 0.0, self.last)
        before = np.minimum(t.astype(np.intp), self.last - 1)
        t -= before
        level, *others = (np.take(each, before) for each in self.cubics)
        first, second, third = others
        third *= t
        third += second
        third *= t
        third += first
        third *= t
        third += level
        return third


def _normal_density(z: Array) -> Array:
    return np.asarray(np.exp(-z * z / 2) / math.sqrt(2 * math.pi))


@cache
def _phi_at_knots() -> _Row:
    z = np.linspace(-_FARTHEST, _FARTHEST, _MANY_KNOTS)
    return _Row(-_FARTHEST, _FARTHEST, _below(z), _normal_density(z))


@lru_cache(maxsize=256)
def _interpolated_at_knots(law: Beta | Gamma) -> tuple[Piece, _Row]:
    """The law's piece, and a row of its coordinate."""
    piece, at, y, slope = _knots(law)
    low, high = max(-_FARTHEST, float(at[0])), min(_FARTHEST, float(at[-1]))
    z = np.linspace(low, high, _MANY_KNOTS)
    figures, slopes = _hermite(z, at, y, slope)
    return piece, _Row(low, high, figures, slopes)


@lru_cache(maxsize=64)
def _body_and_tail_at_knots(law: BodyAndTail) -> tuple[_Row, _Row]:
    """Rows of the logarithm of the quantity, in the body and in the tail."""
    at = min(max(-_quantile(law.tail_share), 1 - _FARTHEST), _FARTHEST - 1)
    below, above = np.linspace(-_FARTHEST, at, _MANY_KNOTS), np.linspace(at, _FARTHEST, _MANY_KNOTS)
    factor = law.share_of_body / (1 - law.tail_share)
    of_body = np.clip(_below(below) * factor, _LEAST, law.share_of_body * (1 - 1e-16))
    scores = np.array([_quantile(p) for p in of_body.tolist()])
    slopes = law.sigma * factor * _normal_density(below) / _normal_density(scores)
    share = _below(-above)
    of_tail = math.log(law.threshold) - np.log(share / law.tail_share) / law.tail_index
    return (
        _Row(-_FARTHEST, at, law.mu + law.sigma * scores, slopes),
        _Row(at, _FARTHEST, of_tail, _normal_density(above) / share / law.tail_index),
    )


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

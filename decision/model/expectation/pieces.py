"""The stretches of coordinates in which a law has a smooth density that falls off fast.

Throughout this module
    X  is the uncertain quantity
    y  is a coordinate, x = x(y)

Quantiles of most laws run away at 0 and 1. In these coordinates they do not: z = Phi^-1(p) for laws made of a normal
one, the logit of x for beta laws, its logarithm for gamma laws and for Pareto tails. A coordinate is a few functions of
y and of the law's own figures, so that many laws can be worked out at once, figures being columns (n, 1) then.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

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
    SplitLognormal,
    SplitNormal,
    Triangular,
    Uniform,
)
from decision.model.expectation.special_functions import log_beta

Array = NDArray[np.float64]

FARTHEST_Z = 14.0  # standard deviations: far, for a function that grows as a power still counts there
_CHANGING = tuple(range(-36, 37, 3))  # logits, or logarithms, between which x changes from next to nothing
_LEFT_OUT = 41.0  # of the logarithm of a density, below its peak: e^-41 is 1.6e-18
_CLOSE = 4.0  # of that logarithm, to which an end of what is left in is found
_EXP_FITS = 709.0


@dataclass(frozen=True, eq=False)
class Coordinate:
    """x and the density as functions of y (...) and the law's figures; y as that of x (...), -infinite outside.

    Where x changes fast is told by `cuts`, places y, or by `Piece.log_slope`.
    """

    x: Callable[..., Array]
    density: Callable[..., Array]
    y: Callable[..., Array]
    cuts: tuple[float, ...] = ()


class Piece(NamedTuple):
    """A stretch of a coordinate from `start` to `end`, with the law's figures for it.

    `share` is what the density is to be multiplied by; `peak` is that of a beta or gamma law; `log_slope` is how much
    ln x changes with y; so many `panels` follow the density.
    """

    coordinate: Coordinate
    figures: tuple[float, ...]
    start: float
    end: float
    share: float = 1.0
    peak: float = 0.0
    log_slope: float = 0.0
    panels: int = 4

    def x(self, y: Array) -> Array:
        """Quantities at y (n,)."""
        return self.coordinate.x(y, *self.figures)

    def density(self, y: Array) -> Array:
        """Densities at y (n,), before they are multiplied by `share`."""
        return self.coordinate.density(y, *self.figures)

    @property
    def ends(self) -> tuple[float, float]:
        """Where it starts and where it ends."""
        return self.start, self.end


def pieces(law: Distribution, farthest: float = FARTHEST_Z) -> Iterator[Piece]:
    """The stretches of coordinates in which `law`, no scaled one, has a density; z up to `farthest` in size."""
    match law:
        case Constant() | Discrete():
            return
        case Uniform(low, high):
            yield Piece(_LEVEL, (1 / (high - low),), low, high)
        case Triangular(low, mode, high):
            for end, slope in ((low, mode - low), (high, mode - high)):
                if slope:
                    figures = (end, 2 / ((high - low) * slope))
                    yield Piece(_SLOPING, figures, min(mode, end), max(mode, end))
        case Pert(low, _, high):
            yield _beta(*law.shapes, low, high)
        case Beta(alpha, beta):
            yield _beta(alpha, beta, 0.0, 1.0)
        case Gamma(shape, scale):
            yield _gamma(shape, scale)
        case Normal(mu, sigma):
            yield Piece(_NORMAL, (mu, sigma), -farthest, farthest)
        case Lognormal(mu, sigma):
            yield _lognormal(mu, sigma, -farthest, farthest)
        case SplitNormal(median, below, above):
            yield Piece(_NORMAL, (median, below), -farthest, 0.0, panels=2)
            yield Piece(_NORMAL, (median, above), 0.0, farthest, panels=2)
        case SplitLognormal(log):
            yield _lognormal(log.median, log.below, -farthest, 0.0, panels=2)
            yield _lognormal(log.median, log.above, 0.0, farthest, panels=2)
        case BodyAndTail():
            yield from _body_and_tail(law, farthest)
        case _:
            raise TypeError(f"no expectation for {type(law).__name__}")


# --- uniform and triangular laws: y is x --------------------------------------------------------------------------

_LEVEL = Coordinate(lambda y, _: y, lambda y, density: density + 0 * y, lambda x, _: x)
_SLOPING = Coordinate(lambda y, *_: y, lambda y, end, slope: slope * (y - end), lambda x, *_: x)

# --- laws made of a normal one ------------------------------------------------------------------------------------


def _normal_density(z: Array, *_: object) -> Array:
    return np.asarray(np.exp(-z * z / 2) / math.sqrt(2 * math.pi))


def _place(x: Array, mu: Array, sigma: Array) -> Array:
    nowhere = np.full(np.broadcast_shapes(x.shape, sigma.shape), -np.inf)
    return np.asarray(np.divide(x - mu, sigma, out=nowhere, where=sigma != 0))


def _log(x: Array) -> Array:
    """The logarithm, -infinite of what has none."""
    return np.log(x, out=np.full(x.shape, -np.inf), where=x > 0)


def _lognormal(mu: float, sigma: float, start: float, end: float, share: float = 1.0, panels: int = 4) -> Piece:
    return Piece(_LOGNORMAL, (mu, sigma), start, end, share, log_slope=sigma, panels=panels)


_NORMAL = Coordinate(lambda z, mu, sigma: mu + sigma * z, _normal_density, _place)
_LOGNORMAL = Coordinate(
    lambda z, mu, sigma: np.exp(np.minimum(mu + sigma * z, _EXP_FITS)),
    _normal_density,
    lambda x, mu, sigma: _place(_log(x), mu, sigma),
)

# --- beta laws: y = ln(u/(1 - u)), u = (x - low)/(high - low) -----------------------------------------------------


def _beta(alpha: float, beta: float, low: float, high: float) -> Piece:
    """The density is u^alpha·(1 - u)^beta/B, which has its peak at the mean."""

    def falls(y: float) -> tuple[float, float]:
        u = 1 / (1 + math.exp(-y)) if y > -_EXP_FITS else 0.0
        return -alpha * _softplus(-y) - beta * _softplus(y), alpha * (1 - u) - beta * u

    peak = math.log(alpha) - math.log(beta)
    far = math.sqrt(2 * _LEFT_OUT * (1 / alpha + 1 / beta))  # for a normal law with the same curvature at the peak
    figures = (alpha, beta, log_beta(alpha, beta), low, high - low)
    return Piece(_BETA, figures, *_range(falls, peak, far, far), peak=peak)


def _softplus(y: float) -> float:
    return max(y, 0.0) + math.log1p(math.exp(-abs(y)))


def _logit(x: Array, low: Array, width: Array) -> Array:
    within = (low < x) & (x < low + width)
    return _log(np.divide(x - low, low + width - x, out=np.zeros(within.shape), where=within))


_BETA = Coordinate(
    lambda y, _alpha, _beta, _log, low, width: low + width / (1 + np.exp(-np.maximum(y, -700.0))),
    lambda y, alpha, beta, log, *_: np.exp(
        -(alpha + beta) * np.log1p(np.exp(-np.abs(y))) - np.where(y < 0, -alpha, beta) * y - log
    ),
    lambda x, _alpha, _beta, _log, low, width: _logit(x, low, width),
    _CHANGING,
)

# --- gamma laws: y = ln(x/scale) ----------------------------------------------------------------------------------


def _gamma(shape: float, scale: float) -> Piece:
    """The density is e^(shape·y - e^y)/Gamma(shape), which has its peak at ln(shape)."""

    def falls(y: float) -> tuple[float, float]:
        x = math.exp(min(y, 700.0))
        return shape * y - x, shape - x

    peak = math.log(shape)
    below = math.sqrt(2 * _LEFT_OUT / shape)
    # for shape·ln(x/shape) - (x - shape) is at most -(x - shape)²/(2x)
    above = math.log1p((_LEFT_OUT + math.sqrt(_LEFT_OUT * (_LEFT_OUT + 2 * shape))) / shape)
    figures = (shape, scale, math.lgamma(shape))
    return Piece(_GAMMA, figures, *_range(falls, peak, below, above), peak=peak)


_GAMMA = Coordinate(
    lambda y, _shape, scale, _log: scale * np.exp(y),
    lambda y, shape, _scale, log: np.exp(shape * y - np.exp(y) - log),
    lambda x, _shape, scale, _of_gamma: _log(x / scale),
    _CHANGING,
)


def _range(
    falls: Callable[[float], tuple[float, float]], peak: float, below: float, above: float
) -> tuple[float, float]:
    """Where the logarithm of a density, concave, has fallen by 41 from its peak, or by a little more, on either side.

    Parameters
    ----------
    falls
        That logarithm and its slope at one y.
    below, above
        How far from the peak the search starts on either side.
    """
    least = falls(peak)[0] - _LEFT_OUT
    ends = []
    for sign, start in ((-1.0, below), (1.0, above)):
        step = start
        log, slope = falls(peak + sign * step)
        while log > least:
            step *= 2
            log, slope = falls(peak + sign * step)
        # from outside, Newton's steps come ever closer and stay outside, for a concave curve lies below its tangents
        while log < least - _CLOSE:
            step -= (least - log) / abs(slope)
            log, slope = falls(peak + sign * step)
        ends.append(peak + sign * step)
    return ends[0], ends[1]


# --- lognormal bodies with a Pareto tail: in it y = a·ln(x/m) -----------------------------------------------------


def _body_and_tail(law: BodyAndTail, farthest: float) -> Iterator[Piece]:
    at = (math.log(law.threshold) - law.mu) / law.sigma
    if at > -farthest:
        share = (1 - law.tail_share) / law.share_of_body
        yield _lognormal(law.mu, law.sigma, -farthest, min(at, farthest), share)
    a, m = law.tail_index, law.threshold
    end = min(_LEFT_OUT, a * math.log(law.cap / m)) if math.isfinite(law.cap) else _LEFT_OUT
    yield Piece(_PARETO, (a, m), 0.0, end, law.tail_share, log_slope=1 / a)


_PARETO = Coordinate(
    lambda y, a, m: m * np.exp(y / a),
    lambda y, *_: np.exp(-y),
    lambda x, a, m: a * _log(x / m),
)

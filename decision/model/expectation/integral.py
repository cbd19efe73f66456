"""The expectation of any smooth function of an uncertain quantity: an integral over its quantile function.

Throughout this module
    X  is the uncertain quantity, Q its quantile function
    g  is the function, smooth but at its kinks
    y  is a coordinate in which the law has a smooth density that falls off fast: x = Q(p(y))

E[g(X)] is the integral of g(Q(p)) over p from 0 to 1. Quantiles of most laws run away at 0 and 1, so p is replaced by
a coordinate in which they do not: z = Phi^-1(p) for laws made of a normal one, the logit of x for beta laws, its
logarithm for gamma laws and for Pareto tails. The range of y, cut off where less than 1e-17 is left, is divided at
kinks and into panels, with Gauss's rule of 20 points in each (Davis and Rabinowitz 1984, Methods of Numerical
Integration, chapter 2).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

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
from decision.model.expectation.special_functions import log_beta

Array = NDArray[np.float64]
Function = Callable[[Array], Array]

_POINTS = 20  # of Gauss's rule in a panel
_PANELS = 12  # over the range of a coordinate, at least
_FARTHEST_Z = 14.0  # standard deviations: far, for a function that grows as a power still counts there
_CHANGING = tuple(range(-36, 37, 3))  # logits, or logarithms, between which x changes from next to nothing
_LEFT_OUT = 41.0  # of the logarithm of a density, below its peak: e^-41 is 1.6e-18


@dataclass(frozen=True)
class Piece:
    """A stretch of a coordinate from `start` to `end`, with x, the density and the inverse of x in it.

    `share` is what the density is to be multiplied by; at `cuts` x changes fast; `peak` is that of a beta or gamma law.
    """

    start: float
    end: float
    x: Function
    density: Function
    y: Callable[[float], float]
    share: float = 1.0
    cuts: tuple[float, ...] = ()
    peak: float = 0.0


def integral(law: Distribution, g: Function, kinks: Sequence[float] = ()) -> float:
    """E[g(X)] for X after `law`.

    Parameters
    ----------
    g
        From quantities (n,) to figures (n,); smooth between `kinks`, finite wherever X may be.
    kinks
        Points, in the unit of X, where g bends or where it changes fast.
    """
    if isinstance(law, Scaled):
        factor = law.factor
        return integral(law.law, lambda x: g(factor * x), [t / factor for t in kinks])
    total = [q * float(g(np.array([x]))[0]) for x, q in _atoms(law)]
    mass = [q for _, q in _atoms(law)]
    for piece in pieces(law):
        y, weights = _nodes(piece, kinks)
        probability = weights * piece.density(y)
        total.append(float(probability @ g(piece.x(y))) * piece.share)
        mass.append(float(probability.sum()) * piece.share)
    return math.fsum(total) / math.fsum(mass)  # the mass is 1, but for rounding


def _nodes(piece: Piece, kinks: Sequence[float]) -> tuple[Array, Array]:
    """Points (n,) of the coordinate, with what each counts."""
    cuts = {y for y in (*map(piece.y, kinks), *piece.cuts) if piece.start < y < piece.end}
    ends = [piece.start, *sorted(cuts), piece.end]
    step = (piece.end - piece.start) / _PANELS
    edges = np.concatenate(
        [np.linspace(a, b, 1 + max(1, math.ceil((b - a) / step - 1e-9)))[:-1] for a, b in itertools.pairwise(ends)]
        + [np.array([piece.end])]
    )
    points, weights = _gauss()
    half = np.diff(edges) / 2
    y = (edges[:-1] + half)[:, np.newaxis] + half[:, np.newaxis] * points
    return y.ravel(), (half[:, np.newaxis] * weights).ravel()


@cache
def _gauss() -> tuple[Array, Array]:
    return np.polynomial.legendre.leggauss(_POINTS)


def _atoms(law: Distribution) -> Iterator[tuple[float, float]]:
    """Quantities that have a probability of their own, each with it."""
    match law:
        case Constant(x):
            yield x, 1.0
        case Discrete(levels, probabilities):
            yield from zip(levels, probabilities, strict=True)
        case BodyAndTail() if math.isfinite(law.cap):
            yield law.cap, law.tail_share * (law.threshold / law.cap) ** law.tail_index


def pieces(law: Distribution) -> Iterator[Piece]:
    """The stretches of coordinates in which `law` has a density."""
    match law:
        case Constant() | Discrete():
            return
        case Uniform(low, high):
            yield Piece(low, high, _same, lambda y: np.full_like(y, 1 / (high - low)), float)
        case Triangular():
            yield from _triangle(law)
        case Pert(low, _, high):
            yield _beta(*law.shapes, low, high)
        case Beta(alpha, beta):
            yield _beta(alpha, beta, 0.0, 1.0)
        case Gamma(shape, scale):
            yield _gamma(shape, scale)
        case Normal(mu, sigma):
            yield _normal(mu, sigma)
        case Lognormal(mu, sigma):
            yield _exponential(_normal(mu, sigma))
        case SplitNormal():
            yield from _halves(law)
        case SplitLognormal(log):
            yield from map(_exponential, _halves(log))
        case BodyAndTail():
            yield from _body_and_tail(law)
        case _:
            raise TypeError(f"no expectation for {type(law).__name__}")


def _same(y: Array) -> Array:
    return y


def _normal_density(z: Array) -> Array:
    return np.asarray(np.exp(-z * z / 2) / math.sqrt(2 * math.pi))


def _normal(mu: float, sigma: float, start: float = -_FARTHEST_Z, end: float = _FARTHEST_Z) -> Piece:
    return Piece(start, end, lambda z: mu + sigma * z, _normal_density, lambda x: (x - mu) / sigma)


def _exponential(piece: Piece) -> Piece:
    """The piece of exp(X) where that of X is given."""
    return Piece(
        piece.start,
        piece.end,
        lambda y: np.exp(np.minimum(piece.x(y), 709.0)),
        piece.density,
        lambda x: piece.y(math.log(x)) if x > 0 else -math.inf,
        piece.share,
    )


def _halves(law: SplitNormal) -> Iterator[Piece]:
    for scale, start, end in ((law.below, -_FARTHEST_Z, 0.0), (law.above, 0.0, _FARTHEST_Z)):
        if scale:
            yield _normal(law.median, scale, start, end)
        else:
            yield Piece(start, end, lambda z: np.full_like(z, law.median), _normal_density, lambda _: -math.inf)


def _triangle(law: Triangular) -> Iterator[Piece]:
    low, mode, high = law.low, law.mode, law.high
    width = high - low
    if mode > low:
        yield Piece(low, mode, _same, lambda x: 2 * (x - low) / (width * (mode - low)), float)
    if mode < high:
        yield Piece(mode, high, _same, lambda x: 2 * (high - x) / (width * (high - mode)), float)


def _beta(alpha: float, beta: float, low: float, high: float) -> Piece:
    """In y = ln(u/(1 - u)), u = (x - low)/(high - low): u^alpha·(1 - u)^beta/B, which has its peak at the mean."""
    constant = log_beta(alpha, beta)

    def log_density(y: float) -> float:
        return -alpha * _softplus(-y) - beta * _softplus(y) - constant

    def density(y: Array) -> Array:
        return np.asarray(np.exp(-alpha * np.logaddexp(0, -y) - beta * np.logaddexp(0, y) - constant))

    def x(y: Array) -> Array:
        return np.asarray(low + (high - low) / (1 + np.exp(-np.maximum(y, -700.0))))

    def inverse(x: float) -> float:
        if not low < x < high:
            return -math.inf
        return math.log((x - low) / (high - x))

    peak = math.log(alpha) - math.log(beta)
    return Piece(*_range(log_density, peak), x, density, inverse, cuts=_CHANGING, peak=peak)


def _gamma(shape: float, scale: float) -> Piece:
    """In y = ln(x/scale): e^(shape·y - e^y)/Gamma(shape), which has its peak at ln(shape)."""
    constant = math.lgamma(shape)

    def log_density(y: float) -> float:
        return shape * y - math.exp(min(y, 700.0)) - constant

    peak = math.log(shape)
    return Piece(
        *_range(log_density, peak),
        lambda y: scale * np.exp(y),
        lambda y: np.exp(shape * y - np.exp(y) - constant),
        lambda x: math.log(x / scale) if x > 0 else -math.inf,
        cuts=_CHANGING,
        peak=peak,
    )


def _softplus(y: float) -> float:
    return max(y, 0.0) + math.log1p(math.exp(-abs(y)))


def _range(log_density: Callable[[float], float], peak: float) -> tuple[float, float]:
    """Where a density whose logarithm is concave has fallen to e^-41 of its peak, on either side."""
    least = log_density(peak) - _LEFT_OUT
    ends = []
    for sign in (-1.0, 1.0):
        step = 1e-9
        while log_density(peak + sign * step) > least and step < 1e6:
            step *= 2
        low, high = step / 2, step
        for _ in range(30):
            middle = (low + high) / 2
            low, high = (middle, high) if log_density(peak + sign * middle) > least else (low, middle)
        ends.append(peak + sign * high)
    return ends[0], ends[1]


def _body_and_tail(law: BodyAndTail) -> Iterator[Piece]:
    at = (math.log(law.threshold) - law.mu) / law.sigma
    if at > -_FARTHEST_Z:
        body = _exponential(_normal(law.mu, law.sigma, -_FARTHEST_Z, min(at, _FARTHEST_Z)))
        yield Piece(body.start, body.end, body.x, body.density, body.y, (1 - law.tail_share) / law.share_of_body)
    a, m = law.tail_index, law.threshold
    yield Piece(
        0.0,
        min(_LEFT_OUT, a * math.log(law.cap / m)) if math.isfinite(law.cap) else _LEFT_OUT,
        lambda y: m * np.exp(y / a),
        lambda y: law.tail_share * np.exp(-y),
        lambda x: a * math.log(x / m) if x > 0 else -math.inf,
    )

"""Continuous and discrete laws an uncertain number may follow.

Throughout this module
    p  is a probability, 0 <= p <= 1, an array of any shape
    x  is a quantity in the unit of whatever is being estimated
    z  is a standard normal quantity

Every law answers three questions: its `quantile` function, its `mean` and its `sd`. Sampling is by
inversion (Devroye 1986, Non-Uniform Random Variate Generation, section II.2), so that a law
can be driven by any uniform numbers: independent ones, or those of a copula.

scipy is imported inside the quantile functions that have no closed form, and only there: scoring
a decision needs none of them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from decision.model.errors import ImpossibleError

Array = NDArray[np.float64]

Z90 = 1.2815515655446004  # the P90 of a standard normal law


class Distribution(Protocol):
    """What every law below can answer."""

    @property
    def mean(self) -> float:
        """The expected value; infinite where the tail is too heavy for one."""

    @property
    def sd(self) -> float:
        """The standard deviation; infinite where the tail is too heavy for one."""

    def quantile(self, p: ArrayLike) -> Array:
        """The smallest x with P(X <= x) >= p, for `p` array_like (...), same shape out."""

    def __hash__(self) -> int:
        """Laws with the same parameters count as one where results are kept."""


def sample(law: Distribution, rng: np.random.Generator, size: int | tuple[int, ...]) -> Array:
    """Independent draws from `law`, by inversion: array (size)."""
    return law.quantile(rng.random(size))


def _probabilities(p: ArrayLike) -> Array:
    p = np.asarray(p, dtype=float)
    if not np.all((p >= 0) & (p <= 1)):
        raise ImpossibleError("a probability lies outside 0 to 1", "give quantiles between 0 and 1")
    return p


def _normal_cdf(z: float) -> float:
    return math.erfc(-z / math.sqrt(2)) / 2


def _normal_quantile(p: Array) -> Array:
    from scipy.special import ndtri

    return np.asarray(ndtri(p), dtype=float)


@dataclass(frozen=True)
class Constant:
    """A number known for certain."""

    x: float

    @property
    def mean(self) -> float:
        return self.x

    @property
    def sd(self) -> float:
        return 0.0

    def quantile(self, p: ArrayLike) -> Array:
        return np.full(_probabilities(p).shape, self.x)


@dataclass(frozen=True)
class Uniform:
    """Every value between `low` and `high` alike."""

    low: float
    high: float

    @property
    def mean(self) -> float:
        return self.low / 2 + self.high / 2

    @property
    def sd(self) -> float:
        return (self.high - self.low) / math.sqrt(12)

    def quantile(self, p: ArrayLike) -> Array:
        return self.low + (self.high - self.low) * _probabilities(p)


@dataclass(frozen=True)
class Peaked:
    """What lies between `low` and `high`, with its peak at `mode`."""

    low: float
    mode: float
    high: float


@dataclass(frozen=True)
class Triangular(Peaked):
    """A triangle with its peak at `mode` (Kotz and van Dorp 2004, Beyond Beta, chapter 1)."""

    @property
    def mean(self) -> float:
        return (self.low + self.mode + self.high) / 3

    @property
    def sd(self) -> float:
        a, b = self.mode - self.low, self.high - self.mode
        return math.sqrt((a * a + a * b + b * b) / 18)

    def quantile(self, p: ArrayLike) -> Array:
        p = _probabilities(p)
        width, rise = self.high - self.low, self.mode - self.low
        if width == 0:
            return np.full(p.shape, self.low)
        fall = width - rise
        left = self.low + np.sqrt(p * width * rise)
        right = self.high - np.sqrt((1 - p) * width * fall)
        return np.where(p * width < rise, left, right)


@dataclass(frozen=True)
class Pert(Peaked):
    """The beta law of PERT on `low` to `high` with its peak at `mode`, shape 4.

    alpha = 1 + 4 (mode - low)/(high - low), beta = 1 + 4 (high - mode)/(high - low);
    mean = (low + 4 mode + high)/6 (Malcolm, Roseboom, Clark and Fazar 1959; in this form
    Vose 2008, Risk Analysis, section 14.3.2).
    """

    @cached_property
    def shapes(self) -> tuple[float, float]:
        """The two shape parameters (alpha, beta) of the beta law on 0 to 1."""
        width = self.high - self.low
        return 1 + 4 * (self.mode - self.low) / width, 1 + 4 * (self.high - self.mode) / width

    @property
    def mean(self) -> float:
        return (self.low + 4 * self.mode + self.high) / 6

    @property
    def sd(self) -> float:
        # alpha + beta = 6, so the variance of the beta law is m (1 - m) / 7
        return math.sqrt(max(0.0, (self.mean - self.low) * (self.high - self.mean)) / 7)

    def quantile(self, p: ArrayLike) -> Array:
        p = _probabilities(p)
        if self.high == self.low:
            return np.full(p.shape, self.low)
        from scipy.special import betaincinv

        alpha, beta = self.shapes
        return np.asarray(self.low + (self.high - self.low) * betaincinv(alpha, beta, p))


@dataclass(frozen=True)
class Normal:
    mu: float
    sigma: float

    @property
    def mean(self) -> float:
        return self.mu

    @property
    def sd(self) -> float:
        return self.sigma

    def quantile(self, p: ArrayLike) -> Array:
        if self.sigma == 0:
            return np.full(_probabilities(p).shape, self.mu)
        return self.mu + self.sigma * _normal_quantile(_probabilities(p))


@dataclass(frozen=True)
class Lognormal:
    """exp of a normal law with mean `mu` and standard deviation `sigma` on the log scale."""

    mu: float
    sigma: float

    @property
    def mean(self) -> float:
        return _exp(self.mu + self.sigma**2 / 2)

    @property
    def sd(self) -> float:
        variance_of_log = self.sigma**2
        if variance_of_log > 700:
            return math.inf
        return self.mean * math.sqrt(math.expm1(variance_of_log))

    def quantile(self, p: ArrayLike) -> Array:
        with np.errstate(over="ignore"):
            return np.exp(Normal(self.mu, self.sigma).quantile(p))


@dataclass(frozen=True)
class SplitNormal:
    """Two half-normal laws that meet at their median, half the probability on either side."""

    median: float
    below: float
    above: float

    @property
    def mean(self) -> float:
        # a half-normal law with scale s has mean s·sqrt(2/pi)
        return self.median + (self.above - self.below) / math.sqrt(2 * math.pi)

    @property
    def sd(self) -> float:
        second_moment = (self.below**2 + self.above**2) / 2
        return math.sqrt(max(0.0, second_moment - (self.mean - self.median) ** 2))

    def quantile(self, p: ArrayLike) -> Array:
        p = _probabilities(p)
        z = _normal_quantile(p)
        # a side of scale 0 stays at the median even at p = 0 or 1, where z is infinite
        below = self.median + (self.below * z if self.below else np.zeros_like(z))
        above = self.median + (self.above * z if self.above else np.zeros_like(z))
        return np.where(p < 0.5, below, above)


@dataclass(frozen=True)
class SplitLognormal:
    """exp of a `SplitNormal`: two half-lognormal laws that meet at their median."""

    log: SplitNormal

    def moment(self, order: int) -> float:
        """E[X^order]."""
        # E exp(n Y): each half of Y is half-normal with scale s, which gives exp((n s)²/2)·2·Phi(±n s)/2
        below, above = order * self.log.below, order * self.log.above
        halves = _exp(below**2 / 2) * _normal_cdf(-below) + _exp(above**2 / 2) * _normal_cdf(above)
        return _exp(order * self.log.median) * halves

    @property
    def mean(self) -> float:
        return self.moment(1)

    @property
    def sd(self) -> float:
        second, mean = self.moment(2), self.mean
        return math.inf if math.isinf(second) else math.sqrt(max(0.0, second - mean**2))

    def quantile(self, p: ArrayLike) -> Array:
        with np.errstate(over="ignore"):
            return np.exp(self.log.quantile(p))


@dataclass(frozen=True)
class Gamma:
    shape: float
    scale: float

    @property
    def mean(self) -> float:
        return self.shape * self.scale

    @property
    def sd(self) -> float:
        return math.sqrt(self.shape) * self.scale

    def quantile(self, p: ArrayLike) -> Array:
        from scipy.special import gammaincinv

        return np.asarray(self.scale * gammaincinv(self.shape, _probabilities(p)))


@dataclass(frozen=True)
class Beta:
    """The beta law on 0 to 1."""

    alpha: float
    beta: float

    @property
    def mean(self) -> float:
        return self.alpha / (self.alpha + self.beta)

    @property
    def sd(self) -> float:
        return math.sqrt(self.mean * (1 - self.mean) / (self.alpha + self.beta + 1))

    def quantile(self, p: ArrayLike) -> Array:
        from scipy.special import betaincinv

        return np.asarray(betaincinv(self.alpha, self.beta, _probabilities(p)))


@dataclass(frozen=True)
class Discrete:
    """Some levels, ascending, each with its probability."""

    levels: tuple[float, ...]
    probabilities: tuple[float, ...]

    @property
    def mean(self) -> float:
        return math.fsum(x * q for x, q in zip(self.levels, self.probabilities, strict=True))

    @property
    def sd(self) -> float:
        mean = self.mean
        return math.sqrt(math.fsum(q * (x - mean) ** 2 for x, q in zip(self.levels, self.probabilities, strict=True)))

    def quantile(self, p: ArrayLike) -> Array:
        p = _probabilities(p)
        steps = np.cumsum(self.probabilities)
        # 1e-12: a cumulative probability of 0.5 may be summed as 0.49999999999999994
        place = np.searchsorted(steps[:-1], p - 1e-12, side="left")
        return np.asarray(self.levels, dtype=float)[place]


@dataclass(frozen=True)
class BodyAndTail:
    """A lognormal body below `threshold` and, in a share of cases, a Pareto tail above it.

    With probability `tail_share` the quantity is Pareto with minimum `threshold` and tail index
    `tail_index`; otherwise it is lognormal(`mu`, `sigma`) truncated above at `threshold`. What
    exceeds `cap` is taken as `cap`. One lognormal law cannot carry the overruns seen in IT projects
    (Flyvbjerg and Budzier 2011; Flyvbjerg and Gardner 2023): the body holds the many, the tail the few.
    """

    tail_share: float
    threshold: float
    tail_index: float
    mu: float
    sigma: float
    cap: float = math.inf

    @cached_property
    def share_of_body(self) -> float:
        """The share of the whole lognormal law that lies below the threshold."""
        return _normal_cdf((math.log(self.threshold) - self.mu) / self.sigma)

    def _body_moment(self, order: int) -> float:
        at = (math.log(self.threshold) - self.mu) / self.sigma - order * self.sigma
        return math.exp(order * self.mu + (order * self.sigma) ** 2 / 2) * _normal_cdf(at) / self.share_of_body

    def _tail_moment(self, order: int) -> float:
        # E min(X, cap)^n for X ~ Pareto(m, a), by integrating n x^(n-1) P(X > x)
        m, a, n, cap = self.threshold, self.tail_index, order, self.cap
        if math.isinf(cap):
            return float(a * m**n / (a - n)) if a > n else math.inf
        if math.isclose(a, n):
            return float(m**n * (1 + n * math.log(cap / m)))
        return float(m**n + n * m**a * (cap ** (n - a) - m ** (n - a)) / (n - a))

    def moment(self, order: int) -> float:
        """E[X^order]; infinite where the tail is too heavy for one."""
        return (1 - self.tail_share) * self._body_moment(order) + self.tail_share * self._tail_moment(order)

    @property
    def mean(self) -> float:
        return self.moment(1)

    @property
    def sd(self) -> float:
        second = self.moment(2)
        return math.inf if math.isinf(second) else math.sqrt(second - self.mean**2)

    @cached_property
    def median(self) -> float:
        """P50, without the array machinery: scoring needs this one figure only."""
        from statistics import NormalDist

        body_share = 1 - self.tail_share
        if body_share > 0.5:
            return math.exp(self.mu + self.sigma * NormalDist().inv_cdf(0.5 / body_share * self.share_of_body))
        return float(min(self.threshold * (0.5 / self.tail_share) ** (-1 / self.tail_index), self.cap))

    def quantile(self, p: ArrayLike) -> Array:
        p = _probabilities(p)
        body_share = 1 - self.tail_share
        in_body = p < body_share
        within_body = np.where(in_body, p, 0) / body_share * self.share_of_body
        beyond = np.where(in_body, 1.0, (1 - p) / self.tail_share)  # share of the tail that lies above
        with np.errstate(divide="ignore"):
            tail = self.threshold * beyond ** (-1 / self.tail_index)
        body = np.exp(self.mu + self.sigma * _normal_quantile(within_body))
        return np.minimum(np.where(in_body, body, tail), self.cap)


@dataclass(frozen=True)
class Scaled:
    """A certain number times an uncertain multiplier."""

    factor: float
    law: Distribution

    @property
    def mean(self) -> float:
        return self.factor * self.law.mean

    @property
    def sd(self) -> float:
        return self.factor * self.law.sd

    def quantile(self, p: ArrayLike) -> Array:
        return self.factor * self.law.quantile(p)


def _exp(x: float) -> float:
    """exp that overflows to infinity instead of raising."""
    return math.exp(x) if x < 709 else math.inf

"""How likely a quantity is to lie above a point: P(X > y), exact for every law.

The sources are those of the laws (`decision.model.distribution`) and of their special functions.
"""

from __future__ import annotations

import math

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
from decision.model.expectation.special_functions import beta_shares, gamma_shares, normal_below


def above(law: Distribution, y: float) -> float:
    """P(X > y) for X after `law`."""
    match law:
        case Scaled(factor, inner):
            return above(inner, y / factor)
        case Constant(x):
            return float(x > y)
        case Discrete(levels, probabilities):
            return min(1.0, math.fsum(p for x, p in zip(levels, probabilities, strict=True) if x > y))
        case Uniform(low, high):
            return min(1.0, max(0.0, (high - y) / (high - low)))
        case Triangular(low, mode, high):
            return _triangular(low, mode, high, y)
        case Pert(low, _, high):
            return beta_shares(*law.shapes, (y - low) / (high - low), (high - y) / (high - low))[1]
        case Beta(alpha, beta):
            return beta_shares(alpha, beta, y, 1 - y)[1]
        case Gamma(shape, scale):
            return gamma_shares(shape, y / scale)[1]
        case Normal(mu, sigma):
            return normal_below((mu - y) / sigma)
        case SplitNormal(median, below, over):
            return _split(median, below, over, y)
        case Lognormal(mu, sigma):
            return normal_below((mu - math.log(y)) / sigma) if y > 0 else 1.0
        case SplitLognormal(log):
            return _split(log.median, log.below, log.above, math.log(y)) if y > 0 else 1.0
        case BodyAndTail():
            return _body_and_tail(law, y)
    raise TypeError(f"no probabilities for {type(law).__name__}")


def _triangular(low: float, mode: float, high: float, y: float) -> float:
    if y <= low:
        return 1.0
    if y >= high:
        return 0.0
    if y <= mode:
        return 1 - (y - low) ** 2 / ((high - low) * (mode - low))
    return (high - y) ** 2 / ((high - low) * (high - mode))


def _split(median: float, below: float, over: float, y: float) -> float:
    spread = below if y <= median else over
    if spread == 0:
        return 1.0 if y < median else 0.5 if y == median and over > 0 else 0.0
    return normal_below((median - y) / spread)


def _body_and_tail(law: BodyAndTail, y: float) -> float:
    if y <= 0:
        return 1.0
    if y < law.threshold:
        return 1 - (1 - law.tail_share) * normal_below((math.log(y) - law.mu) / law.sigma) / law.share_of_body
    return law.tail_share * (law.threshold / y) ** law.tail_index if y < law.cap else 0.0

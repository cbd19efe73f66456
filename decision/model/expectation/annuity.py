"""The expectation of an annuity whose yearly growth is uncertain.

Throughout this module
    G  is the growth, a share a year
    d  is what money a year later is worth now, 1/(1 + rate)
    H  are the years

The annuity is due at once: the sum of (d·(1 + G))^(t-1) over t = 1..H. Its mean hangs on powers of 1 + G up to H - 1.
Where G has no upper end these are sums of binomial coefficients times E[G^j], which have closed forms and are all
positive; the far tail, where such a power has its weight, is thus counted in full. Otherwise the mean is an integral.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from decision.model.distribution import BodyAndTail, Constant, Distribution, Gamma, Lognormal, Scaled, SplitLognormal
from decision.model.expectation.integral import integral

Array = NDArray[np.float64]


def annuity(growth: Array, years: int, rate: float) -> Array:
    """What 1 a year, growing by `growth` (...) after year 1, is worth when the first is paid: array (...)."""
    discount = 1 / (1 + rate)
    # Horner: 1 + g·d·(1 + g·d·(…))
    ratio = (1 + growth) * discount
    total = np.ones_like(ratio)
    for _ in range(years - 1):
        total = 1 + ratio * total
    return np.asarray(total)


@lru_cache(maxsize=1024)
def mean_annuity(law: Distribution, years: int, rate: float) -> float:
    """The mean of the annuity for G after `law`; infinite where there is none."""
    moments = _raw_moments(law, years - 1)
    if moments is None:
        return integral(law, lambda g: annuity(g, years, rate))
    return math.fsum(power / (1 + rate) ** t for t, power in enumerate(_powers(moments)))


@lru_cache(maxsize=4096)
def mean_power(law: Distribution, n: int) -> float:
    """E[(1 + G)^n] for G after `law`, n a whole number from 0 on; infinite where there is none."""
    if n == 0:
        return 1.0
    if isinstance(law, Constant):
        return float((1 + law.x) ** n)
    moments = _raw_moments(law, n)
    return integral(law, lambda g: (1 + g) ** n) if moments is None else list(_powers(moments))[n]


def _powers(moments: list[float]) -> Iterator[float]:
    """E[(1 + G)^n] for n = 0.. from E[G^j] for j = 0.."""
    return (math.fsum(math.comb(n, j) * moments[j] for j in range(n + 1)) for n in range(len(moments)))


def _raw_moments(law: Distribution, highest: int) -> list[float] | None:
    """E[X^j] for j = 0..highest; None for laws with ends, and for those that may be below 0."""
    orders = range(highest + 1)
    match law:
        case Scaled(factor, inner):
            moments = _raw_moments(inner, highest)
            return None if moments is None else [factor**j * moment for j, moment in enumerate(moments)]
        case Lognormal(mu, sigma):
            return [_exp(j * mu + (j * sigma) ** 2 / 2) for j in orders]
        case Gamma(shape, scale):
            logs = (math.lgamma(shape + j) - math.lgamma(shape) + j * math.log(scale) for j in orders)
            return [_exp(log) for log in logs]
        case SplitLognormal() | BodyAndTail():
            return [law.moment(j) for j in orders]
    return None


def _exp(x: float) -> float:
    return math.exp(x) if x < 709 else math.inf

"""What is expected of the quantity that a price is paid for, as a function of an uncertain driver.

Throughout this module
    X  is the driver in year 1, G its growth a year, independent of it
    a  is (1 + G)^(t-1), so that the driver in year t is D = a·X
    q  is the quantity, bent at thresholds k of D

Given G, E[q(D)] follows from E[max(X - k/a, 0)] and P(X > k/a), which have closed forms under every law: a tier from
k to k' holds E[max(D - k, 0)] - E[max(D - k', 0)], all units from k on E[max(D - k, 0)] + k·P(D ≥ k), and the number of
steps that are begun is the sum over j = 0, 1, … of P(D > k + j·every). The mean over G is an integral (`integral`),
with kinks where an atom of X passes a threshold.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from decision.model.distribution import Constant, Discrete, Distribution
from decision.model.expectation.above import above
from decision.model.expectation.annuity import mean_power
from decision.model.expectation.beyond import beyond
from decision.model.expectation.integral import integral
from decision.model.expectation.latent import at_latent
from decision.model.payment import STEP_TOLERANCE, Quantity
from decision.model.reach import reach

Array = NDArray[np.float64]

_LEAST = 1e-14  # a probability below which no further step counts
_FARTHEST = 8.0  # standard deviations, beyond which no node lies


@lru_cache(maxsize=4096)
def mean_quantity(quantity: Quantity, now: Distribution, growth: Distribution, t: int) -> float:
    """E[q] in year t of a driver with those laws."""
    n = max(t - 1, 0)
    if quantity.kind == "once":
        return 1.0
    if quantity.kind == "units" and not quantity.low:
        return now.mean * mean_power(growth, n)
    if n == 0:
        return _given_growth(quantity, now, 1.0)
    if isinstance(growth, Constant):
        return _given_growth(quantity, now, float((1 + growth.x) ** n))
    kinks = [(k / x) ** (1 / n) - 1 for k in _thresholds(quantity, now, growth, n) for x in _atoms(now) if x > 0]
    inside = sorted(kink for kink in kinks if kink > -1)
    return integral(growth, lambda g: _over_growth(quantity, now, (1 + g) ** n), inside)


def mean_above_threshold(price: Distribution, least: float, q: float) -> float:
    """E[max(q·X, least)] for X after `price` and q above 0."""
    return least + q * _beyond(price, least / q)


def nodes(law: Distribution, count: int = 129) -> tuple[Array, Array]:
    """Points (J,) of a law and their weights (J,), which sum to 1: even in its latent normal, or its levels."""
    if isinstance(law, Constant):
        return np.array([law.x]), np.ones(1)
    if isinstance(law, Discrete):
        return np.array(law.levels), np.array(law.probabilities)
    z = np.linspace(-_FARTHEST, _FARTHEST, count)
    weights = np.exp(-z * z / 2)
    return at_latent(law, z), weights / weights.sum()


def _over_growth(quantity: Quantity, now: Distribution, a: Array) -> Array:
    return np.reshape([_given_growth(quantity, now, each) for each in a.ravel().tolist()], a.shape)


def _given_growth(quantity: Quantity, now: Distribution, a: float) -> float:
    """E[q(a·X)]."""
    if isinstance(now, Constant) or a <= 0:
        return float(quantity.of(a * now.mean))
    match quantity.kind:
        case "units":
            return a * _beyond(now, quantity.low / a)
        case "tier":
            return a * (_beyond(now, quantity.low / a) - _beyond(now, quantity.high / a))
        case "all":
            return a * (_from(now, quantity.low / a) - _from(now, quantity.high / a))
    total, j = 0.0, 0
    while (more := above(now, (quantity.low + (j + STEP_TOLERANCE) * quantity.every) / a)) > _LEAST:
        total += more
        j += 1
    return total


def _beyond(law: Distribution, k: float) -> float:
    """E[max(X - k, 0)]."""
    return 0.0 if math.isinf(k) else beyond(law, k) + max(0.0, law.mean - k)


def _from(law: Distribution, k: float) -> float:
    """E[X; X ≥ k]."""
    if math.isinf(k):
        return 0.0
    at_least = above(law, k)
    if isinstance(law, Discrete):
        at_least += math.fsum(p for x, p in zip(law.levels, law.probabilities, strict=True) if x == k)
    return _beyond(law, k) + k * at_least


def _atoms(law: Distribution) -> tuple[float, ...]:
    if isinstance(law, Constant):
        return (law.x,)
    return law.levels if isinstance(law, Discrete) else ()


def _thresholds(quantity: Quantity, now: Distribution, growth: Distribution, n: int) -> Iterator[float]:
    """The D at which q bends or jumps, where the driver may come to."""
    if not _atoms(now):
        return
    if quantity.kind != "steps":
        yield from (k for k in (quantity.low, quantity.high) if 0 < k < math.inf)
        return
    farthest = reach(now) * (1 + reach(growth)) ** n
    for j in range(math.ceil((farthest - quantity.low) / quantity.every) + 1):
        k = quantity.low + (j + STEP_TOLERANCE) * quantity.every
        if k > 0:
            yield k

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
_FINE = 16_385  # points of a table over a latent normal
_MOST_STEPS = 500  # that are summed one by one; of more, each that is a little off counts for little
_NODES = 1_025
_SMALLEST = 1e-300
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


def mean_given(quantity: Quantity, known: Array, law: Distribution, power: int | None) -> Array:
    """E[q] (N,) where one factor of the driver is `known` (N,) and the other follows a law.

    With a `power` n the other is (1 + G)^n for a growth G after `law`; without, it is the number X in year 1.
    E[max(y·A - k, 0)] = y·E[max(A - k/y, 0)] for what is known y, so all cases read off one table of A.
    """
    if quantity.kind == "once":
        return np.ones(len(known))
    if isinstance(law, Constant | Discrete) or power == 0 or _steps_within(quantity, known, law, power) > _MOST_STEPS:
        x, weights = nodes(law, _NODES)
        return np.asarray(quantity.of(known[:, np.newaxis] * (x if power is None else (1 + x) ** power)) @ weights)
    tail = _tail(law, power)
    y = np.maximum(known, _SMALLEST)  # of which nothing is paid

    def over(k: float) -> Array:
        """E[max(y·A - k, 0)]."""
        return np.zeros(len(y)) if math.isinf(k) else y * tail.excess(k / y)

    def beyond_threshold(k: float) -> Array:
        """P(y·A > k)."""
        return np.zeros(len(y)) if math.isinf(k) else tail.share(k / y)

    match quantity.kind:
        case "units":
            return over(quantity.low)
        case "tier":
            return over(quantity.low) - over(quantity.high)
        case "all":
            low, high = quantity.low, quantity.high if math.isfinite(quantity.high) else 0.0
            from_low = over(low) + low * beyond_threshold(low)
            return from_low - (over(quantity.high) + high * beyond_threshold(quantity.high))
    total: Array = np.zeros(len(y))
    for j in range(_steps_within(quantity, known, law, power)):
        total = total + beyond_threshold(quantity.low + (j + STEP_TOLERANCE) * quantity.every)
    return total


def _steps_within(quantity: Quantity, known: Array, law: Distribution, power: int | None) -> int:
    """How many steps may begin; 0 of what has none."""
    if quantity.kind != "steps":
        return 0
    farthest = float(known.max()) * float(_tail(law, power).a[-1])
    return max(0, math.ceil((farthest - quantity.low) / quantity.every))


class _Tail:
    """E[max(A - s, 0)] and P(A > s) of a factor A, from a fine table over its latent normal z."""

    def __init__(self, law: Distribution, power: int | None) -> None:
        self.z = np.linspace(-_FARTHEST, _FARTHEST, _FINE)
        x = at_latent(law, self.z)
        self.a = np.asarray(x if power is None else (1 + x) ** power)
        self.density = np.exp(-self.z * self.z / 2) / math.sqrt(2 * math.pi)
        step = self.z[1] - self.z[0]
        self._shares = _from_above(self.density, step)
        self._means = _from_above(self.density * self.a, step)

    def _place(self, s: Array) -> tuple[Array, NDArray[np.intp]]:
        """z at which A is s, and the first point of the table from there on."""
        s = np.clip(s, self.a[0], self.a[-1])
        next_ = np.clip(np.searchsorted(self.a, s, side="right"), 1, _FINE - 1)
        before, after = self.a[next_ - 1], self.a[next_]
        t = np.clip((s - before) / np.where(after > before, after - before, 1.0), 0.0, 1.0)
        return self.z[next_ - 1] + t * (self.z[next_] - self.z[next_ - 1]), next_

    def share(self, s: Array) -> Array:
        """P(A > s), for s (N,)."""
        from scipy.special import ndtr

        z, _ = self._place(s)
        inside = np.asarray(ndtr(-z))
        return np.where(s < self.a[0], 1.0, np.where(s >= self.a[-1], 0.0, inside))

    def excess(self, s: Array) -> Array:
        """E[max(A - s, 0)], for s (N,)."""
        z, next_ = self._place(s)
        part = (self.z[next_] - z) * np.maximum(self.a[next_] - s, 0.0) * self.density[next_] / 2
        rest = self._means[next_] - s * self._shares[next_]
        below = self._means[0] - s * self._shares[0]
        return np.where(s <= self.a[0], below, np.where(s >= self.a[-1], 0.0, rest + part))


def _from_above(f: Array, step: float) -> Array:
    """The integral of f from every point to the last."""
    areas = (f[1:] + f[:-1]) * (step / 2)
    return np.append(np.cumsum(areas[::-1])[::-1], 0.0)


@lru_cache(maxsize=256)
def _tail(law: Distribution, power: int | None) -> _Tail:
    return _Tail(law, power)


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

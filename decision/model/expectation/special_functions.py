"""The few special functions that expectations need, for single numbers.

scipy has them all, but takes longer to import than everything else that scoring a decision does. Sources are chapters
of the NIST Digital Library of Mathematical Functions, dlmf.nist.gov. Both shares of a law are given together, the one
below x and the one above, so that the smaller keeps its digits.
"""

from __future__ import annotations

import math

MANY = 1e5  # a shape from which on a law is as good as normal: see `decision.model.expectation.beyond`
_LARGE = 1e4
_SMALL = 1e-300  # in place of a denominator of 0 (Lentz's method)
_EPSILON = 1e-16
_SQRT2 = math.sqrt(2)
_SQRT2PI = math.sqrt(2 * math.pi)


def normal_density(z: float) -> float:
    """φ(z)."""
    return math.exp(-z * z / 2) / _SQRT2PI


def normal_below(z: float) -> float:
    """Φ(z), exact in both tails."""
    return math.erfc(-z / _SQRT2) / 2


def log_normal_below(z: float) -> float:
    """ln Φ(z), also where Φ(z) is too small for a double (DLMF 7.12.1)."""
    if z > -30:
        return math.log(normal_below(z))
    inverse = 1 / (z * z)
    return -z * z / 2 - math.log(-z * _SQRT2PI) + math.log1p(-inverse * (1 - 3 * inverse * (1 - 5 * inverse)))


def log_beta(a: float, b: float) -> float:
    """ln B(a, b); where one is large, the difference of two large logarithms is by Stirling's series (DLMF 5.11.1)."""
    a, b = sorted((a, b))
    if b < _LARGE:
        return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
    total = a + b
    return math.lgamma(a) - a * math.log(b) - (total - 0.5) * math.log1p(a / b) + a + (1 / b - 1 / total) / 12


def log_powers(a: float, b: float, x: float, y: float) -> float:
    """ln(x^a·y^b), y being 1 - x: a large exponent of what is nearly 1 loses no digits."""
    return a * (math.log(x) if x < y else math.log1p(-y)) + b * (math.log(y) if y < x else math.log1p(-x))


def beta_shares(a: float, b: float, x: float, y: float) -> tuple[float, float]:
    """The shares of the beta law with shapes `a` and `b` below and above x, of 0 to 1, y being 1 - x.

    By the continued fraction of DLMF 8.17.22, on the side where it converges quickly.
    """
    if x <= 0:
        return 0.0, 1.0
    if y <= 0:
        return 1.0, 0.0
    front = math.exp(log_powers(a, b, x, y) - log_beta(a, b))
    if x * (a + b + 2) <= a + 1:
        below = min(1.0, front / a * _beta_fraction(a, b, x))
        return below, 1 - below
    above = min(1.0, front / b * _beta_fraction(b, a, y))
    return 1 - above, above


def _beta_fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d or _SMALL)
    fraction = d
    for m in range(1, 10_000):
        twice = 2 * m
        step = m * (b - m) * x / ((a + twice - 1) * (a + twice))
        d = 1 / ((1 + step * d) or _SMALL)
        c = (1 + step / c) or _SMALL
        fraction *= c * d
        step = -(a + m) * (a + b + m) * x / ((a + twice) * (a + twice + 1))
        d = 1 / ((1 + step * d) or _SMALL)
        c = (1 + step / c) or _SMALL
        fraction *= c * d
        if abs(c * d - 1) < _EPSILON:
            break
    return fraction


def gamma_shares(shape: float, x: float) -> tuple[float, float]:
    """The shares of the gamma law with that `shape` and scale 1 below and above x.

    By the power series DLMF 8.11.4 below shape + 1, and the continued fraction 8.9.2 above.
    """
    if x <= 0:
        return 0.0, 1.0
    front = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x < shape + 1:
        term = total = 1 / shape
        k = shape
        while term > total * _EPSILON:
            k += 1
            term *= x / k
            total += term
        below = min(1.0, front * total)
        return below, 1 - below
    b = x + 1 - shape
    c, d = 1 / _SMALL, 1 / b
    fraction = d
    for n in range(1, 100_000):
        step = -n * (n - shape)
        b += 2
        d = 1 / ((step * d + b) or _SMALL)
        c = (b + step / c) or _SMALL
        fraction *= c * d
        if abs(c * d - 1) < _EPSILON:
            break
    above = min(1.0, front * fraction)
    return 1 - above, above

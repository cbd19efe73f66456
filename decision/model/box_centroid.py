"""The mean of a uniform law on a box cut by a plane: {0 <= u <= d, sum u = R}.

Throughout this module
    k  is one of n widths
    d  are the widths (n,), each above 0
    R  is the room that the u share out, above 0 and below the sum of d
    J  is a set of widths, a face of the box

With P the sum over all J of (-1)^|J|·(R - sum of J)₊^(n-1), the volume up to a factor (Marichal and Mossinghoff 2008,
Slices, slabs, and sections of the unit hypercube), and S[k] the part of it in which J holds k, integrating by parts
gives the mean of u[k] as (Q + d[k]·S[k])/P, with one Q for all k; as the means sum to R, Q is (R·P - sum of d·S)/n.
These sums cancel, so they are taken in whole numbers: over all faces where they are few (widths that coincide are
gathered), over two halves of the widths where they are not.

Between these lies a way in floating point in which nothing cancels. Given their sum, independent u with densities
exp(z·u) on 0 .. d[k] are uniform whatever z. With the z for which R is the mean of the sum (Daniels 1954, Saddlepoint
approximations in statistics), the density of the sum at R is near its peak, and a Fourier series for it, and for
the u in it: as the sum lies within 0 .. sum of d, the series with that period is exact but for the terms left out. The
error is checked: the means have to sum to R.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from decision.model.errors import ImpossibleError

Array = NDArray[np.float64]
Complex = NDArray[np.complexfloating[Any, Any]]

_MOST_FACES = 4096
_MOST_IN_HALVES = 32
_MOST_TERMS = 1 << 16  # of the Fourier series
_AT_ONCE = 1 << 12
_LEFT_OUT = 1e-15  # of the whole series
_ERROR = 1e-12  # of R, by which the means may miss it
_SMALL = 0.05  # of s·d, below which differences of exponentials lose digits


@lru_cache(maxsize=64)
def means(widths: tuple[Fraction, ...], room: Fraction) -> tuple[Fraction, ...]:
    """E[u] of each width, exact or to 1e-12 of R.

    Raises
    ------
    ImpossibleError
        More than `_MOST_IN_HALVES` widths of which a few are wider than all others by so much that the series does
        not end.
    """
    total = sum(widths, start=Fraction(0))
    if 2 * room > total:  # count down from the other corner
        return tuple(d - mean for d, mean in zip(widths, means(widths, total - room), strict=True))
    if any(d > room for d in widths):
        return means(tuple(min(d, room) for d in widths), room)
    scale = math.lcm(*(x.denominator for x in (room, *widths)))
    d, whole = [int(x * scale) for x in widths], int(room * scale)
    faces = _faces(d, whole, _MOST_FACES)
    if faces is not None:
        parts = parts_of_faces(d, whole, faces)
    else:
        found = by_series(np.array([float(x / room) for x in widths]))
        if found is not None:
            return tuple(room * Fraction(x) for x in found.tolist())
        if len(d) > _MOST_IN_HALVES:
            raise ImpossibleError(
                "the ranges are too unlike in width to find their middle", "widen the narrowest, or give weights"
            )
        parts = parts_of_halves(d, whole)
    volume, with_k = parts
    rest = Fraction(whole * volume - sum(x * part for x, part in zip(d, with_k, strict=True)), len(d))
    return tuple((rest + x * part) / (volume * scale) for x, part in zip(d, with_k, strict=True))


# --- in whole numbers ---------------------------------------------------------------------------------------------


def _faces(widths: Iterable[int], room: int, most: int | None = None) -> dict[int, int] | None:
    """Signed count of the sets of widths, by their sum, where below `room`; None if there are more than `most`."""
    faces = {0: 1}
    for width in widths:
        for total, sign in list(faces.items()):
            if total + width < room:
                faces[total + width] = faces.get(total + width, 0) - sign
        if most is not None and len(faces) > most:
            return None
    return faces


def parts_of_faces(widths: list[int], room: int, faces: dict[int, int]) -> tuple[int, list[int]]:
    """P and S."""
    power = len(widths) - 1
    by_width: dict[int, int] = {}
    for place, width in enumerate(widths):
        if width not in by_width:
            others = (_faces(widths[:place] + widths[place + 1 :], room - width) or {}) if width < room else {}
            by_width[width] = -sum(sign * (room - width - x) ** power for x, sign in others.items())
    volume = sum(sign * (room - x) ** power for x, sign in faces.items())
    return volume, [by_width[width] for width in widths]


def parts_of_halves(widths: list[int], room: int) -> tuple[int, list[int]]:
    """P and S, each set being one of the first half of the widths with one of the second."""
    half = len(widths) // 2
    volume, first = _parts_of_half(widths[:half], widths[half:], room)
    _, second = _parts_of_half(widths[half:], widths[:half], room)
    return volume, first + second


def _parts_of_half(own: list[int], others: list[int], room: int) -> tuple[int, list[int]]:
    """P, and S of the `own` widths.

    Sets of own widths come with falling sums, so that ever more sets of the others fit beside them. What those add is a
    polynomial in the room that is left; its coefficients are carried along.
    """
    power = len(own) + len(others) - 1
    choose = [math.comb(power, i) * (-1) ** (power - i) for i in range(power + 1)]
    beside = sorted(_signed_sums(others))
    powers = [0] * (power + 1)  # sums of sign·(sum of the set)^i of the sets that fit
    fitting = 0
    volume, with_own = 0, [0] * len(own)
    for total, members, sign in sorted(((x, j, s) for x, s, j in _signed_sums(own)), reverse=True):
        left = room - total
        if left <= 0:
            continue
        while fitting < len(beside) and beside[fitting][0] < left:
            x, term, _ = beside[fitting]
            for i in range(power + 1):
                powers[i] += term
                term *= x
            fitting += 1
        value = 0
        for i in range(power, -1, -1):  # Horner's rule, highest power of the room left first
            value = value * left + choose[i] * powers[power - i]
        volume += sign * value
        for k in range(len(own)):
            if members >> k & 1:
                with_own[k] += sign * value
    return volume, with_own


def _signed_sums(widths: list[int]) -> list[tuple[int, int, int]]:
    """Of every set of `widths`: its sum, its sign, and its members as bits."""
    sums = [(0, 1, 0)]
    for k, width in enumerate(widths):
        sums += [(x + width, -sign, members | 1 << k) for x, sign, members in sums]
    return sums


# --- in floating point --------------------------------------------------------------------------------------------


def by_series(d: Array) -> Array | None:
    """E[u] for a room of 1; None where the series takes too many terms, or misses the room."""
    tilt = _tilt(d)
    period = float(d.sum())
    terms = _terms(d, tilt, period)
    if terms is None:
        return None
    whole, parts = 0.0, np.zeros(len(d))
    for first in range(0, terms, _AT_ONCE):
        j = np.arange(first, min(first + _AT_ONCE, terms))
        turn = np.exp(-2j * np.pi * j / period) * np.where(j == 0, 1.0, 2.0)  # both signs of j at once
        transform, mean = _transforms(d, tilt, tilt + 2j * np.pi * j / period)
        whole += float((turn * transform.prod(axis=0)).real.sum())
        parts += (turn * _products_of_others(transform) * mean).real.sum(axis=1)
    found = parts / whole
    fits = bool(np.isfinite(found).all()) and abs(float(found.sum()) - 1) < _ERROR
    return found if fits and (found > 0).all() and (found < d).all() else None


def _transforms(d: Array, tilt: float, s: Complex) -> tuple[Complex, Complex]:
    """E[exp((s - tilt)·u)] and E[u·exp((s - tilt)·u)], (n, J), of the tilted u, at s (J,)."""
    x: Complex = np.multiply.outer(d, s)
    near = np.abs(x) < _SMALL
    large, small = np.where(near, 1.0, x), x[near]
    whole = np.expm1(large) / large
    mean = (np.exp(large) - whole) / large
    whole[near] = _polynomial(small, _WHOLE)
    mean[near] = _polynomial(small, _MEAN)
    size = _size(d * tilt)[:, np.newaxis]
    return np.asarray(whole / size), np.asarray(mean * d[:, np.newaxis] / size)


def _size(x: Array) -> Array:
    """The integral of exp(x·u) over 0 .. 1."""
    near = np.abs(x) < _SMALL
    large = np.where(near, 1.0, x)
    return np.where(near, _polynomial(x, _WHOLE), np.expm1(large) / large)


# coefficients of the integrals of exp(x·u) and of u·exp(x·u) over 0 .. 1, in powers of x
_WHOLE = [1 / math.factorial(i + 1) for i in range(8)]
_MEAN = [1 / (math.factorial(i) * (i + 2)) for i in range(8)]


def _polynomial(x: Any, coefficients: list[float]) -> Any:
    value = np.zeros_like(x)
    for each in reversed(coefficients):
        value = value * x + each
    return value


def _products_of_others(factors: Complex) -> Complex:
    """Of each row, the product of all other rows."""
    before, after = np.ones_like(factors), np.ones_like(factors)
    np.cumprod(factors[:-1], axis=0, out=before[1:])
    after[:-1] = np.cumprod(factors[:0:-1], axis=0)[::-1]
    return np.asarray(before * after)


def _tilt(d: Array) -> float:
    """The z, at most 0, for which the tilted u sum to 1 in the mean."""
    low, high = -float(len(d)), 0.0  # E[u] is less than -1/z
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if float(_mean(d, middle).sum()) > 1 else (middle, high)
    return high


def _mean(d: Array, z: float) -> Array:
    """E[u] with density in proportion to exp(z·u) on 0 .. d; z below 0."""
    x = z * d
    near = np.abs(x) < _SMALL
    small, large = np.where(near, x, 0.0), np.where(near, -1.0, x)
    series = 0.5 + small / 12 - small**3 / 720 + small**5 / 30240
    return d * np.where(near, series, np.exp(large) / np.expm1(large) - 1 / large)


def _terms(d: Array, tilt: float, period: float) -> int | None:
    """How many terms of the series matter; None if more than `_MOST_TERMS`."""
    size = _size(d * tilt)

    def left_out(j: float) -> float:
        """A bound on what all terms from j on come to, which fall at least as fast as 1/j²."""
        s = abs(complex(tilt, 2 * math.pi * j / period))
        bounds = (1 + np.exp(tilt * d)) / (s * d * size)
        return j * math.exp(float(np.log(np.minimum(1.0, bounds)).sum()))

    if left_out(_MOST_TERMS) > _LEFT_OUT:
        return None
    low, high = 1, _MOST_TERMS
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if left_out(middle) <= _LEFT_OUT else (middle + 1, high)
    return low + 1

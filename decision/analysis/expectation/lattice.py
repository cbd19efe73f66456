"""Laws of amounts on a lattice, given each of several states of the world: put there, added up, multiplied.

Throughout this module
    f  is a state of the world   0 .. Q-1
    x  are amounts (n,), p their probabilities given each state, (Q, n), or (1, n) where the state makes no difference

An amount between two points of a lattice is divided among the three nearest so that mean and variance stay what they
are; a probability may so fall a little below 0, which an expectation over many does not mind.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Range = tuple[float, float]

_BLOCK = 16_000  # amounts at a time: what is worked out of them stays in a processor's caches


@dataclass(frozen=True)
class Amounts:
    """x and p, in no order."""

    x: Array
    p: Array

    @property
    def rows(self) -> Iterator[Array]:
        """The probabilities (n,) in each state."""
        yield from self.p

    @property
    def states(self) -> int:
        """Q, or 1."""
        return len(self.p)

    def blocks(self) -> Iterator[tuple[Array, Iterator[Array]]]:
        """Some amounts at a time, each time with their probabilities in each state."""
        for start in range(0, len(self.x), _BLOCK):
            part = slice(start, start + _BLOCK)
            yield self.x[part], (row[part] for row in self.p)

    @property
    def mean(self) -> float:
        """The mean in the state in the middle."""
        return float(self.p[len(self.p) // 2] @ self.x)

    @property
    def sd(self) -> float:
        """The standard deviation in the state in the middle."""
        return math.sqrt(max(0.0, float(self.p[len(self.p) // 2] @ (self.x - self.mean) ** 2)))

    @property
    def spread(self) -> float:
        """The standard deviation over the size of the mean, in the state in the middle."""
        return self.sd / max(abs(self.mean), np.finfo(float).tiny)

    def quantile(self, share: float) -> float:
        """The amount below which `share` of the probability lies, in the first state, straight between two points."""
        order = np.argsort(self.x)
        p = self.p[0][order]
        return float(np.interp(share, np.cumsum(p) - p / 2, self.x[order]))


class Product:
    """All products of two amounts that are independent in each state, times a factor."""

    def __init__(self, one: Amounts, other: Amounts, factor: float = 1.0) -> None:
        self.one = one
        self.other = other
        self.factor = factor
        self.states = max(len(one.p), len(other.p))
        self.x = np.outer(factor * one.x, other.x).ravel()

    @property
    def sd(self) -> float:
        """As of `Amounts`."""
        squares = ((each.sd**2 + each.mean**2, each.mean**2) for each in (self.one, self.other))
        (raw, of_mean), (other_raw, of_other_mean) = squares
        return abs(self.factor) * math.sqrt(max(0.0, raw * other_raw - of_mean * of_other_mean))

    @property
    def rows(self) -> Iterator[Array]:
        """The probabilities (n,) in each state."""
        return _both(self.one, self.other, self.states)

    def blocks(self) -> Iterator[tuple[Array, Iterator[Array]]]:
        """As of `Amounts`."""
        return _blocks(self, self.one, self.other)


class Sum:
    """All sums of two amounts that are independent in each state."""

    def __init__(self, one: Amounts, other: Amounts) -> None:
        self.one = one
        self.other = other
        self.states = max(len(one.p), len(other.p))
        self.x = np.add.outer(one.x, other.x).ravel()

    @property
    def rows(self) -> Iterator[Array]:
        """As of `Product`."""
        return _both(self.one, self.other, self.states)

    def blocks(self) -> Iterator[tuple[Array, Iterator[Array]]]:
        """As of `Amounts`."""
        return _blocks(self, self.one, self.other)


def _blocks(both: Product | Sum, one: Amounts, other: Amounts) -> Iterator[tuple[Array, Iterator[Array]]]:
    width = len(other.x)
    some = max(1, _BLOCK // width)
    for start in range(0, len(one.x), some):
        part = Amounts(one.x[start : start + some], one.p[:, start : start + some])
        yield both.x[start * width : (start + some) * width], _both(part, other, both.states)


def _both(one: Amounts, other: Amounts, states: int) -> Iterator[Array]:
    """The probabilities (n,) in each state of all pairs of two amounts; not all at once, for there are many."""
    for state in range(states):
        p, q = (p[state] if len(p) > 1 else p[0] for p in (one.p, other.p))
        yield np.outer(p, q).ravel()


@dataclass(frozen=True)
class Lattice:
    """p of the amounts start, start + step, …"""

    start: float
    step: float
    p: Array

    @property
    def x(self) -> Array:
        """The amounts (n,)."""
        return np.asarray(self.start + self.step * np.arange(self.p.shape[1]))

    def cut(self, low: float, high: float) -> Lattice:
        """What lies outside `low` to `high` is put on the point next to it."""
        first = min(max(0, math.floor((low - self.start) / self.step)), self.p.shape[1] - 1)
        last = min(max(first, math.ceil((high - self.start) / self.step)), self.p.shape[1] - 1)
        p = self.p[:, first : last + 1].copy()
        p[:, 0] += self.p[:, :first].sum(axis=1)
        p[:, -1] += self.p[:, last + 1 :].sum(axis=1)
        return Lattice(self.start + first * self.step, self.step, p)

    def plus(self, other: Lattice) -> Lattice:
        """The sum of two amounts that are independent in each state; of equal steps."""
        n = self.p.shape[1] + other.p.shape[1] - 1
        size = 1 << (n - 1).bit_length()
        p = np.fft.irfft(np.fft.rfft(self.p, size) * np.fft.rfft(other.p, size), size)[:, :n]
        return Lattice(self.start + other.start, self.step, p)


def graded(amounts: Amounts | Product | Sum, points: int) -> Amounts:
    """`amounts` on a few points: close together around the middle, ever farther apart in tails, to which they reach."""
    x = amounts.x
    middle, spread = _centre(x, next(itertools.islice(amounts.rows, amounts.states // 2, None)))
    if not spread or len(x) <= points:
        return Amounts(x, np.array(list(amounts.rows)))
    x = (x - middle) / spread  # in spreads, for squares of very small amounts would be nothing
    y = np.arcsinh(x)
    low, high = float(y.min()), float(y.max())
    at = np.sinh(np.linspace(low, high, points))
    nearest = np.clip(np.rint((y - low) * ((points - 1) / (high - low))), 1, points - 2).astype(np.intp)
    a, b, c = at[nearest - 1], at[nearest], at[nearest + 1]
    shares = (
        (x - b) * (x - c) / ((a - b) * (a - c)),
        (x - a) * (x - c) / ((b - a) * (b - c)),
        (x - a) * (x - b) / ((c - a) * (c - b)),
    )
    p = np.zeros((amounts.states, points))
    _share_out(p, amounts.rows, nearest, shares)
    return Amounts(middle + spread * at, p)


def _centre(x: Array, p: Array) -> tuple[float, float]:
    """The median, and half the distance between P16 and P84, or what there is of spread."""
    order = np.argsort(x)
    below = np.cumsum(p[order])
    low, middle, high = x[order][np.searchsorted(below, (0.16, 0.5, 0.84)).clip(max=len(x) - 1)]
    return float(middle), float(high - low) / 2 or float(x.max() - x.min())


def _share_out(p: Array, rows: Iterator[Array], nearest: NDArray[np.intp], shares: Sequence[Array]) -> None:
    """Add to p (Q, points) the probabilities in `rows`: shares of each to the nearest point and to those beside it."""
    for state, own in enumerate(rows):
        for side, share in zip((-1, 0, 1), shares, strict=True):
            p[state] += np.bincount(nearest + side, own * share, p.shape[1])


def on_lattice(amounts: Amounts | Product | Sum, low: float, high: float, step: float) -> Lattice:
    """`amounts` on a lattice from `low` to `high`, what lies outside put on its ends."""
    points = 1 + max(2, math.ceil((high - low) / step))
    p = np.zeros((amounts.states, points))
    for x, rows in amounts.blocks():
        _share_out(p, rows, *_places(x, low, step, points))
    return Lattice(low, step, p)


def on_lattice_by_rows(amounts: Amounts | Product, low: float, high: float, step: float) -> Lattice:
    """The same as `on_lattice`, sooner where many of very many states make no difference to amounts or to factors."""
    if isinstance(amounts, Amounts):
        rows, which = _distinct(amounts.p)
        return Lattice(low, step, on_lattice(Amounts(amounts.x, rows), low, high, step).p[which])
    (few, one), (many, other) = sorted(
        ((_distinct(each.p), each) for each in (amounts.one, amounts.other)), key=lambda each: len(each[0][0])
    )
    if 2 * len(few[0]) > amounts.states or len(many[1]) != amounts.states:
        return on_lattice(amounts, low, high, step)
    points = 1 + max(2, math.ceil((high - low) / step))
    nearest, shares = _places(np.multiply.outer(amounts.factor * other.x, one.x).ravel(), low, step, points)
    start = np.repeat(points * np.arange(len(other.x)), len(one.x))
    p = np.zeros((amounts.states, points))
    for row, own in enumerate(few[0]):
        moves = np.zeros((1, len(other.x) * points))
        _share_out(moves, iter([np.tile(own, len(other.x))]), nearest + start, shares)
        states = few[1] == row
        p[states] = other.p[states] @ moves.reshape(len(other.x), points)
    return Lattice(low, step, p)


def _places(x: Array, low: float, step: float, points: int) -> tuple[NDArray[np.intp], tuple[Array, Array, Array]]:
    """Of amounts on a lattice: the nearest point that has neighbours, and the shares of all three."""
    place = np.clip((x - low) / step, 0.0, points - 1.0)
    nearest = np.clip(np.rint(place), 1, points - 2).astype(np.intp)
    off = place - nearest
    return nearest, ((off * off - off) / 2, 1 - off * off, (off * off + off) / 2)


def _distinct(p: Array) -> tuple[Array, NDArray[np.intp]]:
    """The rows of p (Q, n) that differ, and which of them each state has (Q,)."""
    marks = (p * np.sqrt(np.arange(1.0, p.shape[1] + 1))).sum(axis=1)  # rows that are alike have one mark
    _, first, which = np.unique(marks, return_index=True, return_inverse=True)
    return (p[first], which) if np.array_equal(p[first][which], p) else (p, np.arange(len(p)))

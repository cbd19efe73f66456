"""Expectations over a cost plan whose uncertain figures hang together in any way: rows of points on a lattice rule.

Throughout this module
    i  is an uncertain figure          0 .. I-1
    z  are latent normals (I,), C their correlations
    d  is the direction, of independent normals, in which the present value rises fastest
    t  is the normal along it: a row of R even points h apart
    n  is a point of the lattice, of what is left of the normals and of where its row begins   0 .. N-1
    x  are the figures, PV the present value

A value function that bends makes a lattice rule slow, for the bend lies across all dimensions. So the direction d is
integrated by itself, in the middle of everything else (Griebel, Kuo and Sloan 2013, The smoothing effect of integration
in R^d and the ANOVA decomposition). Along a row, sums over even points lack h²·[v·φ]'·B(θ)/2 - h³·[v·φ]''·B'(θ)/6 where
the value bends θ of a step beyond a point ([] is what changes there, B and B' are Bernoulli's polynomials of degree 2
and 3), and this is added. Rows begin anywhere within a step, as the lattice has it, so that whatever is left of it has
no mean, however odd the plan. Where a law breaks or jumps nothing is added, for a bend is then not found exactly.

The points are those of Korobov's lattice, n·(1, a, a², …)/N modulo 1 (Sloan and Joe 1994, Lattice Methods for Multiple
Integration, section 4.3), with an a that was the best of 400 in ten dimensions. They are moved closer to the ends
of 0 to 1 by u²(3 - 2u) in each of the first six dimensions and folded in the others, so that the rule gains from
smoothness though nothing is periodic (section 2.12). How far off it is follows from a few lattices that are shifted
differently in each dimension, always by the same steps (Cranley and Patterson 1976, Randomization of number theoretic
methods for multiple integration).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from decision.analysis.stopping import go_on
from decision.model.distribution import Distribution
from decision.model.expectation.breaks import breaks
from decision.model.expectation.latent import at_latents

Array = NDArray[np.float64]
Places = NDArray[np.intp]
Bend = tuple[float, float]  # a present value, and how much the slope of a function of it changes there
Function = tuple[Callable[[Array], Array], Sequence[Bend]]

_MOVED = 6  # dimensions whose points are moved: in more, the weights would vary too much
_LATTICES = 4
_CERTAIN = 5.84  # standard errors of their mean: within that many it is in 99 of 100 cases, by Student's t of 3 degrees
_SEED = 14
_FARTHEST = 7.0  # of t
_BLOCK = 2048  # rows at a time: what is worked out of them stays in a processor's caches
_NEAR = 0.05  # of t, over which slopes at a bend are taken


@dataclass(frozen=True)
class Size:
    """N, a and R."""

    points: int
    multiplier: int
    row: int


SIZES = (Size(16_381, 2_531, 24), Size(65_521, 22_553, 16))  # one after the other, as many as are needed
SIZES_OF_BROKEN = (Size(65_521, 22_553, 16), Size(131_071, 8_365, 12))  # where a law breaks or jumps


class PlanPoints:
    """The points for figures by name with their `laws` and correlations C (I, I), in the same order.

    Parameters
    ----------
    present_value
        PV (n,) from the figures (n,) by name.
    """

    def __init__(
        self,
        laws: Mapping[str, Distribution],
        correlations: Array,
        present_value: Callable[[Mapping[str, Array]], Array],
        size: Size,
    ) -> None:
        self.laws = laws
        self.present_value = present_value
        self.size = size
        self.is_smooth = not any(map(breaks, laws.values()))
        self.step = 2 * _FARTHEST / (size.row - 1)
        lengths, vectors = np.linalg.eigh(correlations)
        root = (vectors * np.sqrt(np.maximum(lengths, 0.0)))[:, ::-1]  # the direction of most spread first
        self.root = root @ self._turn(root)

    def means(self, functions: Sequence[Function]) -> list[tuple[float, float]]:
        """The mean of each function of the present value, and how far off it may be."""
        means = np.array([self._means_of(shifts, functions) for shifts in self._shifts()])
        errors = _CERTAIN * means.std(axis=0, ddof=1) / math.sqrt(len(means))
        return list(zip(means.mean(axis=0).tolist(), errors.tolist(), strict=True))

    def quantiles(self, shares: Sequence[float]) -> list[float]:
        """The present values below which `shares` of the probability lie."""
        blocks = list(self._blocks(self._shifts()[0]))
        values = np.concatenate([self._values(rest, t).ravel() for _, rest, t in blocks])
        weights = np.concatenate([(weight[:, np.newaxis] * self._density(t)).ravel() for weight, _, t in blocks])
        order = np.argsort(values)
        below = np.cumsum(weights[order])
        return [float(values[order][np.searchsorted(below, share * below[-1])]) for share in shares]

    def _turn(self, root: Array) -> Array:
        """The independent normals turned so that the first is the one along d; the others in their order, as near."""
        count = root.shape[1]
        ends = np.hstack([root, -root])  # each normal at 1 and at -1, the others at 0
        values = self._values(ends, np.zeros((2 * count, 1)), turned=False)[:, 0]
        rises = values[:count] - values[count:]
        length = float(np.linalg.norm(rises))
        if not (math.isfinite(length) and length):
            return np.eye(count)
        basis, _ = np.linalg.qr(np.column_stack([rises / length, np.eye(count)]))
        return np.asarray(basis)

    def _shifts(self) -> list[list[int]]:
        """Of each lattice: by how many of its steps each dimension is shifted."""
        shifts: list[list[int]] = (
            np.random.default_rng(_SEED).integers(0, self.size.points, (_LATTICES, len(self.laws))).tolist()
        )
        return shifts

    def _means_of(self, shifts: Sequence[int], functions: Sequence[Function]) -> Array:
        totals, mass = np.zeros(len(functions)), 0.0
        for weight, rest, t in self._blocks(shifts):
            go_on()
            values, density = self._values(rest, t), self._density(t)
            mass += float(weight @ density.sum(axis=1))
            for place, (of, bends) in enumerate(functions):
                rows = (of(values.ravel()).reshape(values.shape) * density).sum(axis=1)
                for bend in bends:
                    row, lacking = self._lacking(rest, t, values, bend)
                    rows += np.bincount(row, lacking, len(rows))
                totals[place] += float(weight @ rows)
        return totals / mass

    def _blocks(self, shifts: Sequence[int]) -> list[tuple[Array, Array, Array]]:
        """Some rows at a time: their weights (n,), latents but for what t does (I, n), and t (n, R)."""
        within, normals, weights = _normals(self.size, shifts)
        rest = self.root[:, 1:] @ normals if len(normals) else np.zeros((len(self.root), len(weights)))
        t = np.linspace(-_FARTHEST, _FARTHEST, self.size.row) + self.step * (within[:, np.newaxis] - 0.5)
        parts = [slice(start, start + _BLOCK) for start in range(0, len(weights), _BLOCK)]
        return [(weights[part], rest[:, part], t[part]) for part in parts]

    def _values(self, rest: Array, t: Array, *, turned: bool = True) -> Array:
        """PV (n, R)."""
        along = self.root[:, 0] if turned else np.zeros(len(rest))
        shape = t.shape
        x = {
            name: at_latents(law, (own[:, np.newaxis] + share * t).ravel())
            for (name, law), own, share in zip(self.laws.items(), rest, along.tolist(), strict=True)
        }
        return np.broadcast_to(self.present_value(x), math.prod(shape)).reshape(shape)

    def _density(self, t: Array) -> Array:
        """What each point of a row counts."""
        return np.asarray(self.step / math.sqrt(2 * math.pi) * np.exp(-t * t / 2))

    # --- bends ----------------------------------------------------------------------------------------------------

    def _lacking(self, rest: Array, t: Array, values: Array, bend: Bend) -> tuple[Places, Array]:
        """Rows in which the present value passes a bend, each time that it does, and what their sums lack by it."""
        at, change = bend
        above = values > at
        row, before = np.nonzero(above[:, 1:] != above[:, :-1])
        if not change or not self.is_smooth:
            return row[:0], np.zeros(0)
        rest, start = rest[:, row], t[row, before]
        place = self._passing(rest, start, values, row, before, at)
        low, middle, high = self._values(rest, place[:, np.newaxis] + [-_NEAR, 0.0, _NEAR]).T
        place = _within_step(place - _divided(middle - at, (high - low) / (2 * _NEAR)), start, self.step)
        slope, curve = (high - low) / (2 * _NEAR), (high - 2 * middle + low) / _NEAR**2
        beyond = (place - start) / self.step
        first = np.abs(slope) * (beyond * beyond - beyond + 1 / 6) / 2
        second = np.sign(slope) * (curve - 2 * place * slope) * beyond * (beyond - 0.5) * (beyond - 1) / 6
        return row, change * self._density(place) * (self.step * first - self.step**2 * second)

    def _passing(self, rest: Array, start: Array, values: Array, row: Places, before: Places, at: float) -> Array:
        """About where PV is `at`, t (n,) within a step after `start`.

        A cubic through four points of the row, nearly inverted, and one step of Newton's method.
        """
        first = np.clip(before - 1, 0, values.shape[1] - 4)
        a, b, c, d = (values[row, first + each] - at for each in range(4))
        second, third = (a + c) / 2 - b, (d - 3 * c + 3 * b - a) / 6
        slope = (c - a) / 2 - third
        below, above = values[row, before] - at, values[row, before + 1] - at
        own = (before - first - 1) + _divided(below, below - above)  # from the second of the four points, in steps
        for _ in range(2):
            rises = slope + own * (2 * second + 3 * own * third)
            own = own - _divided(b + own * (slope + own * (second + own * third)), rises)
            own = np.clip(own, before - first - 1.0, before - first + 0.0)
        rises = slope + own * (2 * second + 3 * own * third)
        place = start + (own - (before - first - 1)) * self.step
        off = self._values(rest, place[:, np.newaxis])[:, 0] - at
        return _within_step(place - _divided(off, rises) * self.step, start, self.step)


def _within_step(t: Array, start: Array, step: float) -> Array:
    return np.clip(t, start, start + step)


def _divided(x: Array, y: Array) -> Array:
    """x/y, 0 where y is 0."""
    return np.asarray(np.divide(x, y, out=np.zeros(x.shape), where=y != 0))


def _normals(size: Size, shifts: Sequence[int]) -> tuple[Array, Array, Array]:
    """Where in a step rows begin (n,), independent standard normals (dimensions, n), and the weights (n,).

    Each dimension is shifted by so many steps; the first is that of where rows begin.
    """
    moved, densities, folded = _one_dimension(size.points)
    n = np.arange(size.points)
    within = ((n + shifts[0]) % size.points + 0.5) / size.points
    rows, weights, step = [], np.ones(size.points), 1
    for dimension, shift in enumerate(shifts[1:]):
        step = step * size.multiplier % size.points
        place = (n * step + shift) % size.points
        rows.append((moved if dimension < _MOVED else folded)[place])
        if dimension < _MOVED:
            weights *= densities[place]
    return within, np.array(rows), weights / weights.sum()


@cache
def _one_dimension(points: int) -> tuple[Array, Array, Array]:
    """Of one dimension: its points when moved, as normals, how thinly that spreads them, and its points when folded."""
    u = (np.arange(points) + 0.5) / points
    return _scores(u * u * (3 - 2 * u)), 6 * u * (1 - u), _scores(1 - np.abs(2 * u - 1))


def _scores(p: Array) -> Array:
    return np.array([_quantile(each) for each in np.clip(p, 1e-16, 1 - 1e-16).tolist()])


_quantile = NormalDist().inv_cdf

"""The law of a cost plan's present value, whose uncertain figures all hang together alike, on a lattice.

Throughout this module
    r  is the correlation of any two latent normals, z = sqrt(r)·F + sqrt(1 - r)·e
    F  is what the figures have in common, a standard normal at one of Q points
    z  are latents of one figure: a fine row of them, or a coarse one

Given F the figures are independent. So terms are put on a lattice one by one and added up by convolution, given each F;
then the probabilities are averaged over F. Integrals over z and F are sums over evenly spaced points, which converge
faster than any power for smooth functions that fall off like a normal density (Trefethen and Weideman 2014, The
exponentially convergent trapezoidal rule). What lies where a value function is level need not be told apart: it is put
on the end of the lattice. A multiplier and a sum are multiplied point by point, the one with the wider spread in fine
steps and the other in coarse ones. Sums that a multiplier is for, and those of which nothing near by is level, are on
points that lie ever farther apart in tails (`lattice.graded`), for they may be spread over orders of magnitude.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from decision.analysis.expectation.lattice import Amounts, Lattice, Product, Range, Sum, graded, on_lattice
from decision.analysis.expectation.plan_terms import Figure, PlanTerms, Term
from decision.analysis.stopping import go_on
from decision.model.expectation.breaks import breaks
from decision.model.expectation.latent import at_latent

Array = NDArray[np.float64]

CLOSEST = 0.995  # a correlation up to which F has few enough points
_FARTHEST_Z, _FARTHEST_F = 8.0, 8.0  # standard deviations
_COARSE_STEP = 0.25  # over sqrt(1 - r)
_GAUSS = 4  # points in a panel
_WIDE = 20.0  # standard deviations, over which even steps are fine enough
_FEW = 128  # points of what is multiplied or added in coarse steps
EVERYWHERE: Range = (-math.inf, math.inf)


class PlanLaw:
    """The law of the present value of `plan`, on lattices of at most `size` points.

    Latents of more than `farthest` standard deviations are left out.
    """

    def __init__(self, plan: PlanTerms, r: float, size: int, farthest: float = _FARTHEST_Z) -> None:
        self.plan = plan
        self.r = r
        self.size = size
        self.spread = math.sqrt(1 - r)
        # given F the sum of n figures varies by about 1/sqrt(r·n) of what F makes it vary by, if that is less than 1
        count = sum(len(term.added) + len(term.multipliers) for term in plan.terms)
        step = self.spread / math.sqrt(max(1.0, r * count))
        self.f = _row(_FARTHEST_F, step) if r else np.zeros(1)
        density = np.exp(-(self.f**2) / 2)
        self.weights = density / density.sum()
        self.farthest = farthest
        self.fine, self.coarse = farthest / size, _COARSE_STEP * self.spread

    @cached_property
    def mean(self) -> float:
        """The mean of the present value."""
        return self.plan.certain + math.fsum(self._mean_of(term) for term in self.plan.terms)

    def amounts(self, region: Range = EVERYWHERE) -> Amounts:
        """The law, p (1, n), told apart within `region` only: on a lattice, or if that is wide on graded points."""
        terms = [self._amounts(term) for term in self.plan.terms]
        widest = _widest(_windows(list(map(_ends, terms)), self.plan.certain, region))
        if widest <= _WIDE * self._sd_of(terms) or all(map(math.isfinite, region)):
            found: Lattice | Amounts = self._sum(terms, self.plan.certain, region)
        else:
            found = _sum_of(terms, self.plan.certain, self.size)
        p = np.broadcast_to(found.p, (len(self.f), found.p.shape[1]))  # the same given any F where nothing is uncertain
        return Amounts(found.x, (self.weights @ p)[np.newaxis])

    def _sd_of(self, terms: Sequence[Amounts | Product]) -> float:
        """How widely the sum may be spread; here given the F in the middle."""
        return sum(term.sd for term in terms)

    # --- means --------------------------------------------------------------------------------------------

    def _mean_of(self, term: Term) -> float:
        if len(self.f) == 1 or term.is_single:
            return term.mean
        total = term.fixed + sum((self._mean_given_f(x) for x in term.added), start=np.zeros(len(self.f)))
        for c in term.multipliers:
            total = total * self._mean_given_f(c)
        return term.factor * float(self.weights @ total)

    def _mean_given_f(self, figure: Figure) -> Array:
        """E[X | F] (Q,), scaled so that its own mean is exact though the row of z has ends."""
        amounts = self._of(figure, self.fine)
        given = amounts.p @ amounts.x
        mean = float(self.weights @ given)
        return given * (figure.mean / mean) if mean else given

    # --- sums and products --------------------------------------------------------------------------------

    def _sum(self, terms: Sequence[Amounts | Product], certain: float, region: Range) -> Lattice:
        """The sum of all terms, given each F, told apart within a region."""
        ends = [_ends(term) for term in terms]
        # each term may be put two points off, so that its neighbours on the lattice are told apart too
        slack = 2 * len(terms) * (_widest(_windows(ends, certain, region)) / (self.size - 1) or 1.0)
        windows = _windows(ends, certain, (region[0] - slack, region[1] + slack))
        step = _widest(windows) / (self.size - 1) or 1.0
        total = Lattice(certain, step, np.ones((1, 1)))
        for term, (own, so_far) in zip(terms, windows, strict=True):
            go_on()
            total = total.plus(self._put(term, *own, step)).cut(*so_far)
        return total

    def _put(self, term: Amounts | Product, low: float, high: float, step: float) -> Lattice:
        """A term on a lattice."""
        return on_lattice(term, low, high, step)

    def _amounts(self, term: Term) -> Amounts | Product:
        """T given each F."""
        factors: list[Figure | Amounts] = list(term.multipliers)
        factor = term.factor
        if not term.added:
            factor *= term.fixed
        elif len(term.added) == 1:
            (x,) = term.added
            factors.append(Figure(x.name, x.law, term.mean_of_sum, lambda amount: term.fixed + amount))
        else:
            factors.append(self._lines(term))
        wide, *narrow = sorted(factors, key=lambda each: -self._fine(each).spread)
        if not narrow:
            found = self._fine(wide)
            return Amounts(factor * found.x, found.p)
        coarse = self._coarse(narrow[0])
        for each in narrow[1:]:
            coarse = graded(Product(coarse, self._coarse(each)), _FEW)
        return Product(self._fine(wide), coarse, factor)

    def _lines(self, term: Term) -> Amounts:
        """The sum that multipliers are for, given each F: of amounts that may be spread over orders of magnitude."""
        return _sum_of([self._of(x, self.fine) for x in term.added], term.fixed, self.size)

    def _fine(self, each: Figure | Amounts) -> Amounts:
        return each if isinstance(each, Amounts) else self._of(each, self.fine)

    def _coarse(self, each: Figure | Amounts) -> Amounts:
        return graded(each, _FEW) if isinstance(each, Amounts) else self._coarse_of(each)

    def _coarse_of(self, figure: Figure) -> Amounts:
        return self._of(figure, self.coarse)

    def _of(self, figure: Figure, step: float) -> Amounts:
        z, weights = _points(breaks(figure.law), self.farthest, step)
        p = weights * self._given(figure, z)
        return Amounts(figure.effect(at_latent(figure.law, z)), p / p.sum(axis=1, keepdims=True))

    def _given(self, figure: Figure, z: Array) -> Array:
        """How likely a latent is given each F, (Q, n), but for a factor in each state."""
        del figure  # all hang on F alike
        apart = (z - math.sqrt(self.r) * self.f[:, np.newaxis]) / self.spread
        return np.asarray(np.exp(-apart * apart / 2))


def _sum_of(terms: Sequence[Amounts | Product], certain: float, points: int) -> Amounts:
    """The sum of amounts that may be spread over orders of magnitude, on graded points."""
    first, *others = sorted((graded(term, points) for term in terms), key=lambda each: -each.sd)
    total = Amounts(first.x + certain, first.p)
    for each in others:
        total = graded(Sum(total, graded(each, _FEW)), points)
    return total


def _ends(amounts: Amounts | Product) -> Range:
    return float(amounts.x.min()), float(amounts.x.max())


def _points(cuts: Sequence[float], end: float, step: float) -> tuple[Array, Array]:
    """Points (n,) from -end to end about a step apart, with weights that integrate functions smooth but at `cuts`.

    Where there is no cut they are evenly spaced; else there are panels between the cuts with Gauss's rule in each.
    """
    if not cuts:
        z = _row(end, step)
        return z, np.ones(len(z))
    ends = [-end, *(z for z in cuts if abs(z) < end), end]
    panels = [np.linspace(a, b, 1 + math.ceil((b - a) / (step * _GAUSS))) for a, b in itertools.pairwise(ends)]
    starts, half = (np.concatenate(each) for each in zip(*((p[:-1], np.diff(p) / 2) for p in panels), strict=True))
    points, weights = np.polynomial.legendre.leggauss(_GAUSS)
    z = (starts + half)[:, np.newaxis] + half[:, np.newaxis] * points
    return z.ravel(), (half[:, np.newaxis] * weights).ravel()


def _row(end: float, step: float) -> Array:
    """Evenly spaced points from -end to end, no more than a step apart."""
    return np.linspace(-end, end, 1 + math.ceil(2 * end / step))


def _widest(windows: Sequence[tuple[Range, Range]]) -> float:
    """How wide the widest window is."""
    return max(high - low for pair in windows for low, high in pair)


def _windows(ends: Sequence[Range], certain: float, region: Range) -> list[tuple[Range, Range]]:
    """For each term: within which amounts it, and then `certain` and all terms so far, have to be told apart."""
    lows, highs = np.array(ends).T
    windows = []
    for k, (low, high) in enumerate(ends):
        others_low, others_high = certain + lows.sum() - low, certain + highs.sum() - high
        rest_low, rest_high = lows[k + 1 :].sum(), highs[k + 1 :].sum()
        own = _within((low, high), (region[0] - others_high, region[1] - others_low))
        sum_of = (certain + lows[: k + 1].sum(), certain + highs[: k + 1].sum())
        so_far = _within(sum_of, (region[0] - rest_high, region[1] - rest_low))
        windows.append((own, so_far))
    return windows


def _within(all_: Range, region: Range) -> Range:
    """The part of a range that lies in a region, or the end that is nearest to it."""
    low, high = (float(np.clip(end, *all_)) for end in region)
    return low, high

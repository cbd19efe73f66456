"""The law of a cost plan's present value on a lattice: evenly spaced amounts, each with its probability.

Throughout this module
    f  is what all figures of an option have in common, a standard normal F at one of Q points
    z  are latent normals of one figure, a fixed fine row of them or a fixed coarse one
    r  is the correlation of any two latents, z = sqrt(r)·F + sqrt(1 - r)·e
    x  are amounts, p their probabilities given f, (Q, n)

Given F the figures are independent. So terms are put on a lattice one by one and added up by convolution, given each F;
then the probabilities are averaged over F. An amount between two points of the lattice is divided among the three
nearest so that mean and variance stay what they are. Integrals over z and F are sums over evenly spaced points, which
converge faster than any power for smooth functions that fall off like a normal density (Trefethen and Weideman 2014, The
exponentially convergent trapezoidal rule). What lies where a value function is level need not be told apart: it is put on
the end of the lattice.

A multiplier and a sum are multiplied point by point, the one with the wider spread in fine steps and the other in coarse
ones.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decision.analysis.expectation.plan_terms import Figure, PlanTerms, Term
from decision.model.expectation.latent import at_latent

Array = NDArray[np.float64]
Range = tuple[float, float]

_FARTHEST = 8.0  # standard deviations, of z and F
_COARSE = 64  # steps of the coarse row
_PER_SPREAD = 0.85  # step of F over sqrt(1 - r)
EVERYWHERE: Range = (-math.inf, math.inf)


@dataclass(frozen=True)
class Amounts:
    """Amounts (n,) and their probabilities given each F, (Q, n) or (1, n)."""

    x: Array
    p: Array

    @property
    def ends(self) -> Range:
        return float(self.x.min()), float(self.x.max())

    @property
    def spread(self) -> float:
        """The standard deviation over the size of the mean, by the probabilities given the middle F."""
        p = self.p[len(self.p) // 2]
        mean = float(p @ self.x)
        return math.sqrt(max(0.0, float(p @ (self.x - mean) ** 2))) / max(abs(mean), 1e-300)


@dataclass(frozen=True)
class Lattice:
    """Probabilities (n,) of the amounts start, start + step, …"""

    start: float
    step: float
    p: Array

    @property
    def x(self) -> Array:
        """The amounts (n,)."""
        return self.start + self.step * np.arange(len(self.p))

    def quantile(self, share: float) -> float:
        """The amount below which `share` of the probability lies, straight between two points of the lattice."""
        below = np.cumsum(self.p) - self.p / 2
        return float(np.interp(share, below, self.x))


class PlanLaw:
    """The law of a present value whose latents all correlate `r`, on lattices of at most `size` points."""

    def __init__(self, plan: PlanTerms, r: float, size: int) -> None:
        self.plan = plan
        self.r = r
        self.size = size
        spread = math.sqrt(1 - r)
        steps = math.ceil(2 * _FARTHEST / (_PER_SPREAD * spread)) if r else 0
        self.f = np.linspace(-_FARTHEST, _FARTHEST, steps + 1) if steps else np.zeros(1)
        density = np.exp(-self.f**2 / 2)
        self.weights = density / density.sum()
        self.fine, self.coarse = (np.linspace(-_FARTHEST, _FARTHEST, n + 1) for n in (size // 2, _COARSE))
        self._p = {len(z): self._given_f(z, spread) for z in (self.fine, self.coarse)}

    def mean(self) -> float:
        """The mean of the present value."""
        return self.plan.certain + math.fsum(self._mean_of(term) for term in self.plan.terms)

    def on_lattice(self, region: Range = EVERYWHERE) -> Lattice:
        """The law, told apart within `region` only."""
        terms = [self._amounts(term) for term in self.plan.terms]
        ends = [term.ends for term in terms]
        windows = self._windows(ends, region)
        step = max(high - low for low, high in windows) / (self.size - 1) or 1.0
        start, p = self.plan.certain, np.ones((1, 1))
        for k, term in enumerate(terms):
            low, high = windows[2 * k]
            start += low
            p = _convolved(p, _split(term, low, step, 1 + math.ceil((high - low) / step)))
            low, high = windows[2 * k + 1]
            start, p = _cut(start, p, step, low, high)
        return Lattice(start, step, self.weights @ p if len(p) > 1 else p[0])

    def _given_f(self, z: Array, spread: float) -> Array:
        """Probabilities (Q, n) of the latents `z`, given each F."""
        apart = (z - math.sqrt(self.r) * self.f[:, np.newaxis]) / spread
        p = np.exp(-apart * apart / 2)
        return np.asarray(p / p.sum(axis=1, keepdims=True))

    # --- means --------------------------------------------------------------------------------------------

    def _mean_of(self, term: Term) -> float:
        figures = [*term.multipliers, *([] if not term.added else [None])]
        if not self.r or len(figures) == 1:
            return term.mean
        total = np.full(len(self.f), term.fixed)
        for x in term.added:
            total = total + self._mean_given_f(x)
        for c in term.multipliers:
            total = total * self._mean_given_f(c)
        return term.factor * float(self.weights @ total)

    def _mean_given_f(self, figure: Figure) -> Array:
        """E[X | F] (Q,), so that its mean is exact though the row of z has ends."""
        x = self._row(figure, self.fine)
        given = self._p[len(self.fine)] @ x
        mean = float(self.weights @ given)
        return given * (figure.mean / mean) if mean else given

    # --- amounts of terms ---------------------------------------------------------------------------------

    def _amounts(self, term: Term) -> Amounts:
        """T, its distribution given each F."""
        factors: list[Figure | Amounts] = list(term.multipliers)
        if len(term.added) > 1:
            factors.append(self._sum(term))
        elif term.added:
            (only,) = term.added
            factors.append(
                only if not term.fixed else Figure(only.name, only.law, term.mean_of_sum, lambda x: term.fixed + only.effect(x))
            )
        product = self._product(factors)
        scale = term.factor if term.added else term.factor * term.fixed
        return Amounts(scale * product.x, product.p)

    def _product(self, factors: Sequence[Figure | Amounts]) -> Amounts:
        fine = [each if isinstance(each, Amounts) else self._of(each, self.fine) for each in factors]
        found, last = fine[0], factors[0]
        for each, in_steps in zip(factors[1:], fine[1:], strict=True):
            if in_steps.spread >= found.spread:
                wide, narrow = in_steps, last if isinstance(last, Amounts) else self._of(last, self.coarse)
            else:
                wide, narrow = found, each if isinstance(each, Amounts) else self._of(each, self.coarse)
            found = last = _multiplied(wide, narrow, self.size // 2)
        return found

    def _of(self, figure: Figure, z: Array) -> Amounts:
        return Amounts(self._row(figure, z), self._p[len(z)])

    def _row(self, figure: Figure, z: Array) -> Array:
        return figure.effect(at_latent(figure.law, z))

    def _sum(self, term: Term) -> Amounts:
        lines = PlanTerms(term.fixed, tuple(Term(1.0, 0.0, (x,), ()) for x in term.added))
        ...

    # --- where they are told apart ------------------------------------------------------------------------

    def _windows(self, ends: Sequence[Range], region: Range) -> list[Range]:
        """For each term: within which amounts it, and then the sum of all so far, has to be told apart."""
        low_region, high_region = region[0] - self.plan.certain, region[1] - self.plan.certain
        lows, highs = (np.array(side) for side in zip(*ends, strict=True))
        windows = []
        for k, (low, high) in enumerate(ends):
            others_low, others_high = lows.sum() - low, highs.sum() - high
            windows.append(_within(low, high, low_region - others_high, high_region - others_low))
            so_far = lows[: k + 1].sum(), highs[: k + 1].sum()
            windows.append(_within(*so_far, low_region - highs[k + 1 :].sum(), high_region - lows[k + 1 :].sum()))
        return windows

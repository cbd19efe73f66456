"""The law of a cost plan's present value, whose uncertain figures hang together by several factors, on a lattice.

As `plan_law`, with states of all factors together (`factors`) in place of one F.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from decision.analysis.expectation.factors import States
from decision.analysis.expectation.lattice import Amounts, Lattice, Product, on_lattice_by_rows
from decision.analysis.expectation.plan_law import PlanLaw
from decision.analysis.expectation.plan_terms import Figure, PlanTerms
from decision.model.expectation.breaks import breaks
from decision.model.value_function import ValueFunction

Array = NDArray[np.float64]

_COARSE_STEP = 0.5  # over sqrt(D), where a law has no break


class FactorLaw(PlanLaw):
    """The law of the present value of `plan` on lattices of at most `size` points, given each of `states`.

    Parameters
    ----------
    loadings
        L (K,) of each figure by its name.
    """

    def __init__(self, plan: PlanTerms, loadings: Mapping[str, Array], states: States, size: int) -> None:
        super().__init__(plan, 0.0, size)
        self.loadings = loadings
        self.f, self.weights = states.points, states.weights

    def _put(self, term: Amounts | Product, low: float, high: float, step: float) -> Lattice:
        return on_lattice_by_rows(term, low, high, step)

    def _sd_of(self, terms: Sequence[Amounts | Product]) -> float:
        """How widely the sum may be spread, whatever the factors are: some leave little to a figure."""
        means = ((float(self.weights @ _moment(term, 1)), float(self.weights @ _moment(term, 2))) for term in terms)
        return math.fsum(math.sqrt(max(0.0, square - mean * mean)) for mean, square in means)

    def _coarse_of(self, figure: Figure) -> Amounts:
        step = self.coarse if breaks(figure.law) else _COARSE_STEP
        return self._of(figure, step * self._spread_of(figure))

    def _spread_of(self, figure: Figure) -> float:
        """How far a latent lies from where the factors put it, sqrt(D)."""
        own = self.loadings[figure.name]
        return float(np.sqrt(1 - own @ own))

    def _given(self, figure: Figure, z: Array) -> Array:
        own = self.loadings[figure.name]
        middles, which = np.unique((self.f * own).sum(axis=1), return_inverse=True)
        apart = (z - middles[:, np.newaxis]) / self._spread_of(figure)
        return np.asarray(np.exp(-apart * apart / 2)[which])


def _moment(term: Amounts | Product, power: int) -> Array:
    """E[T^power] in each state (Q,)."""
    if isinstance(term, Product):
        return term.factor**power * _moment(term.one, power) * _moment(term.other, power)
    return np.asarray(term.p @ term.x**power)


def between_points(amounts: Amounts, function: ValueFunction) -> float:
    """What a mean of values over a lattice lacks, because the function bends or is clipped between two points.

    By Euler and Maclaurin's formula on both sides of a bend: step²·density·(change of slope)·B(t)/2 with
    B(t) = t² - t + 1/6, where the bend lies t of a step beyond a point.
    """
    step = float(amounts.x[1] - amounts.x[0])
    if not np.allclose(np.diff(amounts.x), step, rtol=1e-6):
        return 0.0  # graded points
    places = (np.array(bends_of(function)) - amounts.x[0]) / step
    lacking = 0.0
    for bend, place in zip(bends_of(function), places.tolist(), strict=True):
        if 1 <= place <= len(amounts.x) - 2:
            t = place - np.floor(place)
            mass = float(np.interp(place, np.arange(len(amounts.x)), amounts.p[0]))
            lacking += step * mass * change_of_slope(function, bend) * (t * t - t + 1 / 6) / 2
    return float(lacking)


def bends_of(function: ValueFunction) -> list[float]:
    """Where a function may bend or be clipped, in ascending order."""
    return sorted({function.scale.worst, function.scale.best, *(x for x, _ in function.bends or ())})


def change_of_slope(function: ValueFunction, bend: float) -> float:
    """By how much the slope of a function changes at a bend."""
    near = 1e-5 * abs(function.scale.best - function.scale.worst)
    before, at, after = np.asarray(function(bend + near * np.array([-1.0, 0.0, 1.0]))).tolist()
    return float((after - 2 * at + before) / near)

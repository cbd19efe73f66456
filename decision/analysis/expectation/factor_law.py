"""The law of a cost plan's present value, whose uncertain figures hang together by several factors, on a lattice.

As `plan_law`, with states of all factors together (`factors`) in place of one F.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from decision.analysis.expectation.factors import States
from decision.analysis.expectation.lattice import Amounts, Lattice, Product, on_lattice_by_rows
from decision.analysis.expectation.plan_law import PlanLaw
from decision.analysis.expectation.plan_terms import Figure, PlanTerms

Array = NDArray[np.float64]

_COARSE_STEP = 0.5  # over sqrt(D)


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
        self.coarse = _COARSE_STEP

    def _put(self, term: Amounts | Product, low: float, high: float, step: float) -> Lattice:
        return on_lattice_by_rows(term, low, high, step)

    def _coarse_of(self, figure: Figure) -> Amounts:
        return self._of(figure, self.coarse * self._spread_of(figure))

    def _spread_of(self, figure: Figure) -> float:
        """How far a latent lies from where the factors put it, sqrt(D)."""
        own = self.loadings[figure.name]
        return float(np.sqrt(1 - own @ own))

    def _given(self, figure: Figure, z: Array) -> Array:
        own = self.loadings[figure.name]
        middles, which = np.unique((self.f * own).sum(axis=1), return_inverse=True)
        apart = (z - middles[:, np.newaxis]) / self._spread_of(figure)
        return np.asarray(np.exp(-apart * apart / 2)[which])

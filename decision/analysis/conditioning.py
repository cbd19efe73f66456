"""Expected scores given some of the ratings: what everyone would believe once those were settled.

Throughout this module
    n  is a draw                     0 .. N-1
    m  is an option                  0 .. M-1
    k  is a criterion that is rated  0 .. K-1
    c  is a cell, the pair (m, k)
    v  are values, w weights (K,), s scores (M, n) of 0 to 100

Settled is a set of cells. Where estimates are independent, E[s | settled] follows from s by putting every value that
is not settled at its mean. Under a Gaussian copula what is settled is the latent normals z of those cells. An estimate
that is not settled then has a latent normal with mean b·z and variance 1 - b·r, r its correlations with z. The expected
value of a single estimate is a function of b·z alone, tabulated here; that of a cost plan, which has several latents,
is fitted as a cubic polynomial in their means (regression as of Strong, Oakley and Brennan 2014, Estimating
multiparameter partial expected value of perfect information from a probabilistic sensitivity analysis sample).
"""

from __future__ import annotations

import itertools
from collections.abc import Collection
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from decision.analysis.copula import Latent, correlation_matrix
from decision.analysis.sampling import DrawnValues, ValueSampler
from decision.analysis.standing import Standing
from decision.analysis.tables import CELLS, table_of
from decision.model.cost_plan import CostPlan
from decision.model.distribution import Discrete

Array = NDArray[np.float64]
Cell = tuple[int, int]

_DEPENDENT_DRAWS = 1 << 13
_GRID = np.linspace(-6.0, 6.0, 121)  # of b·z, on which expected values are tabulated
_NODES = 64  # equally likely parts of what is left open about a latent normal
_DEGREE = 3
_SMALL = 1e-12


class Beliefs:
    """Expected scores of a decision given settled cells.

    Attributes
    ----------
    means
        Of the values (M, K), over all draws.
    """

    def __init__(self, standing: Standing, drawn: DrawnValues) -> None:
        self.standing = standing
        self.drawn = drawn
        self.means = np.asarray(drawn.values.mean(axis=2))
        dependence = standing.scenario.dependence
        self.dependent = bool(dependence.within_option or dependence.pairs)

    def given(self, settled: Collection[Cell], w: Array) -> Array:
        """E[s | settled] (M, n) with weights w (K,), each option's mean over n being its expected score."""
        scores = 100 * (self.means @ w)
        if self.dependent and self._latents:
            s = self._given_latents(settled, w)
            return np.asarray(s - s.mean(axis=1, keepdims=True) + scores[:, np.newaxis])
        s = np.repeat(scores[:, np.newaxis], self.drawn.draws, axis=1)
        for m, k in settled:
            s[m] += (100 * w[k]) * (self.drawn.values[m, k] - self.means[m, k])
        return s

    # --- dependence -------------------------------------------------------------------------------------------

    @cached_property
    def _sampler(self) -> ValueSampler:
        return ValueSampler(self.standing.scenario, self.drawn.seed)

    @property
    def _latents(self) -> list[Latent]:
        return self._sampler.latents

    @cached_property
    def _drawn_again(self) -> tuple[Array, Array]:
        """Latent normals (I, n) and values (M, K, n) of the first draws, the same as those that were drawn."""
        n = min(self.drawn.draws, _DEPENDENT_DRAWS)
        sampler = ValueSampler(self.standing.scenario, self.drawn.seed)
        sampler.begin(n)
        z = sampler.latent_normals
        return np.stack([z[latent.name] for latent in self._latents]), self.drawn.values[:, :, :n]

    @cached_property
    def _correlations(self) -> Array:
        dependence = self.standing.scenario.dependence
        return correlation_matrix(self._latents, dependence.within_option, dependence.pairs)

    @cached_property
    def _of_cell(self) -> dict[Cell, list[int]]:
        """The latents behind each cell; none of what is certain."""
        return {
            (m, k): [
                i
                for i, latent in enumerate(self._latents)
                if latent.name == f"{option.id}.{path}" or latent.name.startswith(f"{option.id}.{path}.")
            ]
            for m, option in enumerate(self.standing.options)
            for k, path in enumerate(self.standing.paths)
        }

    def _given_latents(self, settled: Collection[Cell], w: Array) -> Array:
        z, values = self._drawn_again
        known = sorted({i for cell in settled for i in self._of_cell[cell]})
        s = np.zeros((len(values), z.shape[1]))
        inverse = np.linalg.pinv(self._correlations[np.ix_(known, known)], hermitian=True)
        for (m, k), latents in self._of_cell.items():
            weight = 100 * w[k]
            if weight == 0 or not latents:
                continue
            if (m, k) in settled:
                s[m] += weight * values[m, k]
                continue
            across = self._correlations[np.ix_(latents, known)]
            if not known or not across.any():
                continue
            loadings = across @ inverse  # (I of the cell, I known)
            means = loadings @ z[known]
            left = 1 - np.einsum("ij,ij->i", loadings, across)
            quantiles = self._quantiles(m, k)
            if quantiles is not None:
                s[m] += weight * _expected(quantiles, float(left[0]), means[0])
            else:
                s[m] += weight * _fitted(means, values[m, k])
        return s

    def _quantiles(self, m: int, k: int) -> Array | None:
        """The values (P,) at evenly spaced probabilities of a rating that is a single estimate; None for a plan."""
        if (m, k) not in self._tables:
            estimate = self.standing.options[m].ratings[self.standing.paths[k]].estimate
            table: Array | None = None
            if not isinstance(estimate, CostPlan):
                law = estimate.law
                ratings = law.quantile((np.arange(CELLS) + 0.5) / CELLS) if isinstance(law, Discrete) else None
                table = self.standing.functions[k](table_of(law).bulk if ratings is None else ratings)
            self._tables[m, k] = table
        return self._tables[m, k]

    @cached_property
    def _tables(self) -> dict[Cell, Array | None]:
        return {}


def _expected(quantiles: Array, left: float, mean: Array) -> Array:
    """E[v] (n,) of a single estimate whose latent normal has that mean (n,) and the variance `left`."""
    from scipy.special import ndtr, ndtri

    spread = np.sqrt(max(left, 0.0)) * ndtri((np.arange(_NODES) + 0.5) / _NODES)
    p = ndtr(_GRID[:, np.newaxis] + spread)
    at = np.minimum((p * len(quantiles)).astype(np.intp), len(quantiles) - 1)
    return np.asarray(np.interp(mean, _GRID, quantiles[at].mean(axis=1)))


def _fitted(means: Array, values: Array) -> Array:
    """The cubic polynomial in `means` (I, n) that fits `values` (n,) best, at those means."""
    # as many directions as the means really have: within one option they are all multiples of the same
    left, size, _ = np.linalg.svd(means @ means.T / means.shape[1])
    directions = [left[:, i] @ means / np.sqrt(size[i]) for i in range(len(size)) if size[i] > _SMALL * size[0]]
    terms = [np.ones(means.shape[1])]
    for degree in range(1, _DEGREE + 1):
        for chosen in itertools.combinations_with_replacement(range(len(directions)), degree):
            terms.append(np.prod([directions[i] for i in chosen], axis=0))
    basis = np.stack(terms, axis=1)
    coefficients, *_ = np.linalg.lstsq(basis, values, rcond=None)
    return np.asarray(basis @ coefficients)

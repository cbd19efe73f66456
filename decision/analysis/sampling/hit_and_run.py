"""A random walk through the weights within bounds, for many criteria.

Throughout this module
    k  is a criterion whose bounds leave it room, 0 .. K-1
    c  is a chain, one of CHAINS that walk side by side
    t  is a step
    u  are the shares (K, CHAINS) of the room in common, as in `box_simplex`
    d  are their widths (K,)

Hit-and-run (Smith 1984, Efficient Monte Carlo procedures for generating points uniformly distributed over bounded
regions): choose a direction, then a point uniform on the segment that the region cuts out of it. The uniform law is
preserved whatever the law of directions, as long as that does not depend on the point (Bélisle, Romeijn and Smith
1993, Hit-and-run algorithms for generating multivariate distributions). Directions here are exchanges: one criterion
gives what another takes. A direction taken from the sphere goes only as far as the narrowest width allows, which
makes a thin region slow; an exchange uses the whole of two widths, however unequal to others. Criteria are paired at
random, the same for all chains, and all pairs exchange at once.

Every chain starts from an exact draw of its own (`BoxSimplexSampler`), so there is nothing to burn in: every draw is
uniform, and chains are independent; only draws of the same chain depend on one another. What that costs is measured:
`effective_sample_size`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from decision.analysis.sampling.box_simplex import BoxSimplexSampler, Ration, Region
from decision.analysis.sampling.streams import stream

Array = NDArray[np.float64]

CHAINS = 1024
PAIRINGS = 4  # to a step, after which little is left of a chain's memory


class HitAndRunSampler:
    """Draws uniform on a region, those of one step independent, those of one chain not.

    Draws follow each other step by step, and within a step chain by chain, so the first CHAINS draws are independent.

    Parameters
    ----------
    ids
        Of all criteria. The walk has the stream ``stream(seed, name, "", "walk")``.
    """

    independent = False

    def __init__(self, region: Region, ids: Sequence[str], seed: int, name: str) -> None:
        self.region = region
        self.k = len(ids)
        self.widths = np.array([float(width) for width in region.widths])[:, np.newaxis]
        self.rng = stream(seed, name, "", "walk")
        self.steps = 0
        self._u = BoxSimplexSampler(region, ids, seed, name).draw_shares(CHAINS)
        self._chain_sums = np.zeros(self._u.shape)
        self._squares = np.zeros(len(self._u))
        self._ration = Ration(self._step)

    def draw(self, n: int) -> Array:
        """The next weights (k, n); taken in portions of any size, they are the same as taken at once."""
        return self.region.weights(self._ration.take(n))

    @property
    def efficiency(self) -> float:
        """Effective draws to a draw, at most 1: that of the mean of the weight which is known worst."""
        if not self.steps:
            return 1.0
        chain_means = self._chain_sums / self.steps
        variance = self._squares / (self.steps * CHAINS) - chain_means.mean(axis=1) ** 2
        return float(np.min(_efficiency(variance, chain_means.var(axis=1), self.steps)))

    def _step(self) -> Array:
        """u after the next step."""
        if self.steps:
            for _ in range(PAIRINGS):
                self._exchange()
        self.steps += 1
        self._chain_sums += self._u
        self._squares += np.einsum("kc,kc->k", self._u, self._u)
        return self._u.copy()

    def _exchange(self) -> None:
        """Pair the criteria at random; each pair shares out anew, uniformly, what it has."""
        order = self.rng.permutation(len(self._u))
        half = len(order) // 2
        one, other = order[:half], order[half : 2 * half]
        both = self._u[one] + self._u[other]
        least = np.maximum(both - self.widths[other], 0)
        most = np.minimum(both, self.widths[one])
        taken = self.rng.random(both.shape)
        taken *= most - least
        taken += least
        self._u[one] = taken
        self._u[other] = both - taken


def effective_sample_size(x: Array) -> float:
    """How many independent draws the mean of `x` (chains, steps) is worth, at most as many as there are.

    The variance of a draw over that of the mean, the latter from batch means with one batch to a chain: chains are
    independent, so their means tell how far means stray (replicated batch means: Argon and Andradóttir 2006). With
    C chains the estimate has a relative standard error of about √(2/(C - 1)). The standard error of a share p then is
    √(p·(1 - p)/ess).
    """
    steps = x.shape[1]
    return float(x.size * _efficiency(np.asarray(x.var()), np.asarray(x.mean(axis=1).var()), steps))


def _efficiency(variance: Array, variance_of_chain_means: Array, steps: int) -> Array:
    """min(1, variance / (steps · variance of chain means)), and 1 where nothing varies."""
    with np.errstate(divide="ignore", invalid="ignore"):
        efficiency = variance / (steps * variance_of_chain_means)
    return np.asarray(np.minimum(1.0, np.nan_to_num(efficiency, nan=1.0, posinf=1.0)))

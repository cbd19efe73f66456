"""Dependence between estimates: a Gaussian copula.

Throughout this module
    i  is an estimate
    z  are latent standard normals, oriented so that a higher z is a higher rating
    s  is +1 where a higher rating is better and -1 where it is worse

Within an option any two latents correlate r, better with better: z[i] = s[i]·(sqrt(r)·F + sqrt(1 - r)·e[i]) with a
factor F common to the option (Li 2000, On default correlation). Options that a pair names are drawn together, from a
triangular root of the matrix of all their correlations (`decision.model.dependence`). The laws of the estimates stay
exactly what they were: p = Phi(z) is uniform, whatever the correlation.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from decision.analysis.sampling.streams import stream
from decision.model.contents import Contents
from decision.model.dependence import Correlations, joined_options, latents_of

Array = NDArray[np.float64]

_ROUNDING = 1e-10  # less than this of a variance is rounding


class Copula:
    """Latent normals for all uncertain estimates of a scenario, chunk by chunk."""

    def __init__(self, scenario: Contents, seed: int) -> None:
        latents = latents_of(scenario)
        self.within = scenario.dependence.within_option
        named = joined_options(scenario, latents)
        self.joint = [latent for latent in latents if latent.option in named]
        self.alone = [latent for latent in latents if latent.option not in named]
        self.root = np.empty((0, 0))
        if self.joint:
            places = [i for i, latent in enumerate(latents) if latent.option in named]
            self.root = _root(Correlations(scenario).of(places, places))
        self._own = {latent.name: stream(seed, "latent", latent.name) for latent in latents}
        self._factors = {
            option: stream(seed, "factor", option) for option in dict.fromkeys(latent.option for latent in self.alone)
        }

    def draw(self, n: int) -> Mapping[str, Array]:
        """z (n,) of every estimate, by name."""
        z: dict[str, Array] = {}
        if self.joint:
            independent = np.stack([self._own[latent.name].standard_normal(n) for latent in self.joint])
            z |= {latent.name: row for latent, row in zip(self.joint, self.root @ independent, strict=True)}
        factors = {option: rng.standard_normal(n) for option, rng in self._factors.items()}
        common, own = math.sqrt(self.within), math.sqrt(1 - self.within)
        for latent in self.alone:
            row = self._own[latent.name].standard_normal(n)
            row *= own * latent.sign
            row += (common * latent.sign) * factors[latent.option]
            z[latent.name] = row
        return z


def _root(matrix: Array) -> Array:
    """A lower triangular root of a positive semidefinite matrix, unlike Cholesky's also of a singular one."""
    size = len(matrix)
    root = np.zeros_like(matrix)
    for j in range(size):
        rest = matrix[j:, j] - root[j:, :j] @ root[j, :j]
        if rest[0] > _ROUNDING:
            root[j:, j] = rest / math.sqrt(rest[0])
    return root

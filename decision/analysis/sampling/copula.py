"""Dependence between estimates: a Gaussian copula.

Throughout this module
    i  is an estimate
    z  are latent standard normals, oriented so that a higher z is a higher rating
    s  is +1 where a higher rating is better and -1 where it is worse

Within an option any two latents correlate r, better with better: z[i] = s[i]·(sqrt(r)·F + sqrt(1 - r)·e[i]) with a
factor F common to the option (Li 2000, On default correlation). Single pairs override this on the scale of ratings;
options with such pairs are drawn together, from the Cholesky factor of the whole correlation matrix. The laws of the
estimates stay exactly what they were: p = Phi(z) is uniform, whatever the correlation.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decision.analysis.sampling.streams import stream
from decision.model.errors import DecisionError

Array = NDArray[np.float64]

_ROUNDING = 1e-10  # an eigenvalue this far below zero is rounding, not contradiction


@dataclass(frozen=True)
class Latent:
    """The latent normal of one estimate: `name` such as ``build.cost.upfront``, its option, and s."""

    name: str
    option: str
    sign: int


def correlation_matrix(latents: Sequence[Latent], within: float, pairs: Sequence[tuple[str, str, float]]) -> Array:
    """Correlations (I, I) of `latents`; a pair that names a whole plan means each of its estimates.

    Raises
    ------
    DecisionError
        The pairs contradict each other or the correlation within options: the matrix is not positive semidefinite.
    """
    sign = np.array([latent.sign for latent in latents])
    option = np.array([latent.option for latent in latents])
    matrix = np.where(option[:, None] == option[None, :], within * np.outer(sign, sign), 0.0)
    for one, other, correlation in pairs:
        for i in _named(latents, one):
            for j in _named(latents, other):
                matrix[i, j] = matrix[j, i] = correlation
    np.fill_diagonal(matrix, 1.0)
    smallest = float(np.linalg.eigvalsh(matrix)[0])
    if smallest < -_ROUNDING:
        named = ", ".join(f"[{one}, {other}, {r:g}]" for one, other, r in pairs)
        raise DecisionError(
            f"the correlations contradict each other (pairs {named}; within_option {within:g}; "
            f"smallest eigenvalue {smallest:.3g}); bring the pairs closer to 0, or nearer to within_option"
        )
    return matrix


def _named(latents: Sequence[Latent], name: str) -> list[int]:
    return [i for i, latent in enumerate(latents) if latent.name == name or latent.name.startswith(name + ".")]


class Copula:
    """Latent normals for all uncertain estimates, chunk by chunk."""

    def __init__(
        self, latents: Sequence[Latent], within: float, pairs: Sequence[tuple[str, str, float]], seed: int
    ) -> None:
        self.within = within
        paired = {latents[i].option for one, other, _ in pairs for name in (one, other) for i in _named(latents, name)}
        self.joint = [latent for latent in latents if latent.option in paired]
        self.alone = [latent for latent in latents if latent.option not in paired]
        self.root = _root(correlation_matrix(self.joint, within, pairs)) if self.joint else np.empty((0, 0))
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

"""What the total of several uncertain figures follows of their latent normals.

Throughout this module
    n  is a draw                                   0 .. N-1
    i  is a figure behind the total                0 .. I-1
    z  are the latent normals of the figures       (I, n)
    T  is the total, and q its normal score: the standard normal quantile of its rank
    u  is the standard normal that a linear combination of z is, chosen to follow q most closely

With Hermite polynomials He[j], q has the part a[j] = E[q·He[j](u)]/√j! in the j-th; a[1] is nearly 1, the others hardly
count. Two totals whose u correlate r correlate, in normal scores, as the sum over j of a[j]·a'[j]·r^j (Mehler 1866; in
Lancaster 1957, Some properties of the bivariate normal distribution considered in the form of a contingency table).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decision.model.distribution import Discrete, Distribution

Array = NDArray[np.float64]

_DRAWS = 1 << 14
_SEED = 20030605  # fixed: it is a way to integrate, not a matter of luck
_GRID = np.linspace(-6.0, 6.0, 1201)
_PARTS = 5
_LARGEST = 1e200  # a figure beyond is as large as this, so that sums can still be ranked
_HALVINGS = 60


@dataclass(frozen=True)
class Total:
    """How a total follows the latents of its figures.

    Attributes
    ----------
    loadings
        Of u on z, (I,).
    parts
        a[1], a[2], …
    """

    loadings: tuple[float, ...]
    parts: tuple[float, ...]

    def correlation(self, other: Total, r: float) -> float:
        """How the totals correlate, in normal scores, when their u correlate r."""
        return math.fsum(a * b * r ** (j + 1) for j, (a, b) in enumerate(zip(self.parts, other.parts, strict=True)))

    def correlation_of_u(self, other: Total, of_totals: float) -> float | None:
        """How the u have to correlate for the totals to do so; None where nothing between -1 and 1 would do."""
        low, high = -1.0, 1.0
        if not self.correlation(other, low) < of_totals < self.correlation(other, high):
            return None
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if self.correlation(other, middle) < of_totals else (low, middle)
        return (low + high) / 2


def single(sign: int) -> Total:
    """The total of one figure that rises with it (1), or falls (-1)."""
    return Total((float(sign),), (1.0,) + (0.0,) * (_PARTS - 1))


def total(
    rating: Callable[[Mapping[str, Array]], Array], laws: Mapping[str, Distribution], correlations: Array
) -> Total:
    """How `rating`, of figures (n,) by name, follows their latents, which have the `correlations` (I, I).

    One that is the same whatever its figures are is said to follow the first: it makes no difference.
    """
    z = _normals(correlations)
    drawn = rating({name: _figures(law, row) for (name, law), row in zip(laws.items(), z, strict=True)})
    q = _normal_scores(np.broadcast_to(drawn, z.shape[1]))
    if not np.any(q):
        return Total((1.0,) + (0.0,) * (len(z) - 1), single(1).parts)
    fitted, *_ = np.linalg.lstsq(z.T, q, rcond=None)
    loadings = fitted / math.sqrt(float(fitted @ correlations @ fitted))
    u = loadings @ z
    parts = [
        float(q @ np.polynomial.hermite_e.hermeval(u, np.eye(_PARTS + 1)[j])) / len(q) / math.sqrt(math.factorial(j))
        for j in range(1, _PARTS + 1)
    ]
    return Total(tuple(loadings.tolist()), tuple(parts))


def direction(rating: Callable[[Mapping[str, Array]], Array], name: str, law: Distribution) -> int:
    """1 if `rating` does not fall as its one figure rises, else -1."""
    low, high = np.broadcast_to(rating({name: _figures(law, np.array([-2.0, 2.0]))}), 2)
    return -1 if high < low else 1


def _normals(correlations: Array) -> Array:
    size, vectors = np.linalg.eigh(correlations)
    root = (vectors * np.sqrt(np.maximum(size, 0.0))) @ vectors.T
    rng = np.random.Generator(np.random.SFC64(_SEED))
    half: Array = rng.standard_normal((len(correlations), _DRAWS // 2))
    even = root @ np.linalg.solve(np.linalg.cholesky(half @ half.T / half.shape[1]), half)  # exactly `correlations`
    return np.concatenate([even, -even], axis=1)


def _figures(law: Distribution, z: Array) -> Array:
    from scipy.special import ndtr

    if isinstance(law, Discrete):
        return law.quantile(ndtr(z))
    return np.interp(z, _GRID, np.clip(law.quantile(ndtr(_GRID)), -_LARGEST, _LARGEST))


def _normal_scores(x: Array) -> Array:
    """Standard normal quantiles of the middles of the ranks of `x` (n,), equals sharing theirs."""
    from scipy.special import ndtri

    _, place, count = np.unique(x, return_inverse=True, return_counts=True)
    return np.asarray(ndtri((np.cumsum(count) - count / 2) / len(x))[place])

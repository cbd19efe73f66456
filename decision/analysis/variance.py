"""Where the spread of the leader's margin comes from: shares of its variance, input by input.

Throughout this module
    n  is a draw                     0 .. N-1
    k  is a criterion that is rated  0 .. K-1
    a  is the leader, b the runner-up
    v  are values, W weights (K,), both random and independent of each other
    D  is the margin, 100 · sum over k of W[k]·(v[a,k] - v[b,k])

The first-order share of an input is Var(E[D | input])/Var(D): what would go if it were settled. The total share is
1 - Var(E[D | all others])/Var(D): what would stay if all others were (Homma and Saltelli 1996, Importance measures in
global sensitivity analysis of nonlinear models). All weights are one input, for they sum to 1.

With independent ratings D is linear in each input given the others, so that both follow from moments. With u = E[W],
C = Cov(W) and d = E[v[a] - v[b]]:

    first of v[a,k]   100²·u[k]²·Var v[a,k]            total   100²·(u[k]² + C[k,k])·Var v[a,k]
    first of W        100²·d'C d                       total   100²·(d'C d + sum over k of C[k,k]·Var(v[a,k] - v[b,k]))
    Var D             100²·(d'C d + sum over k of (u[k]² + C[k,k])·Var(v[a,k] - v[b,k]))

Under dependence a rating's first-order share is that of its latent normals, and total shares, which would mix what is
its own with what it shares, are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from decision.analysis.conditioning import Beliefs
from decision.analysis.sampling import DrawnValues
from decision.analysis.standing import Standing

Array = NDArray[np.float64]


@dataclass(frozen=True)
class VarianceShare:
    """The shares of one input: a rating, or, where option and criterion are None, the weights."""

    option: str | None
    criterion: str | None
    first: float
    total: float | None


@dataclass(frozen=True)
class VarianceShares:
    """Variance of the margin in points², and the share of each input that varies; none where nothing does."""

    variance: float
    inputs: tuple[VarianceShare, ...]

    def to_dict(self) -> dict[str, Any]:
        """The shares as the JSON of the command line."""
        return {"variance": self.variance, "inputs": [dict(vars(each)) for each in self.inputs]}


def variance_shares(
    standing: Standing, drawn: DrawnValues, weights: Array, beliefs: Beliefs | None = None
) -> VarianceShares:
    """Shares of the variance of the margin between leader and runner-up.

    Parameters
    ----------
    weights
        Draws of the weights (K, n), or (K,) where they are held.
    """
    if standing.runner_up is None:
        return VarianceShares(0.0, ())
    two = (standing.leader, standing.runner_up)
    u = weights if weights.ndim == 1 else weights.mean(axis=1)
    beliefs = beliefs or Beliefs(standing, drawn)
    c = np.zeros((len(u), len(u))) if weights.ndim == 1 else np.atleast_2d(np.cov(weights, bias=True))
    d = beliefs.means[two[0]] - beliefs.means[two[1]]
    spread = np.stack([_variances(drawn.values[m]) for m in two])
    of_weights = float(d @ c @ d)
    weighed = u**2 + np.diag(c)
    if beliefs.dependent:
        gaps = drawn.values[two[0]] - drawn.values[two[1]]
        covariance = np.atleast_2d(np.cov(gaps, bias=True))
        variance = of_weights + float(np.sum((np.outer(u, u) + c) * covariance))
    else:
        variance = of_weights + float(weighed @ spread.sum(axis=0))
    if variance <= 0:
        return VarianceShares(0.0, ())
    inputs = []
    for row, m in zip(spread, two, strict=True):
        for k, path in enumerate(standing.paths):
            if row[k] == 0 or weighed[k] == 0:
                continue
            first, total = u[k] ** 2 * row[k], weighed[k] * row[k] / variance
            if beliefs.dependent:
                s = beliefs.given([(m, k)], u)
                first, total = float((s[two[0]] - s[two[1]]).var()) / 100**2, None
            inputs.append(VarianceShare(standing.options[m].id, path, float(first / variance), total))
    if of_weights > 0 or np.diag(c).any():
        total = None if beliefs.dependent else (of_weights + float(np.diag(c) @ spread.sum(axis=0))) / variance
        inputs.append(VarianceShare(None, None, of_weights / variance, total))
    return VarianceShares(100**2 * variance, tuple(inputs))


def _variances(values: Array) -> Array:
    """Of the rows of values (K, N), about their first draw, so that a small spread keeps its digits."""
    apart = values - values[:, :1]
    return np.asarray(np.einsum("kn,kn->k", apart, apart) / values.shape[1] - apart.mean(axis=1) ** 2)

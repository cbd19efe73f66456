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

(Expand the product W[k]·(v[a,k] - v[b,k]) about the means of both factors; the parts are uncorrelated.) Under
dependence a rating's first-order share is that of its latent normals, so that a rating without weight has a share if it
tells of one with weight, and one of a third option too. Total shares, which would mix what is its own with what it
shares, are left out. So are they of a plan that hangs on what all options share, and of that itself: the first-order
share of a driver is that of what it does to both options together, the plan's that of its own figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from decision.analysis.sampling.values import DrawnValues
from decision.analysis.sensitivity.conditioning import Beliefs
from decision.analysis.shared_beliefs import SharedInput
from decision.analysis.standing import Standing

Array = NDArray[np.float64]

_ROUNDING = 1e-12  # of the variance: what options share alike takes nothing from the margin


@dataclass(frozen=True)
class VarianceShare:
    """The shares of one input: a rating, or, where option and criterion are None, the weights.

    Of what all options share, as a driver, only `criterion` is given, its path such as ``drivers.active_patients``.
    """

    option: str | None
    criterion: str | None
    first: float
    total: float | None


@dataclass(frozen=True)
class VarianceShares:
    """Variance of the margin in points², and the share of each input that varies; none where nothing does.

    `leader` and `runner_up` are the ids of the two; the runner-up is None where only one option is ranked.
    """

    variance: float
    leader: str
    runner_up: str | None
    inputs: tuple[VarianceShare, ...]

    def to_dict(self) -> dict[str, Any]:
        """The shares as the JSON of the command line."""
        return {
            "variance": self.variance,
            "leader": self.leader,
            "runner_up": self.runner_up,
            "inputs": [dict(vars(each)) for each in self.inputs],
        }


def variance_shares(
    standing: Standing, drawn: DrawnValues, weights: Array, beliefs: Beliefs | None = None
) -> VarianceShares:
    """Shares of the variance of the margin between leader and runner-up.

    Parameters
    ----------
    weights
        Draws of the weights (K, n), or (K,) where they are held.
    """
    leader = standing.options[standing.leader].id
    if standing.runner_up is None:
        return VarianceShares(0.0, leader, None, ())
    runner_up = standing.options[standing.runner_up].id
    two = (standing.leader, standing.runner_up)
    beliefs = beliefs or Beliefs(standing, drawn)
    u = weights if weights.ndim == 1 else weights.mean(axis=1)
    c = np.zeros((len(u), len(u))) if weights.ndim == 1 else np.atleast_2d(np.cov(weights, bias=True))
    d = beliefs.means[two[0]] - beliefs.means[two[1]]
    weighs = u**2 + np.diag(c) > 0  # the others may be drawn too far out to square
    own = beliefs.shared.own
    spread = np.zeros((2, len(u)))
    for row, m in zip(spread, two, strict=True):
        row[weighs] = [_variance(own.get((m, k), drawn.values[m, k])) for k in np.flatnonzero(weighs).tolist()]
    moments = of_moments(u, c, d, spread)
    cells: dict[tuple[int, int], tuple[float, float | None]]
    variance = moments.variance
    if beliefs.dependent or own:
        gaps = np.atleast_2d(np.cov((drawn.values[two[0]] - drawn.values[two[1]])[weighs], bias=True))
        variance = moments.of_weights + float(np.sum((np.outer(u, u) + c)[np.ix_(weighs, weighs)] * gaps))
    if beliefs.dependent:
        cells = {(m, k): (_told(beliefs, two, (m, k), u), None) for m, k in _telling(beliefs, standing, two, u)}
    else:
        cells = {
            (m, k): (float(moments.first[row, k]), None if (m, k) in own else float(moments.total[row, k]))
            for row, m in enumerate(two)
            for k in range(len(u))
            if moments.total[row, k] > 0
        }
    if variance <= 0:
        return VarianceShares(0.0, leader, runner_up, ())
    inputs = [
        VarianceShare(
            standing.options[m].id, standing.paths[k], first / variance, None if total is None else total / variance
        )
        for (m, k), (first, total) in cells.items()
    ]
    for shared in beliefs.shared.inputs:
        first = _told_by_shared(beliefs, two, shared, u)
        if first > _ROUNDING * variance:
            inputs.append(VarianceShare(None, shared.path, first / variance, None))
    if np.diag(c).any():
        total = None if beliefs.dependent or own else moments.total_of_weights / variance
        inputs.append(VarianceShare(None, None, moments.of_weights / variance, total))
    return VarianceShares(100**2 * variance, leader, runner_up, tuple(inputs))


@dataclass(frozen=True)
class Parts:
    """Parts of the variance of D/100: `first` and `total` (2, K) of the ratings of a and b, then those of the weights.

    `total` of an input is what would stay of `variance` if all others were settled.
    """

    variance: float
    first: Array
    total: Array
    of_weights: float
    total_of_weights: float


def of_moments(u: ArrayLike, c: ArrayLike, d: ArrayLike, spread: ArrayLike) -> Parts:
    """Parts of the variance of D/100 where all ratings are independent.

    Parameters
    ----------
    u, c
        Mean, array_like (K,), and covariances, array_like (K, K), of the weights.
    d, spread
        Mean of v[a] - v[b], array_like (K,), and variances of v[a] and of v[b], array_like (2, K).
    """
    u, c, d, spread = (np.asarray(x, dtype=float) for x in (u, c, d, spread))
    own = np.diag(c)
    of_weights = float(d @ c @ d)
    return Parts(
        variance=of_weights + float((u**2 + own) @ spread.sum(axis=0)),
        first=u**2 * spread,
        total=(u**2 + own) * spread,
        of_weights=of_weights,
        total_of_weights=of_weights + float(own @ spread.sum(axis=0)),
    )


def first_order_from_draws(x: ArrayLike, y: ArrayLike, slices: int = 40) -> float:
    """Var(E[y | x])/Var(y) from draws alone, whatever made y of x and of what else was drawn.

    The draws are put into slices of equally many by x, y in the middle of each is its mean there, and what the noise of
    these means adds is taken off, so that the result may fall a little below 0 (Plischke 2012, How to compute
    variance-based sensitivity indicators with your spreadsheet software). A slice is as wide as 1/slices in
    probability, and what y follows of x within it is lost: a share of about 1/slices² for a straight line.

    Parameters
    ----------
    x, y
        The input and what comes of it, array_like (N,), draw by draw.
    slices
        How many; with at least two draws each.

    Raises
    ------
    ValueError
        Too few draws for the slices.
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if not 1 <= slices <= len(y) // 2:
        raise ValueError(f"{len(y)} draws do not fill {slices} slices with two each; take more draws or fewer slices")
    spread = float(y.var())
    if spread == 0:
        return 0.0
    parts = np.array_split((y - y.mean())[np.argsort(x, kind="stable")], slices)
    noise = [float(part.var(ddof=1)) / len(part) for part in parts]
    share = [len(part) / len(y) for part in parts]
    between = sum(w * (float(part.mean()) ** 2 - e) for w, part, e in zip(share, parts, noise, strict=True))
    return between / spread


def _telling(beliefs: Beliefs, standing: Standing, two: tuple[int, int], u: Array) -> Iterator[tuple[int, int]]:
    """The cells that may tell of the margin under dependence, those of the two options first."""
    for m in (*two, *(m for m in standing.ranked if m not in two)):
        yield from ((m, k) for k in range(len(u)) if beliefs.tells((m, k), u))


def _told(beliefs: Beliefs, two: tuple[int, int], cell: tuple[int, int], u: Array) -> float:
    """Var(E[D | cell])/100² under dependence."""
    given = beliefs.given([cell], u)
    a, b = (given.get(m, np.zeros(1)) for m in two)
    return float((a - b).var()) / 100**2


def _told_by_shared(beliefs: Beliefs, two: tuple[int, int], shared: SharedInput, u: Array) -> float:
    """Var(E[D | shared input])/100²."""
    given = beliefs.given_shared(shared, u)
    a, b = (given.get(m, np.zeros(1)) for m in two)
    return float((a - b).var()) / 100**2


def _variance(x: Array) -> float:
    """Of values (N,), about the first, so that a small spread keeps its digits."""
    apart = x - x[0]
    return float(np.square(apart).mean()) - float(apart.mean()) ** 2

"""How far people agree on an order, and whether another round still moves anything."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from decision.analysis.scoring import TIE

Array = NDArray[np.float64]

STABLE = 0.15  # share of answers that moved between two rounds, from which on a group still moves


def mean_ranks(figures: ArrayLike, tie: float = TIE) -> Array:
    """Ranks (n,) of figures (n,), 1 for the highest; those level share the mean of their places."""
    x = np.asarray(figures, dtype=float)
    order = np.argsort(-x, kind="stable")
    ranks = np.empty(len(x))
    begun = 0
    while begun < len(x):
        end = begun
        while end < len(x) and x[order[begun]] - x[order[end]] <= tie:
            end += 1
        ranks[order[begun:end]] = (begun + 1 + end) / 2
        begun = end
    return ranks


def concordance(figures: ArrayLike, tie: float = TIE) -> float | None:
    """Kendall's W of figures, array_like (P, n): one person's on each of n things a row, the higher the better.

    1 where everybody puts them in the same order, 0 where the orders cancel out. With R the sum of ranks of each thing
    over people and T the sum of t³ − t over every group of t things level for one person,

        W = 12 · sum of (R − mean R)² / (P²(n³ − n) − P · T)

    (Kendall and Babington Smith 1939, The problem of m rankings, Annals of Mathematical Statistics 10(3); with ties
    Kendall 1948, Rank Correlation Methods). None where there are fewer than two people or two things, or
    everybody finds all level.
    """
    x = np.asarray(figures, dtype=float)
    people, things = x.shape
    if people < 2 or things < 2:
        return None
    ranks = np.stack([mean_ranks(row, tie) for row in x])
    tied = sum(float((counts**3 - counts).sum()) for counts in (np.unique(row, return_counts=True)[1] for row in ranks))
    whole = people**2 * (things**3 - things) - people * tied
    if whole <= 0:
        return None
    sums = ranks.sum(axis=0)
    return float(12 * ((sums - sums.mean()) ** 2).sum() / whole)


def moved_share(before: ArrayLike, after: ArrayLike, step: float) -> float | None:
    """Which share of the answers on one thing moved from one step of the scale to another between two rounds.

    The answers are counted on steps as wide as `step`, and half of what the counts changed by, as shares of those who
    answered, is what moved, whoever it was: people need not be told apart (Scheibe, Skutsch and Schofer 1975,
    Experiments in Delphi methodology, in Linstone and Turoff, The Delphi Method; there, as others cite it, a change
    below 15 % counts as stable). None where nobody answered in one of the rounds.
    """
    first, second = (_known(each) for each in (before, after))
    if not len(first) or not len(second):
        return None
    at_first, at_second = (np.floor(each / step + 0.5 + 1e-9) for each in (first, second))
    steps = np.union1d(at_first, at_second)
    shares = [(each[:, None] == steps).mean(axis=0) for each in (at_first, at_second)]
    return float(np.abs(shares[0] - shares[1]).sum() / 2)


def is_stable(moved: float | None) -> bool:
    """Whether a group has come to rest: less than 15 % of the answers moved."""
    return moved is not None and moved < STABLE


def _known(x: ArrayLike) -> Array:
    found = np.asarray(x, dtype=float)
    return np.asarray(found[np.isfinite(found)])

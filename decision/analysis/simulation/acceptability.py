"""SMAA-2 indices, from simulated scores.

Source: Lahdelma and Salminen 2001, SMAA-2: stochastic multicriteria acceptability analysis for group decision making.

Throughout this module
    n  is a draw        0 .. N-1
    m  is an option     0 .. M-1
    k  is a criterion   0 .. K-1
    r  is a rank        0 is first
    s  are scores (M, n), 0 to 100
    w  are weights (K, n), or (K,) where they are the same in every draw

Options within `TIE` points tie, by the rule of `competition_ranks`, and a tie is shared equally among the tied.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from decision.analysis.scoring import TIE

Array = NDArray[np.float64]
Counts = NDArray[np.int8] | NDArray[np.int16]  # (M, n), of options

_FEW = 8  # up to this many options, pairwise comparison is quicker than sorting
_SMALL = 127  # what a byte can count
_PAIR = 2


class Tally:
    """Counts over draws, chunk by chunk, from which the indices follow; its size does not grow with N.

    Parameters
    ----------
    options, criteria
        M and K.
    pairwise
        Whether to keep the M × M table of pairwise wins.
    """

    def __init__(self, options: int, criteria: int, *, pairwise: bool = True) -> None:
        self.draws = 0
        self.ranks = np.zeros((options, options))
        self.wins = np.zeros((options, options)) if pairwise else None
        # by how much a draw's share exceeds its square, summed: 0 unless it is a part, as in a tie
        self.parts = np.zeros((options, options))
        self.parts_of_wins = np.zeros((options, options))
        self.first_weights = np.zeros((options, criteria))
        self.highest = 0.0

    def add(self, s: Array, w: Array) -> None:
        """Count the draws of one chunk."""
        options, n = s.shape
        self.draws += n
        self.highest += float(s.max(axis=0).sum())
        first: Array | None
        better, tied = self._compare(s) if options <= _FEW or self.wins is not None else _sorted_ranks(s)
        if tied is not None:
            self._share_ranks(better, tied)
            first = np.where(better == 0, 1 / (tied + 1.0), 0.0)
            firsts = first.sum(axis=1)
        else:
            counts = _rank_counts(better)
            self.ranks += counts
            firsts = counts[:, 0].astype(float)
            first = None
        if w.ndim == 1:
            self.first_weights += np.outer(firsts, w)
        else:
            self.first_weights += ((better == 0).astype(float) if first is None else first) @ w.T

    def _compare(self, s: Array) -> tuple[Counts, Counts | None]:
        """For each option and draw: how many options are better, and how many others tie, if any do."""
        options, n = s.shape
        better = np.zeros((options, n), dtype=np.int8 if options <= _SMALL else np.int16)
        tied: Counts | None = None
        gap = np.empty(n)
        for a in range(options):
            for b in range(a + 1, options):
                np.subtract(s[a], s[b], out=gap)
                a_wins, b_wins = gap > TIE, gap < -TIE
                better[b] += a_wins.view(np.int8)
                better[a] += b_wins.view(np.int8)
                a_count, b_count = np.count_nonzero(a_wins), np.count_nonzero(b_wins)
                ties = n - a_count - b_count
                if ties:
                    tied = np.zeros_like(better) if tied is None else tied
                    level = ~(a_wins | b_wins)
                    tied[a] += level.view(np.int8)
                    tied[b] += level.view(np.int8)
                if self.wins is not None:
                    self.wins[a, b] += a_count + ties / 2
                    self.wins[b, a] += b_count + ties / 2
                    self.parts_of_wins[a, b] += ties / 4
                    self.parts_of_wins[b, a] += ties / 4
        if tied is not None:
            chained = np.flatnonzero(tied.max(axis=0) >= _PAIR)  # a may tie with b, b with c, and a not with c
            if len(chained):
                better[:, chained], tied[:, chained] = _level_ranks(s[:, chained])
        return better, tied

    def _share_ranks(self, better: Counts, tied: Counts) -> None:
        """Add each draw's ranks where some options tie: t + 1 options behind b better ones share ranks b .. b + t."""
        options = len(better)
        for m in range(options):
            pairs, counts = np.unique(better[m].astype(np.int64) * options + tied[m], return_counts=True)
            for pair, count in zip(pairs, counts, strict=True):
                b, t = divmod(int(pair), options)
                self.ranks[m, b : b + t + 1] += count / (t + 1)
                self.parts[m, b : b + t + 1] += count * t / (t + 1) ** 2

    # --- the indices ---------------------------------------------------------------------------------

    @property
    def rank_acceptability(self) -> Array:
        """b (M, M): the share of draws in which option m has rank r."""
        return np.asarray(self.ranks / self.draws)

    @property
    def pairwise_winning(self) -> Array:
        """c (M, M): the share of draws in which m beats the other, half of the ties included; 0 on the diagonal."""
        assert self.wins is not None  # asked for only where it was kept
        return np.asarray(self.wins / self.draws)

    @property
    def rank_variance(self) -> Array:
        """(M, M): the variance, from draw to draw, of the share of rank r that option m has."""
        return _variance(self.rank_acceptability, self.parts / self.draws)

    @property
    def pairwise_variance(self) -> Array:
        """(M, M): the variance, from draw to draw, of whether m beats the other, a half in a tie."""
        return _variance(self.pairwise_winning, self.parts_of_wins / self.draws)

    @property
    def central_weights(self) -> Array:
        """(M, K): the mean of w over the draws in which m is first; nan for an option that never is."""
        first = self.ranks[:, :1]
        with np.errstate(invalid="ignore"):
            return np.asarray(np.where(first > 0, self.first_weights / first, np.nan))


def _variance(share: Array, parts: Array) -> Array:
    """E[x²] - E[x]² with `share` E[x] and `parts` E[x - x²]."""
    return np.asarray(np.maximum(0.0, share * (1 - share) - parts))


def _rank_counts(better: Counts) -> NDArray[np.int64]:
    """How often (M, M) each option has each rank, given how many are better in each draw."""
    options = len(better)
    if options <= _FEW:
        return np.array([[np.count_nonzero(row == r) for r in range(options)] for row in better])
    places = better + options * np.arange(options, dtype=np.int64)[:, np.newaxis]
    return np.bincount(places.ravel(), minlength=options * options).reshape(options, options)


def _sorted_ranks(s: Array) -> tuple[Counts, Counts | None]:
    """The same as comparing all pairs, for many options: by sorting."""
    order = np.argsort(-s, axis=0, kind="stable")
    ranked = np.take_along_axis(s, order, axis=0)
    options = len(s)
    better = np.empty(s.shape, dtype=np.int16)
    close = ranked[:-1] - ranked[1:] <= TIE
    if not close.any():
        places = np.broadcast_to(np.arange(options, dtype=np.int16)[:, np.newaxis], s.shape)
        np.put_along_axis(better, order, places, axis=0)
        return better, None
    return _level_ranks(s)


def _level_ranks(s: Array) -> tuple[Counts, Counts]:
    """How many options are better than each (M, n), and how many others are level with it, draw by draw."""
    options = len(s)
    order = np.argsort(-s, axis=0, kind="stable")
    ranked = np.take_along_axis(s, order, axis=0)
    above, level = np.empty(s.shape, dtype=np.int16), np.empty(s.shape, dtype=np.int16)
    top, start = ranked[0], np.zeros(s.shape[1], dtype=np.int16)
    for place in range(options):
        apart = top - ranked[place] > TIE
        top, start = np.where(apart, ranked[place], top), np.where(apart, np.int16(place), start)
        above[place] = start
    end = np.full(s.shape[1], options, dtype=np.int16)
    for place in reversed(range(options)):
        level[place] = end - above[place] - 1
        end = np.where(above[place] == place, np.int16(place), end)
    better, tied = np.empty(s.shape, dtype=np.int16), np.empty(s.shape, dtype=np.int16)
    np.put_along_axis(better, order, above, axis=0)
    np.put_along_axis(tied, order, level, axis=0)
    return better, tied


def rank_acceptability(s: Array) -> Array:
    """b (M, M) of scores (M, N): the share of draws in which option m has rank r."""
    tally = Tally(len(s), 1, pairwise=False)
    tally.add(np.asarray(s, dtype=float), np.ones(1))
    return tally.rank_acceptability


def first_rank_share(s: Array, m: int) -> float:
    """The share of draws of scores (M, N) in which option m is first, ties shared."""
    others = np.delete(s, m, axis=0) if len(s) > _PAIR else s[1 - m : 2 - m]
    gap = s[m] - others.max(axis=0) if len(others) else np.ones(s.shape[1])
    wins = np.count_nonzero(gap > TIE)
    if wins + np.count_nonzero(gap < -TIE) < len(gap):
        return float(rank_acceptability(s)[m, 0])
    return wins / len(gap)

"""The disagreement that decides: what the group's choice costs its members, and which difference among them makes it.

Letters as in `decision.room.answers`, and
    s  are scores (P, M) of each person by their own answers, 0 to 100
    l  is the option that leads with the group's values and weights, the first in file order of those first
    R  is the mean over p of (max over m of s[p, m], minus s[p, l]): what l costs people, in their own eyes, in points

For every rating and every weight everybody is put at the group's figure, all else of theirs as it is, and R is worked
out again: what it falls by is what settling that difference is worth. It can be less than nothing, where people who
differ there differ elsewhere the other way. Beside it stands whether the difference alone, moved over what people
answered with all else at the group's figures, changes who leads. A weight moves as everywhere: the others keep their
proportions, or share alike where it was all.

R is the expected regret of the group's choice with the person as what is uncertain, and its fall the worth of knowing
one input (Raiffa and Schlaifer 1961, Applied Statistical Decision Theory), as in `analysis.sensitivity`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from decision.analysis.scoring import TIE
from decision.room.answers import Answers, Array, Frame, Group, Truths

FEWEST_IN_A_ROLE = 5  # whose figures are shown
ALL = 1 - 1e-12  # a weight from here on is all the weight


@dataclass(frozen=True)
class Difference:
    """What people differ in: a rating or a weight.

    Attributes
    ----------
    option, criterion
        m and k of a rating; of a weight option is None and criterion is j.
    worth
        What settling it takes off R, in points.
    turned_by
        How many people's answer here, alone in the place of the group's, takes the lead from l.
    taken_by
        Who then leads, each m once, ascending.
    """

    option: int | None
    criterion: int
    worth: float
    turned_by: int
    taken_by: tuple[int, ...]


@dataclass(frozen=True)
class Disagreement:
    """All that follows from the answers of one round."""

    frame: Frame
    answers: Answers

    @cached_property
    def group(self) -> Group:
        """The group's figures."""
        return Group.of(self.frame, self.answers)

    @cached_property
    def values(self) -> Array:
        """Everybody's values (P, M, K)."""
        return self.group.values_of_each(self.frame, self.answers)

    @cached_property
    def weights(self) -> Array:
        """Everybody's weights (P, J)."""
        return self.group.weights_of_each(self.answers)

    @cached_property
    def top_values(self) -> Array:
        """Everybody's values (P, M, J) of the criteria at the top."""
        return self.frame.top_values(self.values)

    @cached_property
    def scores(self) -> Array:
        """s."""
        return np.asarray(100 * np.einsum("pmj,pj->pm", self.top_values, self.weights))

    @cached_property
    def group_scores(self) -> Array:
        """Scores (M,) of the group's figures."""
        return self.frame.scores(self.group.values, self.group.weights)

    @cached_property
    def leader(self) -> int:
        """l."""
        return int(np.argmax(self.frame.first(self.group_scores)))

    @cached_property
    def leads_for(self) -> Array:
        """For how many people each option leads by their own answers, (M,); where several are level, in equal parts."""
        first = self.frame.first(self.scores)
        return np.asarray((first / first.sum(axis=1, keepdims=True)).sum(axis=0))

    @cached_property
    def regret(self) -> float:
        """R; 0 where nobody answered."""
        return _mean_regret(self._counting(self.scores), self.scores[:, self.leader])

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Every rating and weight on which two people differ, by what settling it is worth, the dearest first.

        At a tie a weight stands before a rating, and else what comes first in the file.
        """
        found = [*self._of_weights(), *self._of_ratings()]
        return tuple(sorted(found, key=lambda each: -each.worth))

    @property
    def deciding(self) -> tuple[Difference, ...]:
        """Those whose settling is worth something."""
        return tuple(each for each in self.differences if each.worth > TIE)

    # --- everybody at the group's figure -------------------------------------------------------------------------

    def _counting(self, scores: Array) -> Array:
        return np.where(self.frame.ranked, scores, -np.inf)

    def _of_ratings(self) -> list[Difference]:
        worth = self.regret - self._regret_without_ratings()
        turned_by, taken_by = self._turned_by_ratings()
        apart = _differ(np.where(self.answers.rated, self.values, np.nan))
        return [
            Difference(int(m), int(k), float(worth[m, k]), int(turned_by[m, k]), taken_by.get((int(m), int(k)), ()))
            for m, k in np.argwhere(apart)
        ]

    def _regret_without_ratings(self) -> Array:
        """R (M, K) with everybody at the group's value of one cell.

        Only the score of that option moves, so the best is that score or the best of the others.
        """
        counting = self._counting(self.scores)
        moves = self.frame.within * (self.group.values - self.values) * 100 * self.weights[:, None, self.frame.top]
        best_of_others = _best_of_others(counting)
        regret = np.empty(moves.shape[1:])
        for m in range(moves.shape[1]):
            moved = self.scores[:, m, None] + moves[:, m]  # (P, K)
            best = np.maximum(best_of_others[:, m, None], moved if self.frame.ranked[m] else -np.inf)
            chosen = moved if m == self.leader else self.scores[:, self.leader, None]
            regret[m] = (best - chosen).sum(axis=0) / max(1, len(moved))
        return regret

    def _of_weights(self) -> list[Difference]:
        turned_by, taken_by = self._turned_by_weights()
        apart = _differ(self.answers.shares)
        return [
            Difference(None, int(j), self.regret - self._regret_without_weight(int(j)), int(turned_by[j]), taken_by[j])
            for j in np.flatnonzero(apart)
        ]

    def _regret_without_weight(self, j: int) -> float:
        scores = _with_weight(self.top_values, self.weights, self.scores, j, np.asarray(self.group.weights[j]))
        return _mean_regret(self._counting(scores), scores[:, self.leader])

    # --- one person's figure in the group's ----------------------------------------------------------------------

    def _turned_by_ratings(self) -> tuple[NDArray[np.intp], dict[tuple[int, int], tuple[int, ...]]]:
        """For each cell how many people's rating alone takes the lead from l, (M, K), and who then leads.

        Of the others only l can lead before, so what takes over is the option of the cell where that is another, and
        the best of the others where it is l.
        """
        counting = self._counting(self.group_scores)
        per_value = 100 * self.frame.within * self.group.weights[self.frame.top]  # points of one whole value, (K,)
        moved = self.group_scores[:, None] + per_value * (self.values - self.group.values)  # (P, M, K)
        rest = _best_of_others(counting[None])[0]
        turned = np.zeros(moved.shape, dtype=bool)
        takers: dict[tuple[int, int], tuple[int, ...]] = {}
        for m in np.flatnonzero(self.frame.ranked):
            if m == self.leader:
                turned[:, m] = rest[m] - moved[:, m] > TIE
                others = np.where(np.arange(len(counting)) == m, -np.inf, counting)
                taken = tuple(np.flatnonzero(self.frame.first(others)).tolist()) if np.isfinite(rest[m]) else ()
            else:
                turned[:, m] = moved[:, m] - counting[self.leader] > TIE
                taken = (int(m),)
            takers |= {(int(m), int(k)): taken for k in np.flatnonzero(turned[:, m].any(axis=0))}
        turned &= self.answers.rated
        counts = turned.sum(axis=0)
        return counts, {cell: taken for cell, taken in takers.items() if counts[cell]}

    def _turned_by_weights(self) -> tuple[NDArray[np.intp], list[tuple[int, ...]]]:
        """For each weight how many people's share alone takes the lead from l, (J,), and who then leads."""
        top = self.frame.top_values(self.group.values)[None]
        counts = np.zeros(len(self.group.weights), dtype=np.intp)
        takers: list[tuple[int, ...]] = []
        for j in range(len(counts)):
            at = self.answers.shares[self.answers.weighed, j]
            scores = _with_weight(top, self.group.weights[None], self.group_scores[None], j, at)
            first = self.frame.first(scores)
            turned = ~first[:, self.leader]
            counts[j] = turned.sum()
            takers.append(tuple(np.flatnonzero(first[turned].any(axis=0)).tolist()))
        return counts, takers


def _mean_regret(counting: Array, chosen: Array) -> float:
    return float((counting.max(axis=1) - chosen).mean()) if len(chosen) else 0.0


def _differ(x: Array) -> Truths:
    """Which of (P, …) not all who answered say the same of."""
    known = np.isfinite(x)
    low = np.where(known, x, np.inf).min(axis=0, initial=np.inf)
    high = np.where(known, x, -np.inf).max(axis=0, initial=-np.inf)
    return np.asarray((known.sum(axis=0) > 1) & (high > low))


def _best_of_others(scores: Array) -> Array:
    """For each of (P, M) the best of the other options; minus infinity where there is none."""
    if scores.shape[1] < 2:
        return np.full(scores.shape, -np.inf)
    best = scores.argmax(axis=1)
    second = np.partition(scores, -2, axis=1)[:, -2]
    others = np.repeat(scores.max(axis=1, keepdims=True), scores.shape[1], axis=1)
    others[np.arange(len(scores)), best] = second
    return others


def _with_weight(top_values: Array, weights: Array, scores: Array, j: int, to: Array) -> Array:
    """Scores with the weight j at `to`, the others in proportion, or alike where it was all.

    top_values (P, M, J), weights (P, J) and scores (P, M) are people's; `to` is one share for all, or (N,) with P of 1.
    """
    to = np.atleast_1d(to)[:, None]
    at, of = weights[:, j, None], top_values[:, :, j]
    was_all = at >= ALL
    rest = scores - 100 * at * of
    alike = (top_values.sum(axis=2) - of) * 100 / max(1, weights.shape[1] - 1)
    kept = np.where(was_all, alike, rest / np.where(was_all, 1.0, 1 - at))
    return np.asarray(100 * to * of + (1 - to) * kept if weights.shape[1] > 1 else scores)


def chances(frame: Frame, drawn: Array, weights: Array) -> Array:
    """P(best) (M,) with people's weights as the weights that are drawn.

    Parameters
    ----------
    drawn
        Values (M, K, N) of the ratings in N futures, as `analysis.sampling` draws them.
    weights
        People's shares (P, J), each person's in as many futures as everybody else's, but for one.

    Ties are shared equally, as everywhere.
    """
    n = drawn.shape[2]
    of_leaves = weights[:, frame.top] * frame.within  # (P, K)
    whose = np.arange(n) % len(weights)
    found = np.zeros(len(frame.ranked))
    for p in range(min(len(weights), n)):
        scores = 100 * np.einsum("mkn,k->nm", drawn[:, :, whose == p], of_leaves[p])
        first = frame.first(scores)
        found += (first / first.sum(axis=1, keepdims=True)).sum(axis=0)
    return np.asarray(found / n)


def shown_roles(roles: tuple[str, ...], *, guarded: bool = True) -> tuple[str, ...]:
    """The roles of which figures are shown, in the order in which they come up: those of five people or more.

    `guarded` also hides the smallest of these where fewer than five people would be left over: their figures would
    follow from those of all and those shown (complementary suppression; Willenborg and de Waal 2001, Elements of
    Statistical Disclosure Control).
    """
    counts: dict[str, int] = {}
    for role in roles:
        counts[role] = counts.get(role, 0) + 1
    shown = [role for role, count in counts.items() if role and count >= FEWEST_IN_A_ROLE]
    left = sum(counts.values()) - sum(counts[role] for role in shown)
    if guarded and shown and 0 < left < FEWEST_IN_A_ROLE:
        shown.remove(min(shown, key=lambda role: counts[role]))
    return tuple(shown)

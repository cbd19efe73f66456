"""The room's figures by plain enumeration, as `docs/method.md` defines them: loops, no arrays."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

from decision.analysis.scoring import TIE
from decision.room.answers import Answers, Frame

Cells = list[list[float]]


class Plain:
    """One round, worked out one person, option and criterion at a time."""

    def __init__(self, frame: Frame, answers: Answers) -> None:
        self.frame = frame
        self.people, self.options, self.leaves = (range(n) for n in answers.ratings.shape)
        self.tops = range(len(frame.weights))
        self.said = answers.ratings.tolist()
        self.shares = [
            None if any(math.isnan(x) for x in row) else [x / sum(row) for x in row] for row in answers.weights.tolist()
        ]
        self.group_values = [[self._group_value(m, k) for k in self.leaves] for m in self.options]
        weighed = [row for row in self.shares if row is not None]
        self.group_weights = (
            [statistics.fmean(row[j] for row in weighed) for j in self.tops] if weighed else frame.weights.tolist()
        )
        self.values = [[[self._value(p, m, k) for k in self.leaves] for m in self.options] for p in self.people]
        self.weights = [self.group_weights if row is None else row for row in self.shares]
        self.leader = self.first(self.score(self.group_values, self.group_weights))[0]

    def _worth(self, k: int, x: float) -> float:
        return float(self.frame.functions[k](x))

    def _group_value(self, m: int, k: int) -> float:
        given = [self.said[p][m][k] for p in self.people if not math.isnan(self.said[p][m][k])]
        return self._worth(k, statistics.median(given)) if given else float(self.frame.values[m, k])

    def _value(self, p: int, m: int, k: int) -> float:
        x = self.said[p][m][k]
        return self.group_values[m][k] if math.isnan(x) else self._worth(k, x)

    def score(self, values: Cells, weights: Sequence[float]) -> list[float]:
        return [
            100 * sum(weights[self.frame.top[k]] * self.frame.within[k] * values[m][k] for k in self.leaves)
            for m in self.options
        ]

    def first(self, scores: Sequence[float]) -> list[int]:
        ranked = [m for m in self.options if self.frame.ranked[m]]
        best = max(scores[m] for m in ranked)
        return [m for m in ranked if best - scores[m] <= TIE]

    def regret(self, values: list[Cells], weights: Sequence[Sequence[float]]) -> float:
        total = 0.0
        for p in self.people:
            scores = self.score(values[p], weights[p])
            total += max(scores[m] for m in self.options if self.frame.ranked[m]) - scores[self.leader]
        return total / len(self.people)

    def with_weight(self, weights: Sequence[float], j: int, to: float) -> list[float]:
        others = sum(weights[i] for i in self.tops if i != j)
        if others <= 1e-12:
            return [to if i == j else (1 - to) / (len(self.tops) - 1) for i in self.tops]
        return [to if i == j else weights[i] * (1 - to) / others for i in self.tops]

    def worth_of_rating(self, m: int, k: int) -> float:
        settled = [[list(row) for row in each] for each in self.values]
        for each in settled:
            each[m][k] = self.group_values[m][k]
        return self.regret(self.values, self.weights) - self.regret(settled, self.weights)

    def worth_of_weight(self, j: int) -> float:
        settled = [self.with_weight(row, j, self.group_weights[j]) for row in self.weights]
        return self.regret(self.values, self.weights) - self.regret(self.values, settled)

    def turned_by_rating(self, m: int, k: int) -> tuple[int, tuple[int, ...]]:
        count, takers = 0, set()
        for p in self.people:
            if math.isnan(self.said[p][m][k]):
                continue
            values = [list(row) for row in self.group_values]
            values[m][k] = self.values[p][m][k]
            first = self.first(self.score(values, self.group_weights))
            if self.leader not in first:
                count += 1
                takers |= set(first)
        return count, tuple(sorted(takers))

    def turned_by_weight(self, j: int) -> tuple[int, tuple[int, ...]]:
        count, takers = 0, set()
        for row in self.shares:
            if row is None:
                continue
            first = self.first(self.score(self.group_values, self.with_weight(self.group_weights, j, row[j])))
            if self.leader not in first:
                count += 1
                takers |= set(first)
        return count, tuple(sorted(takers))

"""Two-way map: who leads where, as two inputs move at once.

Throughout this module
    x, y  are what the inputs are set to, (X,) and (Y,): shares of weights, or ratings in their units
    m     is an option                     0 .. M-1
    k     is a criterion that is rated     0 .. K-1
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from decision.analysis.scoring import TIE, are_first
from decision.analysis.sensitivity.families import Families
from decision.analysis.standing import Standing
from decision.model.errors import DecisionError

Array = NDArray[np.float64]

NOWHERE = -1  # no weights are like that
_STEPS = 61


@dataclass(frozen=True)
class Axis:
    """An input that moves: the weight of `criterion`, or with `option` its rating on it."""

    criterion: str
    option: str | None = None


@dataclass(frozen=True)
class TwoWayMap:
    """Who leads where.

    Attributes
    ----------
    x_at, y_at
        What the inputs are set to, (X,) and (Y,), from low to high.
    x_now, y_now
        Where they stand.
    leader
        Index m of the leader (Y, X), the present one where it is joint first; `NOWHERE` where two shares of one family
        sum to more than 1.
    margin
        Points (Y, X) by which that leader is ahead of the next; nan where there is none.
    """

    x: Axis
    y: Axis
    x_at: Array
    y_at: Array
    x_now: float
    y_now: float
    leader: NDArray[np.intp]
    margin: Array


def two_way(standing: Standing, x: Axis, y: Axis, steps: int = _STEPS) -> TwoWayMap:
    """Who leads on a grid of `steps` × `steps`: weights over 0 to 1, ratings over worst to best.

    Of two weights of one family the others share out what is left in the proportions they have, equally if they have
    nothing. Weights of different families, and ratings, move by themselves.

    Raises
    ------
    DecisionError
        The inputs are the same, or one of them is not there.
    """
    if x == y:
        raise DecisionError("both axes show the same input; choose another for one of them")
    maker = _Maker(standing)
    x_at, x_now = maker.range_of(x, steps)
    y_at, y_now = maker.range_of(y, steps)
    scores, possible = maker.scores(x, y, *np.meshgrid(x_at, y_at))
    ranked = np.array(standing.ranked)
    among = scores[..., ranked]
    first = are_first(among)
    leads_still = first[..., list(standing.ranked).index(standing.leader)]
    leader = np.where(leads_still, standing.leader, ranked[np.argmax(first, axis=-1)])
    margin = np.full(leader.shape, np.nan)
    if len(ranked) > 1:
        ahead = np.partition(among, -2, axis=-1)
        margin = ahead[..., -1] - ahead[..., -2]
    return TwoWayMap(
        x=x,
        y=y,
        x_at=x_at,
        y_at=y_at,
        x_now=x_now,
        y_now=y_now,
        leader=np.where(possible, leader, NOWHERE),
        margin=np.where(possible, margin, np.nan),
    )


class _Maker:
    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self.families = Families(standing)

    def range_of(self, axis: Axis, steps: int) -> tuple[Array, float]:
        """What an input is set to, from low to high, and where it stands."""
        if axis.option is None:
            if axis.criterion not in self.standing.scenario.all_criteria:
                raise DecisionError(f"{axis.criterion} is not a criterion here")
            family, i = self.families.of(axis.criterion)
            return np.linspace(0, 1, steps), float(family.shares[i])
        m, k = self._cell(axis)
        scale = self.standing.functions[k].scale
        low, high = sorted((scale.worst, scale.best))
        return np.linspace(low, high, steps), float(self.standing.ratings[m, k])

    def _cell(self, axis: Axis) -> tuple[int, int]:
        ids = [option.id for option in self.standing.options]
        if axis.option not in ids or axis.criterion not in self.standing.paths:
            raise DecisionError(f"{axis.option}.{axis.criterion} is not a rating here")
        return ids.index(axis.option), self.standing.paths.index(axis.criterion)

    def scores(self, x: Axis, y: Axis, x_at: Array, y_at: Array) -> tuple[Array, NDArray[np.bool_]]:
        """Scores (Y, X, M), and where they are possible (Y, X)."""
        axes = ((x, x_at), (y, y_at))
        weights, possible = self._weights([each for each in axes if each[0].option is None], x_at.shape)
        cells = [(*self._cell(axis), at) for axis, at in axes if axis.option is not None]
        values = self.standing.values.copy()
        for m, k, _ in cells:
            values[m, k] = 0.0
        scores = 100 * (weights @ values.T)
        for m, k, at in cells:
            scores[..., m] += 100 * weights[..., k] * self.standing.functions[k](at)
        return scores, possible

    def _weights(self, moved: list[tuple[Axis, Array]], shape: tuple[int, ...]) -> tuple[Array, NDArray[np.bool_]]:
        """Weights (..., K) of the rated criteria with some shares set, and where such weights exist."""
        shares = {path: np.full(shape, share) for path, share in self.standing.scenario.sibling_shares.items()}
        possible = np.ones(shape, dtype=bool)
        set_: dict[str | None, dict[int, Array]] = {}
        for axis, at in moved:
            family, i = self.families.of(axis.criterion)
            set_.setdefault(family.parent, {})[i] = at
        for parent, given in set_.items():
            family = self.families.by_parent[parent]
            left = 1 - np.sum(list(given.values()), axis=0)
            rest = [i for i in range(len(family.paths)) if i not in given]
            possible &= left >= -TIE if rest else np.abs(left) <= TIE
            total = family.shares[rest].sum()
            for i, path in enumerate(family.paths):
                part = family.shares[i] / total if total > 0 else 1 / max(1, len(rest))
                shares[path] = given.get(i, np.maximum(left, 0) * part)
        weights: dict[str, Array] = {}
        for path, share in shares.items():
            above = path.rpartition(".")[0]
            weights[path] = weights[above] * share if above else share
        return np.stack([weights[path] for path in self.standing.paths], axis=-1), possible


def score_lines(standing: Standing, path: str, shares: ArrayLike) -> Array:
    """Scores (T, M) as the weight of one criterion or part takes each of `shares`, array_like (T,), in its family."""
    family, i = Families(standing).of(path)
    return family.scores(family.shares_with(i, shares))

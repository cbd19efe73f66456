"""Tornado: the leader's margin with each uncertain input at its P10 and at its P90, all else at what is expected of it.

Throughout this module
    m  is an option                     0 .. M-1
    k  is a criterion that is rated     0 .. K-1
    s  are scores (M,) of 0 to 100

The margin is the leader's score less that of the best of the others as the input then leaves them, so that it is below
0 exactly where the leader changes (Eschenbach 1992, Spiderplots versus tornado diagrams for sensitivity analysis).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decision.analysis.sampling.values import DrawnValues
from decision.analysis.scoring import are_first, weighted_scores
from decision.analysis.sensitivity.families import Families
from decision.analysis.standing import Standing
from decision.analysis.stopping import go_on

Array = NDArray[np.float64]


@dataclass(frozen=True)
class TornadoBar:
    """One input, and what becomes of the leader's margin at its P10 (`low`) and its P90 (`high`).

    Attributes
    ----------
    option
        Id, of a rating; None where the input is a weight, or something that all options share.
    criterion
        Path; of what is shared, such as ``drivers.active_patients``.
    low, high
        The P10 and P90 themselves: a rating in its unit, or a weight's share in its family.
    margin_low, margin_high
        Points; below 0 where another option leads.
    leader_low, leader_high
        Ids of the leaders then.
    """

    option: str | None
    criterion: str
    low: float
    high: float
    margin_low: float
    margin_high: float
    leader_low: str
    leader_high: str
    changes_leader: bool

    @property
    def width(self) -> float:
        """How far the margin moves, in points."""
        return abs(self.margin_high - self.margin_low)


def tornado(
    standing: Standing,
    drawn: DrawnValues,
    weights: Array,
    families: Families | None = None,
    more: Iterable[TornadoBar] = (),
) -> list[TornadoBar]:
    """A bar for every uncertain rating of a ranked option and every uncertain weight, and `more`; widest first.

    Parameters
    ----------
    drawn
        Draws of the ratings, whose P10 and P90 are used.
    weights
        Draws of the weights (K, N), or (K,) where they are held.
    """
    if standing.runner_up is None:
        return []
    families = families or Families(standing)
    bars = [*_of_ratings(standing, drawn), *more, *_of_weights(standing, weights, families)]
    return sorted(bars, key=lambda bar: -bar.width)


def _of_ratings(standing: Standing, drawn: DrawnValues) -> Iterator[TornadoBar]:
    for m in standing.ranked:
        for k, path in enumerate(standing.paths):
            go_on()
            _, low, _, _, high = drawn.summaries[m][k]
            if low == high:
                continue
            moved = np.stack([standing.scores, standing.scores])
            # anew rather than by what changes: a value far outside the scale would leave no digits of the others
            moved[:, m] = weighted_scores(
                _with(standing.values[m], k, standing.functions[k]((low, high))), standing.weights
            )
            yield bar_of(standing, standing.options[m].id, path, (low, high), moved)


def _with(values: Array, k: int, each: Array) -> Array:
    """Copies (E, K) of values (K,) with that on criterion k replaced by each of (E,)."""
    rows = np.tile(values, (len(each), 1))
    rows[:, k] = each
    return rows


def _of_weights(standing: Standing, weights: Array, families: Families) -> Iterator[TornadoBar]:
    if weights.ndim == 1:
        return
    for family in families.uncertain:
        of_siblings = [weights[_below(standing, path)].sum(axis=0) for path in family.paths]
        total = np.sum(of_siblings, axis=0)
        for i, (path, drawn) in enumerate(zip(family.paths, of_siblings, strict=True)):
            share = np.divide(drawn, total, out=np.zeros_like(total), where=total > 0)
            low, high = (float(x) for x in np.quantile(share, (0.1, 0.9)))
            if low < high:
                yield bar_of(standing, None, path, (low, high), family.scores(family.shares_with(i, (low, high))))


def _below(standing: Standing, path: str) -> list[int]:
    """The rated criteria that a criterion consists of: itself, or all below it."""
    return [k for k, leaf in enumerate(standing.paths) if leaf == path or leaf.startswith(path + ".")]


def bar_of(standing: Standing, option: str | None, path: str, ends: tuple[float, float], scores: Array) -> TornadoBar:
    """The bar for scores (2, M) at both ends."""
    margins = scores[:, standing.leader] - scores[:, list(standing.others)].max(axis=1)
    ids = [_leads(standing, row) for row in scores]
    leader = standing.options[standing.leader].id
    low, high = ends
    return TornadoBar(
        option=option,
        criterion=path,
        low=low,
        high=high,
        margin_low=float(margins[0]),
        margin_high=float(margins[1]),
        leader_low=ids[0],
        leader_high=ids[1],
        changes_leader=ids != [leader, leader],
    )


def _leads(standing: Standing, scores: Array) -> str:
    """Id of the leader by scores (M,): the one that leads now as long as it is first or joint first."""
    first = are_first(scores[list(standing.ranked)])
    best = [m for m, is_first in zip(standing.ranked, first.tolist(), strict=True) if is_first]
    return standing.options[standing.leader if standing.leader in best else best[0]].id

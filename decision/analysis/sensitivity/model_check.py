"""A check of the model itself: what in it does no work, works twice, or rests on nothing.

Throughout this module
    m  is an option                     0 .. M-1
    k  is a criterion that is rated     0 .. K-1
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from decision.analysis.sampling.values import DrawnValues
from decision.analysis.scoring import TIE, are_first, competition_ranks
from decision.analysis.standing import Standing
from decision.analysis.stopping import go_on
from decision.model.rating import Evidence

LEVEL = 1.0  # points of score between the best and the worst option on a criterion that does no work
CHANCE = 0.01  # the chance below which criteria do not put options in one order by chance
CLIPPED = 0.05  # the share of draws in which an estimate may be clipped

Kind = Literal["level", "together", "clipped", "assumed"]


@dataclass(frozen=True)
class Finding:
    """Something in the model to look at.

    Attributes
    ----------
    kind
        ``level``: on the one criterion all ranked options are within `LEVEL` points of score, and within the leader's
        margin, over all of the draws, and in none of them would others be first without it; ``together``: the criteria
        put the ranked options in one order, which they would by chance with less than `CHANCE`; ``clipped``: a rating
        lies outside worst to best in more than `CLIPPED` of the draws; ``assumed``: a rating rests on assumption only.
    criteria
        Paths.
    option
        Id, of a rating; None where the finding is about criteria.
    figure
        Points apart, the chance of one order, or the share clipped; None of ``assumed``.
    """

    kind: Kind
    criteria: tuple[str, ...]
    option: str | None
    figure: float | None


def model_check(standing: Standing, drawn: DrawnValues) -> tuple[Finding, ...]:
    """All findings, by kind."""
    return (*_level(standing, drawn), *_together(standing), *_clipped(standing, drawn), *_assumed(standing))


def _level(standing: Standing, drawn: DrawnValues) -> Iterator[Finding]:
    if len(standing.ranked) == 1:
        return
    ranked = list(standing.ranked)
    best = np.sort(standing.scores[ranked])
    margin = float(best[-1] - best[-2])
    values = drawn.values if len(ranked) == len(drawn.values) else drawn.values[ranked]
    scores = first = None
    for k, (path, weight) in enumerate(zip(standing.paths, standing.weights.tolist(), strict=True)):
        if weight == 0:
            continue
        now, in_draws = standing.values[ranked, k], values[:, k]
        span = 100 * weight * float(max(now.max(), in_draws.max()) - min(now.min(), in_draws.min()))
        if span > min(LEVEL, margin):
            continue
        if scores is None or first is None:
            scores = 100 * np.einsum("k,mkn->nm", standing.weights, values)
            first = are_first(scores)
        if np.array_equal(first, are_first(scores - 100 * weight * in_draws.T)):
            yield Finding("level", (path,), None, span)


def _together(standing: Standing) -> Iterator[Finding]:
    """Criteria with weight, by the order in which they put the ranked options, those of one order together."""
    values = standing.values[list(standing.ranked)]
    orders: dict[tuple[int, ...], list[str]] = {}
    for k, path in enumerate(standing.paths):
        if standing.weights[k] > 0:
            order = tuple(competition_ranks(values[:, k], TIE / 100).tolist())
            orders.setdefault(order, []).append(path)
    for order, paths in orders.items():
        go_on()
        level = (math.factorial(order.count(rank)) for rank in set(order))
        chance = math.prod(level) / math.factorial(len(order))
        if len(paths) > 1 and chance < CHANCE:
            yield Finding("together", tuple(paths), None, chance)


def _clipped(standing: Standing, drawn: DrawnValues) -> Iterator[Finding]:
    for option, shares in zip(standing.options, drawn.shares_clipped, strict=True):
        for path, share in shares.items():
            if share > CLIPPED:
                yield Finding("clipped", (path,), option.id, share)


def _assumed(standing: Standing) -> Iterator[Finding]:
    for option in standing.options:
        for path in standing.paths:
            if option.ratings[path].evidence is Evidence.ASSUMPTION:
                yield Finding("assumed", (path,), option.id, None)

"""A check of the model itself: what in it does no work, works twice, or rests on nothing.

Throughout this module
    m  is an option                     0 .. M-1
    k  is a criterion that is rated     0 .. K-1
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from decision.analysis.sampling.values import DrawnValues
from decision.analysis.scoring import TIE, competition_ranks
from decision.analysis.standing import Standing
from decision.analysis.stopping import go_on
from decision.model.rating import Evidence

LEVEL = 1.0  # points of score between the best and the worst option on a criterion that does no work
CLIPPED = 0.05  # the share of draws in which an estimate may be clipped
_FEWEST = 5  # options: of fewer, the same order is too likely to be chance

Kind = Literal["level", "together", "clipped", "assumed"]


@dataclass(frozen=True)
class Finding:
    """Something in the model to look at.

    Attributes
    ----------
    kind
        ``level``: on the one criterion all ranked options are within less than the lead, and than `LEVEL` points of
        score, in every draw; ``together``: criteria that put five or more ranked options in the same order;
        ``clipped``: a rating lies outside worst to best in more than `CLIPPED` of the draws; ``assumed``: a rating
        rests on assumption only.
    criteria
        Paths.
    option
        Id, of a rating; None where the finding is about criteria.
    figure
        Points apart at most, or the share clipped; None of ``together`` and ``assumed``.
    """

    kind: Kind
    criteria: tuple[str, ...]
    option: str | None
    figure: float | None


def model_check(standing: Standing, drawn: DrawnValues) -> tuple[Finding, ...]:
    """All findings, by kind."""
    return (*_level(standing, drawn), *_together(standing), *_clipped(standing, drawn), *_assumed(standing))


def _level(standing: Standing, drawn: DrawnValues) -> Iterator[Finding]:
    """Criteria on which options are closer together than the lead in every draw, so that they cannot decide it.

    With s the largest spread on k, 100·w[k]·(max over m of v[m,k,n] - min over m of v[m,k,n]), leaving k out changes
    the difference of two expected scores by at most s; what is less than the margin cannot turn it.
    """
    if len(standing.ranked) == 1:
        return
    ranked = list(standing.ranked)
    margin = standing.scores[standing.leader] - max(standing.scores[m] for m in standing.others)
    for k, (path, weight) in enumerate(zip(standing.paths, standing.weights.tolist(), strict=True)):
        if weight <= 0:
            continue
        spans = np.ptp(
            np.concatenate([drawn.values[ranked, k], standing.values[ranked, k][:, np.newaxis]], axis=1), axis=0
        )
        span = 100 * weight * float(spans.max())
        if span == 0 or span < min(LEVEL, margin - TIE):
            yield Finding("level", (path,), None, span)


def _together(standing: Standing) -> Iterator[Finding]:
    """Criteria that put the options in the same order, in groups."""
    ranked = list(standing.ranked)
    if len(ranked) < _FEWEST:
        return
    groups: dict[tuple[int, ...], list[str]] = {}
    for path, weight, values in zip(standing.paths, standing.weights, standing.values[ranked].T, strict=True):
        go_on()
        order = tuple(competition_ranks(values, TIE / 100).tolist())
        if weight > 0 and len(set(order)) > 1:
            groups.setdefault(order, []).append(path)
    for paths in groups.values():
        if len(paths) > 1:
            yield Finding("together", tuple(paths), None, None)


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

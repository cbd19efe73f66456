"""A check of the model itself: what in it does no work, works twice, or rests on nothing.

Throughout this module
    m  is an option                     0 .. M-1
    k  is a criterion that is rated     0 .. K-1
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from decision.analysis.sampling.values import DrawnValues
from decision.analysis.standing import Standing
from decision.analysis.stopping import go_on
from decision.model.rating import Evidence

LEVEL = 1.0  # points of score between the best and the worst option on a criterion that does no work
TOGETHER = 0.98  # the correlation of values across options from which two criteria say the same
CLIPPED = 0.05  # the share of draws in which an estimate may be clipped
_FEWEST = 3  # options without which a correlation says nothing

Kind = Literal["level", "together", "clipped", "assumed"]


@dataclass(frozen=True)
class Finding:
    """Something in the model to look at.

    Attributes
    ----------
    kind
        ``level``: on the one criterion all ranked options are within `LEVEL` points of score; ``together``: across the
        ranked options, values on two criteria correlate by `TOGETHER` or more; ``clipped``: a rating lies outside
        worst to best in more than `CLIPPED` of the draws; ``assumed``: a rating rests on assumption only.
    criteria
        Paths.
    option
        Id, of a rating; None where the finding is about criteria.
    figure
        Points apart, the correlation, or the share clipped; None of ``assumed``.
    """

    kind: Kind
    criteria: tuple[str, ...]
    option: str | None
    figure: float | None


def model_check(standing: Standing, drawn: DrawnValues) -> tuple[Finding, ...]:
    """All findings, by kind."""
    return (*_level(standing), *_together(standing), *_clipped(standing, drawn), *_assumed(standing))


def _level(standing: Standing) -> Iterator[Finding]:
    if len(standing.ranked) == 1:
        return
    spans = 100 * standing.weights * np.ptp(standing.values[list(standing.ranked)], axis=0)
    for path, weight, span in zip(standing.paths, standing.weights, spans.tolist(), strict=True):
        if weight > 0 and span <= LEVEL:
            yield Finding("level", (path,), None, span)


def _together(standing: Standing) -> Iterator[Finding]:
    values = standing.values[list(standing.ranked)]
    apart = values - values.mean(axis=0)
    largest = np.abs(apart).max(axis=0)
    apart /= np.where(largest > 0, largest, 1.0)  # a correlation has no unit, and squares of large values overflow
    lengths = np.sqrt((apart**2).sum(axis=0))
    if len(values) < _FEWEST:
        return
    works = [k for k in range(len(standing.paths)) if standing.weights[k] > 0 and lengths[k] > 0]
    for one, other in itertools.combinations(works, 2):
        go_on()
        correlation = float(apart[:, one] @ apart[:, other] / (lengths[one] * lengths[other]))
        if correlation >= TOGETHER:
            yield Finding("together", (standing.paths[one], standing.paths[other]), None, correlation)


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

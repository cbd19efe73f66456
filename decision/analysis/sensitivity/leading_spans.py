"""Who leads over the whole range of one weight."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import numpy as np

from decision.analysis.scoring import are_first
from decision.analysis.sensitivity.two_way import score_lines
from decision.analysis.standing import Standing


@dataclass(frozen=True)
class Span:
    """A stretch of one weight on which one option leads; shares of 0 to 1. `level` are the others that lead with it."""

    option: str
    start: float
    end: float
    level: tuple[str, ...] = ()


def leading_spans(standing: Standing, path: str) -> tuple[Span, ...]:
    """Who leads as the weight of a criterion or part goes from 0 to 1; where several are first, the present leader."""
    none, all_ = score_lines(standing, path, (0.0, 1.0))
    ranked = list(standing.ranked)
    order = [standing.leader, *(m for m in ranked if m != standing.leader)]
    starts, slopes = none[order], (all_ - none)[order]
    apart, faster = starts[:, np.newaxis] - starts, slopes - slopes[:, np.newaxis]
    with np.errstate(divide="ignore", invalid="ignore"):
        crossings = apart / faster
    inside = crossings[np.isfinite(crossings) & (crossings > 0) & (crossings < 1)]
    ends = np.unique(np.concatenate([[0.0, 1.0], inside]))
    spans: list[Span] = []
    for start, end in itertools.pairwise(ends.tolist()):
        scores = starts + (start + end) / 2 * slopes
        id, *level = (standing.options[order[m]].id for m in np.flatnonzero(are_first(scores)))
        if spans and (spans[-1].option, spans[-1].level) == (id, tuple(level)):
            spans[-1] = replace(spans[-1], end=end)
        else:
            spans.append(Span(id, start, end, tuple(level)))
    return tuple(spans)

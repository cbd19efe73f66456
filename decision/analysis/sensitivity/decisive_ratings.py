"""Decisive ratings: those that could change the leader, each by itself, all else at what is expected of it.

Throughout this module
    m  is an option                     0 .. M-1
    k  is a criterion that is rated     0 .. K-1

A rating is decisive where another option would draw level or lead, were the rating known to lie at one end of where it
is believed to be: at the worse end for the leader, at the better for any other. An estimate is believed to lie between
the ends that were stated for it, else between its P10 and P90 (`rating_range`). Of a single number nobody has said how
far off it may be, and what is open is not known at all: both may lie anywhere on the scale of the criterion.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np

from decision.analysis.expectation.ranges import rating_range
from decision.analysis.scoring import TIE
from decision.analysis.standing import Standing
from decision.model.estimate import Unknown

Cell = tuple[str, str]  # the option's id, and the path of the criterion


@dataclass(frozen=True)
class DecisiveRating:
    """A rating that could change the leader.

    Attributes
    ----------
    option, criterion
        Id and path.
    end
        The end of where it may lie at which that happens, in the criterion's unit.
    to
        Id of the option that would then draw level or lead.
    ranged
        Whether a range was stated for it; False of a single number and of what is open.
    """

    option: str
    criterion: str
    end: float
    to: str
    ranged: bool


def decisive_ratings(standing: Standing, among: Collection[Cell] | None = None) -> tuple[DecisiveRating, ...]:
    """Those of the ranked options, in the order of the file; none where fewer than two are ranked.

    Parameters
    ----------
    among
        The ratings that are asked about, each by option and path; all where left out.
    """
    return tuple(_decisive_ratings(standing, among)) if standing.runner_up is not None else ()


def _decisive_ratings(standing: Standing, among: Collection[Cell] | None) -> Iterator[DecisiveRating]:
    assert standing.runner_up is not None  # asked for only then
    leader, scores = standing.leader, standing.scores
    for m in standing.ranked:
        rival = standing.runner_up if m == leader else leader
        gap = abs(float(scores[m] - scores[rival]))
        option = standing.options[m]
        for k, path in enumerate(standing.paths):
            worth = 100 * float(standing.weights[k])
            if worth == 0 or (among is not None and (option.id, path) not in among):
                continue
            function = standing.functions[k]
            believed = rating_range(standing.scenario, option, path)
            scale = function.scale
            ends = np.array(believed or (scale.worst, scale.best))
            moves = worth * (function(ends) - float(standing.values[m, k])) * (-1 if m == leader else 1)
            best = int(np.argmax(moves))
            if moves[best] > 0 and moves[best] >= gap - TIE:
                to = standing.options[standing.runner_up if m == leader else m].id
                ranged = believed is not None and not isinstance(option.ratings[path].estimate, Unknown)
                yield DecisiveRating(option.id, path, float(ends[best]), to, ranged)

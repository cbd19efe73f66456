"""Reviews as data: one row a decision, one a figure, and what they say together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from decision.analysis.review import FigureReview, record_of
from decision.outputs.words.review import Reviewed


def review_dict(reviewed: Sequence[Reviewed]) -> dict[str, Any]:
    """The reviews as the JSON of the command line."""
    return {
        "files": [_file(each) for each in reviewed],
        "together": asdict(record_of([each.review for each in reviewed])),
    }


def _file(each: Reviewed) -> dict[str, Any]:
    review = each.review
    return {
        "file": each.file,
        "title": review.title,
        "chosen": review.chosen,
        "on": None if review.on is None else review.on.isoformat(),
        "known_on": None if review.known_on is None else review.known_on.isoformat(),
        "unchanged": review.unchanged,
        "p_best": review.p_best,
        "stands": review.stands,
        "leader": review.leader,
        "brier": review.brier,
        "figures": [_figure(figure) for figure in review.figures],
    }


def _figure(figure: FigureReview) -> dict[str, Any]:
    return asdict(figure) | {"inside": figure.inside}

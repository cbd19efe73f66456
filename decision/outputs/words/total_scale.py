"""Totals on the scale of the ratings themselves, so that people can check us against their sheet."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from decision.analysis.scoring import Evaluation
from decision.model.number_text import number_text
from decision.model.scenario import Scenario
from decision.model.total_scale import TotalScale, total_scale
from decision.outputs.words.scoring import distinct_names

_VAST = 1e12  # beyond it there is nothing to round

NONE = (
    "There are no totals on the ratings' own scale: the criteria do not share one, or value does not rise evenly on it."
)


def scale_in_words(scale: TotalScale) -> str:
    """The ends of the scale: ``0 to 5``."""
    return f"{number_text(scale.ends.worst)} to {number_text(scale.ends.best)}"


def total(x: float) -> str:
    """A total as sheets show it: two decimals, a half rounded away from zero."""
    rounded = Decimal(f"{x:.12g}").quantize(Decimal("0.01"), ROUND_HALF_UP) if abs(x) < _VAST else Decimal(repr(x))
    return f"{rounded + 0:,}"


def totals_in_words(scenario: Scenario, evaluation: Evaluation) -> list[str]:
    """The total of every option: the weighted mean of its ratings, and their sum with the weights as stated."""
    scale = total_scale(scenario)
    if scale is None:
        return []
    names = distinct_names(evaluation.options)
    weights, order = evaluation.weights, evaluation.in_rank_order
    names = {each.id: f"{names[each.id]} (out)" if each.excluded else names[each.id] for each in order}
    means = [f"{names[each.id]} {total(scale.mean(weights, each.ratings))}" for each in order]
    said = [f"The weighted mean of the ratings, from {scale_in_words(scale)}: {', '.join(means)}."]
    if scale.weight is not None:
        ends = " to ".join(total(scale.weight * end) for end in (scale.ends.worst, scale.ends.best))
        sums = [f"{names[each.id]} {total(scale.weight * scale.mean(weights, each.ratings))}" for each in order]
        said.append(f"Weights times ratings, summed, from {ends}: {', '.join(sums)}.")
    if evaluation.open_ratings:
        said.append("A rating that is open counts as half-way; many sheets count it as 0.")
    return said

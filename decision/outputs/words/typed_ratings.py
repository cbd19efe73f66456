"""Ratings in one cell: as they can be typed, and how they were understood."""

from __future__ import annotations

import re

from decision.analysis.scoring import OptionScore
from decision.model.contents import Option
from decision.model.cost_plan import CostPlan
from decision.model.estimate import ClassEstimate, Estimate, Exact, Range, ThreePoint, Unknown
from decision.model.number_text import number_text
from decision.model.scenario import Scenario
from decision.outputs.words.expectation import rating_in_words
from decision.outputs.words.figures import estimate_in_words, rating, unit_of
from decision.outputs.words.open_ratings import OPEN

_COULD_BE_THOUSANDS = re.compile(r"[0-9]{3}")


def can_be_typed(estimate: object) -> bool:
    """Whether one cell can say an estimate whole; of one times a reference class, what is multiplied."""
    return isinstance(estimate, Exact | Range | Unknown | ClassEstimate) or (
        isinstance(estimate, ThreePoint) and estimate.shape == "pert"
    )


def rating_as_typed(scenario: Scenario, option: Option, path: str, result: OptionScore) -> str:
    """A rating as one types it, so that it reads back as itself, or as what a class multiplies; else in words."""
    match option.ratings[path].estimate:
        case Exact(x) | ClassEstimate(x):
            return number_text(x)
        case Range() | ThreePoint(shape="pert") as estimate:
            return estimate_as_typed(estimate)
        case Unknown():
            return "?"
        case CostPlan():
            return f"{rating(result.ratings[path], scenario.leaves[path], scenario.currency)} (cost plan)"
    return rating_understood(scenario, option, path, result)


def estimate_as_typed(estimate: Estimate) -> str:
    """An estimate as one types it, so that it reads back as itself; in words where its form is not typed."""
    match estimate:
        case Exact(x):
            return number_text(x)
        case Range(low, high):
            return f"{number_text(low)} to {number_text(high)}"
        case ThreePoint(low, mode, high, "pert"):
            parts = [number_text(x) for x in (low, mode, high)]
            return ("; " if any(map(_COULD_BE_THOUSANDS.search, parts)) else " ").join(parts)
    return estimate_in_words(estimate)


def rating_understood(scenario: Scenario, option: Option, path: str, result: OptionScore) -> str:
    """How a rating counts: ``3 to 8, anything alike``; a cost plan by what it comes to."""
    estimate, criterion = option.ratings[path].estimate, scenario.leaves[path]
    if isinstance(estimate, CostPlan):
        return f"cost plan: {rating_in_words(scenario, option, path, result.ratings[path])}"
    if isinstance(estimate, Unknown):
        return OPEN
    unit = unit_of(criterion, scenario.currency)
    behind = f" {unit}" if unit and unit != "points" else ""
    if isinstance(estimate, ClassEstimate):
        return f"{estimate_in_words(Exact(estimate.estimate))}{behind} × “{estimate.reference_class.name}”"
    words = estimate_in_words(estimate) + behind
    return f"{words}, anything alike" if isinstance(estimate, Range) and not estimate.is_certain else words

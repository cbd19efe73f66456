"""What is expected, in words: a rating with its range, and why a value is not that of the expected rating."""

from __future__ import annotations

from decision.analysis.expectation.ranges import rating_range
from decision.analysis.scoring import TIE, Evaluation, OptionScore
from decision.model.contents import Option
from decision.model.open_ratings import is_open
from decision.model.scenario import Scenario
from decision.outputs.words.figures import rating, rating_with_range, rounded_up
from decision.outputs.words.open_ratings import OPEN
from decision.outputs.words.scoring import criterion_name, short_names

_EXPECTED = "Expected points of 100."
APART = (
    0.01  # between what a value is expected to be and the value of the expected rating, from which on it is said why
)


def rating_in_words(scenario: Scenario, option: Option, path: str, x: float) -> str:
    """A rating of which `x` is expected, with its range where it is uncertain: ``7.8 (6 to 9)``."""
    if is_open(scenario, option.id, path):
        return OPEN
    criterion, between = scenario.leaves[path], rating_range(scenario, option, path)
    if between is None:
        return rating(x, criterion, scenario.currency)
    return rating_with_range(x, *between, criterion, scenario.currency)


def values_apart(scenario: Scenario, evaluation: Evaluation) -> list[str]:
    """One sentence for every value that is not nearly that of the expected rating, on why that is so."""
    names = short_names(evaluation.options)
    return [
        f"{names[result.id]}'s {criterion_name(scenario, path)} {why_apart(scenario, result, path)}."
        for result in evaluation.options
        for path in scenario.leaves
        if is_apart(result, path) and not is_open(scenario, result.id, path)
    ]


def points_of_what(evaluation: Evaluation) -> str:
    """What the points are, and how far off they may be, where that is worth saying."""
    if evaluation.at == "most-likely":
        return "Points of 100 at the most likely ratings, as they were typed."
    error = max(option.error for option in evaluation.options)
    # said as people write it, and never less than it is: 0.00006, not 5.1e-05
    return f"Expected points of 100, right to {_plain(rounded_up(error))} points." if error > TIE else _EXPECTED


def _plain(x: float) -> str:
    return f"{x:.12f}".rstrip("0")


def is_apart(result: OptionScore, path: str) -> bool:
    """Whether the expected value of a rating differs from the value of the expected rating by more than `APART`."""
    return abs(result.values[path] - result.values_of_ratings[path]) > APART


def why_apart(scenario: Scenario, result: OptionScore, path: str) -> str:
    """What a rating counts as and why, as the end of a sentence about it."""
    criterion = scenario.leaves[path]
    assert criterion.value_function is not None  # what is rated has a scale
    value, of_rating = result.values[path], result.values_of_ratings[path]
    if criterion.value_function.is_linear:
        end = "worst" if value > of_rating else "best"
        why = f"part of its range lies beyond {end}, where nothing counts any more"
    else:
        why = "value does not grow evenly over its range"
    x = rating(result.ratings[path], criterion, scenario.currency)
    return f"is worth {value:.2f}, not the {of_rating:.2f} of {x} itself: {why}"

"""The bars of what to find out first: the most that settling each rating is worth."""

from __future__ import annotations

from collections.abc import Iterable

from decision.analysis.sensitivity.information import Worth
from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.model.scenario import Scenario
from decision.outputs.charts.bars import Bar, bars_of
from decision.outputs.charts.common import Row
from decision.outputs.charts.labels import input_label
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.charts.variance import NEUTRAL
from decision.outputs.words.information import in_order_of_asking, worth_in_words

MOST_WORTHS = 8
_SHOWN = 0.005  # points of worth below which nothing would be shown


def worth_data(scenario: Scenario, result: SensitivityResult) -> list[Row]:
    """The data of `LABELLED_BARS` for what to find out first; empty where nothing is worth it."""
    marks = option_marks(scenario)
    return bars_of(
        Bar(
            input_label(scenario, worth),
            worth.points,
            worth_in_words(result, worth),
            NEUTRAL if worth.option is None else marks[worth.option].colour,
        )
        for worth in in_order_of_asking(scenario, result.information.singles)[:MOST_WORTHS]
    )


def worth_finding(worths: Iterable[Worth]) -> list[Worth]:
    """Those that are worth anything, the most first."""
    return sorted((worth for worth in worths if worth.points >= _SHOWN), key=lambda worth: -worth.points)


def worth_in_words_of_all(scenario: Scenario, result: SensitivityResult) -> str:
    """What the bars of worth show, for those who cannot see them."""
    worths = in_order_of_asking(scenario, result.information.singles)[:MOST_WORTHS]
    lines = [f"{input_label(scenario, worth)}: {worth_in_words(result, worth)}" for worth in worths]
    return "What finding out each rating is worth at most. " + "; ".join(lines) + "."

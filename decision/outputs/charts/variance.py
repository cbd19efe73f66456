"""The bars of what the uncertainty about the margin comes from: each input's share of its variance."""

from __future__ import annotations

from collections.abc import Iterable

from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.analysis.sensitivity.variance import VarianceShare
from decision.model.scenario import Scenario
from decision.outputs.charts.bars import Bar, bars_of
from decision.outputs.charts.common import Row
from decision.outputs.charts.labels import input_label
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.words.figures import percent

MOST_INPUTS = 8
NEUTRAL = "#6B7B8C"  # of what belongs to no option
_SHOWN = 0.005  # the share below which 0 % would be shown


def variance_data(scenario: Scenario, result: SensitivityResult) -> list[Row]:
    """The data of `LABELLED_BARS` for what moves the margin; empty where nothing does."""
    marks = option_marks(scenario)
    return bars_of(
        Bar(
            input_label(scenario, each),
            max(0.0, each.first),
            percent(max(0.0, each.first)),
            NEUTRAL if each.option is None else marks[each.option].colour,
            "" if each.total is None else f"with others {percent(max(0.0, each.total))}",
        )
        for each in moving_most(result.variance.inputs)
    )


def moving_most(inputs: Iterable[VarianceShare]) -> list[VarianceShare]:
    """The inputs with the largest shares, down to half a percent."""
    ordered = sorted(inputs, key=lambda each: -max(each.first, each.total or 0.0))
    return [each for each in ordered if max(each.first, each.total or 0.0) >= _SHOWN][:MOST_INPUTS]


def variance_in_words(scenario: Scenario, result: SensitivityResult) -> str:
    """What the bars of variance show, for those who cannot see them."""
    lines = [
        f"{input_label(scenario, each)}: {percent(max(0.0, each.first))}"
        + ("" if each.total is None else f", with others {percent(max(0.0, each.total))}")
        for each in moving_most(result.variance.inputs)
    ]
    return "How much of the doubt about the lead comes from each figure by itself. " + "; ".join(lines) + "."

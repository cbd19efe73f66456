"""Options and criteria at a glance, for a board and on paper: nothing to edit."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from decision.model.scenario import Scenario
from decision.outputs.charts.colours import criterion_colours
from decision.outputs.charts.option_marks import OptionMark
from decision.outputs.words.structure import scale_in_words
from decision.outputs.words.weights import weights_in_percent
from decision.ui.frame.blocks import heads, marked, row, swatch, table
from decision.ui.frame.text import escape


def overview(scenario: Scenario, marks: Mapping[str, OptionMark]) -> None:
    """Every option with what it is, and every criterion with its weight and what it asks."""
    shares, colours = weights_in_percent(scenario.weights), criterion_colours(scenario)
    options = "".join(
        row(marked(marks[each.id], each.name), [each.approach or "", each.about], "wide") for each in scenario.options
    )
    criteria = "".join(
        row(
            f"{swatch(colours[each.id])}{escape(scenario.criterion_names[each.id])}",
            [shares[each.id], scale_in_words(each, scenario.currency), each.question],
            "wide",
        )
        for each in scenario.criteria
    )
    st.html(
        table("Options", heads("Option", "Approach", "What it is"), options, "board overview")
        + table("Criteria", heads("Criterion", "Weight", "From worst to best", "Question"), criteria, "board overview")
    )

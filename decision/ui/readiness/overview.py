"""Readiness at a glance, for a board and on paper: nothing to edit."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from decision.model.readiness import Readiness
from decision.model.scenario import Scenario
from decision.outputs.charts.option_marks import OptionMark
from decision.outputs.words.readiness import STATES, owner_and_day
from decision.outputs.words.scoring import short_names
from decision.ui.frame.blocks import heads, marked, row, table
from decision.ui.frame.text import escape


def overview(scenario: Scenario, readiness: Readiness, marks: Mapping[str, OptionMark]) -> None:
    """Every cause by option, then conditions and measures as far as there are any."""
    names = short_names(scenario.options)
    causes = "".join(
        row(escape(cause.name), [STATES[readiness.state(cause.id, option.id)] for option in scenario.options])
        for cause in readiness.known
    )
    columns = heads("Known cause", *(marked(marks[option.id], names[option.id]) for option in scenario.options))
    shown = table("Known causes of failed launches", columns, causes, "board overview")
    if readiness.conditions:
        rows = "".join(
            row(escape(each.what), [names.get(each.option, "all options"), owner_and_day(each)], "wide")
            for each in readiness.conditions
        )
        shown += table("Conditions", heads("Condition", "Of", "Owner and day"), rows, "board overview")
    if readiness.measures:
        rows = "".join(
            row(
                escape(each.what),
                [each.baseline, each.target, each.indicator, ", ".join(x for x in (each.reader, each.when) if x)],
                "wide",
            )
            for each in readiness.measures
        )
        titles = heads("Measure", "Baseline", "Target", "What moves first", "Who reads it when")
        shown += table("Measures", titles, rows, "board overview")
    st.html(shown)

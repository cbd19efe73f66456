"""The ratings as a board reads them: all options side by side, with how each is known, and nothing to fill in."""

from __future__ import annotations

import streamlit as st

from decision.analysis.scoring import Evaluation
from decision.model.scenario import Scenario
from decision.outputs.charts.colours import criterion_colours
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.tables.comparison import Cell, CriterionRow, comparison_table
from decision.outputs.words.figures import rating
from decision.outputs.words.open_ratings import OPEN
from decision.ui.frame.blocks import heads, marked, row, swatch, table
from decision.ui.frame.comparison_table import requirements_html
from decision.ui.frame.text import escape


def board(scenario: Scenario, evaluation: Evaluation) -> None:
    """Every rating with its evidence, and every requirement with how each option stands on it."""
    compared = comparison_table(scenario, evaluation)
    marks, colours = option_marks(scenario), criterion_colours(scenario)
    rows = "".join(
        row(
            f"{swatch(colours[each.path])}{escape(each.name)}",
            [_cell(cell, each, scenario.currency) for cell in each.cells],
            "part" if each.depth else "",
            html=True,
        )
        for each in compared.criteria
    )
    options = (marked(marks[option.id], option.name) for option in compared.options)
    st.html(table("Ratings of all options", heads("Criterion", *options), rows, "board"))
    if compared.requirements:
        st.html("<h2>Requirements</h2>" + requirements_html(compared, marks))


def _cell(cell: Cell, each: CriterionRow, currency: str) -> str:
    if cell.rating is None:
        return ""
    if cell.open:
        return f"<b>{OPEN}</b>"
    known = escape(cell.evidence) if cell.evidence else "no evidence said"
    return f"<b>{escape(rating(cell.rating, each.criterion, currency))}</b><small>{known}</small>"

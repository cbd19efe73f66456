"""A switch for totals on the ratings' own scale, where all criteria share one: whoever has a sheet can check us."""

from __future__ import annotations

import streamlit as st

from decision.analysis.scoring import Evaluation
from decision.model.scenario import Scenario
from decision.model.total_scale import total_scale
from decision.outputs.words.total_scale import scale_in_words, totals_in_words
from decision.ui.frame.text import escape, label
from decision.ui.session import state

SHOWN = "totals_shown"  # for all pages
WIDGET = "totals_switch"


def totals_switch(scenario: Scenario) -> bool:
    """The switch, and whether totals are to be shown; none where there is no scale that all ratings are on."""
    scale = total_scale(scenario)
    if scale is None:
        return False
    st.toggle(
        label(f"Totals from {scale_in_words(scale)}, as a spreadsheet has them"),
        key=state.as_widget(WIDGET, totals_shown()),
        on_change=_take,
    )
    return totals_shown()


def totals_shown() -> bool:
    """Whether totals are to be shown wherever there are any."""
    return bool(st.session_state.get(SHOWN, False))


def totals(scenario: Scenario, evaluation: Evaluation) -> None:
    """The switch, and the totals below it."""
    if totals_switch(scenario):
        said = "".join(f"<p>{escape(each)}</p>" for each in totals_in_words(scenario, evaluation))
        st.html(f'<div class="note totals" role="status">{said}</div>')


def _take() -> None:
    st.session_state[SHOWN] = bool(state.told(WIDGET))

"""What stands below the answer: what if, the comparison in figures, and the way on."""

from __future__ import annotations

import streamlit as st

from decision.analysis.scoring import Evaluation
from decision.ui.decide.result import tables
from decision.ui.decide.swing_dialog import swing_button
from decision.ui.frame.give_ranges import give_ranges
from decision.ui.frame.pages import page_at
from decision.ui.frame.present import presenting
from decision.ui.frame.what_if import leave_out
from decision.ui.session.work import Work


def below_the_answer(work: Work, evaluation: Evaluation) -> None:
    """Draw it into the place that is open."""
    scenario = work.scenario_in_force
    with st.container(horizontal=True, gap="medium"):
        swing_button(work)
        leave_out(work)
        give_ranges(scenario)
    tables(scenario, evaluation)
    if not presenting():
        st.page_link(page_at("take_away").file, label="Take it away, as tables and files", icon=":material/download:")

"""What stands around the comparison and hangs on no weight: what if, what ratings mean, and the way on."""

from __future__ import annotations

import streamlit as st

from decision.analysis.scoring import Evaluation
from decision.model.evidence_ranges import can_be_given_ranges
from decision.ui.decide.result import meanings
from decision.ui.decide.swing_dialog import swing_button
from decision.ui.frame.give_ranges import give_ranges
from decision.ui.frame.pages import page_at
from decision.ui.frame.present import presenting
from decision.ui.frame.what_if import leave_out
from decision.ui.session.work import Work


def above_the_comparison(work: Work) -> None:
    """Ways to weigh, and what if."""
    with_ranges = can_be_given_ranges(work.scenario_in_force)
    with st.container(horizontal=True, gap="medium"):
        swing_button(work)
        if with_ranges:
            give_ranges(work.scenario_in_force)
        else:
            leave_out(work)
    if with_ranges:
        leave_out(work)


def below_the_comparison(work: Work, evaluation: Evaluation) -> None:
    """What its ratings mean, and the way on."""
    meanings(work.scenario_in_force, evaluation)
    if not presenting():
        st.page_link(page_at("take_away").file, label="Take it away, as tables and files", icon=":material/download:")

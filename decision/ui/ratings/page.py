"""Ratings: what do we believe, and on what evidence?"""

from __future__ import annotations

import streamlit as st

from decision.outputs.charts.option_marks import option_marks
from decision.outputs.words.scoring import evidence_summary
from decision.ui.frame.page_frame import begin_page
from decision.ui.frame.present import presenting
from decision.ui.frame.reopened import reopened
from decision.ui.frame.text import escape, label
from decision.ui.ratings.board import board
from decision.ui.ratings.chooser import choose_criterion, choose_option
from decision.ui.ratings.evaluators import evaluators_beside
from decision.ui.ratings.filled_workbook import filled_workbook
from decision.ui.ratings.rating_editor import rating_editor
from decision.ui.ratings.rating_grid import ALL, ONE, TAB, rating_grid
from decision.ui.ratings.requirement_editor import requirement_editor
from decision.ui.session.simulations import evaluated

work = begin_page("Ratings")
evaluation = evaluated(work.scenario_in_force)
requirements = work.scenario.requirements

st.html(
    '<div class="answer small"><p class="question">What do we believe, and on what evidence?</p>'
    f"<h1>{escape(evidence_summary(work.scenario))}</h1></div>"
)
reopened(work.scenario)
if presenting():
    board(work.scenario_in_force, evaluation)
    st.stop()
with st.container(key="ratings_form"):
    option = choose_option(work.scenario, option_marks(work.scenario))
    tabs = st.tabs([label(ONE), label(ALL), *(["Requirements"] if requirements else [])], key=TAB, on_change="rerun")
    if tabs[0].open:
        with tabs[0]:
            which, editor = st.columns([3, 8], gap="large")
            with which:
                path = choose_criterion(work, evaluation, option)
            with editor:
                evaluators_beside(work.scenario, (option.id, path))
                rating_editor(work, evaluation, option, path)
    if tabs[1].open:
        with tabs[1]:
            rating_grid(work, evaluation)
    if requirements and tabs[2].open:
        with tabs[2]:
            requirement_editor(option, requirements)
filled_workbook(work)
with st.container(key="printed_board"):  # in its place on paper
    board(work.scenario_in_force, evaluation)

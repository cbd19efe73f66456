"""Decide: which option, with these weights?"""

from __future__ import annotations

import streamlit as st

from decision.ui.decide.doubts import doubts
from decision.ui.decide.result import answer, bars, chances_now, tables
from decision.ui.decide.swing_dialog import swing_button
from decision.ui.decide.weights import weight_panel
from decision.ui.frame.give_ranges import give_ranges
from decision.ui.frame.notices import weights_message
from decision.ui.frame.page_frame import begin_page
from decision.ui.frame.pages import page_at
from decision.ui.frame.present import presenting
from decision.ui.frame.what_if import leave_out
from decision.ui.live.panel import live_panel, plain
from decision.ui.session import state
from decision.ui.session.simulations import evaluated

if state.has_work():
    # before anything is drawn, so that all of it goes to the browser at once: each portion costs it a rendering
    chances_now(state.work().scenario)
work = begin_page("Decide")
scenario = work.scenario_in_force
evaluation = evaluated(scenario)
chances = chances_now(scenario)

doubts(scenario)

if plain():
    panel, result = st.columns([3, 7], gap="large")
    with panel:
        weight_panel(work)
    with result:
        weights_message(work)
        answer(scenario, evaluation, chances)
        bars(scenario, evaluation, chances)
else:
    live_panel(work, evaluation, chances)
with st.container(horizontal=True, gap="medium"):
    swing_button(work)
    leave_out(work)
    give_ranges(scenario)
tables(scenario, evaluation)
if not presenting():
    st.page_link(page_at("take_away").file, label="Take it away, as tables and files", icon=":material/download:")

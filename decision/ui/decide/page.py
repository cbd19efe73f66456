"""Decide: which option, with these weights?"""

from __future__ import annotations

import streamlit as st

from decision.ui.decide.around import above_the_comparison, below_the_comparison
from decision.ui.decide.doubts import doubts
from decision.ui.decide.live_page import live_page
from decision.ui.decide.result import answer, bars, chances_now, comparison
from decision.ui.decide.weights import weight_panel
from decision.ui.frame.notices import weights_message
from decision.ui.frame.page_frame import draw_frame, open_page
from decision.ui.live.panel import plain
from decision.ui.session import state
from decision.ui.session.simulations import evaluated

if state.has_work():
    # before anything is drawn, so that all of it goes to the browser at once: each portion costs it a rendering
    chances_now(state.work().scenario)
open_page("Decide")
if not plain():
    live_page("Decide")
else:
    work = draw_frame("Decide")
    scenario = work.scenario_in_force
    evaluation = evaluated(scenario)
    chances = chances_now(scenario)
    doubts(scenario)
    panel, result = st.columns([3, 7], gap="large")
    with panel:
        weight_panel(work)
    with result:
        weights_message(work)
        answer(scenario, evaluation, chances)
        bars(scenario, evaluation, chances)
    above_the_comparison(work)
    comparison(scenario, evaluation)
    below_the_comparison(work, evaluation)

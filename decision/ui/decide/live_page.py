"""Decide with the live panel: a move draws again what stands with the weights, and nothing else.

What no weight changes, the panel with its drawn values among it, is the larger part of the page; it is drawn with the
whole page. All that a move may change is one fragment, which draws into places between the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from decision.outputs.panel.payload import without_weights
from decision.ui.decide.around import above_the_comparison, below_the_comparison
from decision.ui.decide.doubts import doubts
from decision.ui.decide.result import chances_now, comparison
from decision.ui.frame.guide import walking
from decision.ui.frame.page_frame import draw_frame
from decision.ui.frame.present import presenting
from decision.ui.frame.turns import PAGES_TAKE
from decision.ui.live.panel import draw_panel, tell_panel
from decision.ui.session import state
from decision.ui.session.simulations import evaluated

_DRAWN = "live_page_drawn"  # what the page was drawn for as a whole; None while there is no panel on it
_WHOLE = "whole_page"  # there while the whole page is drawn


def live_page(name: str) -> None:
    """The page called `name` below its head."""
    above, panel = st.container(), st.container(key="live_panel", gap=None)
    with panel:
        place = st.container(gap=None)
    ways, figures, below = st.container(), st.container(), st.container()
    with _whole_page():
        with above:
            _what_moves(name, panel, figures)
        work = state.work()
        evaluation = evaluated(work.scenario_in_force)
        with place:
            draw_panel(work, evaluation)
        with ways:
            above_the_comparison(work)
        with below:
            below_the_comparison(work, evaluation)
        st.session_state[_DRAWN] = _wanted()


@contextmanager
def _whole_page() -> Iterator[None]:
    st.session_state[_WHOLE] = True
    st.session_state[_DRAWN] = None
    try:
        yield
    finally:
        st.session_state.pop(_WHOLE, None)


@st.fragment
def _what_moves(name: str, panel: DeltaGenerator, figures: DeltaGenerator) -> None:
    whole = _WHOLE in st.session_state
    with nullcontext() if whole else PAGES_TAKE.turn():  # a whole page has had its turn
        if not whole and st.session_state.get(_DRAWN) != _wanted():
            st.rerun()
        _draw(name, panel, figures)


def _wanted() -> tuple[object, ...] | None:
    """What the page as a whole is to be drawn for now, to be compared; None where there is to be no panel on it."""
    if not state.has_work() or walking():
        return None
    work = state.work()
    return without_weights(work.scenario), work.left_out_options, work.left_out_criteria, presenting()


def _draw(name: str, panel: DeltaGenerator, figures: DeltaGenerator) -> None:
    if state.has_work():
        # before anything is drawn, so that all of it goes to the browser at once: each portion costs it a rendering
        chances_now(state.work().scenario)
    work = draw_frame(name)
    scenario = work.scenario_in_force
    evaluation = evaluated(scenario)
    doubts(scenario)
    with panel:
        tell_panel(work, evaluation, chances_now(scenario))
    with figures:
        comparison(scenario, evaluation)

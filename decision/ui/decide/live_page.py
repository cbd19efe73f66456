"""Decide with the live panel: a move draws again what stands with the weights, and nothing else.

What no weight changes, the panel with its drawn values among it, is the larger part of the page; it is drawn with the
whole page. All that a move may change is one fragment, which draws into places above and below the panel.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from decision.ui.decide.below import below_the_answer
from decision.ui.decide.doubts import doubts
from decision.ui.decide.result import chances_now
from decision.ui.frame.guide import walking
from decision.ui.frame.page_frame import draw_frame
from decision.ui.frame.present import presenting
from decision.ui.frame.turns import PAGES_TAKE
from decision.ui.live.panel import draw_panel, panel_origin, tell_panel
from decision.ui.session import state
from decision.ui.session.simulations import evaluated

_DRAWN = "live_page_drawn"  # what the page was drawn for as a whole; None while there is no panel on it
_WHOLE = "whole_page"  # there while the whole page is drawn


def live_page(name: str) -> None:
    """The page called `name` below its head."""
    above, panel, below = st.container(), st.container(key="live_panel", gap=None), st.container()
    with panel:
        place = st.container(gap=None)
    with _whole_page():
        with above:
            _what_moves(name, panel, below)
        work = state.work()
        with place:
            draw_panel(work, evaluated(work.scenario_in_force))
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
def _what_moves(name: str, panel: DeltaGenerator, below: DeltaGenerator) -> None:
    whole = _WHOLE in st.session_state
    with nullcontext() if whole else PAGES_TAKE.turn():  # a whole page has had its turn
        if not whole and st.session_state.get(_DRAWN) != _wanted():
            st.rerun()
        _draw(name, panel, below)


def _wanted() -> tuple[str, bool] | None:
    """What the page as a whole is to be drawn for now: the panel, and whether it is big; None without a panel."""
    if not state.has_work() or walking():
        return None
    work = state.work()
    return panel_origin(work, evaluated(work.scenario_in_force)), presenting()


def _draw(name: str, panel: DeltaGenerator, below: DeltaGenerator) -> None:
    if state.has_work():
        # before anything is drawn, so that all of it goes to the browser at once: each portion costs it a rendering
        chances_now(state.work().scenario)
    work = draw_frame(name)
    scenario = work.scenario_in_force
    evaluation = evaluated(scenario)
    doubts(scenario)
    with panel:
        tell_panel(work, evaluation, chances_now(scenario))
    with below:
        below_the_answer(work, evaluation)

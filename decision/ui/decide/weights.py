"""The panel that says what matters: a slider for every top-level criterion, and weights to begin from."""

from __future__ import annotations

import streamlit as st

from decision.outputs.charts.colours import criterion_colours
from decision.outputs.words.figures import percent
from decision.ui.frame.text import escape, label
from decision.ui.session import state
from decision.ui.session.work import MOST_POINTS, Work, track_end

WEIGHT_WIDGET = "weight:{}"


def weight_panel(current: Work) -> None:
    """Sliders of points, each with the share it amounts to."""
    scenario, colours = current.scenario, criterion_colours(current.scenario)
    end = track_end(current.points.values())
    with st.container(key="weights", gap=None):
        st.html('<h2 class="panel">What matters to us</h2>')
        for criterion in scenario.criteria:
            share = "–" if current.weights_problem else percent(current.scenario_in_force.weights[criterion.id])
            st.html(
                f'<div class="weight"><i style="background:{colours[criterion.id]}"></i>'
                f"<span>{escape(scenario.criterion_names[criterion.id])}</span><b>{share}</b></div>"
            )
            key = WEIGHT_WIDGET.format(criterion.id)
            st.slider(
                label(scenario.criterion_names[criterion.id]),
                0,
                end,
                key=state.as_widget(key, round(current.points[criterion.id])),
                step=1,
                label_visibility="collapsed",
                on_change=_moved,
                args=(criterion.id,),
            )
    _presets(current)


def _presets(current: Work) -> None:
    """Weights to begin from: those of the file, all alike, and each stakeholder's."""
    with st.container(horizontal=True, gap="xsmall", key="presets"):
        st.html('<span class="note">Start from</span>', width="content")
        st.button(
            "File",
            key="weights_of_file",
            on_click=state.change,
            args=(Work.with_file_weights,),
            help="The weights as they stand in the file",
        )
        st.button(
            "Equal",
            key="weights_equal",
            on_click=state.change,
            args=(Work.with_equal_weights,),
            help="Every criterion counts alike",
        )
        for name in current.scenario.views:
            st.button(
                label(name.capitalize()),
                key=f"view:{name}",
                on_click=_use_view,
                args=(name,),
                help=label(f"The weights of the view {name}"),
            )


def _moved(criterion: str) -> None:
    x = state.told(WEIGHT_WIDGET.format(criterion))
    if isinstance(x, int | float) and 0 <= x <= MOST_POINTS:  # a browser may send anything
        state.change(lambda current: current.with_point(criterion, float(x)))


def _use_view(name: str) -> None:
    state.change(lambda current: current.with_view(name))

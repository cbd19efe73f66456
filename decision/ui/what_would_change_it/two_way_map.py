"""What would change the answer if two things were different at once: the two-way map, and what moves on it."""

from __future__ import annotations

import streamlit as st

from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.analysis.sensitivity.two_way import Axis
from decision.model.scenario import Scenario
from decision.outputs.charts.two_way import TWO_WAY, axis_name, map_data, map_in_words
from decision.outputs.words.grammar import capital
from decision.ui.frame.blocks import chart, folded
from decision.ui.frame.text import label
from decision.ui.session import state
from decision.ui.session.sensitivities import mapped

ACROSS, UP = "across", "up"  # what moves on the map
ACROSS_WIDGET, UP_WIDGET = "across_choice", "up_choice"


def two_at_once(scenario: Scenario, result: SensitivityResult) -> None:
    """Who leads where, as two inputs move."""
    with folded(
        "If two things were different at once", "Who leads where, as two of them move.", "fold_map"
    ) as unfolded:
        if unfolded:
            st.html(
                '<p class="note">Each colour is where that option leads; the ring is where we stand now. The nearer '
                "the ring is to another colour, the less it takes.</p>"
            )
            _map(scenario, result)


@st.fragment
def _map(scenario: Scenario, result: SensitivityResult) -> None:
    axes = {_axis_key(axis): axis for axis in _axes(scenario)}
    usual = [_axis_key(Axis(path)) for path in _nearest_two(result)]
    usual = [*usual, *(key for key in axes if key not in usual)][:2]
    across = state.chosen(ACROSS, list(axes), usual[0])
    rest = [key for key in axes if key != across]
    up = state.chosen(UP, rest, usual[1] if usual[1] != across else usual[0])
    choices, picture = st.columns([4, 8], gap="large")
    with choices:
        for name, widget, shown, known, key, other in (
            ("Across", ACROSS_WIDGET, across, list(axes), ACROSS, UP),
            ("Up", UP_WIDGET, up, rest, UP, ACROSS),
        ):
            st.selectbox(
                label(name),
                known,
                format_func=lambda key: capital(axis_name(scenario, axes[key])),
                key=state.as_widget(widget, shown),
                on_change=_choose_axis,
                args=(key, widget, other, across, up),
            )
    found = mapped(scenario, axes[across], axes[up])
    if isinstance(found, str):
        st.error(label(found))
        return
    with choices:
        st.html(
            '<p class="note">Weights move over 0 to 100 %, ratings from worst to best. All else stays; of weights that '
            "share 100 %, the others share what is left in their proportions.</p>"
        )
    with picture:
        chart(map_data(scenario, found), TWO_WAY, "two_way", map_in_words(scenario, found))


def _axes(scenario: Scenario) -> list[Axis]:
    """Everything that may move: weights first, then ratings of ranked options."""
    return [Axis(path) for path in scenario.all_criteria] + [
        Axis(path, option.id) for option in scenario.ranked_options for path in scenario.leaves
    ]


def _axis_key(axis: Axis) -> str:
    return f"weight:{axis.criterion}" if axis.option is None else f"rating:{axis.option}:{axis.criterion}"


def _nearest_two(result: SensitivityResult) -> list[str]:
    """The two weights whose switching points are nearest, filled up with the first criteria."""
    near = sorted(
        (switch for switch in result.weights if switch.distance is not None), key=lambda switch: switch.distance or 0.0
    )
    paths = [switch.criterion for switch in near] + [switch.criterion for switch in result.weights]
    return list(dict.fromkeys(paths))[:2]


def _choose_axis(key: str, widget: str, other: str, across: str, up: str) -> None:
    """Choose one axis; if the other shows it, that one takes over what this one showed."""
    before = {ACROSS: across, UP: up}
    chosen = state.told(widget)
    state.choose(other, before[key] if chosen == before[other] else before[other])
    state.choose(key, chosen)

"""Whether evaluators are called by letters or by their names: one choice for all pages, letters until it is made."""

from __future__ import annotations

import streamlit as st

from decision.ui.frame.text import label
from decision.ui.session import state

_NAMES = "evaluators:called"
_LETTERS, _BY_NAME = "letters", "names"
_WAYS = {_LETTERS: "letters", _BY_NAME: "their names"}


def names_are_shown() -> bool:
    """Whether names were asked for."""
    return state.remembered(_NAMES, _LETTERS) == _BY_NAME


def choose_names(widget: str) -> None:
    """The choice, as a widget of this key."""
    st.segmented_control(
        "Evaluators are called by",
        list(_WAYS),
        format_func=lambda way: label(_WAYS[way]),
        key=state.as_widget(widget, state.chosen(_NAMES, list(_WAYS))),
        on_change=state.choose_as_told,
        args=(_NAMES, widget),
        required=True,
    )

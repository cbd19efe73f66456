"""The dialog in which a new decision begins: first the way, then what that way has to know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from decision.ui.frame.menu import Entry
from decision.ui.frame.text import escape, label
from decision.ui.new_decision.begin import BUTTON, OPEN, close_dialog, open_dialog
from decision.ui.new_decision.from_catalogue import from_catalogue
from decision.ui.new_decision.from_example import empty, from_example
from decision.ui.new_decision.from_questions import from_questions
from decision.ui.new_decision.from_table import from_table

WAY_WIDGET = "new_decision_way"


@dataclass(frozen=True)
class _Way:
    name: str
    about: str
    draw: Callable[[], None]


_WAYS = (
    _Way("Usual criteria", "Three approaches and the criteria of a catalogue.", from_catalogue),
    _Way("Answer a few questions", "What suits you gives each approach its first ratings.", from_questions),
    _Way("Bring a table", "A spreadsheet with options and criteria, pasted or uploaded.", from_table),
    _Way("Copy an example", "A whole decision to change into your own.", from_example),
    _Way("Empty", "Two options and one criterion. Structure opens, where they get their names.", empty),
)


def _button() -> None:
    st.button(
        "New decision …",
        icon=":material/add:",
        key=BUTTON,
        type="tertiary",
        on_click=open_dialog,
        help="From usual criteria, questions, a table, an example, or nothing. Undo brings back what is open now.",
    )


def _dialog() -> None:
    if OPEN not in st.session_state:
        return

    @st.dialog("New decision", width="large", on_dismiss=close_dialog)
    def ask() -> None:
        names = [way.name for way in _WAYS]
        chosen = st.radio(
            "How do you want to begin?",
            names,
            format_func=lambda name: label(name),  # noqa: PLW0108  # so that it is seen to pass the gate
            key=WAY_WIDGET,
            horizontal=True,
        )
        way = _WAYS[names.index(chosen) if chosen in names else 0]
        st.html(f'<p class="note">{escape(way.about)}</p>')
        way.draw()

    ask()


NEW_DECISION = Entry(_button, _dialog)

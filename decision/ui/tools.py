"""What a workshop has at hand on every page: undo and redo, and more that stands beside them."""

from __future__ import annotations

import streamlit as st

from decision.ui import state
from decision.ui.text import label


def room_tools() -> None:
    """The tools in the strip at the top."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", width="content", key="tools"):
        _undo_and_redo()


def _undo_and_redo() -> None:
    history = state.history()
    st.button(
        "Undo",
        icon=":material/undo:",
        type="tertiary",
        key="undo",
        help=label(f"Undo: {history.past[-1].name}") if history.past else "Nothing to undo",
        disabled=not history.past,
        on_click=state.undo,
        shortcut="Ctrl+Z",
    )
    st.button(
        "Redo",
        icon=":material/redo:",
        type="tertiary",
        key="redo",
        help=label(f"Redo: {history.future[-1].name}") if history.future else "Nothing to redo",
        disabled=not history.future,
        on_click=state.redo,
        shortcut="Ctrl+Shift+Z",
    )

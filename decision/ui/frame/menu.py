"""The menu under the title, which is folded once something was chosen in it, and what rooms above offer there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

MENU_WIDGET = "menu"


@dataclass(frozen=True)
class Entry:
    """A way into a dialog: its button in the menu, and what draws the dialog while it is open."""

    draw_button: Callable[[], None]
    draw_dialog: Callable[[], None]


_entries: dict[str, Entry] = {}


def offer_in_menu(name: str, entry: Entry) -> None:
    """Have the menu of every page offer `entry`; the frame knows of no dialog above it."""
    _entries[name] = entry


def entry_buttons() -> None:
    """The buttons of all that is offered, into the menu that is being drawn."""
    for entry in _entries.values():
        entry.draw_button()


def entry_dialogs() -> None:
    """The dialogs of all that is offered, as far as they are open."""
    for entry in _entries.values():
        entry.draw_dialog()


def close_menu() -> None:
    """Fold the menu, so that what was opened can be seen."""
    st.session_state[MENU_WIDGET] = False

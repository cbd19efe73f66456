"""A text that a way of beginning made, opened as what is being worked on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from decision.files.faults import FileError
from decision.files.reader import read_scenario
from decision.model.errors import DecisionError
from decision.ui.frame.menu import close_menu
from decision.ui.frame.pages import page_called
from decision.ui.frame.text import escape, slug
from decision.ui.session import state
from decision.ui.session.work import Origin
from decision.ui.storage.scenario_folder import fit_for_pages, folder

OPEN = "new_decision"  # in the session only while the dialog is open: which way of beginning is shown
BUTTON = "new_decision_open"
DRAFT_PREFIX = "new_decision_"  # what a way of beginning remembers while the dialog is open


def beside() -> Path:
    """Where a new decision finds catalogues: what the folder of scenarios has, as if it lay there."""
    return folder().resolve()


def open_dialog() -> None:
    close_dialog()
    st.session_state[OPEN] = ""
    close_menu()
    state.begin_asking()


def close_dialog() -> None:
    """Close the dialog and forget all that was entered in it."""
    for key in [key for key in st.session_state if str(key).startswith(DRAFT_PREFIX) and key != BUTTON]:
        del st.session_state[key]
    st.session_state.pop(OPEN, None)
    state.end_asking()


def begin_button(make: Callable[[], str], key: str, *, waits_for: str = "", then: str = "") -> None:
    """The button that begins with the text of a scenario that `make` gives; what is wrong with it is said below.

    `waits_for` is what has to be done first, as long as it has; `then` is the page that comes next; without it, the
    page that is shown stays.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        pressed = st.button("Begin", key=key, type="primary", disabled=bool(waits_for))
        if waits_for:
            st.html(f'<p class="note">{escape(waits_for)}</p>')
    if not pressed:
        return
    try:
        text = make()
        title = slug(_title(text))
        scenario = fit_for_pages(read_scenario(text.encode("utf-8"), f"{title}.yaml", beside()), f"{title}.yaml")
    except FileError as error:
        complaint([fault.message if not fault.path else f"{fault.path}: {fault.message}" for fault in error.faults])
    except DecisionError as error:
        complaint([str(error)])
    else:
        close_dialog()
        state.ask_to_open(Origin(f"{title}.yaml", raw=text.encode("utf-8"), is_new=True, beside=beside()), scenario)
        if then:
            st.switch_page(page_called(then).file)
        st.rerun()


def complaint(lines: list[str]) -> None:
    """What is wrong, as on every page."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    st.html(f'<div class="faults" role="alert"><ul>{items}</ul></div>')


def _title(text: str) -> str:
    return next((line.partition(":")[2] for line in text.splitlines() if line.startswith("title:")), "")

"""Opening a scenario: the first one, one of the folder, or a file; and what is asked where work is unsaved."""

from __future__ import annotations

import streamlit as st

from decision.files.faults import FileError
from decision.ui.frame.menu import close_menu
from decision.ui.frame.saving import save_button
from decision.ui.frame.text import escape
from decision.ui.session import state
from decision.ui.session.work import Origin, Work
from decision.ui.storage import scenario_folder

UPLOADS = "uploads"  # how many files were uploaded: a new key empties the uploader
SCENARIO_WIDGET = "scenario_choice"
_ANOTHER = ""  # the choice that stands for a scenario that is not of the folder


def open_first() -> None:
    """The first scenario of the folder that can be read; what is wrong with the folder or the others is said."""
    folder = scenario_folder.folder()
    if not folder.is_dir():
        state.note(f"The folder of scenarios, {folder}, is not there; check its name and the rights.")
    for each in scenario_folder.listed():
        if each.scenario is not None:
            state.open_now(Origin(each.path.name, each.path), each.scenario)
            return
        if each.error is not None:
            state.note_faults(each.path.name, each.error)


def choose_scenario(current: Work | None) -> None:
    listed = {str(each.path): each.title for each in scenario_folder.listed()}
    here = "" if current is None or current.origin.path is None else str(current.origin.path)
    names = listed if here in listed else {_ANOTHER: _title_of_another(current)} | listed
    st.selectbox(
        "Scenario",
        list(names),
        format_func=lambda path: names.get(path, path),
        key=state.as_widget(SCENARIO_WIDGET, here if here in listed else _ANOTHER),
        on_change=_choose,
    )


def _title_of_another(current: Work | None) -> str:
    return "none yet" if current is None else f"{current.scenario.title} ({current.origin.name})"


def _choose() -> None:
    path = state.told(SCENARIO_WIDGET)
    close_menu()
    each = next((each for each in scenario_folder.listed() if str(each.path) == path), None)
    if each is None:
        return
    if each.error is not None:
        state.note_faults(each.path.name, each.error)
    elif each.scenario is not None:
        state.ask_to_open(Origin(each.path.name, each.path), each.scenario)


def upload() -> None:
    st.file_uploader("Upload a scenario (YAML)", type=["yaml", "yml"], key=_upload_key(), on_change=_take_upload)


def _take_upload() -> None:
    file = state.told(_upload_key())
    if file is None:
        return
    _next_upload()
    close_menu()
    try:
        scenario = scenario_folder.uploaded(file.getvalue(), file.name)
    except FileError as error:
        state.note_faults(file.name, error)
    else:
        state.ask_to_open(Origin(file.name), scenario)


def _upload_key() -> str:
    """The key of the uploader; another one after each upload, so that the same file can be tried again."""
    return f"upload:{st.session_state.get(UPLOADS, 0)}"


def _next_upload() -> None:
    st.session_state[UPLOADS] = st.session_state.get(UPLOADS, 0) + 1


def ask_about_unsaved() -> None:
    """Ask what to do about unsaved changes before another decision is opened; nothing where none waits."""
    waiting = state.pending()
    if waiting is None:
        return
    origin, scenario = waiting

    @st.dialog("Unsaved changes", on_dismiss=state.stay)
    def ask() -> None:
        current = state.work()
        here, there = escape(current.scenario.title), escape(scenario.title)
        if current.unsaved:
            st.html(
                f"<p>The changes to <b>{here}</b> are not saved. "
                f"Once <b>{there}</b> is open, only Undo brings them back.</p>"
            )
        else:
            st.html(f"<p>The changes to <b>{here}</b> are saved. Nothing is lost when <b>{there}</b> is opened.</p>")
        with st.container(horizontal=True, gap="small"):
            if st.button("Stay", key="stay", type="primary"):
                state.stay()
                st.rerun()
            if st.button("Open without saving" if current.unsaved else "Open", key="discard"):
                state.open_now(origin, scenario)
                st.rerun()
            save_button(current, "save_first")

    ask()

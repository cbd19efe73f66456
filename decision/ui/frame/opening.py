"""Opening a scenario: the first one, one of the folder, or a file; and what is asked where work is unsaved."""

from __future__ import annotations

import streamlit as st

from decision.files.faults import FileError
from decision.model.naming import told_apart
from decision.model.visible import visible
from decision.ui.frame.menu import close_menu
from decision.ui.frame.saving import place_button, save_button
from decision.ui.frame.text import escape, label
from decision.ui.session import state
from decision.ui.session.work import Origin, Work
from decision.ui.storage import scenario_folder

UPLOADS = "uploads"  # how many files were uploaded: a new key empties the uploader
SCENARIO_WIDGET = "scenario_choice"
SHOWN = "scenarios_shown"  # how many scenarios of the folder the menu shows
_ANOTHER = ""  # the choice that stands for a scenario that is not of the folder
_AT_ONCE = 12  # scenarios that the menu shows at first, and adds when asked
_LONGEST_TITLE = 150  # characters


def open_first() -> None:
    """The first scenario of the folder that can be read; what is wrong with the folder or the others is said."""
    folder = scenario_folder.folder()
    if not folder.is_dir():
        state.note(f"The folder of scenarios, {folder}, is not there; check its name and the rights.")
    for each in scenario_folder.listed():
        if each.scenario is not None:
            state.open_now(each.origin, each.scenario)
            return
        if each.error is not None:
            state.note_faults(each.path.name, each.error)


def choose_scenario(current: Work | None) -> None:
    """The scenarios of the folder, each with what it is about and what comes of it; of many, some at first."""
    files = scenario_folder.files()
    here = "" if current is None or current.origin.path is None else str(current.origin.path)
    most = st.session_state.get(SHOWN, _AT_ONCE)
    shown = [path for place, path in enumerate(files) if place < most or str(path) == here]
    listed = {each.path: each for each in scenario_folder.read(shown)}  # no more is read than is shown
    titles = told_apart({path.name: visible(each.title, _LONGEST_TITLE) for path, each in listed.items()})
    names = {str(path): titles[path.name] for path in listed}
    about = {str(path): (each.line, each.comes_of_it) for path, each in listed.items()}
    if here not in names:
        here = _ANOTHER
        names = {_ANOTHER: _title_of_another(current)} | names
        about[_ANOTHER] = ("", "")
    st.radio(
        "Scenario",
        list(names),
        format_func=lambda path: label(names[str(path)]),
        captions=[
            label(line) + "  \n" + label(comes_of_it) if line and comes_of_it else label(line or comes_of_it)
            for line, comes_of_it in (about[path] for path in names)
        ],
        key=state.as_widget(SCENARIO_WIDGET, here),
        on_change=_choose,
    )
    left = len(files) - len(shown)
    if left > 0:
        st.button(label(f"Show {min(left, _AT_ONCE)} more of {left}"), key="more", on_click=_show_more, args=[most])


def _show_more(most: int) -> None:
    st.session_state[SHOWN] = most + _AT_ONCE


def _title_of_another(current: Work | None) -> str:
    return "none yet" if current is None else f"{current.scenario.title} ({current.origin.name})"


def _choose() -> None:
    path = state.told(SCENARIO_WIDGET)
    close_menu()
    each = scenario_folder.at(path)
    if each is None:
        return
    if each.error is not None:
        state.note_faults(each.path.name, each.error)
    elif each.scenario is not None:
        state.ask_to_open(each.origin, each.scenario)


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
        state.ask_to_open(Origin(file.name, raw=file.getvalue()), scenario)


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

    @st.dialog("Not yet downloaded", on_dismiss=state.stay)
    def ask() -> None:
        current = state.work()
        here, there = escape(current.scenario.title), escape(scenario.title)
        if current.unsaved:
            st.html(
                f"<p>The changes to <b>{here}</b> are not in a file yet. "
                f"Once <b>{there}</b> is open, only Undo brings them back.</p>"
            )
        else:
            st.html(
                f"<p>The changes to <b>{here}</b> are in a file. Nothing is lost when <b>{there}</b> is opened.</p>"
            )
        with st.container(horizontal=True, gap="small"):
            if st.button("Stay", key="stay", type="primary"):
                state.stay()
                st.rerun()
            if st.button("Open without downloading" if current.unsaved else "Open", key="discard"):
                state.open_now(origin, scenario)
                st.rerun()
            save_button(current, "save_first")
        place_button(current, "place_first")

    ask()

"""Work that outlasts its session: brought back after a reload, kept after every change, and shared by link."""

from __future__ import annotations

import atexit
import os
import secrets
from pathlib import Path

import streamlit as st

from decision.ui.session import state
from decision.ui.storage import scenario_folder, share_link
from decision.ui.storage.autosave import Autosave, AutosaveError, new_token, state_folder
from decision.ui.storage.work_file import WorkFileError, Writer, read_work_file

TOKEN = "w"  # in the address
OWNER = "owner"  # of this session, among those that keep work
KEPT = "kept"  # the Work that was last kept, or that need not be
KEPT_TOKEN = "kept_token"


def resume() -> None:
    """Put back the work that the address names, if it does; otherwise nothing is open afterwards."""
    token, autosave = st.query_params.get(TOKEN), _autosave()
    if token is None:
        return
    try:
        if autosave is None:
            raise AutosaveError("nothing is kept here, for that was turned off")
        kept = read_work_file(autosave.read(token, _owner()), _known)
    except (AutosaveError, WorkFileError) as error:
        del st.query_params[TOKEN]
        state.note(
            f"The work that this address names cannot be brought back: {error}. Whatever was kept is left as it is; "
            "a scenario of the folder is open instead."
        )
        return
    if kept.changed:
        state.note(
            "This decision is not to the letter what was kept: its file, or a reference class it uses, has changed "
            "since. Look at the ratings before you go on."
        )
    st.session_state[KEPT_TOKEN] = token
    state.begin_with(kept.work)
    st.session_state[KEPT] = state.work()


def follow_link() -> None:
    """Do what a shared link asks, as a change that can be undone; the address loses what has been done."""
    asked = {name: st.query_params[name] for name in share_link.PARAMETERS if name in st.query_params}
    if not asked:
        return
    st.session_state.setdefault(KEPT, state.work())  # what the link does is a change, and is kept
    for name in asked:
        del st.query_params[name]
    try:
        _open_named(asked.get(share_link.SCENARIO))
        after = share_link.followed(state.work(), asked)
    except share_link.LinkError as error:
        state.note(f"The link cannot be followed: {error}. What is open stays as it is.")
    else:
        state.change(lambda _: after, "what the link says")


def _open_named(name: str | None) -> None:
    here = state.work().origin.path
    if name is None or (here is not None and here.stem == name):
        return
    found = next(
        (each for each in scenario_folder.listed() if each.path.stem == name and each.scenario is not None), None
    )
    if found is None or found.scenario is None:
        raise share_link.LinkError("it names a scenario that is not in this folder")
    state.open_now(found.origin, found.scenario)


def keep() -> None:
    """Keep the work as it stands, if it changed since it was last kept; the address then leads back to it."""
    current, autosave = state.work(), _autosave()
    if autosave is None:
        return
    if KEPT not in st.session_state:  # nothing was done yet that could be lost
        st.session_state[KEPT] = current
    elif st.session_state[KEPT] is not current:
        token = st.session_state.get(KEPT_TOKEN)
        if token is not None and not autosave.owned(token, _owner()):
            token = None
            state.note(
                "This decision was opened in another window as well. This window goes on under an address of its own, "
                "so that neither overwrites the other."
            )
        if token is None:
            token = st.session_state[KEPT_TOKEN] = new_token()
            autosave.owned(token, _owner())
        autosave.put(token, lambda: _writer().text(current))
        st.session_state[KEPT] = current
    token = st.session_state.get(KEPT_TOKEN)
    if token is not None and st.query_params.get(TOKEN) != token:  # another page begins with an empty address
        st.query_params[TOKEN] = token


def keeping_problem() -> str:
    """Why changes are not kept over a reload; empty where they are, or where that was turned off."""
    autosave = _autosave()
    return "" if autosave is None else autosave.problem


def _owner() -> str:
    if OWNER not in st.session_state:
        st.session_state[OWNER] = secrets.token_hex(8)
    owner: str = st.session_state[OWNER]
    return owner


def _known(path: str) -> Path | None:
    """The scenario of the folder at `path`; None where there is none, so that no other path is ever read."""
    return next((each.path for each in scenario_folder.listed() if str(each.path) == path), None)


def _autosave() -> Autosave | None:
    folder = state_folder(os.environ)
    return None if folder is None else _autosave_in(folder)


@st.cache_resource(show_spinner=False)
def _autosave_in(folder: Path) -> Autosave:
    made = Autosave(folder)
    atexit.register(made.flush)
    return made


@st.cache_resource(show_spinner=False)
def _writer() -> Writer:
    return Writer()

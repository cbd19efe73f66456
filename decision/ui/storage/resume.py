"""Work that outlasts its session: brought back after a reload, kept after every change, and shared by link."""

from __future__ import annotations

import atexit
import os
import secrets
import threading
from functools import cache, partial
from pathlib import Path

import streamlit as st

from decision.model.scenario import Scenario
from decision.ui.session import state
from decision.ui.session.bounds import too_large
from decision.ui.session.visitors import draw_again, visitor
from decision.ui.session.work import Origin, Work, opened
from decision.ui.storage import scenario_folder, share_link
from decision.ui.storage.autosave import Autosave
from decision.ui.storage.work_file import WorkFileError, Writer, read_work_file
from decision.ui.storage.work_folder import AutosaveError, new_token, state_folder, visitor_mark

TOKEN = "w"  # in the address
OWNER = "owner"  # of this session, among those that keep work
VISITOR = "visitor"  # a mark of who is here
KEPT = "kept"  # the Work that was last kept, or that need not be
KEPT_TOKEN = "kept_token"
LINK = "followed_link"  # what the link said that was followed here: it leads back as long as nothing was changed since
REFUSED = "keeping_refused"  # why the last change was not even taken to be kept


def resume() -> None:
    """Put back the work that the address names, if it does; otherwise nothing is open afterwards."""
    token, autosave = st.query_params.get(TOKEN), _autosave()
    if token is None:
        return
    try:
        if autosave is None:
            raise AutosaveError("nothing is kept here, for that was turned off")
        kept = read_work_file(autosave.read(token, _owner()), _known, scenario_folder.folder().resolve())
        _check_size(kept.work)
    except (AutosaveError, WorkFileError) as error:
        del st.query_params[TOKEN]
        state.note(
            f"The work that this address names cannot be brought back: {error}. What was kept is left as it is; "
            "a scenario of the folder is open instead."
        )
        return
    if kept.changed:
        state.note(
            "This decision is not exactly what was kept: its file, or a reference class it uses, has changed "
            "since. Look at the ratings before you go on."
        )
    st.session_state[KEPT_TOKEN] = token
    state.begin_with(kept.work)
    st.session_state[KEPT] = state.work()


def _check_size(work: Work) -> None:
    """Raise WorkFileError if something in kept work is larger than what pages take; they never made it so."""
    for each in (work, *(snapshot.work for snapshot in work.snapshots)):
        if too_large(each.scenario):
            raise WorkFileError(too_large(each.scenario))


def follow_link() -> None:
    """Do what a shared link asks, as a change that can be undone.

    The link stays in the address, and nothing is kept, until something is changed by a hand: a link that many people
    open does not fill the folder.
    """
    asked = {name: st.query_params[name] for name in share_link.PARAMETERS if name in st.query_params}
    if not asked:
        return
    try:
        named = _named(asked.get(share_link.SCENARIO))
        before = state.work() if named is None else opened(*named, state.work().snapshots)
        after = share_link.followed(before, asked)
    except share_link.LinkError as error:
        _forget_link()
        state.note(f"The link cannot be followed: {error}. What is open stays as it is.")
    else:
        if named is not None:
            scenario, origin = named
            state.open_now(origin, scenario)
        state.change(lambda _: after, "what the link says")
        st.session_state[LINK] = asked
    st.session_state[KEPT] = state.work()


def _forget_link() -> None:
    st.session_state.pop(LINK, None)
    for name in share_link.PARAMETERS:
        if name in st.query_params:
            del st.query_params[name]


def _named(name: str | None) -> tuple[Scenario, Origin] | None:
    """The scenario of the folder that a link names; None where it names none, or the one that is open anyway."""
    here = state.work().origin.path
    if name is None or (here is not None and here.stem == name):
        return None
    for each in scenario_folder.read(path for path in scenario_folder.files() if path.stem == name):
        if each.scenario is not None:
            return each.scenario, each.origin
    raise share_link.LinkError("it names a scenario that is not in this folder")


def keep() -> None:
    """Keep the work as it stands, if it changed since it was last kept; the address then leads back to it."""
    current, autosave = state.work(), _autosave()
    if autosave is not None:
        if KEPT not in st.session_state:  # nothing was done yet that could be lost
            st.session_state[KEPT] = current
        elif st.session_state[KEPT] is not current:
            _put(current, autosave)
    elif st.session_state.setdefault(KEPT, current) is not current:
        _forget_link()  # it no longer says what is here
    _lead_back()


def _put(current: Work, autosave: Autosave) -> None:
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
    _forget_link()
    try:
        autosave.put(token, lambda: _writer().text(current), _visitor(), partial(draw_again, visitor()))
    except AutosaveError as error:
        st.session_state[REFUSED] = str(error)
    else:
        st.session_state.pop(REFUSED, None)
        st.session_state[KEPT] = current


def _lead_back() -> None:
    """Put into the address what leads back to what is here: another page begins with an empty one."""
    token = st.session_state.get(KEPT_TOKEN)
    leading: dict[str, str] = st.session_state.get(LINK, {}) if token is None else {TOKEN: token}
    for name, x in leading.items():
        if st.query_params.get(name) != x:
            st.query_params[name] = x


def keeping_problem() -> str:
    """Why the changes made here are not kept over a reload; empty where they are, or where that was turned off."""
    autosave, token = _autosave(), st.session_state.get(KEPT_TOKEN)
    if autosave is None or token is None:
        return ""
    return st.session_state.get(REFUSED) or autosave.problem(token)


def keeping_in_doubt() -> bool:
    """Whether the last change made here is still to be written while others cannot be."""
    autosave, token = _autosave(), st.session_state.get(KEPT_TOKEN)
    return autosave is not None and token is not None and autosave.pending(token) and autosave.ailing


def _owner() -> str:
    if OWNER not in st.session_state:
        st.session_state[OWNER] = secrets.token_hex(8)
    owner: str = st.session_state[OWNER]
    return owner


def _visitor() -> str:
    """A mark of who is here, to share the room out by: who signed in, or else the address."""
    if VISITOR not in st.session_state:
        st.session_state[VISITOR] = visitor_mark(str(st.user.get("email") or st.context.ip_address or ""))
    mark: str = st.session_state[VISITOR]
    return mark


def _known(path: str) -> Path | None:
    """The scenario of the folder at `path`; None where there is none, so that no other path is ever read."""
    return next((each for each in scenario_folder.files() if str(each) == path), None)


def _autosave() -> Autosave | None:
    folder = state_folder(os.environ)
    return None if folder is None else _autosave_in(folder)


def _autosave_in(folder: Path) -> Autosave:
    with _MADE_ONCE:
        return _autosave_made(folder)


_MADE_ONCE = threading.Lock()


@cache
def _autosave_made(folder: Path) -> Autosave:
    made = Autosave(folder)
    atexit.register(made.close)
    return made


def write_what_waits() -> None:
    """Write the changes that are not written yet, for the app ends."""
    autosave = _autosave()
    if autosave is not None:
        autosave.close()


@cache
def _writer() -> Writer:
    return Writer()

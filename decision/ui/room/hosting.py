"""The room that this window leads: opened, come back to, and left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.outputs.words.grammar import capital
from decision.room.events import Event
from decision.room.gathered import Gathered
from decision.room.meeting import revealed_rounds
from decision.room.modes import Mode
from decision.room.phases import RoomState
from decision.room.store import HostRoom, NoSuchRoomError, the_store
from decision.ui.frame.text import label
from decision.ui.room.remembering import remembered
from decision.ui.session import state

ROOM = "room"  # the Led room of this session
REFUSED = "room_refused"  # why what was last asked for was not done
GATHERED = "room_gathered"  # (id of the room, whether it is settled, its Gathered): ballots are read once
SHOWN = "room_shown"  # by round, whether its middle is shown
WIDGET = "room:"  # before the key of every widget of this page
LASTING = {"a day": 24.0, "three days": 72.0, "a week": 168.0, "30 days": 720.0}  # hours
FOR_NOW = f"{WIDGET}choice:"  # before those that are only looked at when a button is pressed


@dataclass(frozen=True)
class Led:
    """What this session needs to lead a room: its code, the host's secret, and the code to come back with, once.

    That code is empty after a reload: only its hash is kept.
    """

    code: str
    secret: str
    once: str


def led() -> Led | None:
    """The room of this session; None where there is none."""
    found: Led | None = st.session_state.get(ROOM)
    return found


def host_room() -> HostRoom | None:
    """The room that this window leads; None where it leads none, or it has ended.

    Raises
    ------
    StoreError
        The database cannot be had.
    """
    mine = led() or _led_before()
    if mine is None:
        return None
    try:
        found = the_store().as_host(mine.code, mine.secret)
        found.room  # noqa: B018  # raises where it has ended
    except NoSuchRoomError:
        leave()
        state.note("The room has ended, and all that people answered in it is deleted.")
        return None
    return found


def _led_before() -> Led | None:
    """The room that this browser led before it was reloaded, where it is about the decision that is open."""
    host = led_before()
    if host is not None and not about_another(host.scenario):
        lead_again()
    return led()


def led_before() -> HostRoom | None:
    """The room that this browser led before; None where there is none."""
    mark = remembered()
    return None if mark is None else the_store().as_host(*mark)


def lead_again() -> None:
    """Lead that room again in this window."""
    mark = remembered()
    if mark is not None:
        st.session_state[ROOM] = Led(*mark, "")


def another_once(host: HostRoom) -> None:
    """Another code to come back with, for whoever does not know the one before."""
    mine = led()
    if mine is not None:
        st.session_state[ROOM] = replace(mine, once=host.new_once())


def open_room(scenario: Scenario, mode: Mode, hours: float, public: str) -> None:
    """Open a room on a decision as it is now, and lead it."""
    store = the_store()
    opened = store.open_room(scenario, mode, expires_at=store.clock() + hours * 3600, public=public)
    st.session_state[ROOM] = Led(opened.code, opened.host_secret, opened.once)


def come_back(code: str, once: str) -> None:
    """Lead a room again with the code that works once; whoever led it before leads it no longer."""
    try:
        opened = the_store().come_back(code, once)
    except NoSuchRoomError:
        raise DecisionError(
            "no room is led with these codes; look at both again: the code to come back with works once"
        ) from None
    st.session_state[ROOM] = Led(opened.code, opened.host_secret, opened.once)


def leave() -> None:
    """Lead no room any more, and keep nothing of it; the room goes on."""
    for key in (ROOM, GATHERED, SHOWN):
        st.session_state.pop(key, None)


def gathered(host: HostRoom, room: RoomState) -> Gathered:
    """All rounds that were revealed, put together; worked out once as long as there is no other."""
    kept: tuple[str, bool, Gathered] | None = st.session_state.get(GATHERED)
    known = kept[2] if kept is not None and kept[:2] == (host.id, room.is_over) else None
    numbers = {} if known is None else {each.round.number: each for each in known.rounds}
    rounds = revealed_rounds(host, room, numbers)
    if known is None or len(known.rounds) != len(rounds):
        known = Gathered(host.scenario, rounds)
        st.session_state[GATHERED] = (host.id, room.is_over, known)
    return known


def about_another(scenario: Scenario) -> str:
    """What to do where another decision is open than the one that a room is about; empty where it is that one.

    It is that one as long as it has its title, or its options: both may have been changed since the room was opened.
    """
    now = state.work().scenario
    same = {option.id for option in now.options} == {option.id for option in scenario.options}
    if same or now.title == scenario.title:
        return ""
    return f"This room is about {scenario.title}, and another decision is open: open that one first."


def attempt(work: Callable[..., object], *args: Any) -> None:
    """Do `work`, or say on the page why not: for buttons."""
    st.session_state.pop(REFUSED, None)
    try:
        work(*args)
    except DecisionError as error:
        st.session_state[REFUSED] = str(error)


def show_refused() -> None:
    """Why what was last asked for was not done; nothing where it was."""
    why = st.session_state.get(REFUSED)
    if why:
        st.error(label(f"{capital(why)}."))


def event_button(
    host: HostRoom, seen: RoomState, title: str, event: Callable[[], Event], key: str, **look: Any
) -> None:
    """A button that has an event come in a room seen so; the event is made when it is pressed."""
    st.button(label(title), key=f"{WIDGET}{key}", on_click=attempt, args=(lambda: host.apply(event(), seen),), **look)

"""The end of a room: what it leaves in the decision, and that nothing else of it is kept."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import partial

import streamlit as st

from decision.model.errors import DecisionError
from decision.room.events import Settle
from decision.room.meeting import revealed_rounds
from decision.room.phases import Phase, RoomState, may
from decision.room.record import Note, settled_room
from decision.room.store import HostRoom, the_store
from decision.ui.frame.blocks import folded
from decision.ui.room.hosting import FOR_NOW, LASTING, WIDGET, about_another, attempt, leave
from decision.ui.room.joining import coming_back
from decision.ui.room.progress import left
from decision.ui.session import state
from decision.ui.session.restructuring import restructured

_SURE, _LAST = f"{FOR_NOW}sure", f"{FOR_NOW}last"


def settling(host: HostRoom, room: RoomState, *, not_taken_over: bool) -> None:
    """Write down what was settled, or end the room at once; says where the last answers were not taken over."""
    with folded("Settle or end", "", f"{WIDGET}settling") as shown:
        if not shown:
            return
        if room.phase is Phase.SETTLED:
            st.html('<p class="note">What was said is noted in the decision. Save it, then end the room.</p>')
        else:
            st.html(
                '<p class="note">Settling writes rounds, how answers lay, what was taken over and why, and who saw it '
                "otherwise into the decision, without names unless the room is one of names. Nobody can answer any "
                "more.</p>"
            )
            if not_taken_over:
                st.html(
                    "<p>The last answers are not taken over: the decision keeps its own figures. To have the group's "
                    "in it, take them over first.</p>"
                )
            st.button(
                "Settle",
                key=f"{WIDGET}settle",
                disabled=not may(room, Settle) or not room.rounds,
                on_click=attempt,
                args=(_settle, host),
            )
        _how_long(host)
        st.checkbox("Delete all that people answered, on every phone too", key=_SURE)
        st.button(
            "End the room now",
            key=f"{WIDGET}end",
            disabled=not st.session_state.get(_SURE, False),
            on_click=attempt,
            args=(_end, host),
        )
        if st.toggle("Show the code to come back with", key=f"{FOR_NOW}once"):
            coming_back(host)


def _how_long(host: HostRoom) -> None:
    """When the room ends by itself, and another time for that."""
    st.html(f'<p class="note">The room ends by itself in {left(host.room.expires_at)}, and is then deleted.</p>')
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox("Let it last, from now on", list(LASTING), key=_LAST, width=240)
        st.button("Let it last so long", key=f"{WIDGET}last", on_click=attempt, args=(_keep, host))


def _keep(host: HostRoom) -> None:
    host.keep_until(the_store().clock() + 3600 * LASTING[state.told(_LAST) or next(iter(LASTING))])


def _settle(host: HostRoom) -> None:
    if why := about_another(host.scenario):
        raise DecisionError(why)
    room = host.state
    rounds = revealed_rounds(host, room)
    notes = [Note.read(of, said) for of, said in host.notes().items()]
    reasons = [each for revealed in rounds for each in host.reasons(revealed.round.number)]
    today = datetime.datetime.now(datetime.UTC).date()
    record = settled_room(host.scenario, room.mode, rounds, notes, reasons, today)
    state.change(
        partial(restructured, edit=lambda scenario: replace(scenario, rooms=(*scenario.rooms, record))),
        "Settle the room",
    )
    host.apply(Settle())


def _end(host: HostRoom) -> None:
    host.end()
    leave()
    state.note("The room has ended, and all that people answered in it is deleted.")

"""A round while it is open or locked: a clock, who is missing, who has no phone, and the reveal."""

from __future__ import annotations

import streamlit as st

from decision.room.events import CountDown, Lock, Reopen, Reveal, SetClosing, Skip, StopCountDown
from decision.room.phases import Phase, RoomState, may
from decision.room.store import HostRoom, the_store
from decision.ui.frame.blocks import folded
from decision.ui.frame.present import presenting
from decision.ui.room.entering import entering
from decision.ui.room.hosting import WIDGET, event_button
from decision.ui.room.progress import who_is_missing

_COUNTED_DOWN = 10.0  # seconds
_MORE = 60.0


def running(host: HostRoom, room: RoomState) -> None:
    """The buttons of a round that is going on."""
    now = the_store().clock
    with st.container(horizontal=True, gap="small", key="room_running"):
        if room.phase is Phase.OPEN:
            event_button(host, room, "Lock", Lock, "lock", type="primary", help="Nobody changes an answer any more")
            begins = room.round.closes_at if room.round is not None and room.round.closes_at is not None else now()
            event_button(host, room, "One minute more", lambda: SetClosing(max(begins, now()) + _MORE), "more")
        else:
            event_button(host, room, "Reveal", Reveal, "reveal", type="primary")
            if may(room, StopCountDown):
                event_button(host, room, "Stop the countdown", StopCountDown, "stop")
            else:
                event_button(host, room, "Count down", lambda: CountDown(now() + _COUNTED_DOWN), "count")
            event_button(host, room, "Reopen", Reopen, "reopen", help="Answers can be changed again")
        event_button(host, room, "Skip this round", Skip, "skip", type="tertiary", help="It is never revealed")
    if presenting():  # who is missing, and what somebody answers, is not for the projector
        return
    with folded("Who is missing?", "", f"{WIDGET}missing") as shown:
        if shown:
            who_is_missing(host)
    with folded("Somebody without a phone", "", f"{WIDGET}entering") as shown:
        if shown:
            entering(host, room)

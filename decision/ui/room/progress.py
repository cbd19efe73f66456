"""How many are in and ready, drawn anew by itself; and how long a round still has."""

from __future__ import annotations

import time

import streamlit as st

from decision.model.errors import DecisionError
from decision.outputs.words.grammar import capital
from decision.room.meeting import how_far
from decision.room.phases import Phase
from decision.room.store import HostRoom, NoSuchRoomError
from decision.room.store.kept import KeptRoom, Progress
from decision.ui.frame.text import escape, label
from decision.ui.room.hosting import FOR_NOW, WIDGET, attempt

_ABSENT = f"{FOR_NOW}absent"
EVERY = 1.0  # seconds between two looks: far from the four a second that a page may take


@st.fragment(run_every=EVERY)
def progress(host: HostRoom, drawn: int) -> None:
    """How far the round is; the whole page is drawn again once the room has moved on from the version `drawn`."""
    try:
        room, far = host.room, how_far(host)
    except NoSuchRoomError:
        st.rerun()
    except DecisionError as error:
        st.html(f'<p class="note" role="alert">{escape(capital(str(error)))}.</p>')
        return
    if room.version != drawn:
        st.rerun()
    st.html(f'<p class="count" role="status">{_counted(room, far)}</p>{_clock(room)}')


def _counted(room: KeptRoom, far: Progress) -> str:
    joined = f"<b>{far.joined}</b> {'person is' if far.joined == 1 else 'people are'} in"
    if room.state.phase in (Phase.OPEN, Phase.LOCKED):
        return f"<b>{far.ready}</b> of <b>{far.asked}</b> ready <small>{joined}</small>"
    return joined


def _clock(room: KeptRoom) -> str:
    """What is left until the round locks or is revealed by itself."""
    now = room.state.round
    if now is None:
        return ""
    if room.state.phase is Phase.OPEN and now.closes_at is not None:
        return f'<p class="clock">locks in {left(now.closes_at)}</p>'
    if room.state.phase is Phase.LOCKED and now.reveals_at is not None:
        return f'<p class="clock">revealed in {left(now.reveals_at)}</p>'
    return ""


def left(until: float) -> str:
    """The time until then: ``2 days 4 h``, ``4 h 5 min``, ``4:05``."""
    seconds = max(0, round(until - time.time()))
    days, hours = divmod(seconds // 3600, 24)
    if days:
        return f"{days} {'day' if days == 1 else 'days'} {hours} h"
    if hours:
        return f"{hours} h {seconds % 3600 // 60} min"
    return f"{seconds // 60}:{seconds % 60:02d}"


def who_is_missing(host: HostRoom) -> None:
    """By name, who is not ready: for the host alone, so it is drawn only when it is asked for."""
    far = how_far(host)
    if not far.people:
        st.html('<p class="note">The room is unnamed to all: only how many are ready is known.</p>')
        return
    waiting = [each for each in far.people if not each.is_ready]
    if not waiting:
        st.html('<p class="note">Nobody is missing.</p>')
        return
    rows = "".join(
        f"<li>{escape(each.person.name)} <small>{each.answered} of {each.asked}</small></li>" for each in waiting
    )
    st.html(f'<ul class="found">{rows}</ul>')
    names = {each.person.id: each.person.name or "somebody without a name" for each in waiting}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox("Who is not coming", list(names), format_func=lambda each: label(names[each]), key=_ABSENT)
        st.button(
            "Wait for them no longer",
            key=f"{WIDGET}excuse",
            help="They only watch from now on. Whoever answers after all counts again.",
            on_click=attempt,
            args=(_excuse, host),
        )


def _excuse(host: HostRoom) -> None:
    host.excuse(str(st.session_state[_ABSENT]))

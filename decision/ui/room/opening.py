"""Before there is a room: opening one, or coming back to one."""

from __future__ import annotations

import streamlit as st

from decision.room.modes import Mode
from decision.ui.frame.blocks import folded
from decision.ui.frame.text import label
from decision.ui.room.hosting import FOR_NOW, LASTING, WIDGET, attempt, come_back, lead_again, led_before, open_room
from decision.ui.room.joining import promise
from decision.ui.session import state

_MODES = (Mode.UNNAMED_TO_OTHERS, Mode.NAMED, Mode.UNNAMED_TO_ALL)
_MODE, _HOURS, _CODE, _ONCE = (f"{FOR_NOW}{name}" for name in ("mode", "hours", "code", "once"))


def opening() -> None:
    """What a room is, the promise it makes, and the way in."""
    st.html(
        '<div class="answer small"><p class="question">What do we each think?</p>'
        "<h1>Everybody answers on a phone, alone; then all answers are shown at once.</h1>"
        '<p class="sure">The screen says where you differ, whether any of it changes who leads, and what to talk about '
        "next.</p></div>"
    )
    before = led_before()
    if before is not None:
        st.button(
            label(f"Lead the room on {before.scenario.title} again"),
            key=f"{WIDGET}before",
            on_click=attempt,
            args=(lead_again,),
        )
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.radio(
            "Who sees whose answer",
            _MODES,
            format_func=lambda mode: label(promise(mode)),
            key=_MODE,
            help="It is said on every phone, and stays as it is from the first answer on.",
        )
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.selectbox("The room ends by itself after", list(LASTING), key=_HOURS, width=240)
            st.button(
                "Open a room",
                type="primary",
                icon=":material/groups:",
                key=f"{WIDGET}open",
                on_click=attempt,
                args=(_open,),
            )
        st.html('<p class="note">Then it is deleted, with everything that people answered.</p>')
    with right, folded("Come back", "to a room that you led", f"{WIDGET}back") as shown:
        if shown:
            st.text_input("Code of the room", key=_CODE, autocomplete="off")
            st.text_input("Code to come back with", key=_ONCE, autocomplete="off", type="password")
            st.button("Lead it again", key=f"{WIDGET}again", on_click=attempt, args=(_come_back,))


def _open() -> None:
    open_room(state.work().scenario, state.told(_MODE) or _MODES[0], LASTING[state.told(_HOURS) or "a day"], "")


def _come_back() -> None:
    come_back(str(state.told(_CODE) or ""), str(state.told(_ONCE) or ""))

"""How people come into the room: a QR code, a short address, and what to do where phones cannot reach it."""

from __future__ import annotations

import streamlit as st

from decision.outputs.words.rooms import PROMISES
from decision.room.modes import Mode
from decision.room.record import NAMES
from decision.room.store import HostRoom
from decision.room.store.kept import KeptRoom
from decision.room.store.secrets import shown_code
from decision.ui.frame.pages import page_called
from decision.ui.frame.text import escape
from decision.ui.frame.text_field import text_field
from decision.ui.room.address import (
    app_address,
    join_address,
    only_this_computer,
    public_address,
    qr_code,
    without_scheme,
)
from decision.ui.room.hosting import WIDGET, another_once, attempt, led

_NO_PHONE = "Phones cannot reach this address: it is this computer's own."
_WAY_OUT = (
    "Start the app for the whole network, "
    "<code>python -m decision app --address 0.0.0.0</code> (or <code>python -m streamlit run app.py "
    "--server.address 0.0.0.0</code>), and open it under this computer's address there, such as "
    "http://192.168.1.20:8501. If the room has no network, or one that keeps devices apart, open a hotspot on this "
    "computer or on a phone and have everybody join it. Where another address leads here, say it below."
)


def address_of(room: KeptRoom) -> str:
    """What phones open."""
    app = room.public or app_address(st.context.url or "http://127.0.0.1", page_called("Room").path)
    return join_address(app, room.code)


def how_to_join(room: KeptRoom, *, large: bool) -> None:
    """The code and the address, for the projector."""
    address = address_of(room)
    size = "large" if large else "small"
    st.html(
        f'<div class="join {size}"><img src="{escape(qr_code(address))}" alt="QR code of {escape(address)}">'
        f'<p><a href="{escape(address)}" target="_blank" rel="noreferrer">{escape(without_scheme(address))}</a><br>'
        f'<span class="note">Room {escape(shown_code(room.code))}</span></p></div>'
    )


def unreachable(room: KeptRoom) -> None:
    """Where phones cannot reach the address, that, and what to do."""
    if only_this_computer(address_of(room)):
        st.html(
            f'<div class="doubt" role="status"><details><summary>{escape(_NO_PHONE)} What to do</summary>{_WAY_OUT}'
            "</details></div>"
        )


def other_address(host: HostRoom, room: KeptRoom) -> str:
    """A field for the address that phones reach; why what was typed is none."""
    return text_field(
        f"{WIDGET}public",
        "Address that phones reach the app under",
        room.public,
        lambda typed: host.set_public(public_address(typed)),
        placeholder="http://192.168.1.20:8501",
    )


def promise(mode: Mode) -> str:
    """What a mode means, in words: ``Unnamed to the others: …``."""
    words = PROMISES[NAMES[mode]]
    return f"{words[0].upper()}{words[1:]}."


def coming_back(host: HostRoom) -> None:
    """The code with which whoever led the room and lost the window leads it again."""
    mine = led()
    if mine is None:
        return
    if not mine.once:
        st.html('<p class="note">Of the code that you were shown before, only a mark is kept.</p>')
        st.button("Make another code", key=f"{WIDGET}once", on_click=attempt, args=(another_once, host))
        return
    st.html(
        '<p class="note">This browser leads the room again after a reload. From another one, come back on this page '
        "with the room's code and this one, which works once. Note it where the room cannot see it.</p>"
        f"<p><code>{escape(shown_code(mine.once))}</code></p>"
    )

"""The browser of whoever leads a room keeps that it does: a reload, or a laptop that slept, loses no room."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from decision.room.store import NoSuchRoomError, the_store
from decision.room.store.secrets import HOST_COOKIE, host_mark, read_host_mark
from decision.ui.frame.pages import page_called
from decision.ui.room.address import JOIN, app_path

_REMEMBER = st.components.v2.component(
    "trilemma_host", js=Path(__file__).with_name("remember.js").read_text(encoding="utf-8")
)


def remember(code: str, secret: str) -> None:
    """Have the browser keep that it leads this room; nothing where it does."""
    if _kept() != host_mark(code, secret):
        path = app_path(st.context.url or "", page_called("Room").path)
        _REMEMBER(key="room_remember", data={"address": f"{path}/{JOIN}/{code}/lead", "secret": secret})


def remembered() -> tuple[str, str] | None:
    """The code and the secret of the room that this browser leads; None where it leads none that is still there."""
    mark = read_host_mark(_kept())
    if mark is None:
        return None
    try:
        the_store().as_host(*mark)
    except NoSuchRoomError:  # it has ended, or is led from elsewhere by now
        return None
    return mark


def _kept() -> str:
    return st.context.cookies.to_dict().get(HOST_COOKIE, "")

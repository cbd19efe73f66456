"""What a workshop has at hand on every page: undo and redo, and more that stands beside them."""

from __future__ import annotations

import streamlit as st

from decision.ui.frame.pages import page_called
from decision.ui.frame.present import present_button
from decision.ui.frame.snapshots import snapshot_button
from decision.ui.frame.text import label
from decision.ui.session import state
from decision.ui.session.work import Work, alike
from decision.ui.storage import share_link


def room_tools(current: Work) -> None:
    """The tools, for the strip at the top: drawn into the row that is open."""
    undo_and_redo()
    snapshot_button(current)
    _room()
    _share(current)
    present_button()


def _room() -> None:
    """The way to the room, from every page but its own."""
    if st.session_state.get(state.PAGE) == "Room":
        return
    if st.button(
        "Room",
        icon=":material/groups:",
        type="tertiary",
        key="open_room",
        help="Open a room: everybody answers on a phone, alone",
    ):
        st.switch_page(page_called("Room").file)


def _share(current: Work) -> None:
    menu = st.popover("Share", icon=":material/link:", type="tertiary", key="share", wrap=False, on_change="rerun")
    if not menu.open:
        return
    with menu:
        if current.origin.path is None:
            st.html(
                '<p class="note">This decision was uploaded or begun here, so no link can open it elsewhere. '
                "Save it as YAML and send the file.</p>"
            )
            return
        if not alike(current.scenario, current.opened):
            st.html(
                '<p class="note">Options or criteria are not those of the file here, and no link can carry that: save '
                "as YAML and send the file.</p>"
            )
            return
        address = (st.context.url or "").partition("?")[0]
        st.html('<p class="note">Opens this page, with the weights as they stand and what is left out.</p>')
        st.code(f"{address}?{share_link.query(current)}", language=None, wrap_lines=True)
        if not current.link_says_all:
            st.html(
                '<p class="note">Ratings, scales, names or requirements were changed here. They are not in the link: '
                "save as YAML and send the file.</p>"
            )


def undo_and_redo() -> None:
    """A step back, and forward again."""
    history, asking = state.history(), state.asking()  # the keys of a dialog are for what is typed in it
    st.button(
        "Undo",
        icon=":material/undo:",
        type="tertiary",
        key="undo",
        help=label(f"Undo: {history.past[-1].name}") if history.past else "Nothing to undo",
        disabled=asking or not history.past,
        on_click=state.undo,
        shortcut="Ctrl+Z",
    )
    st.button(
        "Redo",
        icon=":material/redo:",
        type="tertiary",
        key="redo",
        help=label(f"Redo: {history.future[-1].name}") if history.future else "Nothing to redo",
        disabled=asking or not history.future,
        on_click=state.redo,
        shortcut="Ctrl+Shift+Z",
    )

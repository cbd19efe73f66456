"""What a board asks for while something is presented: what if, a step back, a snapshot, another page, the way out."""

from __future__ import annotations

import streamlit as st

from decision.ui.frame.pages import Page, beside
from decision.ui.frame.present import leave
from decision.ui.frame.snapshots import snapshot_button
from decision.ui.frame.text import label
from decision.ui.frame.tools import undo_and_redo
from decision.ui.frame.what_if import options_and_criteria
from decision.ui.session import state


def presenting_bar(name: str) -> None:
    """The tools on page `name`, as signs at the top."""
    before, after = beside(name)
    with st.container(horizontal=True, gap=None, key="presenting", width="content"):
        if state.has_work():
            _what_if()
            undo_and_redo()
            snapshot_button(state.work())
        _turn_to(before, "before", ":material/chevron_left:", "P")
        _turn_to(after, "after", ":material/chevron_right:", "N")
        st.button(
            "Leave presenting",
            icon=":material/close:",
            key="leave_presenting",
            type="tertiary",
            help="Leave (Escape)",
            shortcut="Escape",
            on_click=leave,
        )


def _what_if() -> None:
    menu = st.popover(
        "What if", icon=":material/question_mark:", type="tertiary", key="present_what_if", on_change="rerun"
    )
    if menu.open:
        with menu:
            options_and_criteria(state.work())


def _turn_to(page: Page | None, key: str, icon: str, shortcut: str) -> None:
    """A way to another page, greyed out where there is none."""
    if st.button(
        "No page" if page is None else label(page.title),
        icon=icon,
        key=f"present_{key}",
        type="tertiary",
        help=None if page is None else label(f"{page.title} ({shortcut})"),
        shortcut=shortcut,
        disabled=page is None,
    ):
        assert page is not None  # a button that is greyed out is not pressed
        st.switch_page(page.file)

"""A workbook that somebody filled in, brought in: what it would change is shown before it is taken, as one change."""

from __future__ import annotations

import hashlib

import streamlit as st

from decision.files.editing.files import diff
from decision.files.faults import FileError
from decision.files.filled.bring_in import BroughtIn, bring_in
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.ui.frame.blocks import folded
from decision.ui.frame.text import escape, said
from decision.ui.session import state
from decision.ui.session.changes import differences
from decision.ui.session.restructuring import restructured
from decision.ui.session.work import Work
from decision.ui.storage.saved_file import file_of

UPLOADED, BY, REPLACING, TAKE = "filled:uploaded", "filled:by", "filled:replace", "filled:take"
_LAST = "filled:last"  # what was read last, and from what
_ROUND = "filled:round"  # a new field once a workbook was taken: it is done with
_TITLE, _ANSWER = "Bring a filled workbook in", "Scoring sheets, what was agreed, ratings changed in a spreadsheet."
_MOST_SAID = 20  # faults


def filled_workbook(work: Work) -> None:
    """A place for the file, what it would change, and the button that takes it."""
    with folded(_TITLE, _ANSWER, "filled_workbook") as unfolded:
        if not unfolded:
            return
        key = f"{UPLOADED}:{st.session_state.get(_ROUND, 0)}"
        file = st.file_uploader("A workbook of this decision, filled in (.xlsx)", type=["xlsx", "xlsm"], key=key)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            by = st.text_input("Who filled in the scoring sheet, if it does not say so", key=BY, width=360)
            replacing = st.toggle("What it says takes the place of what is there", key=REPLACING)
        if file is None:
            return
        raw, name = file.getvalue(), file.name
        brought = _read(raw, name, work.scenario, by, replacing=replacing)
        if brought is not None:
            _show(work, brought, raw, name)


def _read(raw: bytes, name: str, scenario: Scenario, by: str, *, replacing: bool) -> BroughtIn | None:
    """What the workbook would make of the decision; None, and every cell that does not fit, where it fits not."""
    asked = (hashlib.sha256(raw).hexdigest(), name, scenario.whole_fingerprint, by, replacing)
    known: tuple[object, BroughtIn | None] = st.session_state.get(_LAST, (None, None))
    if known[0] == asked:
        return known[1]
    try:
        brought = bring_in(raw, name, scenario, by=by, replacing=replacing)
        st.session_state[_LAST] = (asked, brought)  # a page is drawn anew at every click
        return brought
    except FileError as error:
        lines = "".join(
            f"<li><b>{escape(fault.path or name)}</b> {escape(fault.message)}</li>"
            for fault in error.faults[:_MOST_SAID]
        )
        left = len(error.faults) + error.more - _MOST_SAID
        more = f"<p>… and {left:,} more</p>" if left > 0 else ""
        st.html(f'<div class="faults" role="alert"><p>Nothing is taken in.</p><ul>{lines}</ul>{more}</div>')
        return None


def _show(work: Work, brought: BroughtIn, raw: bytes, name: str) -> None:
    after = restructured(work, lambda _: brought.scenario)
    found = differences(work, after)
    told = "".join(f"<li>{said(each)}</li>" for each in (*brought.said, *brought.notes))
    st.html(f'<ul role="status">{told}</ul>')
    if not found:
        return
    listed = "".join(f"<li>{escape(str(each))}</li>" for each in found)
    st.html(f'<p class="note">It would change:</p><ul class="note">{listed}</ul>')
    with folded("As lines of the file", "", "filled:lines") as unfolded:
        if unfolded:
            st.code(diff(file_of(work).raw, file_of(after).raw, work.origin.name), language="diff", wrap_lines=True)
    st.button("Take it in", key=TAKE, type="primary", on_click=_take, args=(raw, name))


def _take(raw: bytes, name: str) -> None:
    """Take it in as it is read now, whatever was changed since it was shown."""
    by, replacing = str(st.session_state.get(BY, "")), bool(st.session_state.get(REPLACING))

    def step(work: Work) -> Work:
        return restructured(work, lambda scenario: bring_in(raw, name, scenario, by=by, replacing=replacing).scenario)

    try:
        state.change(step, "Bring a filled workbook in")
    except DecisionError as error:
        state.note(f"Nothing was taken in: {error}")
        return
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1

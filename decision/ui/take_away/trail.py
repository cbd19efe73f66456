"""What was changed since the file was opened, the latest first, each with a place for its reason."""

from __future__ import annotations

from functools import partial

import streamlit as st

from decision.model.structure.texts import sound_line
from decision.model.trail import LONGEST_REASON
from decision.outputs.tables.trail import TrailRow, trail_table
from decision.ui.frame.blocks import folded
from decision.ui.frame.change_reasons import reason_for_changes
from decision.ui.frame.number_field import show_refusals
from decision.ui.frame.text import escape, label
from decision.ui.frame.text_field import text_field
from decision.ui.session import state
from decision.ui.session.work import Work

AT_ONCE = 5  # changes
_FROM = "trail:from"
_LONGEST = 80  # characters of a figure on the page


def what_was_changed(work: Work) -> None:
    """The trail, folded under how much it tells."""
    table = trail_table(work.scenario, work.trail)
    if table is None:
        return
    with folded("What was changed", table.sentence, "trail:part") as unfolded:
        if not unfolded:
            return
        st.html(
            '<p class="note">The workbook, the Markdown file and the memo bear these changes. Give those a reason that '
            "will be asked about: one for all that have none, or one by one.</p>"
        )
        reason_for_changes(work, "trail")
        rows = list(enumerate(table.rows))[::-1]
        first = min(int(state.remembered(_FROM, "0")), max(0, len(rows) - 1) // AT_ONCE * AT_ONCE)
        refused = [_entry(place, row, work.trail.forgotten) for place, row in rows[first : first + AT_ONCE]]
        show_refusals(refused)
        if len(rows) > AT_ONCE:
            _turn(first, len(rows))


def _entry(place: int, row: TrailRow, forgotten: int) -> str:
    """One change with a field for its reason; why what was typed there was not taken."""
    step = f" · {row.step}" if row.step else ""
    who = f" · {row.entry.who}" if row.entry.who else ""
    change = f"{_short(row.was)} → {_short(row.now)}"
    number = forgotten + place  # which stays the same when earlier ones are forgotten
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"trail:{number}"):
        st.html(
            f'<p class="change"><b>{escape(row.name)}</b> {escape(change)}'
            f'<br><span class="note">{escape(row.at)} UTC{escape(step)}{escape(who)}</span></p>'
        )
        return text_field(
            f"trail:{number}:why",
            f"Why: {row.name}",
            row.why,
            partial(_give_reason, number),
            placeholder="Why?",
            label_visibility="collapsed",
            max_chars=LONGEST_REASON,
            width=320,
        )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _give_reason(number: int, why: str) -> None:
    line = sound_line(why, "the reason")
    state.amend(lambda work: work.with_trail(work.trail.with_reason(number - work.trail.forgotten, line)))


def _turn(first: int, count: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for name, to, there in (
            ("Later", first - AT_ONCE, first > 0),
            ("Earlier", first + AT_ONCE, first + AT_ONCE < count),
        ):
            st.button(
                label(name),
                key=f"trail:{name}",
                disabled=not there,
                on_click=state.choose,
                args=(_FROM, str(to)),
                type="tertiary",
            )
        st.html(f'<p class="note">{first + 1} to {min(first + AT_ONCE, count)} of {count:,}</p>', width="content")

"""How the decision moved, commit by commit, where its file lies in git."""

from __future__ import annotations

import streamlit as st

from decision.outputs.charts.history_lines import HISTORY_LINES, history_data, history_in_words
from decision.outputs.tables.history import HistoryRow, history_in_a_sentence
from decision.outputs.words.simulation import share_with_error
from decision.ui.frame.blocks import chart, folded, heads, row, table
from decision.ui.frame.long_work import long_work, was_stopped
from decision.ui.frame.text import escape, label, said
from decision.ui.session.histories import DRAWS, MOST_ON_PAGES, history_of, may_have_a_history
from decision.ui.session.work import Work

_ABOUT = "history"


@st.fragment
def over_time(current: Work) -> None:
    """Who led, by how much and how surely, in each commit of the file; nothing where it lies in no repository."""
    path = current.origin.path
    if path is None or not may_have_a_history(path):
        return
    with folded("Over time", "How the decision moved, commit by commit.", "fold_history") as unfolded:
        if not unfolded or was_stopped(_ABOUT):
            return
        with long_work("Reading the history", _ABOUT) as told:
            rows = history_of(path, told)
        if isinstance(rows, str):
            st.error(label(rows))
        else:
            _show(rows)


def _show(rows: tuple[HistoryRow, ...]) -> None:
    st.html(f'<p class="said" aria-live="polite"><b>{said(history_in_a_sentence(rows))}</b></p>')
    chart(history_data(rows), HISTORY_LINES, "history", history_in_words(rows))
    columns = heads("Version", "Day", "What was said of it", "Leader", "How sure", "By points", "Best in")
    st.html(table("Versions", columns, "".join(row(escape(each.called), _cells(each)) for each in rows), tall=True))
    st.html(
        f'<p class="note">Of the last {MOST_ON_PAGES} commits, all worked out now, with {DRAWS:,} draws and one seed. '
        "What is changed here and not saved is not among them.</p>"
    )


def _cells(each: HistoryRow) -> list[str]:
    said_of_it = [(each.when or "")[:10], each.subject or ""]
    found = each.moment
    if found is None:
        return [*said_of_it, each.problem, "", "", ""]
    best = ""
    if len(found.leaders) == 1 and found.leaders[0] in found.p_best and found.how_sure != "not known":
        best = share_with_error(found.p_best[found.leaders[0]], found.p_best_se[found.leaders[0]], found.draws or DRAWS)
    return [*said_of_it, each.leaders, found.how_sure or "", each.lead, best]

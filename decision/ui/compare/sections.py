"""The page that puts things side by side: sets of weights, and snapshots."""

from __future__ import annotations

import streamlit as st

from decision.outputs.words.viewpoints import leaders_in_words, parting, parting_in_words
from decision.ui.compare.side_by_side import Column, column, snapshots_table, views_table
from decision.ui.frame.own_scale import totals_shown, totals_switch
from decision.ui.frame.snapshots import snapshot_rows
from decision.ui.frame.text import escape
from decision.ui.session.work import Work


def views_side_by_side(current: Work) -> None:
    """The weights as they stand, those of the file, equal ones and each view: who leads, and where views part."""
    own = {
        name.capitalize(): column(name.capitalize(), current.seen_with(view))
        for name, view in current.scenario.views.items()
    }
    of_file = current.with_file_weights()
    now = [column("Now", current), column("File", of_file)]
    if of_file.scenario_in_force.weights == current.scenario_in_force.weights:
        now = [column(_NOT_MOVED, current)]
    columns = [*now, column("Equal", current.seen_with(dict.fromkeys(current.points, 1.0))), *own.values()]
    sound = [each for each in columns if not each.problem]
    scenario = current.scenario_in_force
    found = parting(scenario, {name: each.scenario for name, each in own.items() if not each.problem})
    leaders = leaders_in_words(scenario, {_called(each): each.evaluation for each in sound})
    parted = parting_in_words(scenario, found) if len(own) > 1 else "" if own else "The file has no views of its own."
    st.html(
        '<div class="answer small"><p class="question">Do we disagree, and does it matter?</p>'
        f"<h1>{escape(parted or leaders)}</h1>"
        + (f'<p class="sure">{escape(leaders)}</p>' if parted else "")
        + "</div>"
    )
    st.html(views_table(columns, found.criterion if found else None, with_totals=totals_switch(scenario)))


def snapshots_side_by_side(current: Work) -> None:
    """Every snapshot beside the work now and the file as it was read."""
    st.html("<h2>Snapshots</h2>")
    if not current.snapshots:
        st.html(
            '<p class="note">No snapshots yet. <b>Snapshot</b>, at the top, keeps everything as it stands: weights, '
            "ratings, and what is left out.</p>"
        )
        return
    snapshot_rows(current)
    columns: list[Column] = [column("Now", current)]
    columns += [column(each.name, each.work) for each in current.snapshots]
    columns.append(column("File", current.as_read()))
    st.html(snapshots_table(columns, with_totals=totals_shown()))


_NOT_MOVED = "Now, as in the file"
_CALLED = {
    "Now": "the weights as they stand",
    "File": "those of the file",
    _NOT_MOVED: "the weights of the file",
    "Equal": "equal ones",
}


def _called(each: Column) -> str:
    return _CALLED.get(each.name, f"those of {each.name}")

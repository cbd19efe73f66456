"""What changed between two states of a decision, and what each change did to the lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from decision.analysis.difference.difference import Difference
from decision.model.scenario import Scenario
from decision.outputs.charts.waterfall import WATERFALL, waterfall_data, waterfall_in_words
from decision.outputs.tables.difference import Step, steps
from decision.outputs.words.adding_up import chance_ends, margin_ends
from decision.outputs.words.changes import change_in_words
from decision.outputs.words.difference import answer, explanation, how_counted, margin_in_words, signed
from decision.outputs.words.figures import points
from decision.ui.frame.blocks import chart, folded, heads, row, sentences, table
from decision.ui.frame.text import escape, label, said
from decision.ui.session import state
from decision.ui.session.differences import difference_of
from decision.ui.session.work import Work
from decision.ui.storage import scenario_folder

OLD, NEW = "changed_from", "changed_to"  # what is compared
OLD_WIDGET, NEW_WIDGET = "changed_from_choice", "changed_to_choice"
_FILE, _NOW = "file", "now"


@dataclass(frozen=True)
class _State:
    """Something that can be compared: what it is called, and the scenario, None where it cannot be read."""

    name: str
    scenario: Callable[[], Scenario | None]


@st.fragment
def what_changed(current: Work) -> None:
    """Any two of the work now, its file, its snapshots and the files of the folder: what moved the lead."""
    states = _states(current)
    old, new = state.chosen(OLD, list(states), _FILE), state.chosen(NEW, list(states), _NOW)
    st.html("<h2>What changed, and what it did</h2>")
    left, right = st.columns(2)
    for place, name, widget, shown, key in (
        (left, "From", OLD_WIDGET, old, OLD),
        (right, "To", NEW_WIDGET, new, NEW),
    ):
        with place:
            st.selectbox(
                label(name),
                list(states),
                format_func=lambda key: states[key].name,
                key=state.as_widget(widget, shown),
                on_change=state.choose_as_told,
                args=(key, widget),
            )
    sides = [states[each].scenario() for each in (old, new)]
    if sides[0] is None or sides[1] is None:
        st.error(label("A file cannot be read; see what is wrong with it where it is opened."))
        return
    found = difference_of(sides[0], sides[1])
    if isinstance(found, str):
        st.error(label(found))
        return
    _show(found)


def _states(current: Work) -> Mapping[str, _State]:
    """What can be compared, by key: the work and its file, snapshots, and the other files of the folder."""
    states = {
        _FILE: _State(f"The file {current.origin.name}", lambda: current.opened),
        _NOW: _State("Now, as it stands", lambda: current.scenario_in_force),
    }
    for each in current.snapshots:
        states[f"snapshot:{each.number}"] = _State(each.name, lambda each=each: each.work.scenario_in_force)  # type: ignore[misc]
    for path in scenario_folder.files():
        if path != current.origin.path:
            states[f"file:{path}"] = _State(f"{path.name}, in the folder", lambda path=path: _in_folder(str(path)))  # type: ignore[misc]
    return states


def _in_folder(path: str) -> Scenario | None:
    listed = scenario_folder.at(path)
    return None if listed is None else listed.scenario


def _show(found: Difference) -> None:
    st.html(
        f'<p class="said" aria-live="polite"><b>{said(answer(found))}</b></p>'
        + "".join(f'<p class="said">{said(sentence)}</p>' for sentence in explanation(found))
    )
    rows = waterfall_data(found)
    if rows:
        st.html(f'<p class="note">{escape(margin_in_words(found))}</p>')
        chart(rows, WATERFALL, "waterfall", waterfall_in_words(found))
    if found.moved:
        with folded("In figures", "Margin and chance, change by change.", "fold_changes") as unfolded:
            if unfolded:
                st.html(_table(found))
                st.html(f'<p class="note">{escape(how_counted(found))}</p>')
    if found.said:
        st.html("<h3>Changes from which no score follows</h3>")
        sentences([str(change_in_words(found, each)) for each in found.said], "", "other_changes")


def _table(found: Difference) -> str:
    ends = [
        (name, each)
        for name, each in (("Margin", margin_ends(found)), ("Best in 100", chance_ends(found)))
        if each is not None
    ]
    rows = row("Before", ["", "", *(points(each.old) for _, each in ends)]) if ends else ""
    for step in steps(found):
        rows += row(escape(step.told.label), [step.told.was, step.told.now, *_figures(step, found)])
    rows += row("<b>Now</b>", ["", "", *(points(each.new) for _, each in ends)]) if ends else ""
    return table("What each change did", heads("Change", "From", "To", *(escape(name) for name, _ in ends)), rows)


def _figures(step: Step, found: Difference) -> list[str]:
    return [
        signed(x) + (f" ± {error:.2g}" if found.orders is not None else "")
        for x, error in ((step.margin, step.margin_error), (step.chance, step.chance_error))
        if x is not None
    ]

"""Views: the weights of those who have a stake in the decision."""

from __future__ import annotations

from functools import partial

import streamlit as st

from decision.model.scenario import Scenario
from decision.model.structure.frame import adding_view, naming_view, removing_view, weighing_view
from decision.outputs.words.figures import percent
from decision.ui.frame.number_field import number_field, show_refusals
from decision.ui.frame.text_field import text_field
from decision.ui.session import state
from decision.ui.structure.editing import WIDGET, edit, remove_button, short, why_not

_KEY = f"{WIDGET}views"
_CHOSEN = "structure_view"
_A_ROW = 3  # fields beside each other


def views_editor(scenario: Scenario) -> None:
    """All views to choose from, the points of one, and a field for one more."""
    st.html("<p>A view is one stakeholder's own set of weights: <i>Compare</i> shows them side by side.</p>")
    show_refusals([text_field(f"{_KEY}:new", "Add a view", "", _add, placeholder="Whose, then Enter")])
    names = list(scenario.views)
    if not names:
        return
    chosen = state.chosen(_CHOSEN, names)
    key = state.as_widget(f"{_KEY}:choice", chosen)
    left, right = st.columns(2, gap="small")
    with left:
        st.selectbox("View", names, key=key, on_change=state.choose_as_told, args=(_CHOSEN, key))
    with right:
        _name(scenario, chosen)
    _points(scenario, chosen)


def _add(name: str) -> None:
    if name.strip():
        edit(f"Add the view {short(name)}", lambda known: adding_view(known, name))
        state.choose(_CHOSEN, list(state.work().scenario.views)[-1])


def _name(scenario: Scenario, name: str) -> None:
    place = list(scenario.views).index(name)

    def rename(text: str) -> None:
        edit(f"Rename the view {short(name)}", lambda known: naming_view(known, name, text))
        state.choose(_CHOSEN, list(state.work().scenario.views)[place])

    show_refusals([text_field(f"{_KEY}:{place}:name", "Name of the view", name, rename)])


def _points(scenario: Scenario, name: str) -> None:
    view = scenario.views[name]
    place = list(scenario.views).index(name)

    def weigh(path: str, x: float | None) -> None:
        words = f"{short(name)}: {short(scenario.all_criteria[path].name)} {'not said' if x is None else f'{x:g}'}"
        edit(words, lambda known: weighing_view(known, name, path, x))

    tops = [each.id for each in scenario.criteria]
    total = sum(view[id] for id in tops)
    refused = []
    for row in range(0, len(tops), _A_ROW):
        for column, id in zip(st.columns(_A_ROW, gap="small"), tops[row : row + _A_ROW], strict=False):
            with column:
                title = f"{scenario.criterion_names[id]}, {percent(view[id] / total)}"
                refused.append(number_field(f"{_KEY}:{place}:{id}", title, view[id], partial(weigh, id)))
    for path in [path for path in view if "." in path]:
        title = f"{scenario.criterion_names[path]}, beside the other parts"
        refused.append(number_field(f"{_KEY}:{place}:{path}", title, view[path], partial(weigh, path)))
    show_refusals(refused)
    remove_button(f"{_KEY}:{place}:remove", name, [], lambda known: removing_view(known, name))
    why_not(f"{_KEY}:{place}:remove")

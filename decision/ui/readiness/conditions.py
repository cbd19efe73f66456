"""Conditions before launch: what must be true, of which option, who sees to it and by when."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from decision.model.contents import Option
from decision.model.readiness import Condition
from decision.model.scenario import Scenario
from decision.model.structure.readiness import (
    Known,
    adding_condition,
    changing_condition,
    day_of,
    removing_condition,
)
from decision.outputs.words.scoring import short_names
from decision.ui.frame.number_field import show_refusals
from decision.ui.frame.text_field import text_field
from decision.ui.readiness.editing import WIDGET, edit, short
from decision.ui.session import state

_KEY = f"{WIDGET}condition"
_CALLED = {"what": "Other words for", "owner": "Owner:", "by": "Day:"}  # a change, before what it is about
_EVERY = ""  # instead of an option: it bears on all


def conditions_editor(scenario: Scenario, option: Option, known: Known) -> None:
    """All conditions, whichever option they bear on, and a field for one more about `option`."""
    st.html('<h2 class="panel">Conditions before launch</h2>')
    for place, condition in enumerate(scenario.readiness.conditions):
        _row(scenario, place, condition)

    def add(text: str) -> None:
        if text.strip():
            edit(f"Add the condition {short(text)}", lambda old: adding_condition(old, known, text, option.id))

    show_refusals([text_field(f"{_KEY}:new", "Add a condition", "", add, placeholder="What must be true, then Enter")])


def _row(scenario: Scenario, place: int, condition: Condition) -> None:
    key = f"{_KEY}:{place}"
    name = short(condition.what)
    names = {_EVERY: "All options", **short_names(scenario.options)}

    def put(field: str, read: Callable[[str], Any], text: str) -> None:
        said = read(text)
        edit(f"{_CALLED[field]} {name}", lambda old: changing_condition(old, place, **{field: said}))

    def bears_on() -> None:
        told = state.told(f"{key}:option")
        edit(f"{name}: {names[told]}", lambda old: changing_condition(old, place, option=told))

    with st.container(gap="xsmall", key=f"requirement_row:{key}"):
        refused = [
            text_field(
                f"{key}:what", "What must be true", condition.what, partial(put, "what", str), tall=True, height=68
            )
        ]
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.selectbox(
                "Of",
                list(names),
                format_func=lambda known: names[known],
                key=state.as_widget(f"{key}:option", condition.option),
                on_change=bears_on,
                width=170,
            )
            refused.append(text_field(f"{key}:owner", "Owner", condition.owner, partial(put, "owner", str), width=190))
            day = "" if condition.by is None else condition.by.isoformat()
            refused.append(
                text_field(f"{key}:by", "By", day, partial(put, "by", day_of), width=140, placeholder="2027-03-01")
            )
            st.button(
                "Remove",
                key=f"{key}:remove",
                icon=":material/delete:",
                on_click=edit,
                args=(f"Remove the condition {name}", lambda old: removing_condition(old, place)),
            )
        show_refusals(refused)

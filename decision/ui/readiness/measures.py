"""Measures of success: where each starts, where it shall go, what moves first, and who reads it when."""

from __future__ import annotations

from functools import partial

import streamlit as st

from decision.model.readiness import Measure
from decision.model.scenario import Scenario
from decision.model.structure.readiness import Known, adding_measure, changing_measure, removing_measure
from decision.outputs.words.scoring import listed
from decision.ui.frame.number_field import show_refusals
from decision.ui.frame.text import escape
from decision.ui.frame.text_field import text_field
from decision.ui.readiness.editing import WIDGET, edit, short

_KEY = f"{WIDGET}measure"
_FIELDS = {
    "baseline": "Baseline today",
    "target": "Target",
    "indicator": "What moves first",
    "reader": "Who reads it",
    "when": "When",
}


def measures_editor(scenario: Scenario, known: Known) -> None:
    """All measures, and a field for one more."""
    st.html('<h2 class="panel">Measures of success</h2>')
    for place, measure in enumerate(scenario.readiness.measures):
        _row(place, measure)

    def add(text: str) -> None:
        if text.strip():
            edit(f"Add the measure {short(text)}", lambda old: adding_measure(old, known, text))

    show_refusals([text_field(f"{_KEY}:new", "Add a measure", "", add, placeholder="What is measured, then Enter")])


def _row(place: int, measure: Measure) -> None:
    key, name = f"{_KEY}:{place}", short(measure.what)

    def put(field: str, text: str) -> None:
        words = _FIELDS.get(field, "What is measured")
        edit(f"{words}: {name}", lambda old: changing_measure(old, place, **{field: text}))

    with st.container(gap="xsmall", key=f"requirement_row:{key}"):
        refused = [text_field(f"{key}:what", "What is measured", measure.what, partial(put, "what"))]
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            for field, words in _FIELDS.items():
                said = getattr(measure, field)
                refused.append(text_field(f"{key}:{field}", words, said, partial(put, field), width=190))
            st.button(
                "Remove",
                key=f"{key}:remove",
                icon=":material/delete:",
                on_click=edit,
                args=(f"Remove the measure {name}", lambda old: removing_measure(old, place)),
            )
        if measure.missing:
            st.html(f'<p class="note">Not said yet: {escape(listed(list(measure.missing)))}.</p>')
        show_refusals(refused)

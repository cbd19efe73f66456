"""AI-assisted building as a switch beside the effort of building: never on by itself, off again on one click."""

from __future__ import annotations

import streamlit as st

from decision.model.ai_building import Classes, counts_on_ai, with_ai, without_ai
from decision.model.contents import Option
from decision.model.cost_plan import CostPlan
from decision.model.estimate import Estimate
from decision.outputs.words.reference_classes import AI_EVIDENCE, why_no_ai_switch
from decision.ui.frame.text import said
from decision.ui.session import state
from decision.ui.session.work import Cell

WIDGET = "ai_building:{}:{}"


def ai_switch(option: Option, path: str, classes: Classes, *, draft_is_right: bool) -> None:
    """The switch, where the rating has effort of building in it; or why there is none, where one might look for it."""
    estimate, cell = option.ratings[path].estimate, (option.id, path)
    if option.approach != "build":
        return
    on = counts_on_ai(estimate)
    if (without_ai if on else with_ai)(estimate, classes) is None:
        why = why_no_ai_switch(estimate, classes)
        if why:
            st.html(f'<p class="note">{said(why)}</p>')
        return
    key = WIDGET.format(*cell)
    st.toggle(
        "AI-assisted building",
        key=state.as_widget(key, on),
        on_change=lambda: _switch(cell, classes, on=bool(state.told(key))),
        disabled=not draft_is_right,
    )
    st.html(f'<p class="note">{said(AI_EVIDENCE)}</p>')


def _switch(cell: Cell, classes: Classes, *, on: bool) -> None:
    def switched(estimate: Estimate | CostPlan) -> Estimate | CostPlan | None:
        return with_ai(estimate, classes) if on else without_ai(estimate, classes)

    state.change(lambda current: current.with_estimate(cell, switched))

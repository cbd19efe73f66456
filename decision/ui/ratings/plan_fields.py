"""A cost plan, component by component: what each says in words, and its fields for whoever changes it.

A plan has fields by the dozen, and most are looked at far more often than changed: so each component stands in a row or
two until somebody asks for its fields.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from decision.model.criterion import Criterion
from decision.model.errors import ImpossibleError
from decision.model.number_text import NumberKind
from decision.model.visible import visible
from decision.outputs.words.figures import estimate_in_words, percent
from decision.ui.frame.text import escape, label
from decision.ui.ratings.class_beside import class_beside
from decision.ui.ratings.estimate_fields import Fields, estimate_fields, estimate_forms, form_choice
from decision.ui.ratings.lines_fields import lines_fields
from decision.ui.ratings.payment_fields import payment_fields
from decision.ui.session.drafts import (
    LEFT_OUT,
    LINES,
    ComponentDraft,
    LinesDraft,
    PlanDraft,
    component_of,
)
from decision.ui.session.estimate_draft import EstimateDraft
from decision.ui.session.form_change import changed_component

Step = Callable[[Any], ComponentDraft | None]

_COMPONENTS = {
    "upfront": "Upfront",
    "yearly": "Every year",
    "growth": "Growth a year, as a share",
    "exit": "On leaving",
    "savings": "Saved every year",
}
_TO_CHANGE = {
    "upfront": "Change upfront",
    "yearly": "Change yearly costs",
    "growth": "Change growth",
    "exit": "Change leaving",
    "savings": "Change savings",
}
_CHANGING = "changing"  # the key of the switch that shows the fields of a component
_LONGEST = 120  # characters of what one component or line says


def plan_fields(
    fields: Fields,
    plan: PlanDraft,
    edit: Callable[[str, Step], None],
    criterion: Criterion,
    currency: str,
    below: Callable[[str], None],
) -> None:
    """Every component with what it says; `edit` changes one, `below` draws what else belongs beneath one."""
    for name, title in _COMPONENTS.items():
        kind = NumberKind(percent="share") if name == "growth" else None
        here, component = fields.under(name, kind), plan.components.get(name)
        changing = bool(st.session_state.get(here.key(_CHANGING)))
        with st.container(border=changing, gap="small", key=here.key("component")):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.html(f'<div class="component"><b>{escape(title)}</b>{_in_words(name, component)}</div>')
                st.toggle(label(_TO_CHANGE[name]), key=here.key(_CHANGING), width="content")
            if changing:
                _component(here, name, component, lambda step, name=name: edit(name, step))  # type: ignore[misc]
                class_beside(component, name, criterion, currency, name)
            below(name)


def _component(fields: Fields, name: str, draft: ComponentDraft | None, edit: Callable[[Step], None]) -> None:
    """The fields of one component: left out, an estimate, paid by the unit or by year, or lines that add up."""
    paid = name != "growth"
    forms = {LEFT_OUT: "Left out"} | estimate_forms(paid=paid) | ({LINES: "Lines that add up"} if paid else {})
    shown = LEFT_OUT if draft is None else LINES if isinstance(draft, LinesDraft) else draft.form

    def edit_estimate(step: Callable[[EstimateDraft], EstimateDraft]) -> None:
        edit(lambda old: step(old) if isinstance(old, EstimateDraft) else old)

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        form_choice(
            fields, shown, forms, lambda form: edit(lambda old: changed_component(old, form)), "Type of estimate"
        )
        if isinstance(draft, EstimateDraft):
            estimate_fields(fields, draft, edit_estimate)
    if isinstance(draft, EstimateDraft):
        payment_fields(fields, draft, edit_estimate)
    if isinstance(draft, LinesDraft):
        lines_fields(fields, draft, lambda step: edit(lambda old: step(old) if isinstance(old, LinesDraft) else old))


# --- in words -------------------------------------------------------------------------------------------------------


def _in_words(name: str, draft: ComponentDraft | None) -> str:
    """What a component says, as HTML: in a line, or line by line with the class that multiplies their sum."""
    if draft is None:
        return " <span>left out</span>"
    if isinstance(draft, EstimateDraft):
        return f" <span>{escape(_sound(draft, is_growth=name == 'growth'))}</span>"
    items = [
        f"<li>{escape(visible(line or 'a line without a name', _LONGEST))}: {escape(_sound(each))}</li>"
        for line, each in draft.lines
    ]
    multiplied = "" if draft.reference_class is None else f" <span>× “{escape(draft.reference_class.name)}”</span>"
    return f"{multiplied}<ul>{''.join(items)}</ul>"


def _sound(draft: EstimateDraft, *, is_growth: bool = False) -> str:
    """What an estimate or a payment says, as far as it is sound; of a certain growth, its percentage."""
    try:
        made = component_of(draft)
    except ImpossibleError:
        return "not yet complete"
    if is_growth and draft.form == "number":
        return percent(draft.figures.get("x") or 0.0)
    return visible(estimate_in_words(made), _LONGEST)

"""Fields for named amounts that add up: each line an estimate in any form, or paid by the unit or by year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from decision.ui.frame.text import label
from decision.ui.ratings.estimate_fields import (
    SHORT,
    Edit,
    Fields,
    class_choice,
    estimate_fields,
    estimate_forms,
    form_choice,
    to_form,
)
from decision.ui.ratings.payment_fields import payment_fields
from decision.ui.session import state
from decision.ui.session.drafts import LinesDraft
from decision.ui.session.estimate_draft import EstimateDraft


def lines_fields(fields: Fields, draft: LinesDraft, edit: Edit[LinesDraft]) -> None:
    """Named amounts that add up, each an estimate in any form."""
    for place, (name, each) in enumerate(draft.lines):
        _line(fields.under(str(place)), place, name, each, edit)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        fresh = ("", EstimateDraft())
        st.button(
            "Add a line",
            key=fields.key("add"),
            icon=":material/add:",
            on_click=lambda: edit(lambda old: old.with_line(len(old.lines), fresh)),
        )
        class_choice(
            fields,
            draft.reference_class,
            lambda chosen: edit(lambda old: replace(old, reference_class=chosen)),
            "Reference class of the sum",
        )


def _line(fields: Fields, place: int, name: str, draft: EstimateDraft, edit: Edit[LinesDraft]) -> None:
    def edit_line(step: Callable[[EstimateDraft], EstimateDraft]) -> None:
        edit(
            lambda old: (
                old.with_line(place, (old.lines[place][0], step(old.lines[place][1])))
                if place < len(old.lines)
                else old
            )
        )

    def rename() -> None:
        told = str(state.told(key) or "")
        edit(lambda old: old.with_line(place, (told, old.lines[place][1])) if place < len(old.lines) else old)

    key = fields.key("name")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=fields.key("line")):
        st.text_input("Line", key=state.as_widget(key, name), on_change=rename, width=SHORT)
        form_choice(fields, draft.form, estimate_forms(paid=True), lambda form: edit_line(to_form(form)))
        estimate_fields(fields, draft, edit_line, name)
        st.button(
            label(f"Remove {name or f'line {place + 1}'}"),
            key=fields.key("remove"),
            icon=":material/close:",
            type="tertiary",
            on_click=lambda: edit(lambda old: old.with_line(place, None)),
        )
    payment_fields(fields, draft, edit_line)

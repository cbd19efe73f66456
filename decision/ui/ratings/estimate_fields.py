"""Fields for one estimate in any form, wherever it stands: a rating, a component of a plan, a line of a component.

The fields show a draft and hand every change on as a function from the old draft to the new one, so that two changes
that arrive together do not undo each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import streamlit as st

from decision.model.driver import Driver
from decision.model.errors import ImpossibleError
from decision.model.number_text import ANY, NumberKind
from decision.model.reference_class import ReferenceClass
from decision.model.visible import visible
from decision.outputs.words.figures import estimate_in_words
from decision.ui.frame.number_field import number_field, show_refusals
from decision.ui.frame.text import label
from decision.ui.session import state
from decision.ui.session.estimate_draft import FORMS, OPEN, PAYMENT, PAYMENT_FORM, EstimateDraft, Level
from decision.ui.session.form_change import changed_form
from decision.ui.session.payment_draft import PaymentDraft, payment_of
from decision.ui.storage.scenario_folder import class_figures

Drafted = TypeVar("Drafted")
Edit = Callable[[Callable[[Drafted], Drafted]], None]

SHORT = 124  # pixels: wide enough for a figure with its label
NO_CLASS = ""
CHANGING = "paid"  # the key of the switch that shows the parts of a payment
_SHORT_NAME = 30  # characters of a line's name beside its switch
_LONGEST = 120  # characters of what a payment says


@dataclass(frozen=True)
class Fields:
    """Where fields stand: what their widgets' keys begin with, and what can be said in them.

    Attributes
    ----------
    classes
        The reference classes there are.
    kind
        How numbers are typed.
    drivers
        By id, what costs may hang on.
    currencies
        In which amounts may be stated, beside that of the decision.
    """

    key: Callable[[str], str]
    classes: Mapping[str, ReferenceClass]
    kind: NumberKind = ANY
    drivers: Mapping[str, Driver] = field(default_factory=dict)
    currencies: tuple[str, ...] = ()

    def under(self, name: str, kind: NumberKind | None = None) -> Fields:
        return replace(self, key=lambda field: self.key(f"{name}/{field}"), kind=self.kind if kind is None else kind)


def form_choice(
    fields: Fields, shown: str, choices: Mapping[str, str], choose: Callable[[str], None], name: str = "Form"
) -> None:
    """Which form an estimate has."""
    key = fields.key("form")
    st.selectbox(
        label(name),
        list(choices),
        format_func=lambda form: choices.get(form, form),
        key=state.as_widget(key, shown),
        on_change=lambda: choose(state.told(key)) if state.told(key) in choices else None,
        width=215,
    )


def estimate_fields(fields: Fields, draft: EstimateDraft, edit: Edit[EstimateDraft], name: str = "") -> None:
    """The figures of one estimate, in the form it has; to be drawn inside a horizontal container.

    Of what is paid by the unit, or in some years, it says what that is; `payment_fields` shows the parts below it.
    `name` is that of the line it is.
    """
    if draft.payment is not None:
        st.caption(label(_in_words(draft.payment)))
        st.toggle(label(f"Change {visible(name, _SHORT_NAME) or 'what is paid'}"), key=fields.key(CHANGING))
        return
    form = FORMS[draft.form]
    kind = ANY if draft.form in ("beta", "lognormal") else fields.kind
    refused = [_figure(fields, name, title, draft.figures.get(name), edit, kind) for name, title in form.fields.items()]
    if form.shapes:
        _shape(fields, draft, form.shapes, edit)
    if draft.form == "class":
        class_choice(
            fields,
            draft.reference_class,
            lambda chosen: edit(lambda old: replace(old, reference_class=chosen)),
            "Reference class",
        )
    if draft.form == "levels":
        _levels(fields, draft.levels, edit)
    show_refusals(refused)


def _in_words(payment: PaymentDraft) -> str:
    """What it says in a line, as far as it is sound."""
    try:
        return visible(estimate_in_words(payment_of(payment)), _LONGEST)
    except ImpossibleError:
        return "not yet complete"


def estimate_forms(*, whole: bool = False, paid: bool = False) -> dict[str, str]:
    """The forms an estimate may have, with their names; that nobody knows can be said of a `whole` rating only.

    What is `paid` in a plan may also be paid by the unit of a driver, or in some years only.
    """
    forms = {id: form.label for id, form in FORMS.items() if whole or id != OPEN}
    return forms | ({PAYMENT: PAYMENT_FORM.label} if paid else {})


def to_form(form: str) -> Callable[[EstimateDraft], EstimateDraft]:
    return lambda draft: changed_form(draft, form)


def class_choice(
    fields: Fields, chosen: ReferenceClass | None, put: Callable[[ReferenceClass | None], None], title: str
) -> None:
    """Which reference class multiplies the estimate."""
    known = dict(fields.classes)
    if chosen is not None:
        known.setdefault(chosen.id, chosen)
    key = fields.key("class")
    st.selectbox(
        label(title),
        [NO_CLASS, *known],
        format_func=lambda name: "none" if name not in known else class_in_words(known[name]),
        key=state.as_widget(key, NO_CLASS if chosen is None else chosen.id),
        on_change=lambda: put(known.get(state.told(key))),
        width=420,
    )


def class_in_words(reference_class: ReferenceClass) -> str:
    figures = class_figures(reference_class_key(reference_class), reference_class)
    return f"{reference_class.name} (P50 × {figures.p50:.2f}, P80 × {figures.p80:.2f})"


def reference_class_key(reference_class: ReferenceClass) -> str:
    """What tells two reference classes apart, whatever they are called."""
    return f"{reference_class.id} {reference_class.law}"


# --- parts ----------------------------------------------------------------------------------------------------


def _figure(fields: Fields, name: str, title: str, x: float | None, edit: Edit[EstimateDraft], kind: NumberKind) -> str:
    def put(told: float | None) -> None:
        edit(lambda old: old.with_figure(name, told))

    return number_field(fields.key(name), title, x, put, kind, width=SHORT)


def _shape(fields: Fields, draft: EstimateDraft, shapes: Sequence[str], edit: Edit[EstimateDraft]) -> None:
    key = fields.key("shape")

    def taken() -> None:
        told = state.told(key)
        if told in shapes:
            edit(lambda old: replace(old, shape=told))

    st.selectbox(
        "Shape",
        shapes,
        format_func=lambda shape: "PERT" if shape == "pert" else shape,
        key=state.as_widget(key, draft.shape),
        on_change=taken,
        width=SHORT,
    )


def _levels(fields: Fields, levels: Sequence[Level], edit: Edit[EstimateDraft]) -> None:
    with st.container(gap="small", width=440):
        for place, level in enumerate(levels):
            _level(fields.under(str(place)), place, level, edit)
        st.button(
            "Add a level",
            key=fields.key("add"),
            icon=":material/add:",
            on_click=lambda: edit(lambda old: old.with_level(len(old.levels), (None, None))),
        )


def _level(fields: Fields, place: int, level: Level, edit: Edit[EstimateDraft]) -> None:
    def put(position: int, x: float | None) -> None:
        def step(old: EstimateDraft) -> EstimateDraft:
            if place >= len(old.levels):
                return old
            value, chance = old.levels[place]
            return old.with_level(place, (x, chance) if position == 0 else (value, x))

        edit(step)

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        kinds = fields.kind, NumberKind(percent="share")
        refused = [
            number_field(
                fields.key("value"), f"Value {place + 1}", level[0], lambda x: put(0, x), kinds[0], width=SHORT
            ),
            number_field(
                fields.key("chance"), f"Chance {place + 1}", level[1], lambda x: put(1, x), kinds[1], width=SHORT
            ),
        ]
        st.button(
            label(f"Remove level {place + 1}"),
            key=fields.key("remove"),
            icon=":material/close:",
            type="tertiary",
            on_click=lambda: edit(lambda old: old.with_level(place, None)),
        )
    show_refusals(refused)

"""A field for a number that reads what people type, or says why it does not; nothing is turned into another number.

Streamlit's own field takes figures out of a text and drops the rest: ``4,5`` becomes 45. So this is a field of text.
What was understood stands in it afterwards; what was not understood stays in it, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from decision.model.criterion import Criterion
from decision.model.errors import DecisionError
from decision.model.number_text import ANY, NumberKind, number_text, read_number
from decision.outputs.words.figures import money_signs
from decision.outputs.words.grammar import capital
from decision.ui.frame.refusals import forget, refusal_of, refuse
from decision.ui.frame.text import escape, label
from decision.ui.session import state


def kind_of(criterion: Criterion, currency: str) -> NumberKind:
    """How ratings on a criterion may be typed: with its unit, and money with ``k`` and ``m``."""
    if criterion.kind == "cost_plan" or (currency and criterion.unit == currency):
        return NumberKind(magnitudes=True, units=money_signs(currency))
    if criterion.unit == "%":
        return NumberKind(percent="unit")
    return NumberKind(units=(criterion.unit,) if criterion.unit else ())


def number_field(
    key: str, title: str, x: float | None, put: Callable[[float | None], None], kind: NumberKind = ANY, **layout: Any
) -> str:
    """A number that may be empty, shown with all its digits; what `put` raises a DecisionError about is not taken.

    Returns
    -------
    str
        Why what was typed last is not understood, for `show_refusals`; empty where it is.
    """
    refusal = refusal_of(key, x)

    def taken() -> None:
        text = str(state.told(key) or "")
        forget(key)
        try:
            put(read_number(text, kind) if text.strip() else None)
        except DecisionError as error:
            refuse(key, text, str(error), x)

    shown = ("" if x is None else number_text(x)) if refusal is None else refusal.text
    st.text_input(label(title), key=state.as_widget(key, shown), on_change=taken, autocomplete="off", **layout)
    if refusal is None:
        return ""
    stays = "" if x is None else f" {number_text(x)} stays."
    return f"{title}: {capital(refusal.why)}.{stays}"


def show_refusals(whys: Iterable[str]) -> None:
    """Say which fields have not been understood, and why; nothing where all have."""
    said = [f"<p>{escape(why)}</p>" for why in whys if why]
    if said:
        st.html(f'<div class="faults" role="alert">{"".join(said)}</div>')

"""A field for a number that reads what people type, or says why it does not; nothing is turned into another number.

Streamlit's own field takes figures out of a text and drops the rest: ``4,5`` becomes 45. So this is a field of text.
What was understood stands in it afterwards; what was not understood stays in it, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from decision.model.criterion import Criterion
from decision.model.errors import ImpossibleError
from decision.model.number_text import ANY, NumberKind, number_text, read_number
from decision.outputs.words.figures import money_signs
from decision.outputs.words.grammar import capital
from decision.ui.frame.text import escape, label
from decision.ui.session import state


@dataclass(frozen=True)
class _Refusal:
    """What was typed, why it says no number, and the number that was there."""

    text: str
    why: str
    x: float | None


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
    """A number that may be empty, shown with all its digits.

    Returns
    -------
    str
        Why what was typed last is not understood, for `show_refusals`; empty where it is.
    """
    refusal = _refusals().get(key)
    if refusal is not None and refusal.x != x:  # something else has changed the number since
        _forget(key)
        refusal = None

    def taken() -> None:
        text = str(state.told(key) or "")
        _forget(key)
        if not text.strip():
            put(None)
            return
        try:
            number = read_number(text, kind)
        except ImpossibleError as error:
            st.session_state[state.REFUSED] = {**_refusals(), key: _Refusal(text, str(error), x)}
        else:
            put(number)

    shown = ("" if x is None else number_text(x)) if refusal is None else refusal.text
    st.text_input(label(title), key=state.as_widget(key, shown), on_change=taken, autocomplete="off", **layout)
    if refusal is None:
        return ""
    stays = "" if x is None else f" {number_text(x)} stays."
    return f"{title}: {capital(refusal.why)}.{stays}"


def forget_refusals(key: str) -> None:
    """Begin anew with fields whose keys begin with `key`."""
    for known in [each for each in _refusals() if each.startswith(key)]:
        _forget(known)


def show_refusals(whys: Iterable[str]) -> None:
    """Say which fields have not been understood, and why; nothing where all have."""
    said = [f"<p>{escape(why)}</p>" for why in whys if why]
    if said:
        st.html(f'<div class="faults" role="alert">{"".join(said)}</div>')


def _refusals() -> dict[str, _Refusal]:
    refusals: dict[str, _Refusal] = st.session_state.get(state.REFUSED, {})
    return refusals


def _forget(key: str) -> None:
    st.session_state[state.REFUSED] = {known: each for known, each in _refusals().items() if known != key}

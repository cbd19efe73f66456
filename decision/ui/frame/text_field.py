"""A field for a text that may be refused: what was typed then stays in it, with the reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from decision.model.errors import DecisionError
from decision.outputs.words.grammar import capital
from decision.ui.frame.refusals import forget, refusal_of, refuse
from decision.ui.frame.text import label
from decision.ui.session import state


def text_field(
    key: str, title: str, text: str, put: Callable[[str], None], *, tall: bool = False, **layout: Any
) -> str:
    """A text, on one line or on several; what `put` raises a DecisionError about is not taken.

    Returns
    -------
    str
        Why what was typed last was not taken, for `show_refusals`; empty where it was.
    """
    refusal = refusal_of(key, text)

    def taken() -> None:
        typed = str(state.told(key) or "")
        forget(key)
        try:
            put(typed)
        except DecisionError as error:
            refuse(key, typed, str(error), text)

    shown = state.as_widget(key, text if refusal is None else refusal.text)
    if tall:
        st.text_area(label(title), key=shown, on_change=taken, **layout)
    else:
        st.text_input(label(title), key=shown, on_change=taken, autocomplete="off", **layout)
    return "" if refusal is None else f"{title}: {capital(refusal.why)}."

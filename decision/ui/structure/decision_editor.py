"""The words about the decision, and over how many years and in which money it is planned."""

from __future__ import annotations

from functools import partial

import streamlit as st

from decision.model.number_text import NumberKind
from decision.model.scenario import Scenario
from decision.model.structure.frame import describing_decision, discounting, over_years
from decision.ui.frame.number_field import number_field, show_refusals
from decision.ui.frame.text_field import text_field
from decision.ui.structure.editing import WIDGET, edit

_KEY = f"{WIDGET}decision"
_YEARS = NumberKind(units=("years", "year"))
_RATE = NumberKind(percent="share")


def decision_editor(scenario: Scenario) -> None:
    """Title, question, background, owner, and money."""

    def put(field: str, words: str, text: str) -> None:
        edit(words, lambda known: describing_decision(known, **{field: text}))

    show_refusals(
        [
            text_field(f"{_KEY}:title", "Title", scenario.title, partial(put, "title", "Title of the decision")),
            text_field(f"{_KEY}:question", "The question", scenario.question, partial(put, "question", "The question")),
            text_field(
                f"{_KEY}:about", "What led here", scenario.about, partial(put, "about", "What led here"),
                tall=True, height=110,
            ),
        ]
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        refused = [
            text_field(
                f"{_KEY}:owner", "Who decides", scenario.owner, partial(put, "owner", "Who decides"), width="stretch"
            ),
            text_field(
                f"{_KEY}:currency", "Currency", scenario.currency, partial(put, "currency", "Currency"), width=110
            ),
            number_field(f"{_KEY}:years", "Years", _or_none(scenario.horizon_years), _put_years, _YEARS, width=90),
            number_field(f"{_KEY}:rate", "Discount rate", scenario.discount_rate, _put_rate, _RATE, width=130),
        ]
    show_refusals(refused)
    st.html(
        '<p class="note">Currency, years and discount rate are needed only where a cost is planned over the years: '
        "what is paid later then counts for less.</p>"
    )


def _put_years(x: float | None) -> None:
    edit(f"Horizon {'none' if x is None else f'{x:g} years'}", lambda known: over_years(known, x))


def _put_rate(x: float | None) -> None:
    edit(f"Discount rate {'none' if x is None else f'{x:.3g}'}", lambda known: discounting(known, x))


def _or_none(x: int | None) -> float | None:
    return None if x is None else float(x)

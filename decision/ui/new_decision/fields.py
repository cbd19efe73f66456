"""Fields that several ways of beginning have."""

from __future__ import annotations

from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # it has none
import streamlit as st

from decision.files.new_decision import THREE_APPROACHES, NewOption
from decision.model.errors import ImpossibleError
from decision.model.number_text import NumberKind, read_number

LONGEST_TITLE = 200  # characters
SAY_WHAT = "Say first what you decide."
_RATE = NumberKind(percent="share", least=0, most=1)
_YEARS = NumberKind(units=("years", "year"), least=1, most=100)
_APPROACHES = ("build", "buy", "extend")
_LONGEST_NAME = 300  # characters


def title_field(key: str) -> str:
    """What is decided, in a few words; empty as long as nothing is typed."""
    typed = st.text_input(
        "What do you decide?", key=key, max_chars=LONGEST_TITLE, placeholder="Which portal for our patients?"
    )
    return " ".join(typed.split())


def options_field() -> tuple[NewOption, ...]:
    """The options with their approaches; the three approaches as long as nothing is changed."""
    rows = [{"name": option.name, "approach": option.approach} for option in THREE_APPROACHES]
    with st.container(key="new_decision_options_box"):
        edited: Any = st.data_editor(
            pa.Table.from_pylist(rows),
            num_rows="dynamic",
            hide_index=True,
            width="stretch",
            key="new_decision_options",
            column_config={
                "name": st.column_config.TextColumn("Option", required=True, max_chars=_LONGEST_NAME, width="large"),
                "approach": st.column_config.SelectboxColumn("Approach", options=list(_APPROACHES)),
            },
        )
    return tuple(
        NewOption(" ".join(str(row["name"]).split()), row["approach"] or None)
        for row in edited.to_pylist()
        if row["name"] and str(row["name"]).strip()
    )


def money_fields() -> Any:
    """A function that gives currency, years and discount rate as typed; it raises where they cannot be read."""
    planned = st.checkbox("Money is planned over several years", key="new_decision_money")
    if not planned:
        return lambda: ("", None, None)
    left, middle, right = st.columns(3)
    with left:
        currency = st.text_input("Currency", "USD", key="new_decision_currency", max_chars=12)
    with middle:
        years = st.text_input("Years", "5", key="new_decision_years", max_chars=12)
    with right:
        rate = st.text_input("Discount rate", "3.5 %", key="new_decision_rate", max_chars=12)

    def read() -> tuple[str, int, float]:
        horizon = read_number(years, _YEARS)
        if not horizon.is_integer():
            raise ImpossibleError(f"{horizon:g} years are not whole", "give whole years")
        return " ".join(currency.split()), int(horizon), read_number(rate, _RATE)

    return read

"""Beginning with the criteria of a catalogue: title, question, options, and money if it is planned."""

from __future__ import annotations

from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # it has none
import streamlit as st

from decision.files.new_decision import THREE_APPROACHES, NewDecision, NewOption, catalogues, new_text, open_scales
from decision.model.errors import DecisionError, ImpossibleError
from decision.model.number_text import NumberKind, read_number
from decision.ui.frame.text import escape, label
from decision.ui.new_decision.begin import begin_button
from decision.ui.new_decision.fields import title_field

_RATE = NumberKind(percent="share", least=0, most=1)
_YEARS = NumberKind(units=("years", "year"), least=1, most=100)
_APPROACHES = ("build", "buy", "extend")
_LONGEST_NAME = 300  # characters


def from_catalogue() -> None:
    offers = {offer.name: offer for offer in catalogues()}
    if not offers:
        st.html('<p class="note">No catalogues are installed here.</p>')
        return
    title = title_field("new_decision_title")
    question = st.text_input("The question, as one would ask it (may be left empty)", key="new_decision_question")
    catalogue = st.radio(
        "Criteria from",
        list(offers),
        format_func=lambda name: label(offers[name].title if name in offers else name),
        captions=[label(offer.about) for offer in offers.values()],
        key="new_decision_catalogue",
    )
    _say_what_stays_open(catalogue)
    options = _options()
    money = _money()
    starting = st.checkbox(
        "Begin with the catalogue's ratings for each approach, rather than with nothing rated",
        key="new_decision_starting",
        help="Judgement to argue with. Otherwise every rating is open, and an answer is there all the same.",
    )

    def make() -> str:
        currency, years, rate = money()
        return new_text(
            NewDecision(
                title, " ".join(question.split()), options, catalogue, currency=currency, horizon_years=years,
                discount_rate=rate, with_starting_ratings=starting,
            )
        )  # fmt: skip

    begin_button(make, "new_decision_begin", disabled=not title)


def _say_what_stays_open(catalogue: str) -> None:
    try:
        names = [scale.name for scale in open_scales(catalogue)]
    except DecisionError:
        return  # said at the button
    if names:
        st.html(
            f'<p class="note">{escape(" and ".join(names))}: worst and best begin as placeholders. Agree on them on '
            "<i>Structure</i> before any offer is opened.</p>"
        )


def _options() -> tuple[NewOption, ...]:
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


def _money() -> Any:
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

"""Beginning with the criteria of a catalogue: title, question, options, and money if it is planned."""

from __future__ import annotations

import streamlit as st

from decision.files.new_decision import NewDecision, catalogues, new_text, open_scales
from decision.model.errors import DecisionError
from decision.ui.frame.text import escape, label
from decision.ui.new_decision.begin import begin_button, beside
from decision.ui.new_decision.fields import SAY_WHAT, money_fields, options_field, title_field


def from_catalogue() -> None:
    offers = {offer.name: offer for offer in catalogues(beside())}
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
    options = options_field()
    money = money_fields()
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
            ),
            folder=beside(),
        )  # fmt: skip

    begin_button(make, "new_decision_begin", waits_for="" if title else SAY_WHAT)


def _say_what_stays_open(catalogue: str) -> None:
    try:
        names = [scale.name for scale in open_scales(catalogue, beside())]
    except DecisionError:
        return  # said at the button
    if names:
        st.html(
            f'<p class="note">{escape(" and ".join(names))}: worst and best begin as placeholders. Agree on them on '
            "<i>Structure</i> before any offer is opened.</p>"
        )

"""Beginning with a copy of an example, or with next to nothing."""

from __future__ import annotations

import streamlit as st

from decision.files.new_decision import EMPTY_CRITERIA, EMPTY_OPTIONS, NewDecision, copy_of, examples, new_text
from decision.ui.frame.text import escape
from decision.ui.new_decision.begin import begin_button
from decision.ui.new_decision.fields import LONGEST_TITLE, SAY_WHAT, title_field


def from_example() -> None:
    offers = {offer.name: offer for offer in examples()}
    if not offers:
        st.html('<p class="note">No examples are installed here.</p>')
        return
    chosen = st.selectbox(
        "Example",
        list(offers),
        format_func=lambda name: offers[name].title if name in offers else name,
        key="new_decision_example",
    )
    st.html(f'<p class="note">{escape(offers[chosen].about)}</p>')
    title = st.text_input(
        "What do you decide? The title of the example if left empty.",
        key="new_decision_copy_title",
        max_chars=LONGEST_TITLE,
    )
    begin_button(lambda: copy_of(chosen, title=" ".join(title.split())), "new_decision_begin_copy")


def empty() -> None:
    title = title_field("new_decision_empty_title")
    new = NewDecision(title, options=EMPTY_OPTIONS, criteria=EMPTY_CRITERIA)
    begin_button(
        lambda: new_text(new), "new_decision_begin_empty", waits_for="" if title else SAY_WHAT, then="Structure"
    )

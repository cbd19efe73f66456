"""How much estimates of one option hang together, in words."""

from __future__ import annotations

import streamlit as st

from decision.model.scenario import Scenario
from decision.model.structure.frame import with_dependence
from decision.outputs.words.structure import DEPENDENCE
from decision.ui.frame.text import escape, label
from decision.ui.session import state
from decision.ui.structure.editing import WIDGET, edit, tried, why_not

_KEY = f"{WIDGET}dependence"
_MEANS = {
    "none": "One estimate says nothing about the others.",
    "some": "If one disappoints, the others tend to as well (correlation 0.3).",
    "strong": "They mostly disappoint, or please, together (correlation 0.6).",
}


def dependence_editor(scenario: Scenario) -> None:
    """If one estimate of an option disappoints, do the others tend to?"""
    within = scenario.dependence.within_option
    words = {word: word.capitalize() for word in DEPENDENCE}
    captions = dict(_MEANS)
    now = next((word for word, r in DEPENDENCE.items() if r == within), "")
    if not now:
        now = "stated"
        words[now], captions[now] = "As it is", f"A correlation of {within:g}, as the file states it."

    def put() -> None:
        told = state.told(_KEY)
        if told in DEPENDENCE:
            edit(f"Dependence {told}", lambda known: with_dependence(known, DEPENDENCE[told]))

    st.html("<p>If one estimate of an option turns out worse than expected, do its others tend to as well?</p>")
    st.radio(
        "Do estimates of an option hang together?",
        list(words),
        format_func=lambda word: label(words.get(str(word), "")),
        captions=[label(caption) for caption in captions.values()],
        key=state.as_widget(_KEY, now),
        on_change=tried,
        args=(_KEY, put),
        label_visibility="collapsed",
    )
    why_not(_KEY)
    st.html(
        '<p class="note">No expected score changes with it: chances do. The more estimates hang together, the wider '
        "the spread of an option's score.</p>"
    )
    pairs = scenario.dependence.pairs
    if pairs:
        items = "".join(f"<li>{escape(one)} and {escape(other)}: {r:g}</li>" for one, other, r in pairs[:20])
        more = f"<li>… and {len(pairs) - 20} more</li>" if len(pairs) > 20 else ""
        st.html(
            f'<p class="note">The file states single pairs besides, which stay:</p><ul class="note">{items}{more}</ul>'
        )

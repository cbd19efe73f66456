"""How much estimates hang together: those of one option in words, single pairs by their correlation."""

from __future__ import annotations

from functools import partial

import streamlit as st

from decision.model.scenario import Scenario
from decision.model.structure.frame import correlating, pairing, unpairing, with_dependence
from decision.model.structure.pairs import uncertain_ratings
from decision.outputs.words.structure import DEPENDENCE, ending_in_words
from decision.ui.frame.number_field import number_field, show_refusals
from decision.ui.frame.text import label
from decision.ui.session import state
from decision.ui.structure.editing import WIDGET, act_button, edit, short, tried, why_not

_KEY = f"{WIDGET}dependence"
_MOST_PAIRS = 12  # shown, each with its fields
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
    _pairs(scenario)


def _pairs(scenario: Scenario) -> None:
    """The pairs that are stated, each with its correlation, and two fields for one more."""
    st.html("<p>Two estimates that hang together more, or less, than the others:</p>")
    pairs = scenario.dependence.pairs
    refused = []
    for place, (one, other, r) in enumerate(pairs[:_MOST_PAIRS]):
        left, right = st.columns([4, 1], vertical_alignment="bottom", gap="small")
        words = f"{ending_in_words(scenario, one)} and {ending_in_words(scenario, other)}"
        with left:
            refused.append(number_field(f"{_KEY}:{place}:{one}:{other}", words, r, partial(_correlate, place, words)))
        with right:
            act_button(f"{_KEY}:{place}:remove", "Remove", f"Unpair {short(words)}", partial(unpairing, place=place))
            why_not(f"{_KEY}:{place}:remove")
    show_refusals(refused)
    if len(pairs) > _MOST_PAIRS:
        st.html(f'<p class="note">… and {len(pairs) - _MOST_PAIRS} more, which only the file shows.</p>')
    _one_more(scenario)


def _correlate(place: int, words: str, r: float | None) -> None:
    said = "none" if r is None else f"{r:g}"
    edit(f"Correlation of {short(words)} {said}", lambda known: correlating(known, place, r))


def _one_more(scenario: Scenario) -> None:
    known = list(uncertain_ratings(scenario))
    if len(known) < 2:
        st.html(
            '<p class="note">Pairs need two ratings that are ranges: single numbers hang together with nothing.</p>'
        )
        return
    key = f"{_KEY}:new"
    chosen = []
    for column, end in zip(st.columns(2, gap="small"), ("One estimate", "Another"), strict=True):
        with column:
            chosen.append(
                st.selectbox(
                    label(end),
                    known,
                    index=None,
                    format_func=lambda name: ending_in_words(scenario, str(name)),
                    key=f"{key}:{end}",
                    placeholder="Choose a rating",
                )
            )
    one, other = chosen

    def put(r: float | None) -> None:
        if r is None or one is None or other is None:
            return
        words = f"{ending_in_words(scenario, one)} and {ending_in_words(scenario, other)}"
        edit(f"Pair {short(words)}", lambda known: pairing(known, one, other, r))
        for end in ("One estimate", "Another"):
            st.session_state[f"{key}:{end}"] = None

    show_refusals(
        [
            number_field(
                key,
                "Their correlation, between -1 and 1",
                None,
                put,
                placeholder="0.7, then Enter",
                disabled=one is None or other is None,
            )
        ]
    )

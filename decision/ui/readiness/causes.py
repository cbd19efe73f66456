"""The known causes of failed launches, as they stand for one option, each with what to do before launch."""

from __future__ import annotations

import streamlit as st

from decision.model.contents import Option
from decision.model.readiness import CauseState, LaunchCause, Readiness
from decision.model.structure.readiness import Known, adding_condition, settling_cause
from decision.outputs.words.grammar import capital
from decision.outputs.words.readiness import STATES
from decision.ui.frame.blocks import folded
from decision.ui.frame.text import escape, label
from decision.ui.readiness.editing import WIDGET, edit, short
from decision.ui.readiness.widening import widening
from decision.ui.session import state
from decision.ui.session.work import Work

_WORDS = {each: capital(words) for each, words in STATES.items()}


def causes_editor(work: Work, readiness: Readiness, option: Option, known: Known) -> None:
    """Every cause with its state for `option`; what nobody spoke of is open."""
    st.html('<h2 class="panel">Known causes of failed launches</h2>')
    for cause in known:
        _row(work, readiness.state(cause.id, option.id), option, cause, known)


def _row(work: Work, now: CauseState, option: Option, cause: LaunchCause, known: Known) -> None:
    key = f"{WIDGET}cause:{option.id}:{cause.id}"

    def settled() -> None:
        told = state.told(key)
        if told in list(CauseState):
            words = f"{short(cause.name)}: {STATES[CauseState(told)]} for {short(option.name)}"
            edit(words, lambda old: settling_cause(old, known, cause.id, option.id, CauseState(told)))

    with st.container(gap="xsmall", key=f"requirement_row:{key}"):
        st.html(f'<div class="requirement"><b>{escape(cause.name)}</b><small>{escape(cause.text)}</small></div>')
        st.segmented_control(
            label(f"{cause.name}: how it stands"),
            list(_WORDS),
            format_func=lambda word: label(_WORDS[word]),
            required=True,
            key=state.as_widget(key, now),
            on_change=settled,
            label_visibility="collapsed",
        )
        with folded("What to do before launch", "", f"{key}:before") as is_open:
            if is_open:
                _before_launch(option, cause, known, key)
                if now is CauseState.OPEN:
                    widening(work, option, cause, key)


def _before_launch(option: Option, cause: LaunchCause, known: Known, key: str) -> None:
    for place, step in enumerate(cause.before_launch):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(f"<p>{escape(step)}</p>", width="stretch")
            st.button(
                "Make it a condition",
                key=f"{key}:step:{place}",
                icon=":material/add:",
                on_click=edit,
                args=(
                    f"Add the condition {short(step)}",
                    lambda old, step=step: adding_condition(old, known, step, option.id),
                ),
            )
    st.html(f'<p class="note">Source: {escape(cause.source)} ({escape(cause.kind)}).</p>')

"""How one option stands on every requirement."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from decision.model.contents import Option
from decision.model.requirement import Requirement, RequirementResult, Verdict
from decision.ui.frame.text import escape, label
from decision.ui.session import state

RESULT_WIDGET = "requirement:{}:{}:{}"

_WORDS = {Verdict.PASS: "pass", Verdict.FAIL: "fail", Verdict.NOT_SHOWN: "not shown"}


def requirement_editor(option: Option, requirements: tuple[Requirement, ...]) -> None:
    """Pass, fail or not shown, with the reason; only a failed requirement excludes."""
    st.html(
        '<p class="note">Only a failed requirement excludes. What has not been shown is not held against an option.</p>'
    )
    for requirement in requirements:
        _row(option, requirement)


def _row(option: Option, requirement: Requirement) -> None:
    result = option.requirements.get(requirement.id, RequirementResult())
    verdict, because = (RESULT_WIDGET.format(option.id, requirement.id, name) for name in ("verdict", "because"))

    def put(**said: object) -> None:
        def changed(old: RequirementResult) -> RequirementResult:
            return replace(old, **said)  # type: ignore[arg-type]  # the two fields of this row

        state.change(
            lambda current: current.with_result(
                option.id,
                requirement.id,
                changed(current.scenario.option(option.id).requirements.get(requirement.id, RequirementResult())),
            )
        )

    def judged() -> None:
        told = state.told(verdict)
        if told in list(Verdict):
            put(verdict=Verdict(told))

    more = " · ".join(
        f"{name}: {escape(said)}"
        for name, said in (("evidence", requirement.evidence), ("basis", requirement.basis), ("test", requirement.test))
        if said
    )
    with st.container(gap="small", key=f"requirement_row:{option.id}:{requirement.id}"):
        st.html(
            f'<div class="requirement"><b>{escape(requirement.id)}</b> {escape(requirement.text)}'
            + (f"<small>{more}</small>" if more else "")
            + "</div>"
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.segmented_control(
                label(f"{requirement.id}: result"),
                list(_WORDS),
                format_func=lambda word: label(_WORDS[word]),
                required=True,
                key=state.as_widget(verdict, result.verdict),
                on_change=judged,
                label_visibility="collapsed",
            )
            st.text_input(
                label(f"{requirement.id}: because"),
                key=state.as_widget(because, result.because),
                on_change=lambda: put(because=str(state.told(because) or "").strip()),
                placeholder="because",
                label_visibility="collapsed",
            )

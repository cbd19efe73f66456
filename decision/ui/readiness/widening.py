"""The offer to widen a rating while a known cause of failed launches is open: one change, with its reason, to undo."""

from __future__ import annotations

import streamlit as st

from decision.model.contents import Option
from decision.model.readiness import LaunchCause
from decision.model.scenario import Scenario
from decision.model.widening import widened
from decision.outputs.words.figures import estimate_in_words
from decision.outputs.words.readiness import why_widened
from decision.outputs.words.scoring import criterion_name
from decision.ui.frame.text import label
from decision.ui.readiness.editing import edit, short
from decision.ui.session import state
from decision.ui.session.work import Work

_HELP = (
    "An open cause can only make things worse. So the end towards worst goes 3 tenths of the scale from the middle, as "
    "that of an assumption does, and the other end stays. The reason is written behind the rating's own. It is one "
    "change, and undo takes it back. The width is a judgement of ours."
)


def widening(work: Work, option: Option, cause: LaunchCause, key: str) -> None:
    """A choice of the ratings that can be wider, the likeliest first, and the click; nothing where there is none."""
    scenario, reason = work.scenario, why_widened(cause.name)
    drafts = work.rating_drafts  # what stands in their fields is not sound yet, and would be lost
    offers = {
        path: made
        for path in scenario.leaves
        if (option.id, path) not in drafts and (made := widened(scenario, option.id, path, reason)) is not None
    }
    if not offers:
        return
    usual = cause.first_borne_on(list(offers)) or next(iter(offers))
    path = state.chosen(f"{key}:widen", list(offers), usual)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chooser = state.as_widget(f"{key}:widen", path)
        st.selectbox(
            "While it is open, less is known of",
            list(offers),
            format_func=lambda each: label(criterion_name(scenario, each)),
            key=chooser,
            on_change=state.choose_as_told,
            args=(f"{key}:widen", chooser),
            width=300,
        )
        before = option.ratings[path].estimate
        st.button(
            label(f"Widen it: {estimate_in_words(before)} becomes {estimate_in_words(offers[path].estimate)}"),
            key=f"{key}:widen_it",
            icon=":material/expand:",
            help=label(_HELP),
            on_click=_widen,
            args=(f"Widen {short(option.name)}, {short(criterion_name(scenario, path))}", option.id, path, reason),
        )


def _widen(name: str, option: str, path: str, reason: str) -> None:
    def step(old: Scenario) -> Scenario:
        made = widened(old, option, path, reason)
        return old if made is None else old.with_rating(option, path, made)

    edit(name, step)

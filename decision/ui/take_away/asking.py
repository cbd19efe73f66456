"""What can be asked of files: whom sheets are for, who is shown what, and what a contracting process is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from decision.model.errors import ImpossibleError
from decision.model.structure.texts import sound_line
from decision.model.visible import visible
from decision.ui.frame.evaluator_names import choose_names, names_are_shown
from decision.ui.frame.number_field import show_refusals
from decision.ui.frame.text import label
from decision.ui.frame.text_field import text_field
from decision.ui.session import state
from decision.ui.session.work import Work

_SHOWN, _FOR, _PROCESS, _NUMBER = "away:shown", "away:evaluators", "away:ocid", "away:number"
_MOST_RECORDS = 999_999_999
FIRST = {"evaluators": "Say first whom the sheets are for.", "ocid": "Say first what the process is called."}
_SHOWN_WORDS = {"none": "nothing", "scores": "its scores", "reasons": "its scores and reasons"}


def settings_asked(work: Work) -> Mapping[str, Any]:
    """What was asked for, by the name of the setting; nothing that nobody asked for."""
    chosen = work.scenario_in_force.decision is not None  # without one nobody can be asked what is shown of it
    shown, sheets = state.remembered(_SHOWN, "none") if chosen else "none", state.remembered(_FOR, "")
    asked = {
        "show_chosen": shown if shown != "none" else "",
        "evaluators": sheets,
        "names": names_are_shown(),
        "ocid": state.remembered(_PROCESS, ""),
        "record_number": state.remembered(_NUMBER, ""),
    }
    return {name: x for name, x in asked.items() if x}


def asked_for_suppliers(work: Work) -> None:
    """The fields for suppliers and evaluators: what is told of the chosen one, whom sheets are for, who is named."""
    scenario, refused = work.scenario_in_force, []
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        refused.append(
            text_field(
                f"{_FOR}:widget",
                "Scoring sheets for",
                state.remembered(_FOR, ""),
                _keep,
                width=220,
                placeholder="Ann, Ben",
            )
        )
        if scenario.decision is not None:
            st.selectbox(
                "Of the option chosen, others are shown",
                list(_SHOWN_WORDS),
                format_func=lambda shown: label(_SHOWN_WORDS[shown]),
                key=state.as_widget(f"{_SHOWN}:widget", state.chosen(_SHOWN, list(_SHOWN_WORDS))),
                on_change=state.choose_as_told,
                args=(_SHOWN, f"{_SHOWN}:widget"),
                width=240,
            )
        if scenario.evaluations:
            choose_names("away:names:widget")
    show_refusals(refused)


def asked_for_programs() -> None:
    """The field of what a file for a program must say and no decision does."""
    refused = text_field(
        f"{_PROCESS}:widget",
        "Open Contracting process",
        state.remembered(_PROCESS, ""),
        _keep_process,
        width=260,
        placeholder="ocds-213czf-000-00001",
    )
    show_refusals([refused])


def asked_for_records(usual: int) -> None:
    """The field of the number that a record has among those of its folder, `usual` if nobody says another."""
    refused = text_field(
        f"{_NUMBER}:widget",
        "Number of the record",
        state.remembered(_NUMBER, "") or str(usual),
        _keep_number,
        width=180,
    )
    show_refusals([refused])


def _keep_number(text: str) -> None:
    text = text.strip()
    if text and not (text.isascii() and text.isdecimal() and 1 <= int(text[:20]) <= _MOST_RECORDS):
        raise ImpossibleError(f"“{visible(text, 40)}” is no number of a record", "type a whole number from 1 on")
    state.choose(_NUMBER, text)


def _keep(text: str) -> None:
    state.choose(_FOR, sound_line(text, "whom the sheets are for"))


def _keep_process(text: str) -> None:
    state.choose(_PROCESS, sound_line(text, "what the contracting process is called"))

"""One option: its name, its approach and words about it; moving, copying and removing it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from decision.model.scenario import Scenario
from decision.model.scenario_check import APPROACHES
from decision.model.structure.options import (
    approaching_option,
    copying_option,
    describing_option,
    moving_option,
    naming_option,
    removing_option,
)
from decision.outputs.words.structure import goes_with_option
from decision.ui.frame.number_field import show_refusals
from decision.ui.frame.text import escape, label
from decision.ui.frame.text_field import text_field
from decision.ui.session import state
from decision.ui.structure.editing import OPTION, WIDGET, act_button, choose, edit, remove_button, short, why_not
from decision.ui.structure.still_open import still_open

_NONE = ""


def option_editor(scenario: Scenario, id: str) -> None:
    """Everything that is said of one option but its ratings."""
    option = scenario.option(id)
    name, key = short(option.name), f"{WIDGET}option:{id}"
    refused = [
        text_field(
            f"{key}:name",
            "Name of the option",
            option.name,
            lambda text: edit(f"Rename {name} to {short(text)}", lambda known: naming_option(known, id, text)),
        )
    ]
    show_refusals(refused)
    _approach(key, id, option.approach, name)
    show_refusals(
        [
            text_field(
                f"{key}:about",
                "What it is, in a few sentences",
                option.about,
                lambda text: edit(f"{name}: words about it", lambda known: describing_option(known, id, text)),
                tall=True,
                height=110,
            )
        ]
    )
    still_open(scenario, [(id, path) for path in scenario.leaves], key)
    st.html(f'<p class="note">Its id is <code>{escape(id)}</code>: that stays, whatever it is called.</p>')
    ids = [each.id for each in scenario.options]
    with st.container(horizontal=True, gap="small"):
        act_button(
            f"{key}:up", "Up", f"Move {name} up", partial(moving_option, id=id, by=-1),
            icon=":material/arrow_upward:", disabled=id == ids[0],
        )  # fmt: skip
        act_button(
            f"{key}:down", "Down", f"Move {name} down", partial(moving_option, id=id, by=1),
            icon=":material/arrow_downward:", disabled=id == ids[-1],
        )  # fmt: skip
        act_button(
            f"{key}:copy", "Duplicate", f"Duplicate {name}", partial(copying_option, id=id),
            icon=":material/content_copy:", hint="A copy behind it, with its ratings.",
        )  # fmt: skip
        at = ids.index(id)
        beside = ids[at + 1] if at + 1 < len(ids) else ids[at - 1]
        remove_button(
            f"{key}:remove", option.name, goes_with_option(scenario, id), partial(removing_option, id=id),
            lambda: choose(f"{OPTION}{beside}"),
        )  # fmt: skip
    for button in ("up", "down", "copy", "remove"):
        why_not(f"{key}:{button}")


def _approach(key: str, id: str, approach: str | None, name: str) -> None:
    def put() -> None:
        told = state.told(f"{key}:approach") or None
        edit(f"{name}: approach {told or 'none'}", lambda known: approaching_option(known, id, told))

    st.segmented_control(
        "Approach",
        [*APPROACHES, _NONE],
        format_func=lambda word: label(word.capitalize() or "None of them"),
        key=state.as_widget(f"{key}:approach", approach or _NONE),
        required=True,
        on_change=put,
        help="Colours and letters follow from it, and starting ratings of catalogues.",
    )

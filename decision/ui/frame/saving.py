"""Saving the decision as a YAML file."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from decision.files.writer import scenario_yaml
from decision.ui.frame.text import slug
from decision.ui.session import state
from decision.ui.session.work import Work

SAVE_WIDGET = "save_menu"


def file_stem(current: Work) -> str:
    """What files made from the scenario are called, without ending."""
    return slug(Path(current.origin.name).stem or current.scenario.title)


def save_menu(current: Work) -> None:
    """Saving, unfolded on request: writing the file out takes longer than all the rest of a run."""
    menu = st.popover(
        "Save as YAML", icon=":material/save:", type="tertiary", key=SAVE_WIDGET, wrap=False, on_change="rerun"
    )
    if menu.open:
        with menu:
            st.html(
                '<p class="note">The whole decision, as a file to keep, to share and to open here again. '
                "Comments of the file it came from are not kept.</p>"
            )
            if current.left_out_options or current.left_out_criteria:
                st.html('<p class="note">What is left out for now is in the file as if it were not.</p>')
            save_button(current, "save")


def save_button(current: Work, key: str) -> None:
    # The bytes themselves and not a function: a file made at the click is swept away by the run that the click starts,
    # sometimes before the browser has fetched it.
    st.download_button(
        "Download the YAML file",
        scenario_yaml(current.scenario, current.origin.folder).encode("utf-8"),
        f"{file_stem(current)}.yaml",
        "application/yaml",
        key=key,
        on_click=state.note_saved,
        args=(current.scenario.fingerprint,),
        icon=":material/download:",
    )

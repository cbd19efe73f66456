"""One click that gives ratings which are single numbers a range by their evidence."""

from __future__ import annotations

import streamlit as st

from decision.model.evidence_ranges import HALF_WIDTHS, can_be_given_ranges
from decision.model.scenario import Scenario
from decision.ui.frame.text import label
from decision.ui.session import state
from decision.ui.session.work import Work

_HELP = (
    "Each single number becomes the most likely figure of a range, by how it is known: "
    + ", ".join(f"{evidence} ± {half:g}" for evidence, half in HALF_WIDTHS.items())
    + ", in tenths of the scale and kept within it; without evidence as an assumption. Ranges and cost plans "
    "stay as they are. The widths are a judgement of ours; undo takes them back."
)


def give_ranges(scenario: Scenario) -> None:
    """The click, where any rating is a single number that can be given a range."""
    if can_be_given_ranges(scenario):
        st.button(
            "Give single numbers a range by their evidence",
            key="give_ranges",
            type="tertiary",
            icon=":material/expand:",
            on_click=state.change,
            args=(Work.with_ranges_by_evidence,),
            help=label(_HELP),
        )

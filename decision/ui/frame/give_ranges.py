"""One click that gives ratings which are single numbers a range by their evidence: all of them, or one."""

from __future__ import annotations

import streamlit as st

from decision.model.errors import DecisionError
from decision.model.evidence_ranges import HALF_WIDTHS, can_be_given_ranges, evidence_counted, range_by_evidence
from decision.model.scenario import Scenario
from decision.outputs.words.figures import estimate_in_words
from decision.ui.frame.text import label
from decision.ui.session import state
from decision.ui.session.work import Cell, Work

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
            on_click=_give_ranges,
            help=label(_HELP),
        )


def _give_ranges() -> None:
    """All of them or none: figures that were certain may not be able to hang together as the decision says."""
    try:
        state.change(Work.with_ranges_by_evidence)
    except DecisionError as error:
        st.toast(label(f"No rating was given a range: {error}"))


def give_range(current: Work, cell: Cell) -> None:
    """The click for one rating, saying what it makes of it; nothing where it can be given no range."""
    made = None if cell in current.rating_drafts else range_by_evidence(current.scenario, *cell)
    if made is None:
        return
    evidence = evidence_counted(made)
    known = evidence.value if made.evidence else f"none said, so as an {evidence.value}"
    st.button(
        label(f"Give it the range of its evidence: {estimate_in_words(made.estimate)}"),
        key="give_range",
        type="tertiary",
        icon=":material/expand:",
        on_click=state.change,
        args=(lambda old: old.with_range_by_evidence(cell),),
        help=label(
            f"Evidence: {known}, ± {HALF_WIDTHS[evidence]:g} tenths of the scale, kept within it. The figures can be "
            "changed afterwards, and undo takes the range back. The widths are a judgement of ours."
        ),
    )

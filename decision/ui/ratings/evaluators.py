"""Beside a rating: what evaluators gave, how far apart they are, what they agree on, and ways to put both down."""

from __future__ import annotations

import streamlit as st

from decision.model.errors import DecisionError
from decision.model.evaluation_names import as_letters
from decision.model.scenario import Scenario
from decision.model.taking_over import taking_over
from decision.outputs.tables.evaluations import CellRow, evaluations_table
from decision.ui.frame.blocks import folded, heads, row, table
from decision.ui.frame.evaluator_names import choose_names, names_are_shown
from decision.ui.frame.text import escape, said
from decision.ui.ratings.moderation import agreement_form, moderation_form
from decision.ui.session import state
from decision.ui.session.restructuring import restructured
from decision.ui.session.work import Cell

_TAKE = "take_over:{}"


def evaluators_beside(scenario: Scenario, cell: Cell) -> None:
    """What is known of one cell; nothing where nobody evaluated it. Names are shown only where they are asked for."""
    name = ".".join(cell)
    if not any(name in each.ratings for each in scenario.evaluations) and name not in scenario.consensus:
        return
    called = scenario if names_are_shown() else as_letters(scenario)
    evaluations = evaluations_table(called)
    found = next((each for each in evaluations.cells if each.merged.cell == name), None) if evaluations else None
    if found is None:
        return
    st.html(f'<p class="note" role="status">{said(" ".join(found.sentences))}</p>')
    if found.scores:
        with folded("What each of them gave", "", f"evaluators:{name}") as unfolded:
            if unfolded:
                choose_names("evaluators:names")
                st.html(_given(found))
        moderation_form(called, cell)
    agreement_form(called, cell)
    if found.merged.consensus is not None and not found.merged.is_taken_over:
        st.button(
            "Take over what was agreed",
            key=_TAKE.format(name),
            icon=":material/done_all:",
            on_click=_take,
            args=(name,),
        )


def _given(found: CellRow) -> str:
    rows = "".join(
        row(escape(each.by), [each.stands, each.because, " ".join(each.moved), each.when]) for each in found.scores
    )
    columns = heads("Evaluator", "Rating", "Because", "Moderation", "When")
    return table(f"What evaluators gave {found.option} on {found.criterion}", columns, rows, "evaluators")


def _take(cell: str) -> None:
    try:
        state.change(
            lambda work: restructured(work, lambda scenario: taking_over(scenario, [cell])), "Take over what was agreed"
        )
    except DecisionError as error:  # such as of a cost plan, which no single figure says
        state.note(f"Nothing was taken over: {error}")

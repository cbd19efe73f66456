"""Beside a rating: what evaluators gave, how far apart they are, what they agree on, and ways to put both down."""

from __future__ import annotations

import streamlit as st

from decision.model.errors import DecisionError
from decision.model.evaluation_names import as_letters
from decision.model.scenario import Scenario
from decision.model.taking_over import is_plan, taking_over
from decision.outputs.tables.evaluations import CellRow, evaluations_table
from decision.ui.frame.blocks import folded, heads, row, table
from decision.ui.frame.evaluator_names import choose_names, names_are_shown
from decision.ui.frame.text import escape, label, said
from decision.ui.ratings.moderation import agreement_form, moderation_form
from decision.ui.session import state
from decision.ui.session.restructuring import restructured
from decision.ui.session.work import Cell

_TAKE = "take_over:{}"
_REPLACE = "Put what was agreed in the place of the plan"
_REPLACE_HELP = (
    "The one figure does not say which line is paid when, so lines and years of this plan go. To keep them, change "
    "lines until the plan comes to what was agreed. This can be undone."
)


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
        plan = is_plan(scenario, name)
        st.button(
            label(_REPLACE if plan else "Take over what was agreed"),
            key=_TAKE.format(name),
            icon=":material/done_all:",
            help=label(_REPLACE_HELP) if plan else None,
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
            lambda work: restructured(work, lambda scenario: taking_over(scenario, [cell], in_place_of_plans=True)),
            "Take over what was agreed",
        )
    except DecisionError as error:
        state.note(f"Nothing was taken over: {error}")

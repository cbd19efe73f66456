"""The decision itself: which option was chosen and why, what would reopen it, and the way to write it down."""

from __future__ import annotations

import datetime
from functools import partial

import streamlit as st

from decision.model.errors import DecisionError
from decision.model.record import RecordedDecision
from decision.model.scenario import Scenario
from decision.model.structure.readiness import day_of
from decision.model.structure.record import recording
from decision.model.structure.texts import sound_line, sound_text
from decision.outputs.tables.decided import DecidedTable, decided_table
from decision.outputs.tables.record import recorded_decision
from decision.outputs.words.grammar import capital
from decision.outputs.words.record import said_of_choice
from decision.outputs.words.scoring import short_names
from decision.ui.frame.blocks import folded, heads, row, sentences, table
from decision.ui.frame.long_work import long_work, was_stopped
from decision.ui.frame.number_field import show_refusals
from decision.ui.frame.present import presenting
from decision.ui.frame.reopened import reopened
from decision.ui.frame.text import escape, label, said
from decision.ui.frame.text_field import text_field
from decision.ui.session import state
from decision.ui.session.restructuring import restructured
from decision.ui.session.sensitivities import sensitivity_of
from decision.ui.session.simulations import evaluated, simulated
from decision.ui.session.work import Work
from decision.ui.take_away.files import record_files

_KEY = "record:"  # before the key of every field
_ANSWER = "Which option, why, and what would reopen it."
_CHOSEN, _BECAUSE, _BY, _ON, _AGAIN = (f"{_KEY}{name}" for name in ("chosen", "because", "by", "on", "review_by"))


def decision_record(work: Work) -> None:
    """What was decided, if anything was, and a form to record it."""
    with st.container(key="decision_record"):
        told = decided_table(work.scenario)
        if told is not None:
            _recorded(work, told)
        if presenting():
            return
        title, answer = ("Record the decision", _ANSWER) if told is None else ("Decide again", "")
        with folded(title, answer, f"{_KEY}form") as unfolded:
            if unfolded:
                _form(work)


def _recorded(work: Work, told: DecidedTable) -> None:
    scenario = work.scenario
    st.html(f'<h2>What was decided</h2><p class="said">{said(" ".join(told.sentences))}</p>')
    reopened(scenario)
    if told.triggers:
        rows = "".join(
            row(escape(each.trigger.say), [each.beyond, each.now or "not known yet", each.state])
            for each in told.triggers
        )
        columns = heads("What would reopen it", "If", "Now", "Met")
        st.html(table("What would reopen the decision", columns, rows, "reopen"))
    if not presenting():
        record_files(work)
        st.button(
            "Take the record back",
            key=f"{_KEY}back",
            icon=":material/delete:",
            on_click=_put,
            args=(None, "Take the recorded decision back"),
        )


# --- the form -----------------------------------------------------------------------------------------------------


def _form(work: Work) -> None:
    scenario = work.scenario
    if work.weights_problem:
        st.info("The weights give no result as they stand, so nothing can be recorded. Mend them on Decide.")
        return
    if was_stopped(scenario.fingerprint):
        return
    with long_work("Working out what would reopen it …", scenario.fingerprint) as progress:
        change = sensitivity_of(scenario, progress)
    chosen = _chosen_now(scenario)
    names = short_names(scenario.options)
    out = {option.id for option in scenario.options if option.excluded}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            "Chosen",
            list(names),
            format_func=lambda option: label(f"{names[option]}{' (excluded)' if option in out else ''}"),
            key=state.as_widget(f"{_CHOSEN}:widget", chosen),
            on_change=state.choose_as_told,
            args=(_CHOSEN, f"{_CHOSEN}:widget"),
            width=220,
        )
        refused = [
            text_field(f"{_BY}:widget", "Decided by", _typed(_BY, scenario.owner), partial(_keep_line, _BY), width=220),
            text_field(f"{_ON}:widget", "On", _typed(_ON, _today()), partial(_keep_day, _ON), width=140),
            text_field(
                f"{_AGAIN}:widget",
                "Looked at again by",
                _typed(_AGAIN, ""),
                partial(_keep_day, _AGAIN),
                width=170,
                placeholder="2027-06-01",
            ),
        ]
    refused.append(
        text_field(
            f"{_BECAUSE}:widget", "Because", _typed(_BECAUSE, ""), partial(_keep_text, _BECAUSE), tall=True, height=80
        )
    )
    show_refusals(refused)
    result = simulated(scenario, "file")
    simulation = None if isinstance(result, str) else result
    found = said_of_choice(scenario, chosen, evaluated(scenario), simulation)
    sentences(found, "Nothing that is known speaks against it.", f"{_KEY}said")
    st.button("Record the decision", key=f"{_KEY}put", type="primary", icon=":material/task_alt:", on_click=_record)
    if isinstance(change, str):
        st.html(f'<p class="note">{escape(change)}</p>')
    else:
        st.html('<p class="note">It would be looked at again if:</p>')
        proposed = [each.say for each in _as_typed(scenario).revisit]
        sentences(proposed, "No single rating puts another option first.", f"{_KEY}proposed")


def _chosen_now(scenario: Scenario) -> str:
    leader = evaluated(scenario).leader
    return state.chosen(_CHOSEN, [option.id for option in scenario.options], leader)


def _today() -> str:
    return datetime.date.today().isoformat()


def _typed(key: str, usual: str) -> str:
    return state.remembered(key, usual)


def _keep_line(key: str, text: str) -> None:
    state.choose(key, sound_line(text, "who decided"))


def _keep_text(key: str, text: str) -> None:
    state.choose(key, sound_text(text, "the reason"))


def _keep_day(key: str, text: str) -> None:
    day_of(text)
    state.choose(key, text.strip())


def _as_typed(scenario: Scenario) -> RecordedDecision:
    """The decision as the form has it, with the figures that the pages show."""
    result, change = simulated(scenario, "file"), sensitivity_of(scenario)
    before = scenario.decision
    return recorded_decision(
        scenario,
        _chosen_now(scenario),
        evaluated(scenario),
        None if isinstance(result, str) else result,
        None if isinstance(change, str) else change,
        on=day_of(_typed(_ON, _today())),
        by=_typed(_BY, scenario.owner),
        because=_typed(_BECAUSE, ""),
        review_by=day_of(_typed(_AGAIN, "")),
        supersedes="" if before is None else before.record or before.supersedes,
    )


def _record() -> None:
    scenario = state.work().scenario
    decision = _as_typed(scenario)
    if not decision.because.strip():
        state.note("The decision is not recorded yet: say why, for that is what will be asked later.")
        return
    _put(decision, f"Record the decision: {short_names(scenario.options)[decision.chosen]}")


def _put(decision: RecordedDecision | None, name: str) -> None:
    """Make one change, which can be undone; where it cannot be made, say why."""
    try:
        state.change(partial(restructured, edit=lambda scenario: recording(scenario, decision)), name)
    except DecisionError as error:
        state.note(f"{capital(str(error))}.")

"""What the next round asks: chosen by whoever leads, and put to everybody at once."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from decision.model.scenario import Scenario
from decision.outputs.words.scoring import criterion_name, short_names
from decision.room.events import Again, Start
from decision.room.phases import Outcome, RoomState, may
from decision.room.questions import WAYS, Asked, Question, Way, cell
from decision.room.store import HostRoom, the_store
from decision.ui.frame.text import label
from decision.ui.room.hosting import FOR_NOW, WIDGET, attempt
from decision.ui.session import state

_KINDS = {
    Asked.GUT: "A gut choice, before any number",
    Asked.WEIGHTS: "Weights: what matters how much",
    Asked.RATINGS: "Ratings: how good is each option",
    Asked.REQUIREMENTS: "Requirements: does each option meet them",
}
_WAYS = {
    Way.POINTS: "points for each criterion",
    Way.SWINGS: "swings: 100 for the step from worst to best that matters most",
    Way.NUMBER: "one number each",
    Way.RANGE: "lowest, likely and highest, and how sure",
}
_CLOCKS = {"no clock": None, "2 minutes": 120.0, "5 minutes": 300.0, "10 minutes": 600.0, "a day": 86_400.0,
           "three days": 259_200.0, "a week": 604_800.0}  # fmt: skip
_KIND, _WAY, _CLOCK, _OPTIONS, _CRITERIA, _ONLY, _PARTS = (
    f"{FOR_NOW}{name}" for name in ("kind", "way", "clock", "options", "criteria", "only", "parts")
)


def asking(host: HostRoom, room: RoomState, scenario: Scenario) -> None:
    """The form for the next round."""
    kinds = [kind for kind in _KINDS if kind is not Asked.REQUIREMENTS or scenario.requirements]
    with st.container(key="room_asking", gap="small"):
        st.selectbox("Ask for", kinds, format_func=lambda kind: _KINDS[kind], key=_KIND)
        kind = st.session_state.get(_KIND, kinds[0])
        ways = WAYS[kind]
        if len(ways) > 1:
            st.selectbox("How", ways, format_func=lambda way: _WAYS[way], key=f"{_WAY}:{kind}")
        if kind is Asked.WEIGHTS:
            _whose_parts(scenario)
        if kind in (Asked.RATINGS, Asked.REQUIREMENTS):
            _which(scenario, kind)
        st.selectbox("Clock", list(_CLOCKS), key=_CLOCK)
        st.button(
            "Ask everybody",
            type="primary",
            key=f"{WIDGET}ask",
            disabled=not may(room, Start),
            on_click=attempt,
            args=(_ask, host, scenario),
        )


def _whose_parts(scenario: Scenario) -> None:
    """Weights of the criteria, or of the parts of one: they count only among those beside each other."""
    parents = [path for path, each in scenario.all_criteria.items() if each.parts]
    if parents:
        st.selectbox(
            "Among",
            ["", *parents],
            format_func=lambda path: label(
                f"the parts of {criterion_name(scenario, path)}" if path else "all criteria"
            ),
            key=_PARTS,
        )


def _which(scenario: Scenario, kind: Asked) -> None:
    names = short_names(scenario.options)
    asked = [option.id for option in scenario.options if not option.left_out]
    st.multiselect(
        "Of which options", asked, format_func=lambda each: label(names[each]), key=_OPTIONS, placeholder="all of them"
    )
    of = list(scenario.leaves) if kind is Asked.RATINGS else [each.id for each in scenario.requirements]
    st.multiselect(
        "On which criteria" if kind is Asked.RATINGS else "Which requirements",
        of,
        format_func=lambda each: label(criterion_name(scenario, each) if kind is Asked.RATINGS else each),
        key=f"{_CRITERIA}:{kind}",
        placeholder="all of them",
    )
    if scenario.views:
        st.multiselect(
            "Only of these views", list(scenario.views), format_func=label, key=_ONLY, placeholder="of everybody"
        )


def _ask(host: HostRoom, scenario: Scenario) -> None:
    kind: Asked = state.told(_KIND) or Asked.GUT
    sheet = host.room.sheet
    items: Sequence[str] = sheet.items(kind)
    only: Sequence[str] = []
    parts = state.told(_PARTS) if kind is Asked.WEIGHTS else ""
    if parts in scenario.all_criteria:
        items = [f"{parts}.{part.id}" for part in scenario.all_criteria[parts].parts]
    if kind in (Asked.RATINGS, Asked.REQUIREMENTS):
        of = list(scenario.leaves) if kind is Asked.RATINGS else [each.id for each in scenario.requirements]
        options, chosen = state.told(_OPTIONS) or [], state.told(f"{_CRITERIA}:{kind}") or []
        wanted = {cell(option, each) for option in options or [o.id for o in sheet.options] for each in chosen or of}
        items = [item for item in items if item in wanted]
        only = state.told(_ONLY) or []
    way: Way | None = state.told(f"{_WAY}:{kind}")
    rights = dict.fromkeys(items, frozenset(only)) if only else {}
    host.apply(Start(Question(kind, tuple(items), way, rights), closes_at()))


def closes_at() -> float | None:
    """When a round that is begun now locks by itself; None where no clock was chosen."""
    seconds = _CLOCKS[state.told(_CLOCK) or "no clock"]
    return None if seconds is None else the_store().clock() + seconds


def ask_again(host: HostRoom, kind: Asked, items: Sequence[str]) -> None:
    """Another round on some things: the latest revealed question again where it is of that kind, else a new one."""
    room, sheet = host.state, host.room.sheet
    before = [each for each in room.rounds if each.question.kind is kind]
    way = before[-1].question.way if before else None
    wanted = sheet.items(kind) if kind is Asked.WEIGHTS else tuple(items)
    question = Question(kind, tuple(wanted), way)
    revealed = [each for each in room.rounds if each.outcome is Outcome.REVEALED]
    same = bool(revealed) and revealed[-1].question.kind is kind
    host.apply(Again(question, closes_at()) if same else Start(question, closes_at()))

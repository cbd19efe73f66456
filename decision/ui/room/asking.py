"""What the next round asks: chosen by whoever leads, and put to everybody at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from decision.model.scenario import Scenario
from decision.outputs.words.scoring import criterion_name
from decision.room.events import Again, Start
from decision.room.phases import Outcome, RoomState, Round, may
from decision.room.questions import WAYS, Asked, Question, Way
from decision.room.store import HostRoom, the_store
from decision.ui.frame.text import label
from decision.ui.room.choosing import CHOSEN, cell_by_cell, choosing, chosen_items, chosen_views
from decision.ui.room.hosting import FOR_NOW, WIDGET, attempt
from decision.ui.session import state

_KINDS = {
    Asked.GUT: "A gut choice, before any number",
    Asked.WEIGHTS: "Weights: what matters how much",
    Asked.RATINGS: "Ratings: how good is each option",
    Asked.REQUIREMENTS: "Requirements: does each option meet them",
}
_THEN = {Asked.GUT: Asked.WEIGHTS, Asked.WEIGHTS: Asked.RATINGS}  # what is asked for next, if nothing else is chosen
_WAYS = {
    Way.POINTS: "points for each criterion",
    Way.SWINGS: "swings: 100 for the step from worst to best that matters most",
    Way.NUMBER: "one number each",
    Way.RANGE: "lowest, likely and highest, and how sure",
}
_CLOCKS = {"no clock": None, "2 minutes": 120.0, "5 minutes": 300.0, "10 minutes": 600.0, "a day": 86_400.0,
           "three days": 259_200.0, "a week": 604_800.0}  # fmt: skip


def asking(host: HostRoom, room: RoomState, scenario: Scenario) -> None:
    """The form for the next round."""
    kinds = [kind for kind in _KINDS if kind is not Asked.REQUIREMENTS or scenario.requirements]
    mark = _mark(host, room)
    with st.container(key="room_asking", gap="small"):
        last = room.rounds[-1].question.kind if room.rounds else kinds[0]
        then = _THEN.get(last, last) if room.rounds else last
        with st.container(horizontal=True, gap="small"):
            kind: Asked = st.selectbox(
                "Ask for",
                kinds,
                index=kinds.index(then) if then in kinds else 0,
                format_func=lambda kind: _KINDS[kind],
                key=f"{mark}:kind",
                persist_state="session",
            )
            ways = WAYS[kind]
            if len(ways) > 1:
                st.selectbox(
                    "How",
                    ways,
                    format_func=lambda way: _WAYS[way],
                    key=f"{mark}:way:{kind}",
                    persist_state="session",
                )
            clock(f"{mark}:clock")
        if kind is Asked.WEIGHTS:
            _whose_parts(scenario, mark)
        if kind in CHOSEN:
            choosing(scenario, kind, mark)
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.button(
                "Ask everybody",
                type="primary",
                key=f"{WIDGET}ask",
                disabled=not may(room, Start),
                on_click=attempt,
                args=(_ask, host, scenario, mark),
            )
            if kind in CHOSEN:
                cell_by_cell(kind, mark)


def _mark(host: HostRoom, room: RoomState) -> str:
    """Before the keys of all that is chosen for the next round of this room."""
    return f"{FOR_NOW}{host.id[:8]}:{len(room.rounds) + 1}"


def clock(key: str, label_visibility: Literal["visible", "collapsed"] = "visible") -> None:
    """How long a round is open, where it locks by itself."""
    st.selectbox("Clock", list(_CLOCKS), key=key, width=128, persist_state="session", label_visibility=label_visibility)


def _whose_parts(scenario: Scenario, mark: str) -> None:
    """Weights of the criteria, or of the parts of one: they count only among those beside each other."""
    parents = [path for path, each in scenario.all_criteria.items() if each.parts]
    if parents:
        st.selectbox(
            "Among",
            ["", *parents],
            format_func=lambda path: label(
                f"the parts of {criterion_name(scenario, path)}" if path else "all criteria"
            ),
            key=f"{mark}:parts",
            persist_state="session",
        )


def _ask(host: HostRoom, scenario: Scenario, mark: str) -> None:
    kind: Asked = state.told(f"{mark}:kind") or Asked.GUT
    sheet = host.room.sheet
    items, only = sheet.items(kind), frozenset[str]()
    if kind in CHOSEN:
        items, only = chosen_items(scenario, sheet, kind, mark), chosen_views(mark)
    parts = state.told(f"{mark}:parts") if kind is Asked.WEIGHTS else ""
    if parts in scenario.all_criteria:
        items = tuple(f"{parts}.{part.id}" for part in scenario.all_criteria[parts].parts)
    way: Way | None = state.told(f"{mark}:way:{kind}")
    rights = dict.fromkeys(items, only) if only else {}
    host.apply(Start(Question(kind, items, way, rights), closes_at(f"{mark}:clock")))


def closes_at(key: str) -> float | None:
    """When a round that is begun now locks by itself; None where no clock was chosen."""
    seconds = _CLOCKS[state.told(key) or "no clock"]
    return None if seconds is None else the_store().clock() + seconds


def ask_again(host: HostRoom, kind: Asked, items: Sequence[str], clock_key: str) -> None:
    """Another round on some things: the latest revealed question again where it is of that kind, else a new one.

    Whoever was asked for something before is asked again, and nobody else.
    """
    room, sheet = host.state, host.room.sheet
    before = [each for each in room.rounds if each.question.kind is kind]
    way = before[-1].question.way if before else None
    wanted = sheet.items(kind) if kind is Asked.WEIGHTS else tuple(items)
    question = Question(kind, tuple(wanted), way, _rights(before, wanted))
    revealed = [each for each in room.rounds if each.outcome is Outcome.REVEALED]
    same = bool(revealed) and revealed[-1].question.kind is kind
    until = closes_at(clock_key)
    host.apply(Again(question, until) if same else Start(question, until))


def _rights(before: Sequence[Round], items: Sequence[str]) -> dict[str, frozenset[str]]:
    """Who is asked for each of `items`: those of the latest round that asked for it; everybody is not said."""
    latest = {item: each.question.only.get(item) for each in before for item in each.question.items}
    return {item: roles for item in items if (roles := latest.get(item)) is not None}

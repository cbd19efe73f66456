"""The ballot of somebody without a phone, typed in by whoever leads, and marked so."""

from __future__ import annotations

import streamlit as st

from decision.model.number_text import read_number
from decision.model.requirement import Verdict
from decision.outputs.words.rooms import what_of
from decision.outputs.words.scoring import short_names
from decision.room.ballot import (
    Ballot,
    BallotError,
    Content,
    GutChoice,
    Number,
    RatingAnswer,
    Ratings,
    RequirementAnswer,
    Requirements,
    Spread,
    Weights,
)
from decision.room.gathered import of
from decision.room.modes import Mode
from decision.room.phases import Phase, RoomState, Round
from decision.room.questions import Asked, Question, Way
from decision.room.store import HostRoom, Person
from decision.ui.frame.text import label
from decision.ui.room.hosting import FOR_NOW, WIDGET, attempt
from decision.ui.session import state

_NAME, _ROLE, _WHO = (f"{FOR_NOW}{name}" for name in ("name", "role", "who"))
_CANNOT = "cannot judge"
_VERDICTS = {"pass": Verdict.PASS, "fail": Verdict.FAIL, "not shown": Verdict.NOT_SHOWN}


def entering(host: HostRoom, room: RoomState) -> None:
    """Somebody added, and their answers typed."""
    st.html(
        '<p class="note">Whoever sees this screen sees what is typed. Your own answers belong on your own phone, '
        "and so do anybody's who has one.</p>"
    )
    roles = host.room.sheet.roles
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if room.mode is not Mode.UNNAMED_TO_ALL:
            st.text_input("Name or alias", key=_NAME, autocomplete="off", max_chars=60)
        if roles:
            st.selectbox("View", ["", *roles], key=_ROLE, format_func=label)
        st.button("Add", key=f"{WIDGET}add", on_click=attempt, args=(_add, host))
    people = [person for person in host.people() if person.by_host]
    if not people or room.phase is not Phase.OPEN or room.round is None:
        return
    shown = {person.id: person.name or f"person {place}" for place, person in enumerate(people, start=1)}
    who = st.selectbox("Whose answers", list(shown), format_func=lambda each: label(shown[each]), key=_WHO)
    person = next(each for each in people if each.id == who)
    _ballot(host, room.round, person)


def _add(host: HostRoom) -> None:
    host.add_person(str(state.told(_NAME) or ""), str(state.told(_ROLE) or ""))
    st.session_state[_NAME] = ""


def _ballot(host: HostRoom, asked: Round, person: Person) -> None:
    question, scenario = asked.question, host.scenario
    key = f"{FOR_NOW}ballot:{asked.number}:{person.id}"
    names = short_names(scenario.options)
    for item in question.items_for(person.role):
        title = what_of(scenario, of(item))[0] if question.kind is not Asked.GUT else names[item]
        if question.kind is Asked.REQUIREMENTS:
            st.selectbox(label(title), ["", *_VERDICTS, _CANNOT], key=f"{key}:{item}")
        elif question.kind is not Asked.GUT:
            hint = "low; likely; high, or - for cannot judge" if question.way is Way.RANGE else "- for cannot judge"
            st.text_input(label(title), key=f"{key}:{item}", autocomplete="off", placeholder=label(hint))
    if question.kind is Asked.GUT:
        options = [*question.items, _CANNOT]
        st.selectbox("Choice", options, format_func=lambda each: label(names.get(each, each)), key=f"{key}:choice")
    st.button("Keep these answers", key=f"{WIDGET}keep", on_click=attempt, args=(_keep, host, asked, person, key))


def _keep(host: HostRoom, asked: Round, person: Person, key: str) -> None:
    items = asked.question.items_for(person.role)
    typed = {item: str(state.told(f"{key}:{item}") or "").strip() for item in items}
    choice = str(state.told(f"{key}:choice") or "")
    content = content_of(asked.question, typed, None if choice in ("", _CANNOT) else choice)
    before = host.entered(person.id, asked.number)
    host.enter_ballot(person.id, Ballot(asked.number, 1 if before is None else before.sequence + 1, content))
    state.note("Their answers are kept, and can be changed until the round is locked.")


def content_of(question: Question, typed: dict[str, str], choice: str | None) -> Content:
    """What was typed, as a ballot; raises DecisionError where it is no answer. What is left empty is not answered."""
    match question.kind:
        case Asked.GUT:
            return GutChoice(choice)
        case Asked.WEIGHTS:
            if all(text == "-" for text in typed.values()):
                return Weights(None)
            return Weights({item: read_number(text) for item, text in typed.items() if text})
        case Asked.REQUIREMENTS:
            return Requirements({item: RequirementAnswer(_VERDICTS.get(text)) for item, text in typed.items() if text})
        case Asked.RATINGS:
            return Ratings({item: _rating(question, text) for item, text in typed.items() if text})


def _rating(question: Question, text: str) -> RatingAnswer:
    if text == "-":
        return RatingAnswer(None)
    if question.way is Way.NUMBER:
        return RatingAnswer(Number(read_number(text)))
    parts = [part for part in text.split(";") if part.strip()]
    if len(parts) != 3:  # low, likely, high
        raise BallotError("give three figures with semicolons between, such as 4; 6; 8: lowest, likely and highest")
    low, likely, high = (read_number(part) for part in parts)
    return RatingAnswer(Spread(low, likely, high))

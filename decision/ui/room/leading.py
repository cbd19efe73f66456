"""The page while a room is led: the question and its answer, how people come in, and what comes next."""

from __future__ import annotations

import streamlit as st

from decision.outputs.words.rooms import led_in_words
from decision.room import sentences
from decision.room.events import Talk
from decision.room.gathered import Gathered, Lying, RevealedRound, gut_choices, lying
from decision.room.modes import Mode
from decision.room.phases import Phase, RoomState, Round, may
from decision.room.questions import Asked
from decision.room.store import HostRoom
from decision.room.store.kept import KeptRoom
from decision.ui.frame.blocks import folded
from decision.ui.frame.number_field import show_refusals
from decision.ui.frame.present import presenting
from decision.ui.frame.text import escape
from decision.ui.room.asking import asking
from decision.ui.room.deciding import another_round, differences, discussing, how_sure
from decision.ui.room.hosting import WIDGET, about_another, event_button, gathered
from decision.ui.room.joining import how_to_join, other_address, promise, unreachable
from decision.ui.room.progress import progress
from decision.ui.room.results import figures, middle_is_shown, moved_since, results
from decision.ui.room.rounds import rounds_table
from decision.ui.room.running import running
from decision.ui.room.settling import settling
from decision.ui.room.taking_over import taking_over, views, was_taken_over
from decision.ui.room.taking_verdicts import taking_verdicts

_QUESTIONS = {
    Asked.GUT: "Which would you take now?",
    Asked.WEIGHTS: "What matters to you, and how much?",
    Asked.RATINGS: "How good is each option?",
    Asked.REQUIREMENTS: "Does each option meet what it must?",
}


def leading(host: HostRoom) -> None:
    """The page of a room that this window leads."""
    kept = host.room
    found = gathered(host, kept.state)
    _answer(kept, found)
    if kept.state.phase in (Phase.LOBBY, Phase.OPEN, Phase.LOCKED):
        _before_the_reveal(host, kept)
    else:
        _after_the_reveal(host, kept, found)
    if not presenting():
        settling(host, kept.state, not_taken_over=_not_taken_over(host, found))


def _not_taken_over(host: HostRoom, found: Gathered) -> bool:
    """Whether the last weights or ratings that were revealed have not been taken over, so that nothing follows yet."""
    asked = [each.round for each in found.rounds if each.round.question.kind in (Asked.WEIGHTS, Asked.RATINGS)]
    return bool(asked) and not was_taken_over(host, asked[-1].number)


def _answer(kept: KeptRoom, found: Gathered) -> None:
    room = kept.state
    question = f"What do we each think? {about_another(found.scenario)}".strip()
    st.html(
        f'<div class="answer small"><p class="question">{escape(question)}</p>'
        f"<h1>{escape(_headline(room, found))}</h1></div>"
    )


def _headline(room: RoomState, found: Gathered) -> str:
    match room.phase:
        case Phase.LOBBY:
            return "Come in: everybody answers alone, and nobody sees an answer before all do."
        case Phase.OPEN if room.round is not None:
            return _QUESTIONS[room.round.question.kind]
        case Phase.LOCKED:
            return "The answers are in, and nobody has seen any of them yet."
        case Phase.SETTLED:
            return "Settled: what we said is noted in the decision."
    if not found.rounds:
        return "Nothing has been revealed yet."
    last = found.rounds[-1]
    if last.round.question.kind is Asked.GUT:
        counts = gut_choices(last)
        people = float(sum(counts.values()))
        return f"{led_in_words(found.scenario, counts, people, 'is the choice of')}." if counts else "Nobody chose."
    if last.round.question.kind is Asked.REQUIREMENTS:
        return "What each of us thinks the options meet."
    return sentences.who_leads(found) if middle_is_shown(last.round.number) else "Where do we differ?"


# --- before the reveal ---------------------------------------------------------------------------------------------


def _before_the_reveal(host: HostRoom, kept: KeptRoom) -> None:
    left, right = st.columns([2, 3], gap="large")
    with left:
        how_to_join(kept, large=kept.state.phase is Phase.LOBBY)
    with right:
        progress(host, kept.version)
        st.html(f'<p class="note">{escape(promise(kept.state.mode))}</p>')
        if kept.state.phase is Phase.LOBBY:
            _first_question(host, kept)
        else:
            running(host, kept.state)
        unreachable(kept)
    if kept.state.phase is Phase.LOBBY and not presenting():
        with folded("Another address", "for the QR code", f"{WIDGET}address") as shown:
            if shown:
                show_refusals([other_address(host, kept)])


def _first_question(host: HostRoom, kept: KeptRoom) -> None:
    """What to ask first; folded while the code is presented."""
    if not presenting():
        asking(host, kept.state, host.scenario)
        return
    with folded("Ask", "the first question", f"{WIDGET}first") as shown:
        if shown:
            asking(host, kept.state, host.scenario)


# --- after it ------------------------------------------------------------------------------------------------------


def _after_the_reveal(host: HostRoom, kept: KeptRoom, found: Gathered) -> None:
    room = kept.state
    if not found.rounds:
        progress(host, kept.version)
        return
    last = found.rounds[-1]
    before = _before(room, found, last.round)
    lies = lying(found.scenario, last)
    kind = last.round.question.kind
    scored = kind in (Asked.WEIGHTS, Asked.RATINGS) and found.can_be_scored
    names = found.names if room.mode is Mode.NAMED else {}
    if not scored or not middle_is_shown(last.round.number):
        results(found.scenario, last, lies, names, sentences.by_width(lies))
    else:
        left, right = st.columns(2, gap="large")
        with left:
            deciding = [sentences.item_of(found, each) for each in found.disagreement.deciding]
            results(found.scenario, last, lies, names, list(dict.fromkeys([*deciding, *sentences.by_width(lies)])))
        with right:
            differences(found, lies)
            if room.phase is not Phase.SETTLED:
                moved = moved_since(found.scenario, lies, before)
                another_round(host, found, room.repeated(last.round.number), moved)
    if scored and middle_is_shown(last.round.number) and not presenting():
        figures(found.scenario, lies, before)
    if room.phase is not Phase.SETTLED:
        _what_next(host, kept, found, lies, scored=scored)
    _more(found, room, scored=scored)


def _before(room: RoomState, found: Gathered, now: Round) -> RevealedRound | None:
    """The revealed round that asked the same before, if there was one."""
    same = [
        each
        for each in found.rounds
        if each.round.number < now.number and each.round.question.kind is now.question.kind
    ]
    return same[-1] if same and room.rounds else None


def _what_next(host: HostRoom, kept: KeptRoom, found: Gathered, lies: tuple[Lying, ...], *, scored: bool) -> None:
    last = found.rounds[-1].round
    if last.question.kind is Asked.GUT:  # nothing to take over: the next question is next
        progress(host, kept.version)
        asking(host, kept.state, host.scenario)
        return
    with folded("Take over", "what the group said, as one change", f"{WIDGET}take") as shown:
        if shown and last.question.kind is Asked.REQUIREMENTS:
            taking_verdicts(host, lies, last.number)
        elif shown:
            taking_over(host, last.question.kind, lies, last.number)
            views(found, kept.state.mode)
    if scored:
        with folded("Talk", "note what was said about what decides", f"{WIDGET}talk") as shown:
            if shown:
                if may(kept.state, Talk):
                    event_button(host, kept.state, "We talk now", Talk, "talking", help="Phones say so")
                discussing(host, found, kept.state.mode)
    with folded("Ask something else", "", f"{WIDGET}next") as shown:
        if shown:
            progress(host, kept.version)
            asking(host, kept.state, host.scenario)


def _more(found: Gathered, room: RoomState, *, scored: bool) -> None:
    if scored:
        with folded("How sure, and who agrees", "", f"{WIDGET}sure") as shown:
            if shown:
                how_sure(found, room.mode)
    if len(found.rounds) > 1:
        with folded("Rounds side by side", "", f"{WIDGET}rounds") as shown:
            if shown:
                st.html(rounds_table(found))

"""Which difference decides, what was talked about, and another round on just that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from decision.outputs.words.rooms import what_of
from decision.outputs.words.scoring import short_names
from decision.room import sentences
from decision.room.disagreement import chances, shown_roles
from decision.room.gathered import Gathered, Lying, of
from decision.room.meeting import reasons_in
from decision.room.modes import Mode
from decision.room.questions import Asked, cell
from decision.room.record import Note
from decision.room.store import HostRoom, Reason
from decision.ui.frame.blocks import sentences as told
from decision.ui.frame.number_field import show_refusals
from decision.ui.frame.present import presenting
from decision.ui.frame.text import escape, label
from decision.ui.frame.text_field import text_field
from decision.ui.room.asking import ask_again, clock
from decision.ui.room.hosting import FOR_NOW, WIDGET, attempt
from decision.ui.session import state
from decision.ui.session.simulations import drawn_values

_MOST_NOTED = 5  # differences with a field for what was said
_MOST_PRESENTED = 2  # that fit on a projector beside the dots


def differences(found: Gathered, lies: Sequence[Lying]) -> None:
    """Where people differ most, what the choice costs them, and which difference decides."""
    said = [sentences.differ_most(found, lies), sentences.cost_of_the_choice(found)]
    st.html("".join(f'<p class="said">{escape(each)}</p>' for each in said))
    most = _MOST_PRESENTED if presenting() else _MOST_NOTED
    told(sentences.what_decides(found, most), "No single difference decides anything.", f"{WIDGET}deciding_more")


def how_sure(found: Gathered, mode: Mode) -> None:
    """Chances with people's weights, agreement on the order, and who leads for each role of five people or more."""
    drawn = drawn_values(found.scenario)
    shares = chances(found.frame, drawn.values, found.disagreement.weights).tolist()
    said = [sentences.chances_in_words(found, shares), sentences.agreement_said(found)]
    names = short_names(found.scenario.options)
    for role in shown_roles(found.answers.roles, guarded=mode is not Mode.NAMED):
        people = [p for p, each in enumerate(found.answers.roles) if each == role]
        first = found.frame.first(found.disagreement.scores[people])
        counts = (first / first.sum(axis=1, keepdims=True)).sum(axis=0)
        parts = [
            f"{names[option.id]} for {count:g}"
            for option, count in zip(found.scenario.options, counts.tolist(), strict=True)
            if count > 0
        ]
        said.append(f"Of {len(people)} in {role}: {', '.join(parts)}.")
    st.html("".join(f'<p class="said">{escape(each)}</p>' for each in said))


def discussing(host: HostRoom, found: Gathered, mode: Mode) -> None:
    """The reasons that people gave, and a line for each difference that decides: what was said about it."""
    given = [_given(found, each, mode) for each in reasons_in(host, found.rounds[-1])]
    told(given, "Nobody has given a reason yet: phones ask the highest and the lowest.", f"{WIDGET}reasons_more")
    notes = host.notes()
    refused = []
    for each in found.disagreement.deciding[:_MOST_NOTED]:
        about, name = sentences.item_of(found, each), sentences.name_of(found, each)
        note = Note.read(about, notes.get(about, {}))

        def keep(text: str, note: Note = note) -> None:
            host.note(note.of, replace(note, because=" ".join(text.split())).as_said())

        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            refused.append(
                text_field(
                    f"{WIDGET}note:{about}", f"Said about {name}", note.because, keep, placeholder="in a sentence"
                )
            )
            key = state.as_widget(f"{WIDGET}talked:{about}", about in notes)
            st.checkbox("Talked about", key=key, on_change=attempt, args=(_mark, host, note, key))
    show_refusals(refused)


def _mark(host: HostRoom, note: Note, key: str) -> None:
    """Note that something was talked about, or that it was not; what was taken over stays noted."""
    kept = state.told(key) or note.value is not None
    host.note(note.of, note.as_said() if kept else None)


def _given(found: Gathered, reason: Reason, mode: Mode) -> str:
    """A reason; whose it is, only where everybody may see that."""
    who = f"{reason.name}: " if mode is Mode.NAMED and reason.name else ""
    return f"{what_of(found.scenario, of(reason.item))[0]}. {who}“{reason.text}”"


def another_round(host: HostRoom, found: Gathered, times: int, moved: Mapping[str, float | None]) -> None:
    """Whether to ask again, and the button for it: on just what decides."""
    rest = sentences.moved_in_words(moved)
    advised = sentences.advice(found, times, moved)
    st.html(f'<p class="said"><b>{escape(advised)}</b></p>' + (f'<p class="note">{escape(rest)}</p>' if rest else ""))
    deciding = found.disagreement.deciding
    cells = [
        cell(found.scenario.options[each.option].id, found.paths[each.criterion])
        for each in deciding
        if each.option is not None
    ]
    key = f"{FOR_NOW}again:{host.id[:8]}:{found.rounds[-1].round.number}"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if cells:
            count = f"{len(cells)} rating{'' if len(cells) == 1 else 's'}"
            st.button(
                label(f"Ask again: the {count} that decide{'s' if len(cells) == 1 else ''}"),
                key=f"{WIDGET}again_ratings",
                on_click=attempt,
                args=(ask_again, host, Asked.RATINGS, cells, key),
            )
        if any(each.option is None for each in deciding):
            st.button(
                "Ask again: the weights",
                key=f"{WIDGET}again_weights",
                on_click=attempt,
                args=(ask_again, host, Asked.WEIGHTS, (), key),
            )
        if deciding:
            clock(key, "collapsed")

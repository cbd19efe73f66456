"""What a room leaves in the file."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from decision.files.reader import read_scenario
from decision.files.writer import scenario_yaml
from decision.model.settled_room import Names
from decision.room.modes import Mode
from decision.room.record import Note, settled_room
from decision.room.store.kept import Reason
from tests.room.meetings import PORTAL, chose, rated, weighed

ROUNDS = (
    chose({"ann": "buy", "bo": "extend", "cy": "extend"}, 1),
    weighed({"ann": (20, 80), "bo": (90, 10), "cy": (80, 20)}, 2),
    rated({"ann": {"buy/fit": 9}, "bo": {"buy/fit": 5}, "cy": {"buy/fit": None}}, 3),
)
NOTES = (Note("buy.fit", "The demo showed it", 5.5, 6), Note("fit"))
REASONS = (Reason(3, "buy/fit", "It has a kiosk", "Ann"),)


def test_the_record_holds_rounds_spread_and_dissent() -> None:
    room = settled_room(PORTAL, Mode.NAMED, ROUNDS, NOTES, REASONS, datetime.date(2026, 11, 26))
    assert (room.names, room.people, room.roster) == (Names.NAMED, 3, ("Ann", "Bo", "Cy"))
    gut, weights, ratings = room.rounds
    assert dict(gut.leads) == {"extend": 2, "buy": 1}
    assert dict(weights.leads) == {"extend": 2, "buy": 1} and weights.agreement == pytest.approx(1 / 9, abs=1e-3)
    (figure,) = ratings.figures
    assert (figure.of, figure.answered, figure.cannot_judge, figure.group, figure.middle) == (
        "buy.fit",
        2,
        1,
        7,
        (6, 8),
    )
    settled, talked = room.settled
    assert [(each.by, each.value, each.because) for each in settled.dissent] == [("Ann", 9, "It has a kiosk")]
    assert talked.value is None and [each.by for each in talked.dissent] == ["Ann", "Bo"]


@pytest.mark.parametrize("mode", list(Mode))
def test_the_record_is_a_sound_part_of_the_file_and_names_nobody_unless_the_mode_says_so(mode: Mode) -> None:
    unnamed = () if mode is Mode.UNNAMED_TO_ALL else REASONS
    room = settled_room(PORTAL, mode, ROUNDS, NOTES, unnamed)
    text = scenario_yaml(dataclasses.replace(PORTAL, rooms=(room,)))
    assert read_scenario(text.encode(), "x.yaml").rooms == (room,)
    assert ("Ann" in text) == (mode is Mode.NAMED)


def test_reasons_of_people_who_are_not_told_apart_stand_without_a_figure() -> None:
    (settled, _) = settled_room(PORTAL, Mode.UNNAMED_TO_ALL, ROUNDS, NOTES, [Reason(3, "buy/fit", "A kiosk")]).settled
    assert [(each.value, each.because) for each in settled.dissent] == [(9, ""), (None, "A kiosk")]


def test_a_note_is_kept_as_it_was() -> None:
    assert Note.read("buy.fit", NOTES[0].as_said()) == NOTES[0]

"""What files say of rooms: read strictly, written back, kept out of the fingerprint, followed by names."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from decision.files.editing.edits import Delete, Rename
from decision.files.editing.files import edited_text
from decision.files.editing.saved import saved
from decision.files.faults import FileError
from decision.files.reader import read_scenario
from decision.files.writer import scenario_yaml
from decision.model.scenario import Scenario
from decision.model.settled_room import Dissent, Names
from decision.model.structure.criteria import splitting_criterion

PLAIN = """format: 1
title: Portal
criteria:
  fit: {worst: 0, best: 10, weight: 2}
  cost: {worst: 900, best: 200, weight: 1}
options:
  buy: {ratings: {fit: 6.5, cost: 400}}
  build: {ratings: {fit: 7, cost: 700}}
"""
ROOM = """rooms:
  - on: 2026-11-26
    names: named
    people: 3
    roster: [Ann, Bo, Cy]
    rounds:
      - {asked: gut, answered: 3, leads: {buy: 2, build: 1}}
      - asked: ratings
        answered: 3
        leads: {buy: 2, build: 1}
        agreement: 0.11
        figures:
          - {of: buy.fit, answered: 2, cannot_judge: 1, group: 6.5, middle: [6, 7], within_one: 1}
          - {of: fit, answered: 3, group: 61.5, middle: [50, 70]}
    settled:
      - of: buy.fit
        value: 6.5
        was: 5
        because: The demo showed it
        dissent: [{by: Ann, value: 3, because: It has no kiosk}]
"""


def read(text: str) -> Scenario:
    return read_scenario(text.encode(), "x.yaml")


def test_a_room_is_read_and_written_back_as_it_was() -> None:
    scenario = read(PLAIN + ROOM)
    (room,) = scenario.rooms
    assert (room.names, room.people, room.roster) == (Names.NAMED, 3, ("Ann", "Bo", "Cy"))
    assert room.rounds[1].figures[0].middle == (6, 7)
    assert room.settled[0].dissent == (Dissent(3, "It has no kiosk", "Ann"),)
    written = scenario_yaml(scenario)
    assert read(written).rooms == scenario.rooms
    assert "- {of: buy.fit, answered: 2, cannot_judge: 1, group: 6.5, middle: [6, 7], within_one: 1}" in written


def test_what_a_room_settled_is_said_of_the_decision_and_is_not_the_decision() -> None:
    without, with_room = read(PLAIN), read(PLAIN + ROOM)
    assert with_room.fingerprint == without.fingerprint
    assert with_room.whole_fingerprint != without.whole_fingerprint
    assert read(PLAIN + ROOM.replace("0.11", "0.12")).whole_fingerprint != with_room.whole_fingerprint


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("names: named", "names: unnamed_to_others", r"rooms\[0\].roster: the room promised to keep no names"),
        ("names: named", "names: secret", r"must be named, unnamed_to_others or unnamed_to_all"),
        ("people: 3", "people: 2", r"3 of 2 people answered"),
        ("agreement: 0.11", "agreement: 1.1", r"agreement is from 0 to 1"),
        ("middle: [6, 7]", "middle: [7, 6]", r"the middle half ends before it begins"),
        ("within_one: 1}", "within_one: 7}", r"a share of people is from 0 to 1"),
        ("leads: {buy: 2, build: 1}}", "leads: {buy: 9}}", r"9 is no number of people here"),
        ("cannot_judge: 1", "cannot_judge: -1", r"-1 is no number of people here"),
        ("of: buy.fit\n", 'of: "=1+1"\n', r"of"),
        ("value: 6.5", "value: .nan", r"value"),
        ("because: The demo", "reason: The demo", r"reason"),
    ],
)
def test_a_room_that_cannot_be_is_a_fault_with_its_place(old: str, new: str, fault: str) -> None:
    assert old in ROOM
    with pytest.raises(FileError, match=r"x\.yaml:\d+:\d+: .*rooms") as told:
        read(PLAIN + ROOM.replace(old, new, 1))
    assert re.search(fault, str(told.value))


def test_a_room_follows_a_new_name_and_keeps_what_it_says_of_what_is_gone() -> None:
    text = (PLAIN + ROOM).encode()
    edits = [Rename("options.buy", "vendor"), Rename("criteria.fit", "match"), Delete("criteria.cost")]
    after = edited_text(text, edits, "x.yaml", None)
    (room,) = read_scenario(after, "x.yaml").rooms
    assert [each.of for each in room.rounds[1].figures] == ["vendor.match", "match"]
    assert dict(room.rounds[1].leads) == {"vendor": 2, "build": 1}
    assert room.settled[0].of == "vendor.match"
    named = ROOM.replace("buy.fit", "vendor.match").replace("of: fit", "of: match").replace("buy: 2", "vendor: 2")
    assert after.decode().endswith(named)  # and no other line of the room
    gone = edited_text(text, [Delete("criteria.fit")], "x.yaml", None)
    assert [each.of for each in read_scenario(gone, "x.yaml").rooms[0].rounds[1].figures] == ["buy.fit", "fit"]
    split = splitting_criterion(read(PLAIN + ROOM), "fit", "Kiosk")
    assert [each.of for each in split.rooms[0].rounds[1].figures] == ["buy.fit.fit", "fit"]


def test_a_room_is_put_into_a_file_without_touching_another_line() -> None:
    before = ("# ours\n" + PLAIN).encode()
    scenario = replace(read_scenario(before, "x.yaml"), rooms=read(PLAIN + ROOM).rooms)
    after = saved(before, scenario).raw
    assert after.startswith(before)
    assert read_scenario(after, "x.yaml").rooms == scenario.rooms

"""Rooms in the store: opened, found, led, and gone for good."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from decision.model.scenario import Scenario
from decision.room.events import CountDown, Lock, SetClosing, Settle, Start
from decision.room.phases import NotNowError, Phase
from decision.room.questions import Asked, Question, RoomError
from decision.room.store import NoSuchRoomError, Store, StoreError
from decision.room.store.rooms import GONE, LONGEST
from decision.room.store.secrets import CODE, LETTERS, read_code, shown_code
from decision.room.store.tables import METADATA
from tests.room.answering import choose, joined, revealed, rows
from tests.room.conftest import Clock, Room

OpenRoom = Callable[..., Room]
SAID = "why-I-think-so"


def test_a_room_holds_the_decision_that_it_was_opened_on(store: Store, room_in: OpenRoom, scenario: Scenario) -> None:
    room = room_in(store)
    assert room.host.scenario.fingerprint == scenario.fingerprint
    assert room.host.state.phase is Phase.LOBBY
    assert [each.step for each in room.host.log()] == ["opened"]


def test_a_code_is_found_however_it_is_typed_and_no_other(store: Store, room_in: OpenRoom) -> None:
    code = room_in(store).opened.code
    assert len(code) == CODE
    assert len(LETTERS) ** CODE == 2**40
    for typed in (code, code.lower(), shown_code(code), f" {code[:4]} {code[4:]} "):
        assert store.find(typed).code == code
    for wrong in ("", "0", code[:-1], code[::-1] + "0", "ÄÖÜ" + code[3:], "A" * 10_000):
        with pytest.raises(NoSuchRoomError, match="no room with this code"):
            store.find(wrong)
    assert read_code("oil0-0000") == "01100000"


def test_the_hosts_rights_need_the_hosts_secret(store: Store, room_in: OpenRoom) -> None:
    one, other = room_in(store), room_in(store)
    for secret in ("", "x", other.opened.host_secret, one.opened.once, one.opened.code):
        with pytest.raises(NoSuchRoomError):
            store.as_host(one.opened.code, secret)


def test_a_host_comes_back_once_and_the_lost_secret_is_worth_nothing(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store)
    again = store.come_back(room.opened.code.lower(), shown_code(room.opened.once).lower())
    assert store.as_host(room.opened.code, again.host_secret).id == room.id
    for code, once in ((room.opened.code, room.opened.once), (room.opened.code, ""), ("AAAAAAAA", again.once)):
        with pytest.raises(NoSuchRoomError):
            store.come_back(code, once)
    with pytest.raises(NoSuchRoomError):
        store.as_host(room.opened.code, room.opened.host_secret)
    assert store.come_back(room.opened.code, again.once).once != again.once


def test_of_secrets_only_hashes_are_kept(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store)
    store.join(room.id, "the-token", "Ada", "", watching=False).result()
    with store.engine.connect() as connection:
        kept = str([connection.execute(select(table)).all() for table in METADATA.sorted_tables])
    assert room.opened.code in kept
    for secret in (room.opened.host_secret, room.opened.once, "the-token"):
        assert secret not in kept


def test_a_closing_time_closes_whether_or_not_anybody_looks(store: Store, room_in: OpenRoom, clock: Clock) -> None:
    room = room_in(store, expires_at=clock.now + 10 * 86_400)
    person, *_ = joined(room)
    room.host.apply(Start(Question(Asked.GUT, ("build", "buy")), clock.now + 3 * 86_400))
    clock.now += 3 * 86_400 - 1
    choose(room, person, "buy", 1)
    clock.now += 1
    with pytest.raises(NotNowError, match="locked"):
        choose(room, person, "build", 2)
    assert room.host.state.phase is Phase.LOCKED
    room.host.apply(CountDown(clock.now + 5))
    clock.now += 5
    store.tick()
    assert room.host.state.phase is Phase.REVEALED
    assert [each.step for each in room.host.log()][-4:] == ["round started", "locked", "countdown started", "revealed"]


def test_a_room_is_gone_when_its_time_is_over(store: Store, room_in: OpenRoom, clock: Clock) -> None:
    room = room_in(store, expires_at=clock.now + 60)
    people = joined(room)
    revealed(room, people)
    clock.now += 60
    with pytest.raises(NoSuchRoomError):
        store.find(room.opened.code)
    with pytest.raises(NoSuchRoomError):
        room.host.apply(Settle())
    heard: list[tuple[str, int | None]] = []
    store.listen(lambda room_id, version: heard.append((room_id, version)))
    store.tick()
    assert heard == [(room.id, GONE)]
    assert rows(store) == 0


def test_a_room_ends_within_a_month(store: Store, room_in: OpenRoom, clock: Clock) -> None:
    for when in (clock.now, clock.now - 1, clock.now + LONGEST + 1):
        with pytest.raises(StoreError, match="31 days"):
            room_in(store, expires_at=when)
    room = room_in(store)
    room.host.keep_until(clock.now + LONGEST)
    assert room.host.room.expires_at == clock.now + LONGEST
    with pytest.raises(StoreError, match="31 days"):
        room.host.keep_until(clock.now)


def test_what_is_ended_is_gone_and_other_rooms_stay(store: Store, room_in: OpenRoom) -> None:
    room, other = room_in(store), room_in(store)
    people = joined(room)
    revealed(room, people)
    store.give_reason(people[0], 1, "buy", SAID).result()
    room.host.note("discussed", {"why": SAID})
    room.host.end()
    with pytest.raises(NoSuchRoomError):
        store.find(room.opened.code)
    with pytest.raises(NoSuchRoomError):
        room.host.progress()
    with pytest.raises(NoSuchRoomError):
        choose(room, people[0])
    assert rows(store) == 1
    assert other.host.state.phase is Phase.LOBBY


def test_notes_are_kept_and_bounded(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store)
    room.host.note("buy/cost", {"discussed": True})
    room.host.note("buy/fit", {"because": "x"})
    room.host.note("buy/cost", None)
    assert room.host.notes() == {"buy/fit": {"because": "x"}}
    with pytest.raises(RoomError, match="shorten"):
        room.host.note("long", {"because": "x" * 2_001})


def test_no_round_is_open_longer_than_its_room_is_there(store: Store, room_in: OpenRoom, clock: Clock) -> None:
    room = room_in(store)  # for a day
    question = Question(Asked.GUT, ("buy", "build"))
    with pytest.raises(RoomError, match="let the room last longer"):
        room.host.apply(Start(question, clock.now + 2 * 86_400))
    room.host.keep_until(clock.now + 3 * 86_400)
    room.host.apply(Start(question, clock.now + 2 * 86_400))
    with pytest.raises(RoomError, match="let the room last longer"):
        room.host.apply(SetClosing(clock.now + 4 * 86_400))
    with pytest.raises(RoomError, match="let the room last longer"):
        room.host.keep_until(clock.now + 86_400)
    assert room.host.state.phase is Phase.OPEN
    room.host.apply(Lock())
    room.host.keep_until(clock.now + 86_400)

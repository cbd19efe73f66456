"""The room as its host holds it: moves it on, sees how far it is, and sees ballots once they are revealed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, delete, select, update

from decision.files.reader import read_scenario
from decision.model.scenario import Scenario
from decision.room.ballot import Ballot
from decision.room.events import Again, ChooseMode, End, Event, Reveal, Settle, Start, Vote
from decision.room.modes import Mode
from decision.room.phases import RoomState, after, is_done
from decision.room.questions import RoomError
from decision.room.store import casting, people
from decision.room.store.kept import Cast, KeptRoom, Logged, Person, Progress, Reason
from decision.room.store.logged import step_of, steps_in
from decision.room.store.secrets import ONCE, hash_of, new_code
from decision.room.store.tables import PEOPLE, ROOMS
from decision.room.store.writing import Batch

MOST_NOTES = 500
LONGEST_NOTE = 2_000
Found = TypeVar("Found")


class Keeper(Protocol):
    """What a host's room needs of the store."""

    def room(self, room_id: str) -> KeptRoom: ...
    def write(self, room_id: str, work: Callable[[Batch], Found]) -> Found: ...
    def read(self, room_id: str, work: Callable[[Connection], Found]) -> Found: ...
    def end(self, room_id: str) -> None: ...
    def forget_for_good(self) -> None: ...
    def check_expiry(self, expires_at: float) -> None: ...


class HostRoom:
    """Made by `Store.as_host` for whoever has the host's secret; whoever holds one may do all that it can.

    Every method raises RoomError, in words fit to be shown, and NoSuchRoomError once the room has ended.
    """

    def __init__(self, store: Keeper, room_id: str) -> None:
        self._store = store
        self.id = room_id

    @property
    def room(self) -> KeptRoom:
        """The room as it stands now."""
        return self._store.room(self.id)

    @property
    def state(self) -> RoomState:
        return self.room.state

    @cached_property
    def scenario(self) -> Scenario:
        """The decision as it was when the room was opened."""
        snapshot = self._read(lambda c: c.execute(select(ROOMS.c.snapshot).where(ROOMS.c.id == self.id)).scalar_one())
        return read_scenario(snapshot.encode("utf-8"), "the room's decision")

    # --- moving it on ----------------------------------------------------------------------------------------------

    def apply(self, event: Event, seen: RoomState | None = None) -> RoomState:
        """Have `event` come now; what may is said by `phases.may`.

        Nothing is done twice: where the room stands already where `event` leads from the state `seen`, it stays there.
        So a click is not refused that was done, but whose answer was lost, or that time itself was ahead of.

        `Settle` forgets whose ballot was whose in a room that is unnamed to all, and the ballots of rounds that were
        never revealed. `End` deletes all there is of the room, at once and for good.
        """
        if isinstance(event, Vote):
            raise RoomError("a vote comes with its ballot; use enter_ballot")
        if isinstance(event, End):
            self._store.end(self.id)
            return after(RoomState(Mode.NAMED), event, 0.0)
        command = _Command(self.id, event, seen)
        state = self._write(command.do)
        if isinstance(event, Settle):
            self._store.forget_for_good()
        return state

    def end(self) -> None:
        """Delete all there is of the room."""
        self.apply(End())

    def keep_until(self, expires_at: float) -> None:
        """The room ends by itself at another time; never later than `Store.LONGEST` from now."""
        self._store.check_expiry(expires_at)
        self._write(lambda batch: _keep_until(batch, self.id, expires_at))

    def set_public(self, address: str) -> None:
        """The address that phones reach the app under, for the QR code."""
        values = {"public": address}
        self._write(lambda batch: batch.connection.execute(update(ROOMS).where(ROOMS.c.id == self.id).values(**values)))

    def new_once(self) -> str:
        """Another code to come back with, which works once; the one before works no longer."""
        once = new_code(ONCE)
        values = {"once_hash": hash_of(once)}
        self._write(lambda batch: batch.connection.execute(update(ROOMS).where(ROOMS.c.id == self.id).values(**values)))
        return once

    # --- who is in it ----------------------------------------------------------------------------------------------

    def progress(self) -> Progress:
        """How far the latest round is; and, unless the room is unnamed to all, who is ready."""
        room = self.room
        return self._read(lambda c: casting.progress(c, room))

    def people(self) -> tuple[Person, ...]:
        """Who is in the room; unnamed to all, the names are empty."""
        return tuple(self._read(lambda c: people.everybody(c, self.id)))

    def add_person(self, name: str = "", role: str = "") -> Person:
        """Somebody without a phone, whose ballots the host enters."""
        return self._write(lambda batch: people.join(batch, self.id, None, name, role, watching=False))

    def enter_ballot(self, person_id: str, ballot: Ballot) -> None:
        """The ballot of somebody without a phone, marked so; a later one needs a higher sequence."""

        def enter(batch: Batch) -> None:
            person = people.of_id(batch.connection, self.id, person_id)
            if person is None or not person.by_host:
                raise RoomError("ballots are entered only for people without a phone; add them first")
            casting.vote(batch, self.id, person, ballot)

        self._write(enter)

    def remove_person(self, person_id: str) -> None:
        """Somebody who is not coming does not count as missing any more; only who has not voted can be removed."""

        def remove(batch: Batch) -> None:
            person = people.of_id(batch.connection, self.id, person_id)
            if person is None:
                return
            if people.has_voted(batch.connection, person):
                raise RoomError("they have voted, and what was voted stays")
            batch.connection.execute(delete(PEOPLE).where(PEOPLE.c.id == person_id))
            batch.progressed(self.id)

        self._write(remove)

    def excuse(self, person_id: str) -> None:
        """Somebody does not count as missing any more: they watch, until they vote or say that they take part."""

        def excuse_them(batch: Batch) -> None:
            batch.room(self.id)
            theirs = (PEOPLE.c.id == person_id, PEOPLE.c.room == self.id)
            batch.connection.execute(update(PEOPLE).where(*theirs).values(watching=True))
            batch.progressed(self.id)

        self._write(excuse_them)

    def entered(self, person_id: str, number: int) -> Ballot | None:
        """The ballot that the host entered for somebody, to be looked at and changed; nobody else's."""

        def read(connection: Connection) -> Ballot | None:
            person = people.of_id(connection, self.id, person_id)
            if person is None or not person.by_host:
                return None
            return casting.own_ballot(connection, person, number)

        return self._read(read)

    # --- after the reveal ------------------------------------------------------------------------------------------

    def ballots(self, number: int) -> tuple[Cast, ...]:
        """All ballots of a round; raises NotNowError before its reveal."""
        room = self.room
        return self._read(lambda c: casting.casts(c, room, number))

    def reasons(self, number: int) -> tuple[Reason, ...]:
        """What the highest and the lowest gave as their reasons."""
        room = self.room
        return self._read(lambda c: casting.reasons(c, room, number))

    # --- what the host writes down ---------------------------------------------------------------------------------

    def note(self, key: str, said: Mapping[str, Any] | None) -> None:
        """Keep what the host noted under `key`, such as what was discussed and why; None takes it back."""
        self._write(lambda batch: _note(batch, self.id, key, said))

    def notes(self) -> dict[str, Any]:
        """All that the host noted, by key."""
        text = self._read(lambda c: c.execute(select(ROOMS.c.notes).where(ROOMS.c.id == self.id)).scalar_one())
        return dict(json.loads(text))

    def log(self) -> tuple[Logged, ...]:
        """Each step of the room with its time."""
        return steps_in(self._read(lambda c: c.execute(select(ROOMS.c.log).where(ROOMS.c.id == self.id)).scalar_one()))

    # --- parts -----------------------------------------------------------------------------------------------------

    def _write(self, work: Callable[[Batch], Found]) -> Found:
        return self._store.write(self.id, work)

    def _read(self, work: Callable[[Connection], Found]) -> Found:
        return self._store.read(self.id, work)


@dataclass
class _Command:
    """An event that a host has come, which a lost connection may make the writer try again after it was kept."""

    room: str
    event: Event
    seen: RoomState | None  # what whoever clicked saw; else what was found at the first try

    def do(self, batch: Batch) -> RoomState:
        state = batch.room(self.room).state
        if self.seen is None:
            self.seen = state
        elif is_done(self.seen, self.event, state, batch.now):
            batch.told_again(self.room)
            return state
        return _apply(batch, self.room, self.event)


def _apply(batch: Batch, room_id: str, event: Event) -> RoomState:
    room = batch.room(room_id)
    if isinstance(event, Start | Again) and event.question is not None:
        room.sheet.check(event.question)
    state = after(room.state, event, batch.now)
    _check_lasts(state, room.expires_at)
    if isinstance(event, ChooseMode) and event.mode is Mode.UNNAMED_TO_ALL:
        batch.connection.execute(update(PEOPLE).where(PEOPLE.c.room == room_id).values(name=""))
    if isinstance(event, Settle):
        casting.forget_skipped(batch.connection, room)
        if room.state.mode is Mode.UNNAMED_TO_ALL:
            casting.forget_persons(batch.connection, room)
    batch.move(room_id, state, step_of(event))
    if isinstance(event, Reveal):
        batch.progressed(room_id)
    return state


def _check_lasts(state: RoomState, expires_at: float) -> None:
    """Raise RoomError where a round would still be open when the room ends, and what was answered be gone."""
    closes_at = state.round.closes_at if state.round is not None else None
    if closes_at is not None and closes_at > expires_at:
        raise RoomError(
            "the room would end before the round closes; let the room last longer first, or take a shorter clock"
        )


def _keep_until(batch: Batch, room_id: str, expires_at: float) -> None:
    room = batch.room(room_id)
    _check_lasts(room.state, expires_at)
    batch.move(room_id, room.state, expires_at=expires_at)


def _note(batch: Batch, room_id: str, key: str, said: Mapping[str, Any] | None) -> None:
    batch.room(room_id)
    kept = json.loads(batch.connection.execute(select(ROOMS.c.notes).where(ROOMS.c.id == room_id)).scalar_one())
    kept.pop(key, None)
    if said is not None:
        if len(kept) >= MOST_NOTES or len(key) > LONGEST_NOTE or len(json.dumps(dict(said))) > LONGEST_NOTE:
            raise RoomError(f"a note is longer than {LONGEST_NOTE:,} characters, or there are too many; shorten it")
        kept[key] = dict(said)
    batch.connection.execute(update(ROOMS).where(ROOMS.c.id == room_id).values(notes=json.dumps(kept)))

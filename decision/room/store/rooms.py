"""All rooms: opened, found, written one after the other, and gone when their time has come."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from decision.files.writer import scenario_yaml
from decision.model.scenario import Scenario
from decision.room.ballot import Ballot
from decision.room.modes import Mode
from decision.room.phases import RoomState, due
from decision.room.sheet import sheet_of
from decision.room.store import casting, people
from decision.room.store.engine import StoreError, forget_for_good
from decision.room.store.host import HostRoom
from decision.room.store.kept import Cast, KeptRoom, Opened, Person
from decision.room.store.secrets import ONCE, hash_of, is_same, new_code, new_id, new_secret, read_code
from decision.room.store.tables import BELOW_ROOMS, ROOMS
from decision.room.store.writing import Batch, NoSuchRoomError, Writer, room_in

__all__ = ["NoSuchRoomError", "Store", "StoreError"]

GONE = -1  # the version of a room that has ended
USUAL = 24 * 3600.0  # seconds after which a room ends by itself, unless its host says otherwise
LONGEST = 31 * 24 * 3600.0
MOST_ROOMS = 1_000
LARGEST_DECISION = 2_000_000  # characters

Found = TypeVar("Found")


class Store:
    """Rooms in one database. `clock` tells seconds since 1970."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self.engine = engine
        self.clock = clock
        self._writer = Writer(engine, clock)

    # --- opening and finding ---------------------------------------------------------------------------------------

    def open_room(
        self,
        scenario: Scenario,
        mode: Mode = Mode.UNNAMED_TO_OTHERS,
        *,
        expires_at: float | None = None,
        public: str = "",
    ) -> Opened:
        """A room on a decision as it is now; it ends by itself at `expires_at`, in a day if that is not given."""
        expires_at = self.clock() + USUAL if expires_at is None else expires_at
        self.check_expiry(expires_at)
        snapshot, sheet = scenario_yaml(scenario), json.dumps(sheet_of(scenario).as_json())
        if len(snapshot) + len(sheet) > LARGEST_DECISION:
            raise StoreError("the decision is too large for a room; take out what the room is not asked about")
        room_id, opened = new_id(), Opened(new_code(), new_secret(), new_code(ONCE))

        def open_it(batch: Batch) -> None:
            if batch.connection.execute(select(func.count()).select_from(ROOMS)).scalar_one() >= MOST_ROOMS:
                raise StoreError(f"{MOST_ROOMS:,} rooms are open; end one of them first")
            values = {"id": room_id, "code": opened.code, "state": json.dumps(None), "version": 0, "sheet": sheet}
            batch.connection.execute(
                insert(ROOMS).values(
                    **values,
                    host_hash=hash_of(opened.host_secret),
                    once_hash=hash_of(opened.once),
                    snapshot=snapshot,
                    public=public,
                    notes="{}",
                    log="[]",
                    next_due=None,
                    expires_at=expires_at,
                )
            )
            batch.rooms[room_id] = KeptRoom(
                room_id, opened.code, RoomState(mode), 0, sheet_of(scenario), expires_at, public
            )
            batch.move(room_id, RoomState(mode), "opened")

        self._writer.do(room_id, open_it)
        return opened

    def as_host(self, code: str, secret: str) -> HostRoom:
        """The room with that code, for whoever has its host's secret; raises NoSuchRoomError for anybody else."""
        found = self._by_code(code)
        if found is None or not is_same(found[1], hash_of(secret)):
            raise NoSuchRoomError
        return HostRoom(self, found[0])

    def come_back(self, code: str, once: str) -> Opened:
        """The host who lost the window: for the code that works once there is a new secret and a new such code."""
        found, typed = self._by_code(code), read_code(once, ONCE)
        if found is None or typed is None:
            raise NoSuchRoomError
        opened = Opened(str(read_code(code)), new_secret(), new_code(ONCE))

        def take(batch: Batch) -> None:
            here = (ROOMS.c.id == found[0], ROOMS.c.once_hash == hash_of(typed))
            hashes = {"host_hash": hash_of(opened.host_secret), "once_hash": hash_of(opened.once)}
            if not batch.connection.execute(update(ROOMS).where(*here).values(**hashes)).rowcount:
                raise NoSuchRoomError

        self._writer.do(found[0], take)
        return opened

    def find(self, code: str) -> KeptRoom:
        """The room with that code; raises NoSuchRoomError if there is none, or its time is over."""
        found = self._by_code(code)
        if found is None:
            raise NoSuchRoomError
        return self.room(found[0])

    def room(self, room_id: str) -> KeptRoom:
        """A room as it stands now, with what time has brought about since it was last written."""

        def read(connection: Connection) -> KeptRoom:
            row = connection.execute(select(ROOMS).where(ROOMS.c.id == room_id)).mappings().one_or_none()
            if row is None or row["expires_at"] <= self.clock():
                raise NoSuchRoomError
            return room_in(row)

        room, now = self.read(room_id, read), self.clock()
        if due(room.state, now) is None:
            return room
        return self.write(room_id, lambda batch: batch.room(room_id))

    def _by_code(self, code: str) -> tuple[str, str] | None:
        typed = read_code(code)
        if typed is None:
            return None
        asked = select(ROOMS.c.id, ROOMS.c.host_hash).where(ROOMS.c.code == typed, ROOMS.c.expires_at > self.clock())
        row = self.read("", lambda connection: connection.execute(asked).one_or_none())
        return None if row is None else (row.id, row.host_hash)

    # --- people and ballots ----------------------------------------------------------------------------------------

    def join(self, room_id: str, token: str, name: str, role: str, *, watching: bool) -> Future[Person]:
        """Somebody with a token comes in, or comes back."""
        return self._writer.submit(
            room_id, lambda batch: people.join(batch, room_id, token, name, role, watching=watching)
        )

    def person(self, room_id: str, token: str) -> Person | None:
        return self.read(room_id, lambda connection: people.of_token(connection, room_id, token))

    def vote(self, person: Person, ballot: Ballot) -> Future[Ballot]:
        """A ballot; the answer is there once it is on the disk, and raises RoomError if it cannot be counted."""
        return self._writer.submit(person.room, lambda batch: casting.vote(batch, person.room, person, ballot))

    def give_reason(self, person: Person, number: int, item: str, text: str) -> Future[None]:
        return self._writer.submit(
            person.room, lambda batch: casting.give_reason(batch, person.room, person, number, item, text)
        )

    def own_ballot(self, person: Person, number: int) -> Ballot | None:
        return self.read(person.room, lambda connection: casting.own_ballot(connection, person, number))

    def own_reasons(self, person: Person, number: int) -> dict[str, str]:
        return self.read(person.room, lambda connection: casting.reasons_of(connection, person, number))

    def casts(self, room: KeptRoom, number: int) -> tuple[Cast, ...]:
        """All ballots of a revealed round."""
        return self.read(room.id, lambda connection: casting.casts(connection, room, number))

    # --- time ------------------------------------------------------------------------------------------------------

    def tick(self) -> None:
        """Bring about what is due, and delete rooms whose time is over."""
        now = self.clock()
        asked = select(ROOMS.c.id).where(ROOMS.c.next_due <= now, ROOMS.c.expires_at > now)
        for room_id in self.read("", lambda connection: connection.execute(asked).scalars().all()):
            self.write(room_id, partial(_look_at, room_id))
        over = select(ROOMS.c.id).where(ROOMS.c.expires_at <= now)
        for room_id in self.read("", lambda connection: connection.execute(over).scalars().all()):
            self.end(room_id)

    def end(self, room_id: str) -> None:
        """Delete all there is of a room, from tables and files."""

        def delete_it(batch: Batch) -> None:
            for table in BELOW_ROOMS:
                batch.connection.execute(delete(table).where(table.c.room == room_id))
            batch.connection.execute(delete(ROOMS).where(ROOMS.c.id == room_id))
            batch.rooms.pop(room_id, None)
            batch.changed[room_id] = GONE

        self._writer.do(room_id, delete_it)
        self.forget_for_good()

    def forget_for_good(self) -> None:
        """What was deleted is gone from the files too."""
        try:
            forget_for_good(self.engine)
        except SQLAlchemyError as error:
            raise StoreError("what was deleted may still be found in the files of the database for a while") from error

    def versions(self, room_ids: list[str]) -> dict[str, int]:
        """The versions of rooms as the database has them; one that has ended is missing."""
        asked = select(ROOMS.c.id, ROOMS.c.version).where(ROOMS.c.id.in_(room_ids))
        rows = self.read("", lambda connection: connection.execute(asked).all())
        return {row.id: row.version for row in rows}

    def check_expiry(self, expires_at: float) -> None:
        """Raise StoreError for a time at which no room can end."""
        if not self.clock() < expires_at <= self.clock() + LONGEST:
            raise StoreError("a room ends within 31 days; give a time between now and then")

    # --- reading and writing ---------------------------------------------------------------------------------------

    def listen(self, listener: Callable[[str, int | None], None]) -> Callable[[], None]:
        """Have `listener` told what this process writes: a room, and its version (`GONE` if it ended).

        The version is None where only its progress changed. What is returned ends it.
        """
        return self._writer.listen(listener)

    def write(self, room_id: str, work: Callable[[Batch], Found]) -> Found:
        return self._writer.do(room_id, work)

    def read(self, _room_id: str, work: Callable[[Connection], Found]) -> Found:
        try:
            with self.engine.connect() as connection:
                return work(connection)
        except SQLAlchemyError as error:
            raise StoreError("the database does not answer; try again in a moment") from error

    def close(self) -> None:
        """Write what waits, then let the database go."""
        self._writer.close()
        self.engine.dispose()


def _look_at(room_id: str, batch: Batch) -> None:
    batch.room(room_id)

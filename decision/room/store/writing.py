"""One thread writes, many things at a time: whoever asked is answered once all of it is on the disk.

A commit that reaches the disk takes milliseconds, whatever is in it. So what arrives while one is under way waits for
the next, and goes into it together: 200 ballots a second take some thirty commits.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, select, text, update
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from decision.room.forms import state_from, state_text
from decision.room.phases import RoomState, after, due, next_due
from decision.room.questions import RoomError
from decision.room.store.engine import StoreError
from decision.room.store.kept import KeptRoom, Logged
from decision.room.store.logged import step_of, with_step
from decision.room.store.sheets import sheet_in
from decision.room.store.tables import ROOMS

CHANNEL = "trilemma_room"
MOST_AT_ONCE = 256
PATIENCE = 30.0  # seconds that a caller waits for the disk
TRIES = 3  # where two replicas were in each other's way

Result = TypeVar("Result")


class NoSuchRoomError(RoomError):
    def __init__(self) -> None:
        super().__init__("there is no room with this code; check it, or ask whoever runs the room whether it has ended")


@dataclass
class Batch:
    """What is written in one transaction."""

    connection: Connection
    now: float
    rooms: dict[str, KeptRoom] = field(default_factory=dict)
    changed: dict[str, int | None] = field(default_factory=dict)  # version of a room, None if only its progress
    ended: list[str] = field(default_factory=list)

    def room(self, id: str) -> KeptRoom:
        """A room, held for this transaction, with what time has brought about meanwhile."""
        if id not in self.rooms:
            asked = select(ROOMS).where(ROOMS.c.id == id)
            row = self.connection.execute(asked.with_for_update()).mappings().one_or_none()
            if row is None or row["expires_at"] <= self.now:
                raise NoSuchRoomError
            self.rooms[id] = room_in(row)
            while (event := due(self.rooms[id].state, self.now)) is not None:
                self.move(id, after(self.rooms[id].state, event, self.now), step_of(event))
        return self.rooms[id]

    def move(self, id: str, state: RoomState, step: str = "", **columns: Any) -> KeptRoom:
        """The room in another state; `step` is written into its log, `columns` are changed besides."""
        room = replace(self.rooms[id], state=state, version=self.rooms[id].version + 1)
        values: dict[str, Any] = {
            "state": state_text(state),
            "version": room.version,
            "next_due": next_due(state),
            **columns,
        }
        if step:
            log = self.connection.execute(select(ROOMS.c.log).where(ROOMS.c.id == id)).scalar_one()
            values["log"] = with_step(log, Logged(self.now, step))
        self.connection.execute(update(ROOMS).where(ROOMS.c.id == id).values(**values))
        self.rooms[id] = room
        self.changed[id] = room.version
        return room

    def told_again(self, id: str) -> None:
        """The room has changed before, though whoever was to be told of it may not have been."""
        self.changed[id] = self.rooms[id].version

    def progressed(self, id: str) -> None:
        """A ballot or a person came in: nothing that phones are told of."""
        self.changed.setdefault(id, None)


def room_in(row: Any) -> KeptRoom:
    return KeptRoom(
        row["id"],
        row["code"],
        state_from(row["state"]),
        row["version"],
        sheet_in(row["sheet"]),
        row["expires_at"],
        row["public"],
    )


@dataclass
class _Job:
    room: str
    work: Callable[[Batch], Any]
    answer: Future[Any] = field(default_factory=Future)


class Writer:
    """The one thread of this process that writes rooms."""

    def __init__(self, engine: Engine, clock: Callable[[], float]) -> None:
        self._engine = engine.execution_options(writes=True)
        self._clock = clock
        self._jobs: queue.Queue[_Job | None] = queue.Queue()
        self._listeners: list[Callable[[str, int | None], None]] = []
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._closed = False

    def listen(self, listener: Callable[[str, int | None], None]) -> Callable[[], None]:
        """Have `listener` called, by the writing thread, with every room that changed and its version.

        The version is None where nothing changed but how far the round is. What is returned ends it.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def submit(self, room: str, work: Callable[[Batch], Result]) -> Future[Result]:
        """Have `work` done in a transaction; what it returns is there once that is on the disk.

        It may be done more than once, and is undone if it raises.
        """
        job = _Job(room, work)
        with self._starting:
            if self._closed:
                raise StoreError("the app is being ended; try again in a moment")
            if self._thread is None:
                self._thread = threading.Thread(target=self._write, name="rooms", daemon=True)
                self._thread.start()
            self._jobs.put(job)
        return job.answer

    def do(self, room: str, work: Callable[[Batch], Result]) -> Result:
        """Submit, and wait."""
        try:
            return self.submit(room, work).result(PATIENCE)
        except TimeoutError:
            raise StoreError("the database does not answer; try again in a moment") from None

    def close(self) -> None:
        """Write what waits, then no more."""
        with self._starting:
            self._closed = True
            thread = self._thread
        if thread is not None:
            self._jobs.put(None)
            thread.join(PATIENCE)

    def _write(self) -> None:
        while (first := self._jobs.get()) is not None:
            jobs = [first]
            last = False
            while len(jobs) < MOST_AT_ONCE and not self._jobs.empty():
                more = self._jobs.get_nowait()
                if more is None:
                    last = True
                    break
                jobs.append(more)
            jobs.sort(key=lambda job: job.room)  # stable; and no two replicas wait for each other's rooms
            self._write_together(jobs)
            if last:
                return

    def _write_together(self, jobs: list[_Job]) -> None:
        for rest in range(TRIES - 1, -1, -1):
            try:
                batch, results = self._transaction(jobs)
            except OperationalError as error:  # a deadlock, or a connection that was lost: nothing of it was kept
                if rest:
                    continue
                self._fail(jobs, error)
                return
            except Exception as error:  # whoever asked is told; the thread goes on
                if len(jobs) > 1:
                    for job in jobs:
                        self._write_together([job])
                else:
                    self._fail(jobs, error)
                return
            self._tell(batch)
            for job, (result, error_) in zip(jobs, results, strict=True):
                if error_ is None:
                    job.answer.set_result(result)
                else:
                    job.answer.set_exception(error_)
            return

    def _transaction(self, jobs: list[_Job]) -> tuple[Batch, list[tuple[Any, Exception | None]]]:
        with self._engine.begin() as connection:
            batch = Batch(connection, self._clock())
            results: list[tuple[Any, Exception | None]] = []
            for job in jobs:
                before = dict(batch.rooms), dict(batch.changed), list(batch.ended)
                savepoint = connection.begin_nested()
                try:
                    results.append((job.work(batch), None))
                    savepoint.commit()
                except RoomError as error:
                    savepoint.rollback()
                    batch.rooms, batch.changed, batch.ended = before
                    results.append((None, error))
            if connection.dialect.name == "postgresql":
                for id, version in batch.changed.items():
                    if version is not None:
                        connection.execute(
                            text("SELECT pg_notify(:channel, :said)"), {"channel": CHANNEL, "said": f"{id} {version}"}
                        )
        return batch, results

    def _tell(self, batch: Batch) -> None:
        for id, version in batch.changed.items():
            for listener in list(self._listeners):
                listener(id, version)

    @staticmethod
    def _fail(jobs: list[_Job], error: Exception) -> None:
        told: Exception = error
        if isinstance(error, SQLAlchemyError):
            told = StoreError("the database could not keep that; try again in a moment")
            told.__cause__ = error
        for job in jobs:
            job.answer.set_exception(told)

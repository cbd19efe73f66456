"""Who is told what, and when.

Phones hear of what changed for all: that a room has a new version, and how it stands then. They never hear of a ballot
or of anybody coming in, whose number grows with the square of the people. The host's page asks how far a round is, in
process, as often as it draws that.

All of it runs in the one event loop that speaks with browsers; the database is read in other threads.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from decision.room.ballot import Ballot
from decision.room.phases import Outcome, next_due
from decision.room.questions import RoomError
from decision.room.results import Counts, Dots, asked_why, results
from decision.room.store import NoSuchRoomError, Person, Store
from decision.room.store.announcements import announced
from decision.room.store.kept import KeptRoom
from decision.room.store.rooms import GONE

BEAT = 15.0  # seconds between two signs of life of a stream
LOOK = 0.5  # seconds after which the database is asked for what was written, whatever was announced
TIDY = 10.0  # seconds between two looks for rooms that nobody watches and that are due, or over
CLOCK = 0.1  # seconds by which a closing time may be late on phones
MOST_STREAMS = 4  # of one person: tabs, and those that a phone has left behind
MOST_VIEWS = 200
MOST_KNOWN = 20_000  # people

_log = logging.getLogger(__name__)
Found = TypeVar("Found")


@dataclass(frozen=True)
class Revealed:
    """A revealed round as phones see it: results for all, and by person what is theirs."""

    number: int
    results: Mapping[str, Dots | Counts]
    voters: int
    ballots: Mapping[str, Ballot]
    why: Mapping[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class View:
    """A room as it stands in one version."""

    room: KeptRoom
    revealed: Revealed | None = None
    before: Revealed | None = None  # the round that the open one repeats
    texts: dict[str, bytes] = field(
        default_factory=dict, compare=False
    )  # what those with one role are told, once written


@dataclass(eq=False)
class _Stream:
    person: str
    told: asyncio.Event = field(default_factory=asyncio.Event)
    version: int = 0
    over: bool = False


class Hub:
    """Tells streams, and remembers what many ask for at once."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._streams: dict[str, dict[_Stream, None]] = {}  # in the order in which they came
        self._views: OrderedDict[str, View] = OrderedDict()
        self._reading: dict[str, asyncio.Task[View]] = {}
        self._versions: dict[str, int] = {}  # the latest heard of
        self._people: OrderedDict[tuple[str, str], Person] = OrderedDict()
        self._tasks: list[asyncio.Task[None]] = []
        self._telling: set[asyncio.Task[None]] = set()
        self._stop_listening: Callable[[], None] = lambda: None
        self._over = False
        self._loop: asyncio.AbstractEventLoop | None = None

    # --- beginning and ending --------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin to tell; in the event loop that serves."""
        self._loop = asyncio.get_running_loop()
        self._stop_listening = self.store.listen(self._heard_elsewhere)
        self._tasks = [
            asyncio.create_task(self._keep_time()),
            asyncio.create_task(self._keep_tidy()),
            asyncio.create_task(self._look_around()),
            asyncio.create_task(self._listen_to_replicas()),
        ]

    def end_streams(self) -> None:
        """Take leave of all phones, which come back by themselves; from any thread, and at once."""
        if self._loop is not None and not self._loop.is_closed():
            with contextlib.suppress(RuntimeError):  # closed meanwhile: then nobody is connected
                self._loop.call_soon_threadsafe(self._end_streams)

    async def end(self) -> None:
        """End all that `begin` began."""
        self._end_streams()
        self._stop_listening()
        tasks = [*self._tasks, *self._telling]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _end_streams(self) -> None:
        self._over = True
        for streams in self._streams.values():
            for stream in streams:
                stream.over = True
                stream.told.set()

    # --- what phones ask for ---------------------------------------------------------------------------------------

    async def view(self, room_id: str) -> View:
        """The room as it stands; read once, however many ask at the same time."""
        known = self._views.get(room_id)
        if known is not None and known.room.version >= self._versions.get(room_id, 0) and not _is_due(known, self):
            self._views.move_to_end(room_id)
            return known
        task = self._reading.get(room_id)
        if task is None:
            task = asyncio.create_task(self._read_view(room_id))
            self._reading[room_id] = task
            task.add_done_callback(lambda _: self._reading.pop(room_id, None))
        return await asyncio.shield(task)

    async def person(self, room_id: str, token: str) -> Person | None:
        """Who holds a token in a room."""
        known = self._people.get((room_id, token))
        if known is None:
            known = await asyncio.to_thread(self.store.person, room_id, token)
            if known is not None:
                self.remember(token, known)
        return known

    def remember(self, token: str, person: Person) -> None:
        """Somebody came in, or said anew who they are."""
        self._people[person.room, token] = person
        self._people.move_to_end((person.room, token))
        while len(self._people) > MOST_KNOWN:
            self._people.popitem(last=False)

    async def versions(self, room_id: str, person: str) -> AsyncIterator[int | None]:
        """The version of a room now and whenever it changes, `GONE` at last; None as a sign of life."""
        if self._over:
            return
        stream = _Stream(person)
        streams = self._streams.setdefault(room_id, {})
        theirs = [each for each in streams if each.person == person]
        for each in theirs[: max(0, len(theirs) - MOST_STREAMS + 1)]:  # left behind by a phone that slept
            each.over = True
            each.told.set()
        streams[stream] = None
        try:
            last = (await self.view(room_id)).room.version
            yield last
            while not stream.over:
                try:
                    await asyncio.wait_for(stream.told.wait(), BEAT)
                except TimeoutError:
                    yield None
                    continue
                stream.told.clear()
                if not stream.over and stream.version > last:
                    last = stream.version
                    yield last
            if stream.version == GONE:
                yield GONE
        finally:
            streams.pop(stream, None)
            if not streams:
                self._streams.pop(room_id, None)

    async def _read_view(self, room_id: str) -> View:
        for _ in range(5):  # a room that changes while it is read is read again
            wanted = self._versions.get(room_id, 0)
            view = await asyncio.to_thread(self._view_now, room_id)
            self._heard(room_id, view.room.version)  # before it was announced: then that comes too late to tell
            self._views[room_id] = view
            while len(self._views) > MOST_VIEWS:
                self._views.popitem(last=False)
            if view.room.version >= max(wanted, self._versions.get(room_id, 0)):
                break
        return view

    def _view_now(self, room_id: str) -> View:
        room = self.store.room(room_id)
        shown = [each.number for each in room.state.rounds if each.outcome is Outcome.REVEALED]
        last = room.state.round
        again_of = last.again_of if last is not None and last.outcome is not Outcome.REVEALED else None
        revealed = self._revealed(room, shown[-1]) if shown else None
        before = None if again_of is None else self._revealed(room, again_of)
        return View(room, revealed, before)

    def _revealed(self, room: KeptRoom, number: int) -> Revealed:
        casts = self.store.casts(room, number)
        question = next(each.question for each in room.state.rounds if each.number == number)
        ballots = {cast.person: cast.ballot for cast in casts if cast.person}
        found = results(question, room.sheet, [cast.ballot for cast in casts])
        return Revealed(number, found, len(casts), ballots, asked_why(question, room.sheet, ballots))

    # --- what changed ----------------------------------------------------------------------------------------------

    def _heard_elsewhere(self, room_id: str, version: int | None) -> None:
        """The store wrote something, in its thread."""
        if version is not None and self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
                self._loop.call_soon_threadsafe(self._heard, room_id, version)

    def _heard(self, room_id: str, version: int) -> None:
        if version != GONE and version <= self._versions.get(room_id, 0):
            return
        if version == GONE:
            self._forget(room_id)
            self._tell(room_id, GONE)
            return
        self._versions[room_id] = version
        if room_id in self._streams:
            telling = asyncio.create_task(self._tell_once_read(room_id, version))
            self._telling.add(telling)
            telling.add_done_callback(self._telling.discard)

    async def _tell_once_read(self, room_id: str, version: int) -> None:
        """Woken before the room is read, a thousand streams would only take the processor from who reads it."""
        view = await self._quietly(self.view(room_id))
        self._tell(room_id, version if view is None else view.room.version)  # unread, each is refused by itself

    def _tell(self, room_id: str, version: int) -> None:
        for stream in self._streams.get(room_id, ()):
            stream.version = version
            stream.over = stream.over or version == GONE
            stream.told.set()

    def _forget(self, room_id: str) -> None:
        self._views.pop(room_id, None)
        self._versions.pop(room_id, None)
        for key in [key for key in self._people if key[0] == room_id]:
            del self._people[key]

    async def _keep_time(self) -> None:
        """What is due in rooms that are watched comes at its time."""
        while True:
            await asyncio.sleep(CLOCK)
            for room_id, view in list(self._views.items()):
                if room_id in self._streams and _is_due(view, self):
                    await self._quietly(self.view(room_id))

    async def _keep_tidy(self) -> None:
        while True:
            await self._quietly(asyncio.to_thread(self.store.tick))
            await asyncio.sleep(TIDY)

    async def _look_around(self) -> None:
        """What other replicas wrote, and nobody announced."""
        while True:
            await asyncio.sleep(LOOK)
            watched = list({*self._streams, *self._views})
            found = await self._quietly(asyncio.to_thread(self.store.versions, watched)) if watched else None
            if found is not None:
                for room_id in watched:
                    self._heard(room_id, found.get(room_id, GONE))

    async def _listen_to_replicas(self) -> None:
        if self.store.engine.dialect.name != "postgresql":
            return
        while True:
            with contextlib.suppress(RoomError):
                async for room_id, version in announced(self.store.engine):
                    self._heard(room_id, version)
            await asyncio.sleep(LOOK)  # the connection was lost; meanwhile the database is looked at

    async def _quietly(self, doing: Awaitable[Found]) -> Found | None:
        """What comes of it; None, and a line in the log, if that was refused."""
        try:
            return await doing
        except NoSuchRoomError:
            return None
        except RoomError as error:
            _log.warning("rooms: %s", error)
            return None


def _is_due(view: View, hub: Hub) -> bool:
    when = next_due(view.room.state)
    return when is not None and when <= hub.store.clock()

"""The hub: every phone hears of every version, whoever heard of it first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from decision.room.events import Lock, Reveal
from decision.room.hub import Hub
from decision.room.store import Store
from decision.room.store.rooms import GONE
from tests.room.conftest import Room


def test_a_phone_that_asks_before_a_version_is_announced_keeps_it_from_nobody(
    store: Store, room_in: Callable[..., Room]
) -> None:
    room = room_in(store)

    async def run() -> None:
        hub = Hub(store)  # which was not begun: nothing is announced to it
        stream = hub.versions(room.id, "somebody")
        first = await anext(stream)
        assert first is not None
        await asyncio.to_thread(room.ask)
        await hub.view(room.id)  # known, and not yet out of date
        hub._heard(room.id, first + 1)
        await hub.view(room.id)
        await asyncio.to_thread(room.host.apply, Lock())
        await asyncio.to_thread(room.host.apply, Reveal())
        assert await anext(stream) == first + 1
        hub._heard(room.id, first + 2)  # of which the database is ahead by now
        await hub.view(room.id)
        hub._heard(room.id, first + 3)
        assert await anext(stream) == first + 3
        hub._heard(room.id, GONE)
        assert await anext(stream) == GONE

    asyncio.run(asyncio.wait_for(run(), 20))


def test_many_who_ask_at_once_read_the_database_once(store: Store, room_in: Callable[..., Room]) -> None:
    room = room_in(store)
    read: list[str] = []

    async def run() -> None:
        hub = Hub(store)
        original = store.room
        store.room = lambda room_id: (read.append(room_id), original(room_id))[1]  # type: ignore[method-assign]
        views = await asyncio.gather(*(hub.view(room.id) for _ in range(200)))
        assert len({id(view) for view in views}) == 1

    asyncio.run(run())
    assert read == [room.id]

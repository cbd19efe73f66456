"""Rooms while the app is served: begun with it, and ended before it."""

from __future__ import annotations

import asyncio
import logging

from decision.room.hub import Hub
from decision.room.store import StoreError, the_store
from decision.room.store.shared import close_the_store

AGAIN = 10.0  # seconds after which a database that could not be had is asked for once more

_log = logging.getLogger(__name__)


class Rooms:
    """The rooms of one served app. `hub` raises StoreError, fit for a phone, as long as there is no database."""

    def __init__(self) -> None:
        self._hub: Hub | None = None
        self._beginning: asyncio.Task[None] | None = None

    def hub(self) -> Hub:
        if self._hub is None:
            raise StoreError("rooms cannot be used yet; try again in a moment")
        return self._hub

    def begin(self) -> None:
        """Open the database beside whatever else is done; in the event loop that serves."""
        self._beginning = asyncio.create_task(self._begin())

    def end_streams(self) -> None:
        """Take leave of all phones; from any thread, a signal's included, and at once."""
        if self._hub is not None:
            self._hub.end_streams()

    async def end(self) -> None:
        """Write what waits, and let the database go."""
        if self._beginning is not None:
            self._beginning.cancel()
            await asyncio.gather(self._beginning, return_exceptions=True)
        if self._hub is not None:
            await self._hub.end()
            self._hub = None
        await asyncio.to_thread(close_the_store)

    async def _begin(self) -> None:
        while True:
            try:
                hub = Hub(await asyncio.to_thread(the_store))
            except StoreError as error:
                _log.error("no rooms: %s", error)  # what to do is in it; the way here is not
                await asyncio.sleep(AGAIN)
            else:
                hub.begin()
                self._hub = hub
                return

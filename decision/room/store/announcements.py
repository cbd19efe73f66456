"""What other replicas announce through PostgreSQL: a room and its version, and nothing else.

NOTIFY takes a lock of the whole database when it is committed, so it is used for what phones are told alone, and never
for ballots. LISTEN holds one connection of its own, directly to the server: a pooler between would lose it silently.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from sqlalchemy import Engine

from decision.room.store.engine import StoreError
from decision.room.store.writing import CHANNEL


async def announced(engine: Engine) -> AsyncIterator[tuple[str, int]]:
    """Rooms and versions as they are announced, until the connection is lost; then raises StoreError."""
    import psycopg

    url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        connection = await psycopg.AsyncConnection.connect(url, autocommit=True)
    except psycopg.Error as error:
        raise StoreError("replicas cannot be heard: the database does not answer") from error
    try:
        await connection.execute(f"LISTEN {CHANNEL}")
        async for notification in _notifications(connection):
            room_id, _, version = notification.rpartition(" ")
            if room_id and version.lstrip("-").isdigit():
                yield room_id, int(version)
    except psycopg.Error as error:
        raise StoreError("replicas cannot be heard: the connection was lost") from error
    finally:
        await asyncio.shield(connection.close())


async def _notifications(connection: Any) -> AsyncIterator[str]:
    async for each in connection.notifies():
        yield each.payload

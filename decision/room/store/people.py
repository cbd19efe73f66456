"""Who is in a room: coming in, again after a reload, and being looked up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from decision.model.visible import visible
from decision.room.modes import Mode
from decision.room.questions import RoomError
from decision.room.store.kept import KeptRoom, Person
from decision.room.store.secrets import hash_of, new_id
from decision.room.store.tables import BALLOTS, PEOPLE
from decision.room.store.writing import Batch

LONGEST_NAME = 60
MOST_PEOPLE = 2_000


class JoinError(RoomError):
    """Somebody cannot come in as they asked."""


def join(batch: Batch, room_id: str, token: str | None, name: str, role: str, *, watching: bool) -> Person:
    """Somebody comes in, or says anew who they are; a token of None is that of a person without a phone."""
    room = batch.room(room_id)
    if room.state.is_over:
        raise JoinError("this room is settled, and nobody can come in any more")
    name = check_name(name, room)
    if role and role not in room.sheet.roles:
        raise JoinError("that view is not one of this decision; choose one of those shown")
    known = None if token is None else of_token(batch.connection, room_id, token)
    if known is None:
        return _come_in(batch, room_id, token, Person(new_id(), room_id, name, role, watching, by_host=token is None))
    if role != known.role and has_voted(batch.connection, known):
        raise JoinError("you have voted already, and your view stays what it was")
    changed = Person(known.id, room_id, name, role, watching)
    batch.connection.execute(
        update(PEOPLE).where(PEOPLE.c.id == known.id).values(name=name, role=role, watching=watching)
    )
    batch.progressed(room_id)
    return changed


def check_name(name: str, room: KeptRoom) -> str:
    """The name as it is kept; raises JoinError if the room asks for another, or for none."""
    name = " ".join(name.split())
    if room.state.mode is Mode.UNNAMED_TO_ALL:
        if name:
            raise JoinError("this room asks for no names; leave it empty")
        return ""
    if not name:
        raise JoinError("give a name or an alias")
    if len(name) > LONGEST_NAME:
        raise JoinError(f"that name is longer than {LONGEST_NAME} characters; shorten it")
    if visible(name, None) != name:
        raise JoinError("that name holds characters that cannot be seen; type it anew")
    return name


def of_token(connection: Connection, room_id: str, token: str) -> Person | None:
    """Who holds a token in a room."""
    asked = select(PEOPLE).where(PEOPLE.c.token_hash == hash_of(token), PEOPLE.c.room == room_id)
    row = connection.execute(asked).mappings().one_or_none()
    return None if row is None else person_in(row)


def of_id(connection: Connection, room_id: str, id: str) -> Person | None:
    asked = select(PEOPLE).where(PEOPLE.c.id == id, PEOPLE.c.room == room_id)
    row = connection.execute(asked).mappings().one_or_none()
    return None if row is None else person_in(row)


def everybody(connection: Connection, room_id: str) -> list[Person]:
    """All in a room, in an order that tells nothing of when they came."""
    rows = connection.execute(select(PEOPLE).where(PEOPLE.c.room == room_id).order_by(PEOPLE.c.id)).mappings()
    return [person_in(row) for row in rows]


def person_in(row: Mapping[str, Any] | Any) -> Person:
    return Person(row["id"], row["room"], row["name"], row["role"], row["watching"], row["by_host"])


def _come_in(batch: Batch, room_id: str, token: str | None, person: Person) -> Person:
    count = batch.connection.execute(select(func.count()).where(PEOPLE.c.room == room_id)).scalar_one()
    if count >= MOST_PEOPLE:
        raise JoinError(f"this room is full: {MOST_PEOPLE:,} people are in it")
    batch.connection.execute(
        insert(PEOPLE).values(
            id=person.id,
            room=room_id,
            token_hash=None if token is None else hash_of(token),
            name=person.name,
            role=person.role,
            watching=person.watching,
            by_host=person.by_host,
        )
    )
    batch.progressed(room_id)
    return person


def has_voted(connection: Connection, person: Person) -> bool:
    asked = select(BALLOTS.c.id).where(BALLOTS.c.room == person.room, BALLOTS.c.person == person.id).limit(1)
    return connection.execute(asked).first() is not None

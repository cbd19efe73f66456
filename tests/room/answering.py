"""People who come into a room and answer, for tests of the store."""

from __future__ import annotations

from sqlalchemy import func, select

from decision.room.ballot import Ballot, GutChoice
from decision.room.events import Lock, Reveal
from decision.room.modes import Mode
from decision.room.store import Person, Store
from decision.room.store.tables import METADATA
from tests.room.conftest import Room


def joined(room: Room, count: int = 3, role: str = "", name: str = "Person") -> list[Person]:
    names = [f"{name} {k}" if room.host.state.mode is not Mode.UNNAMED_TO_ALL else "" for k in range(count)]
    tokens = [f"{name}-{role}-{k}" for k in range(count)]
    return [
        room.store.join(room.id, token, each, role, watching=False).result()
        for token, each in zip(tokens, names, strict=True)
    ]


def choose(room: Room, person: Person, option: str | None = "buy", sequence: int = 1, number: int = 1) -> Ballot:
    return room.store.vote(person, Ballot(number, sequence, GutChoice(option))).result()


def rows(store: Store) -> int:
    with store.engine.connect() as connection:
        return sum(
            connection.execute(select(func.count()).select_from(table)).scalar_one() for table in METADATA.sorted_tables
        )


def revealed(room: Room, people: list[Person]) -> None:
    room.ask()
    for k, person in enumerate(people):
        choose(room, person, ["build", "buy", "extend", None][k % 4], sequence=k + 1)
    room.host.apply(Lock())
    room.host.apply(Reveal())

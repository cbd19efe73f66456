"""What the store tells: people, ballots, and how far a round is."""

from __future__ import annotations

from dataclasses import dataclass

from decision.room.ballot import Ballot
from decision.room.phases import RoomState
from decision.room.sheet import Sheet


@dataclass(frozen=True)
class Opened:
    """A room just opened: its code for all, and for its host alone the secret and a code to come back with, once."""

    code: str
    host_secret: str
    once: str


@dataclass(frozen=True)
class Person:
    """Somebody in a room; `name` is empty where none is asked for, `role` where there are no views."""

    id: str
    room: str
    name: str = ""
    role: str = ""
    watching: bool = False
    by_host: bool = False  # without a phone: the host enters their ballots


@dataclass(frozen=True)
class KeptRoom:
    """A room as it is kept; `version` grows with everything that phones are told of."""

    id: str
    code: str
    state: RoomState
    version: int
    sheet: Sheet
    expires_at: float
    public: str = ""  # the address that phones reach it under, as the host gave it


@dataclass(frozen=True)
class PersonProgress:
    """How far one person is; for the host alone."""

    person: Person
    answered: int
    asked: int

    @property
    def is_ready(self) -> bool:
        return self.answered >= self.asked


@dataclass(frozen=True)
class Progress:
    """How far the open round is.

    Attributes
    ----------
    joined
        People in the room, those who only watch and those without a phone included.
    asked
        Of them those who are asked something in this round.
    begun, ready
        Of those asked: who has answered something, and who everything.
    people
        One for everybody asked, where the mode lets the host see names; else none.
    """

    joined: int
    asked: int
    begun: int
    ready: int
    people: tuple[PersonProgress, ...] = ()

    @property
    def missing(self) -> int:
        return self.asked - self.ready


@dataclass(frozen=True)
class Cast:
    """A ballot of a revealed round.

    Attributes
    ----------
    person
        The same for one person in all rounds of the room; empty once that is forgotten (unnamed to all, settled).
    name, role
        Empty where the mode hides them. Unnamed to all, the role is told only where at least five of it voted.
    """

    person: str
    name: str
    role: str
    by_host: bool
    ballot: Ballot


@dataclass(frozen=True)
class Reason:
    """Why somebody answered as they did, asked after the reveal."""

    round: int
    item: str
    text: str
    name: str = ""  # empty where the mode hides it


@dataclass(frozen=True)
class Logged:
    """One step of the room: when, and what it was."""

    at: float
    step: str

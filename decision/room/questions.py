"""What a round asks: one thing, of everybody or of the views that it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from decision.model.errors import DecisionError

MOST_ITEMS = 2_000  # that one round asks: nobody rates as many, and a ballot on them all still fits 16 kB a piece


class RoomError(DecisionError):
    """What was asked of a room cannot be done; the text is meant for the phone of whoever asked."""


class Asked(StrEnum):
    """What a round can ask for."""

    GUT = "gut"  # one option, before any number is shown
    WEIGHTS = "weights"
    RATINGS = "ratings"
    REQUIREMENTS = "requirements"


class Way(StrEnum):
    """How it is asked for."""

    CHOICE = "choice"  # an option, or a verdict
    POINTS = "points"  # per criterion, as many as one likes
    SWINGS = "swings"  # 100 for the step from worst to best that matters most, the others beside it
    NUMBER = "number"  # one number a rating
    RANGE = "range"  # low, likely, high and how sure


WAYS = {
    Asked.GUT: (Way.CHOICE,),
    Asked.WEIGHTS: (Way.POINTS, Way.SWINGS),
    Asked.RATINGS: (Way.NUMBER, Way.RANGE),
    Asked.REQUIREMENTS: (Way.CHOICE,),
}


def cell(option: str, of: str) -> str:
    """The item of a round that asks for an option's rating on a criterion's path, or its verdict on a requirement."""
    return f"{option}/{of}"


def parts_of(item: str) -> tuple[str, str]:
    """The option and the criterion's path or the requirement of an item made by `cell`."""
    option, _, of = item.partition("/")
    return option, of


@dataclass(frozen=True)
class Question:
    """One thing asked.

    Attributes
    ----------
    items
        Option ids where a gut choice is asked for, paths of criteria where weights are, else cells (`cell`).
    way
        How it is asked for; the first of `WAYS` where none is given.
    only
        Items that not everybody is asked for, with the views (roles) that are. Weights and gut choices ask everybody.
    """

    kind: Asked
    items: tuple[str, ...]
    way: Way | None = None
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.items:
            raise RoomError("a round that asks for nothing; choose what it asks for")
        if len(self.items) > MOST_ITEMS:
            raise RoomError(f"a round asks for {len(self.items):,} things; choose {MOST_ITEMS:,} at most")
        if len(set(self.items)) < len(self.items):
            raise RoomError("a round asks for one thing twice; name it once")
        if self.way is None:
            object.__setattr__(self, "way", WAYS[self.kind][0])
        if self.way not in WAYS[self.kind]:
            raise RoomError(f"{self.kind} are not asked for as {self.way}; use {' or '.join(WAYS[self.kind])}")
        only = {item: frozenset(roles) for item, roles in self.only.items()}
        if only and self.kind in (Asked.GUT, Asked.WEIGHTS):
            raise RoomError(f"{self.kind} are asked of everybody; leave out who is asked")
        for item in only:
            if item not in self.items:
                raise RoomError("who is asked is said of something that the round does not ask for; leave it out")
        object.__setattr__(self, "only", MappingProxyType(only))

    def items_for(self, role: str) -> tuple[str, ...]:
        """What somebody of this view is asked for, in order; may be nothing."""
        return tuple(item for item in self.items if item not in self.only or role in self.only[item])

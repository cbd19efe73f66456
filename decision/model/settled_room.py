"""What a room of people settled: what it was asked, how far it agreed, who saw it otherwise. No score uses any of it.

It is a record of what was: where an option or a criterion is gone since, what was said of it stays. Names of people
stand in it only where the room was one of names.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from decision.model.bounds import LARGEST, MOST_ROOMS
from decision.model.errors import ImpossibleError

MOST_ROUNDS = 100
MOST_FIGURES = 2_000  # of one round
MOST_SETTLED = 2_000
MOST_DISSENT = 1_000  # on one figure
MOST_PEOPLE = 10_000


class Names(StrEnum):
    """Who saw whose answer in a room."""

    NAMED = "named"
    UNNAMED_TO_OTHERS = "unnamed_to_others"
    UNNAMED_TO_ALL = "unnamed_to_all"


class AskedFor(StrEnum):
    """What a round of a room asked for."""

    GUT = "gut"
    WEIGHTS = "weights"
    RATINGS = "ratings"
    REQUIREMENTS = "requirements"


@dataclass(frozen=True)
class AnswersOn:
    """How the answers on one thing lay.

    Attributes
    ----------
    of
        ``buy.fit`` for a rating or a requirement's result, ``fit`` for a weight.
    answered, cannot_judge
        How many gave a figure, and how many said that they cannot judge.
    group
        What stands for the group: the median of ratings, in the criterion's unit, or the mean share of a weight, in
        percent.
    middle
        Between which figures the middle half of the answers lies.
    within_one
        Which share of the answers lies within one point of the median: 1 in the unit of a rating, but a tenth of a
        scale that is narrower than 10 and a twentieth of one wider than 20; five percent points of a weight.
    verdicts
        Of a requirement, how many said what.
    """

    of: str
    answered: int
    cannot_judge: int = 0
    group: float | None = None
    middle: tuple[float, float] | None = None
    within_one: float | None = None
    verdicts: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "verdicts", MappingProxyType(dict(self.verdicts)))


@dataclass(frozen=True)
class RoomRound:
    """One question, asked once.

    Attributes
    ----------
    leads
        For how many people each option led by their answers; of a gut choice, how many chose it.
    agreement
        Kendall's W over the orders that people's answers put the options in.
    """

    asked: AskedFor
    answered: int
    leads: Mapping[str, float] = field(default_factory=dict)
    agreement: float | None = None
    figures: tuple[AnswersOn, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "leads", MappingProxyType(dict(self.leads)))


@dataclass(frozen=True)
class Dissent:
    """Who saw one figure otherwise, and why; `by` only in a room of names, no `value` where it is not known whose."""

    value: float | None = None
    because: str = ""
    by: str = ""


@dataclass(frozen=True)
class SettledFigure:
    """What the room talked about or settled: the figure taken over where one was, and what stood before."""

    of: str
    value: float | None = None
    was: float | None = None
    because: str = ""
    dissent: tuple[Dissent, ...] = ()


@dataclass(frozen=True)
class SettledRoom:
    """One meeting; `people` counts who answered, `roster` names them in a room of names."""

    names: Names
    people: int
    on: datetime.date | None = None
    rounds: tuple[RoomRound, ...] = ()
    settled: tuple[SettledFigure, ...] = ()
    roster: tuple[str, ...] = ()


# --- what is called otherwise ------------------------------------------------------------------------------------


def with_names_moved(rooms: tuple[SettledRoom, ...], moves: Mapping[str, str]) -> tuple[SettledRoom, ...]:
    """The rooms with every name in `moves`, and what is below it, called by its new name."""

    def follow(name: str) -> str:
        for old, new in moves.items():
            if name == old or name.startswith(old + "."):
                return new + name[len(old) :]
        return name

    return tuple(
        replace(
            room,
            rounds=tuple(
                replace(
                    each,
                    leads={follow(id): x for id, x in each.leads.items()},
                    figures=tuple(replace(figure, of=follow(figure.of)) for figure in each.figures),
                )
                for each in room.rounds
            ),
            settled=tuple(replace(each, of=follow(each.of)) for each in room.settled),
        )
        for room in rooms
    )


# --- what cannot be ------------------------------------------------------------------------------------------------


def problems_of_rooms(rooms: tuple[SettledRoom, ...]) -> Iterator[ImpossibleError]:
    """What cannot be about the rooms, each with the keys that lead to it in a file."""
    if len(rooms) > MOST_ROOMS:
        yield ImpossibleError(f"there are {len(rooms):,} rooms", f"keep to {MOST_ROOMS:,} at most", ("rooms",))
        return
    for place, room in enumerate(rooms):
        yield from (problem.under("rooms", place) for problem in _problems_of_room(room))


def _problems_of_room(room: SettledRoom) -> Iterator[ImpossibleError]:
    yield from _too_many(len(room.rounds), MOST_ROUNDS, "rounds")
    yield from _too_many(len(room.settled), MOST_SETTLED, "settled")
    if not 0 <= room.people <= MOST_PEOPLE:
        yield ImpossibleError(
            f"{room.people:,} people are none that a room holds", f"give 0 to {MOST_PEOPLE:,}", ("people",)
        )
    if room.roster and room.names is not Names.NAMED:
        yield ImpossibleError("the room promised to keep no names", "take the names out", ("roster",))
    if len(room.roster) > max(0, room.people):
        yield ImpossibleError(
            f"{len(room.roster):,} are named of {room.people:,} people", "name each once, or count them", ("roster",)
        )
    for place, each in enumerate(room.rounds[:MOST_ROUNDS]):
        yield from (problem.under("rounds", place) for problem in _problems_of_round(each, room))
    for place, figure in enumerate(room.settled[:MOST_SETTLED]):
        yield from (problem.under("settled", place) for problem in _problems_of_settled(figure, room))


def _problems_of_round(asked: RoomRound, room: SettledRoom) -> Iterator[ImpossibleError]:
    yield from _too_many(len(asked.figures), MOST_FIGURES, "figures")
    if not 0 <= asked.answered <= room.people:
        yield ImpossibleError(
            f"{asked.answered:,} of {room.people:,} people answered", "correct one of the two", ("answered",)
        )
    for id, count in asked.leads.items():
        if not 0 <= count <= room.people:
            yield ImpossibleError(f"{count:g} is no number of people here", f"give 0 to {room.people:,}", ("leads", id))
    if asked.agreement is not None and not 0 <= asked.agreement <= 1:
        yield ImpossibleError("agreement is from 0 to 1", "give Kendall's W, or leave it out", ("agreement",))
    for place, figure in enumerate(asked.figures[:MOST_FIGURES]):
        yield from (problem.under("figures", place) for problem in _problems_of_answers(figure, room.people))


def _problems_of_answers(figure: AnswersOn, people: int) -> Iterator[ImpossibleError]:
    for name in ("answered", "cannot_judge"):
        count = getattr(figure, name)
        if not 0 <= count <= people:
            yield ImpossibleError(f"{count:,} is no number of people here", f"give 0 to {people:,}", (name,))
    if figure.group is not None and not abs(figure.group) <= LARGEST:
        yield ImpossibleError("the group's figure is no number", "give one in the unit of the rating", ("group",))
    if figure.middle is not None and not -LARGEST <= figure.middle[0] <= figure.middle[1] <= LARGEST:
        yield ImpossibleError("the middle half ends before it begins", "give the lower figure first", ("middle",))
    if figure.within_one is not None and not 0 <= figure.within_one <= 1:
        yield ImpossibleError("a share of people is from 0 to 1", "write 0.6 for 60 %", ("within_one",))
    for verdict, count in figure.verdicts.items():
        if not 0 <= count <= people:
            yield ImpossibleError(
                f"{count:,} is no number of people here", f"give 0 to {people:,}", ("verdicts", verdict)
            )


def _problems_of_settled(figure: SettledFigure, room: SettledRoom) -> Iterator[ImpossibleError]:
    yield from _too_many(len(figure.dissent), MOST_DISSENT, "dissent")
    for name in ("value", "was"):
        x = getattr(figure, name)
        if x is not None and not math.isfinite(x):
            yield ImpossibleError("the figure is no number", "give one in the unit of the rating", (name,))
    for place, each in enumerate(figure.dissent[:MOST_DISSENT]):
        if each.by and room.names is not Names.NAMED:
            yield ImpossibleError("the room promised to keep no names", "take the name out", ("dissent", place, "by"))
        if each.value is not None and not math.isfinite(each.value):
            yield ImpossibleError(
                "the figure is no number", "give one in the unit of the rating", ("dissent", place, "value")
            )


def _too_many(count: int, most: int, name: str) -> Iterator[ImpossibleError]:
    if count > most:
        yield ImpossibleError(f"there are {count:,} {name}", f"keep to {most:,} at most", (name,))

"""Ballots: what one person answers in one round, checked when it is made.

An answer of None says "I cannot judge this": it is neither missing nor the middle. What a ballot does not name was not
answered.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from unicodedata import category

from decision.model.bounds import LARGEST
from decision.model.rating import Evidence
from decision.model.requirement import Verdict
from decision.room.questions import Asked, Question, RoomError, Way

LONGEST_REASON = 500  # characters
MOST_POINTS = 1_000.0  # for one criterion
# marks that turn the direction of writing, of what comes after them too
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class BallotError(RoomError):
    """A ballot that cannot be counted; nothing of it was kept."""


@dataclass(frozen=True)
class Number:
    """A rating as one number, in the criterion's unit."""

    x: float

    def __post_init__(self) -> None:
        _check_number(self.x)


@dataclass(frozen=True)
class Spread:
    """A rating as low, likely and high; `sure` is how sure one is that it lies between, in percent, where said."""

    low: float
    likely: float
    high: float
    sure: float | None = None

    def __post_init__(self) -> None:
        for x in (self.low, self.likely, self.high):
            _check_number(x)
        if not self.low <= self.likely <= self.high:
            raise BallotError("low, likely and high are not in order; give the lowest first")
        if self.sure is not None and not 0 <= self.sure <= 100:
            raise BallotError("how sure you are is not between 0 and 100 percent; correct it")


@dataclass(frozen=True)
class RatingAnswer:
    """One cell rated, or left to others: `value` None says that one cannot judge it."""

    value: Number | Spread | None
    evidence: Evidence | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        check_reason(self.reason)

    @property
    def likely(self) -> float | None:
        """The one number that it comes down to."""
        return self.value.x if isinstance(self.value, Number) else self.value.likely if self.value else None


@dataclass(frozen=True)
class RequirementAnswer:
    """Whether an option meets a requirement; None says that one cannot judge it."""

    verdict: Verdict | None
    reason: str = ""

    def __post_init__(self) -> None:
        check_reason(self.reason)


@dataclass(frozen=True)
class GutChoice:
    """The option that one would take now; None says that one cannot judge."""

    option: str | None


@dataclass(frozen=True)
class Weights:
    """Points for each criterion asked for; None says that one cannot judge them."""

    points: Mapping[str, float] | None

    def __post_init__(self) -> None:
        if self.points is None:
            return
        for x in self.points.values():
            if not (math.isfinite(x) and 0 <= x <= MOST_POINTS):
                raise BallotError(f"points are not a number between 0 and {MOST_POINTS:,.0f}; correct them")
        if not any(self.points.values()):
            raise BallotError("all points are 0; give at least one criterion some, or say that you cannot judge")
        object.__setattr__(self, "points", MappingProxyType({path: float(x) for path, x in self.points.items()}))


@dataclass(frozen=True)
class Ratings:
    cells: Mapping[str, RatingAnswer]

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", MappingProxyType(dict(self.cells)))


@dataclass(frozen=True)
class Requirements:
    cells: Mapping[str, RequirementAnswer]

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", MappingProxyType(dict(self.cells)))


Content = GutChoice | Weights | Ratings | Requirements
_KINDS: Mapping[type[Content], Asked] = {
    GutChoice: Asked.GUT,
    Weights: Asked.WEIGHTS,
    Ratings: Asked.RATINGS,
    Requirements: Asked.REQUIREMENTS,
}


@dataclass(frozen=True)
class Ballot:
    """What somebody answers in round `round`; a later one has a higher `sequence` and replaces what came before."""

    round: int
    sequence: int
    content: Content

    @property
    def kind(self) -> Asked:
        return _KINDS[type(self.content)]


def check_fits(ballot: Ballot, question: Question, role: str) -> None:
    """Raise BallotError if a ballot answers what it was not asked, or leaves out weights that only count together."""
    if ballot.kind is not question.kind:
        raise BallotError(f"that ballot is about {ballot.kind}, and the round asks for {question.kind}; look again")
    asked = set(question.items_for(role))
    content = ballot.content
    match content:
        case GutChoice(option):
            if option is not None and option not in asked:
                raise BallotError("that option is not one of those to choose from; look again")
            return
        case Weights(points):
            if points is None:
                return
            answered = set(points)
            if asked - answered:
                raise BallotError("a criterion has no points; give 0 to what does not count")
        case Ratings(cells):
            answered = set(cells)
            for answer in cells.values():
                if answer.value is not None and isinstance(answer.value, Number) != (question.way is Way.NUMBER):
                    raise BallotError("a rating was given in another way than asked; look again")
        case Requirements():
            answered = set(content.cells)
    if not answered:
        raise BallotError("the ballot answers nothing; answer something, or say that you cannot judge")
    if answered - asked:
        raise BallotError("the ballot answers something that you were not asked; look again")


def answered_of(ballot: Ballot | None, question: Question, role: str) -> int:
    """How many of the things that somebody was asked are answered; to say that one cannot judge is an answer."""
    if ballot is None:
        return 0
    if isinstance(ballot.content, Ratings | Requirements):
        return len(ballot.content.cells)
    return len(question.items_for(role))


def is_complete(ballot: Ballot | None, question: Question, role: str) -> bool:
    """Whether everything asked is answered."""
    return answered_of(ballot, question, role) >= len(question.items_for(role))


def _check_number(x: float) -> None:
    if not math.isfinite(x):
        raise BallotError("a rating is no number; type one, or say that you cannot judge")
    if abs(x) > LARGEST:
        raise BallotError("a rating is too large to compute with; correct it")


def check_reason(reason: str) -> None:
    """Raise BallotError for a reason that is too long, or that would act on the screen which shows it."""
    if len(reason) > LONGEST_REASON:
        raise BallotError(f"a reason is longer than {LONGEST_REASON} characters; shorten it")
    if any(each in _TURNING or (category(each) == "Cc" and each not in "\n\r\t") for each in reason):
        raise BallotError("a reason holds characters that cannot be seen; type it anew")

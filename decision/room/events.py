"""What can happen in a room; `phases` says when it may."""

from __future__ import annotations

from dataclasses import dataclass

from decision.room.modes import Mode
from decision.room.questions import Question


@dataclass(frozen=True)
class ChooseMode:
    """Another mode, as long as nobody has voted."""

    mode: Mode


@dataclass(frozen=True)
class Start:
    """A round on a question, from the lobby or after another round."""

    question: Question
    closes_at: float | None = None


@dataclass(frozen=True)
class Again:
    """Another round on the question of the latest revealed one, or on the part of it that decides."""

    question: Question | None = None
    closes_at: float | None = None


@dataclass(frozen=True)
class Vote:
    """A ballot for a round came in."""

    round: int


@dataclass(frozen=True)
class Lock:
    pass


@dataclass(frozen=True)
class Reopen:
    """Ballots of a locked round can be changed again."""

    closes_at: float | None = None


@dataclass(frozen=True)
class SetClosing:
    """Another time at which the open round closes by itself; None for none."""

    closes_at: float | None


@dataclass(frozen=True)
class CountDown:
    """A locked round is revealed at a time, unless that is stopped."""

    reveals_at: float


@dataclass(frozen=True)
class StopCountDown:
    pass


@dataclass(frozen=True)
class Reveal:
    pass


@dataclass(frozen=True)
class Skip:
    """Leave a round that was not revealed; it never will be."""


@dataclass(frozen=True)
class Talk:
    pass


@dataclass(frozen=True)
class Settle:
    pass


@dataclass(frozen=True)
class End:
    pass


Event = (
    ChooseMode
    | Start
    | Again
    | Vote
    | Lock
    | Reopen
    | SetClosing
    | CountDown
    | StopCountDown
    | Reveal
    | Skip
    | Talk
    | Settle
    | End
)

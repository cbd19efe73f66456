"""What may follow what in a room; the only place that says so.

A room begins in its lobby. A round asks one question, is locked and revealed, and is talked about; then another may
ask again, or ask something else, until the room is settled or ended. Everything here is pure: a state and an event
give the next state, or `NotNowError`. Times are seconds since 1970, in UTC, and always an argument.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from decision.model.settled_room import MOST_ROUNDS
from decision.room.events import (
    Again,
    ChooseMode,
    CountDown,
    End,
    Event,
    Lock,
    Reopen,
    Reveal,
    SetClosing,
    Settle,
    Skip,
    Start,
    StopCountDown,
    Talk,
    Vote,
)
from decision.room.modes import Mode
from decision.room.questions import Asked, Question, RoomError

ADVISED_ROUNDS = 3  # on one question: after that, answers hardly move any more (Delphi)


class NotNowError(RoomError):
    """What was asked cannot follow what has been."""


class Phase(StrEnum):
    LOBBY = "lobby"  # people come in, nothing has been asked
    OPEN = "open"  # a round is answered; see `RoomState.step` for which
    LOCKED = "locked"  # nobody changes a ballot any more, nobody sees one
    REVEALED = "revealed"
    TALK = "talk"
    SETTLED = "settled"  # for good
    ENDED = "ended"  # nothing of the room is kept


class Outcome(StrEnum):
    """How a round stands, or how it ended."""

    OPEN = "open"
    LOCKED = "locked"
    REVEALED = "revealed"
    SKIPPED = "skipped"  # never revealed, and never will be


@dataclass(frozen=True)
class Round:
    """One question asked once.

    `again_of` is the number of the round that this one repeats; `closes_at` when it locks by itself, and `reveals_at`
    when a locked one is revealed by itself.
    """

    number: int
    question: Question
    opened_at: float
    closes_at: float | None = None
    again_of: int | None = None
    reveals_at: float | None = None
    outcome: Outcome = Outcome.OPEN


@dataclass(frozen=True)
class RoomState:
    """Where a room stands."""

    mode: Mode
    phase: Phase = Phase.LOBBY
    rounds: tuple[Round, ...] = ()
    mode_is_fixed: bool = False

    @property
    def round(self) -> Round | None:
        """The latest round, whatever became of it; None in a lobby where nothing was asked."""
        return self.rounds[-1] if self.rounds else None

    @property
    def step(self) -> str:
        """The phase as a person says it."""
        if self.phase is Phase.OPEN and self.round is not None:
            return _STEPS[self.round.question.kind]
        return str(self.phase)

    @property
    def is_over(self) -> bool:
        return self.phase in (Phase.SETTLED, Phase.ENDED)

    def repeated(self, number: int) -> int:
        """How often the question of round `number` has been asked up to that round, the first time included."""
        by_number = {each.number: each for each in self.rounds}
        times, again_of = 1, by_number[number].again_of
        while again_of is not None:
            times, again_of = times + 1, by_number[again_of].again_of
        return times


_STEPS = {
    Asked.GUT: "gut choice",
    Asked.WEIGHTS: "weigh",
    Asked.RATINGS: "rate",
    Asked.REQUIREMENTS: "check requirements",
}


# --- what may follow what ---------------------------------------------------------------------------------------------

_BETWEEN = frozenset({Phase.LOBBY, Phase.REVEALED, Phase.TALK})
_GOING_ON = frozenset(Phase) - {Phase.SETTLED, Phase.ENDED}
MAY_COME_IN: Mapping[type[Event], frozenset[Phase]] = {
    ChooseMode: _GOING_ON,
    Start: _BETWEEN,
    Again: frozenset({Phase.REVEALED, Phase.TALK}),
    Vote: frozenset({Phase.OPEN}),
    Lock: frozenset({Phase.OPEN}),
    Reopen: frozenset({Phase.LOCKED}),
    SetClosing: frozenset({Phase.OPEN}),
    CountDown: frozenset({Phase.LOCKED}),
    StopCountDown: frozenset({Phase.LOCKED}),
    Reveal: frozenset({Phase.LOCKED}),
    Skip: frozenset({Phase.OPEN, Phase.LOCKED}),
    Talk: frozenset({Phase.REVEALED}),
    Settle: _BETWEEN,
    End: frozenset(Phase) - {Phase.ENDED},
}


def may(state: RoomState, event: type[Event]) -> bool:
    """Whether such an event may come now: what a page shows a button for."""
    if event is ChooseMode and state.mode_is_fixed:
        return False
    if event is Again and not any(each.outcome is Outcome.REVEALED for each in state.rounds):
        return False
    if event is StopCountDown and (state.round is None or state.round.reveals_at is None):
        return False
    return state.phase in MAY_COME_IN[event]


def after(state: RoomState, event: Event, at: float) -> RoomState:
    """The state once `event` has come at time `at`.

    Raises
    ------
    NotNowError
        It may not come now; with what has to be before.
    """
    if not may(state, type(event)):
        raise NotNowError(_why_not(state, event))
    match event:
        case ChooseMode(mode):
            return replace(state, mode=mode)
        case Start(question, closes_at):
            return _asking(state, question, closes_at, None, at)
        case Again(question, closes_at):
            return _asking_again(state, question, closes_at, at)
        case Vote(number):
            return _voted(state, number)
        case Lock():
            return _with_round(state, Phase.LOCKED, outcome=Outcome.LOCKED)
        case Reopen(closes_at) | SetClosing(closes_at):
            _check_time(closes_at, at)
            return _with_round(state, Phase.OPEN, closes_at=closes_at, outcome=Outcome.OPEN)
        case CountDown(reveals_at):
            _check_time(reveals_at, at)
            return _with_round(state, Phase.LOCKED, reveals_at=reveals_at, outcome=Outcome.LOCKED)
        case StopCountDown():
            return _with_round(state, Phase.LOCKED, outcome=Outcome.LOCKED)
        case Reveal():
            return _with_round(state, Phase.REVEALED, outcome=Outcome.REVEALED)
        case Skip():
            return _with_round(state, _phase_without(state), outcome=Outcome.SKIPPED)
    return replace(state, phase=_LEADS_TO[type(event)])


def is_done(seen: RoomState, event: Event, state: RoomState, at: float) -> bool:
    """Whether `state` is where `event` leads from `seen`, so that it need not come again; whenever it came."""
    try:
        wanted = after(seen, event, at)
    except NotNowError:
        return False
    return state != seen and _timeless(wanted) == _timeless(state)


def _timeless(state: RoomState) -> RoomState:
    """Without what differs where the same was done at another time, or while somebody voted for the first time."""
    return replace(state, mode_is_fixed=False, rounds=tuple(replace(each, opened_at=0.0) for each in state.rounds))


_LEADS_TO: Mapping[type[Event], Phase] = {Talk: Phase.TALK, Settle: Phase.SETTLED, End: Phase.ENDED}


def due(state: RoomState, at: float) -> Event | None:
    """What time itself brings about by `at`: a round that closes, or the end of a countdown; None if nothing."""
    now = state.round
    if now is None:
        return None
    if state.phase is Phase.OPEN and now.closes_at is not None and now.closes_at <= at:
        return Lock()
    if state.phase is Phase.LOCKED and now.reveals_at is not None and now.reveals_at <= at:
        return Reveal()
    return None


def next_due(state: RoomState) -> float | None:
    """When time next brings something about; None if it does not."""
    now = state.round
    if now is None or state.phase not in (Phase.OPEN, Phase.LOCKED):
        return None
    return now.closes_at if state.phase is Phase.OPEN else now.reveals_at


# --- who sees what ------------------------------------------------------------------------------------------------


def ballots_are_seen(state: RoomState, number: int) -> bool:
    """Whether anybody at all may see ballots of a round: only once it was revealed."""
    return any(each.number == number and each.outcome is Outcome.REVEALED for each in state.rounds)


def host_sees_names(state: RoomState) -> bool:
    return state.mode is not Mode.UNNAMED_TO_ALL


def others_see_names(state: RoomState) -> bool:
    return state.mode is Mode.NAMED


# --- parts --------------------------------------------------------------------------------------------------------


def _asking(
    state: RoomState, question: Question, closes_at: float | None, again_of: int | None, at: float
) -> RoomState:
    _check_time(closes_at, at)
    if len(state.rounds) >= MOST_ROUNDS:
        raise NotNowError(f"this room has had {MOST_ROUNDS} rounds; open another room")
    asked = Round(len(state.rounds) + 1, question, at, closes_at, again_of)
    return replace(state, phase=Phase.OPEN, rounds=(*state.rounds, asked))


def _asking_again(state: RoomState, question: Question | None, closes_at: float | None, at: float) -> RoomState:
    before = [each for each in state.rounds if each.outcome is Outcome.REVEALED][-1]
    if question is None:
        question = before.question
    if question.kind is not before.question.kind:
        raise NotNowError(
            f"round {before.number} asked for {before.question.kind}; start a new round for something else"
        )
    return _asking(state, question, closes_at, before.number, at)


def _phase_without(state: RoomState) -> Phase:
    """Where a room stands once its latest round is left."""
    return Phase.TALK if any(each.outcome is Outcome.REVEALED for each in state.rounds) else Phase.LOBBY


def _voted(state: RoomState, number: int) -> RoomState:
    if state.round is None or number != state.round.number:
        raise NotNowError("that ballot is for another round; look at what is asked now")
    return state if state.mode_is_fixed else replace(state, mode_is_fixed=True)


def _with_round(
    state: RoomState,
    phase: Phase,
    *,
    outcome: Outcome,
    closes_at: float | None = None,
    reveals_at: float | None = None,
) -> RoomState:
    """The latest round as it stands in `phase`: with no time set but those given."""
    last = replace(state.rounds[-1], closes_at=closes_at, reveals_at=reveals_at, outcome=outcome)
    return replace(state, phase=phase, rounds=(*state.rounds[:-1], last))


def _check_time(when: float | None, at: float) -> None:
    if when is not None and not when > at:
        raise NotNowError("that time has passed; give a later one")


def _why_not(state: RoomState, event: Event) -> str:
    if state.phase is Phase.ENDED:
        return "this room has ended"
    if state.phase is Phase.SETTLED:
        return "this room is settled; open another one to go on"
    if isinstance(event, Vote):
        return {
            Phase.LOBBY: "nothing is asked yet; wait for the first round",
            Phase.LOCKED: "the round is locked; your last ballot before that counts",
        }.get(state.phase, "the round is over; wait for the next one")
    if isinstance(event, ChooseMode):
        return "somebody has voted on the promise of how names are shown; open another room to change it"
    return {
        Phase.LOBBY: "nothing has been asked yet; start a round",
        Phase.OPEN: "the round is still open; lock it or skip it",
        Phase.LOCKED: "the round is locked; reveal it, reopen it or skip it",
        Phase.REVEALED: "the round is revealed; talk about it, ask again or start another one",
        Phase.TALK: "nothing is open; ask again or start another round",
    }[state.phase]

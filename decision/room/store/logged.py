"""The log of a room's steps as it is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping

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
from decision.room.store.kept import Logged

MOST_STEPS = 2_000


_STEPS: Mapping[type[Event], str] = {
    ChooseMode: "mode chosen",
    Start: "round started",
    Again: "asked again",
    Vote: "voted",
    Lock: "locked",
    Reopen: "reopened",
    SetClosing: "closing time set",
    CountDown: "countdown started",
    StopCountDown: "countdown stopped",
    Reveal: "revealed",
    Skip: "skipped",
    Talk: "talk begun",
    Settle: "settled",
    End: "ended",
}


def step_of(event: Event) -> str:
    """What the log says when `event` has come."""
    return _STEPS[type(event)]


def with_step(log: str, step: Logged) -> str:
    """The log with one step more; of very many the first are forgotten."""
    return json.dumps([*json.loads(log), [step.at, step.step]][-MOST_STEPS:])


def steps_in(log: str) -> tuple[Logged, ...]:
    return tuple(Logged(at, step) for at, step in json.loads(log))

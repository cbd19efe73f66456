"""Long work that ends when nobody waits for it any more.

Whoever starts work says with `stoppable` how to tell whether it is still wanted; loops that may take long call `go_on`
between their pieces. Where nobody said anything, as on the command line, work goes on to its end.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from decision.model.errors import DecisionError

EVERY = 0.1  # seconds between two looks at whether work is wanted


class StoppedError(DecisionError):
    """Work was stopped before its end: nobody waits for it any more, or it took longer than it may."""


@dataclass
class _Work:
    wanted: Callable[[], bool]
    until: float | None
    within: float | None
    next_look: float = 0.0


_WORK: ContextVar[_Work | None] = ContextVar("the work in hand", default=None)


@contextmanager
def stoppable(wanted: Callable[[], bool], within: float | None = None) -> Iterator[None]:
    """Have `go_on` end the work of this context once it is not `wanted`, or after so many seconds.

    Work within work ends with either. Other threads are other contexts.
    """
    above = _WORK.get()
    until = None if within is None else time.monotonic() + within

    def both() -> bool:
        if above is not None:
            _look(above)
        return wanted()

    token = _WORK.set(_Work(both, until, within))
    try:
        yield
    finally:
        _WORK.reset(token)


def go_on() -> None:
    """Do nothing while the work in hand is wanted.

    Raises
    ------
    StoppedError
        It is not wanted any more, or has taken longer than it may.
    """
    work = _WORK.get()
    if work is None:
        return
    now = time.monotonic()
    if now >= work.next_look:
        work.next_look = now + EVERY
        _look(work)


def _look(work: _Work) -> None:
    if not work.wanted():
        raise StoppedError("the work was stopped, for nobody waits for it any more")
    if work.until is not None and time.monotonic() > work.until:
        raise StoppedError(
            f"this takes longer than the {work.within:g} seconds that it may take here; "
            "ask for fewer draws, or use the command line, which takes its time"
        )

"""Page runs take turns: one after the other as long as they are short.

Python runs one thread at a time. Sixty runs at once hand it to each other thousands of times a second and all end late,
the first as late as the last; one after the other, most end at once. A run that takes long lets others pass, so that
nobody waits for somebody else's computation.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

ALONE = 0.25  # seconds that a run has to itself; an ordinary one takes 0.02
PATIENCE = 1.0  # seconds after which a run begins, whoever is running


class Turns:
    """The turns of one process."""

    def __init__(self, alone: float = ALONE, patience: float = PATIENCE) -> None:
        self._alone = alone
        self._patience = patience
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._until: dict[threading.Event, float] = {}  # of those who run, when others may pass

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, first come, first served, and have it for as long as the context lasts."""
        ticket = threading.Event()
        self._wait(ticket)
        try:
            yield
        finally:
            with self._lock:
                del self._until[ticket]
                self._call_next()

    def _wait(self, ticket: threading.Event) -> None:
        end = time.monotonic() + self._patience
        with self._lock:
            self._waiting.append(ticket)
        while True:
            with self._lock:
                now = time.monotonic()
                first = self._waiting[0] is ticket
                free = max(self._until.values(), default=now) if first else end
                if now >= min(free, end):
                    self._waiting.remove(ticket)
                    self._until[ticket] = now + self._alone
                    self._call_next()
                    return
                ticket.clear()
            ticket.wait(min(free, end) - now)

    def _call_next(self) -> None:
        """Have the first of those who wait look whether it is their turn."""
        if self._waiting:
            self._waiting[0].set()


PAGES_TAKE = Turns()

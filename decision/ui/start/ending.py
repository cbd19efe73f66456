"""The app ends within seconds of being told to, whoever is connected and whatever still runs.

The server waits for every answer under way, an upload that never comes to its end included, before it lets the app end;
and Python waits for the thread that makes a file. Neither may keep work unwritten, or the app from ending.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

from decision.ui.session.visitors import end_all_work
from decision.ui.storage.resume import write_what_waits

LEAVE = 1.0  # seconds that the server may take to take leave of everybody; then what waits is written without it
ENDING = 4.0  # seconds after which the app ends, come what may; writing takes up to three

_Handler = Callable[[int, FrameType | None], object]


class Ending:
    """How one served app ends: once, whether the server gets to it or time does."""

    def __init__(
        self, leave_process: Callable[[int], object] = os._exit, take_leave: Callable[[], object] = lambda: None
    ) -> None:
        self._leave_process = leave_process
        self._take_leave = take_leave  # of streams that would keep the server waiting; called with the signal
        self._told = threading.Event()
        self._writing = threading.Lock()
        self._written = False

    def listen(self) -> None:
        """Hear what the server is told, and have it heard by the server too. Where nobody hears signals, do nothing."""
        if threading.current_thread() is not threading.main_thread():
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            handler = signal.getsignal(number)
            if callable(handler):
                signal.signal(number, self._before(handler))

    def finish(self) -> None:
        """Stop what visitors have started and write what waits; once, and whoever comes second waits for it."""
        end_all_work()
        with self._writing:
            if not self._written:
                write_what_waits()
                self._written = True

    def _before(self, handler: _Handler) -> _Handler:
        def hear(number: int, frame: FrameType | None) -> object:
            if not self._told.is_set():
                self._told.set()
                self._take_leave()
                threading.Thread(target=self._end_in_time, name="ending", daemon=True).start()
            return handler(number, frame)

        return hear

    def _end_in_time(self) -> None:
        last = time.monotonic() + ENDING
        end_all_work()
        time.sleep(LEAVE)
        self.finish()
        time.sleep(max(0.0, last - time.monotonic()))
        self._leave_process(0)

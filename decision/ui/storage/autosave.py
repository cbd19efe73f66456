"""Who writes which work when: at rest, in the background, and until it is written.

Nothing here knows Streamlit. Work is written when its changes rest for a moment, by a few threads, each for any work:
one that takes long, or cannot be written, holds nobody else up. Reading waits for the work that is read, and no other.
"""

from __future__ import annotations

import math
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from decision.files.atomic import WriteError
from decision.model.errors import DecisionError
from decision.ui.storage.work_folder import AutosaveError, NoRoomError, WorkFolder, check_token

REST = 1.5  # seconds without a change after which work is written; who moves once a second has no rest
LONGEST = 4.0  # seconds after which it is written although changes go on
MOST_WAITING = 2_000  # works
STOPPING = 3.0  # seconds that may pass until all is written when the app ends

_WRITERS = 3
_MOST_OWNERS = 10_000
_FIRST_RETRY, _LAST_RETRY = 1.0, 60.0  # seconds


@dataclass
class _Waiting:
    """Work that is not written yet, or not as it is now."""

    make: Callable[[], str]
    visitor: str
    tell: Callable[[], None]
    since: float
    due: float
    edition: int = 0
    failures: int = 0
    problem: str = ""
    being_written: bool = False


@dataclass
class Autosave:
    """Writes works into a folder.

    A file has one owner at a time, the last that read or made it: two windows on one address do not take turns in
    overwriting each other.
    """

    place: Path
    folder: WorkFolder = field(init=False)
    _owners: OrderedDict[str, str] = field(default_factory=OrderedDict)
    _waiting: dict[str, _Waiting] = field(default_factory=dict)
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _writers: list[threading.Thread] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder = WorkFolder(self.place)

    # --- owning and reading -------------------------------------------------------------------------------

    def owned(self, token: str, owner: str) -> bool:
        """Whether nobody else has taken this token over."""
        with self._changed:
            return self._owners.setdefault(token, owner) == owner

    def read(self, token: str, owner: str) -> str:
        """The text kept under `token`, which belongs to `owner` from now on; raises AutosaveError."""
        self._flush_one(token)
        text = self.folder.read(token)
        with self._changed:
            self._owners[token] = owner
            self._owners.move_to_end(token)
            while len(self._owners) > _MOST_OWNERS:
                self._owners.popitem(last=False)
        return text

    # --- writing ------------------------------------------------------------------------------------------

    def put(
        self, token: str, make: Callable[[], str], visitor: str = "", tell: Callable[[], None] = lambda: None
    ) -> None:
        """Write what `make` gives under `token` once it rests; a later one replaces it. Raises AutosaveError.

        `visitor` is the mark of who began it; `tell` is called, in some thread, when writing begins to fail.
        """
        check_token(token)
        now = time.monotonic()
        with self._changed:
            known = self._waiting.get(token)
            if known is None:
                if len(self._waiting) >= MOST_WAITING:
                    raise AutosaveError("too much work waits to be written")
                self._waiting[token] = _Waiting(make, visitor, tell, now, now + REST)
                self._begin_writing()
                self._changed.notify_all()
            else:
                known.make, known.tell, known.edition = make, tell, known.edition + 1
                soon = min(now + REST, known.since + LONGEST)
                # what failed is tried again in its time, whatever moves meanwhile
                due = max(soon, known.due) if known.problem and math.isfinite(known.due) else soon
                if due < known.due:
                    self._changed.notify_all()
                known.due = due

    def pending(self, token: str) -> bool:
        """Whether the last change of `token` is not written yet."""
        return token in self._waiting

    def problem(self, token: str) -> str:
        """Why the last attempt to write `token` failed; empty if it did not."""
        known = self._waiting.get(token)
        return "" if known is None else known.problem

    @property
    def ailing(self) -> bool:
        """Whether something cannot be written now, whoever it belongs to."""
        return bool(self.folder.trouble()) or any(x.problem for x in list(self._waiting.values()))

    def flush(self) -> int:
        """Have all that waits written now, or at least tried; returns how many are left unwritten.

        It ends after `STOPPING` seconds, whatever is not written then.
        """
        with self._changed:
            tried = {token: x.failures for token, x in self._waiting.items()}
            for x in self._waiting.values():
                x.due = -math.inf
            self._changed.notify_all()

            def done() -> bool:
                left = {token: self._waiting[token] for token in tried if token in self._waiting}
                return all(x.failures > tried[token] and not x.being_written for token, x in left.items())

            self._changed.wait_for(done, STOPPING)
            return sum(token in self._waiting for token in tried)

    def close(self) -> None:
        """Write all that waits before the app ends, and say on standard error if something is lost."""
        lost = self.flush()
        if lost:
            why = next((x.problem for x in list(self._waiting.values()) if x.problem), "there was no time left")
            print(f"Changed works that are not kept: {lost}; {why}.", file=sys.stderr)  # noqa: T201

    def _flush_one(self, token: str) -> None:
        """Have one work written now, by this thread unless another has begun with it."""
        with self._changed:
            self._changed.wait_for(
                lambda: token not in self._waiting or not self._waiting[token].being_written, STOPPING
            )
            waiting = self._waiting.get(token)
            if waiting is None or waiting.being_written:
                return
            waiting.being_written = True
        self._write(token)

    # --- in the background --------------------------------------------------------------------------------

    def _begin_writing(self) -> None:
        self._writers = [each for each in self._writers if each.is_alive()]
        while len(self._writers) < _WRITERS:
            thread = threading.Thread(target=self._write_on, name="autosave", daemon=True)
            self._writers.append(thread)
            thread.start()

    def _write_on(self) -> None:
        while True:
            with self._changed:
                token = self._next_due()
                while token is None:
                    soonest = min((x.due for x in self._waiting.values() if not x.being_written), default=math.inf)
                    wait = soonest - time.monotonic()
                    self._changed.wait(max(0.0, wait) if math.isfinite(wait) else None)
                    token = self._next_due()
                self._waiting[token].being_written = True
            self._write(token)

    def _next_due(self) -> str | None:
        now = time.monotonic()
        due = [(x.due, token) for token, x in self._waiting.items() if x.due <= now and not x.being_written]
        return min(due)[1] if due else None

    def _write(self, token: str) -> None:
        """Write one work, which nobody else is writing, and note how it went."""
        with self._changed:
            waiting = self._waiting[token]
            make, edition = waiting.make, waiting.edition
        again, problem = True, ""
        try:
            self.folder.write(token, make(), waiting.visitor)
        except OSError as error:
            problem = self._unwritable(error.strerror or str(error))
        except WriteError as error:
            problem = self._unwritable(error.reason)
        except DecisionError as error:
            again, problem = isinstance(error, NoRoomError), str(error)
        except Exception as error:  # whatever is wrong with one work, others wait to be written
            again, problem = False, f"it cannot be written out ({type(error).__name__})"
        with self._changed:
            now = time.monotonic()
            begins_to_fail = bool(problem) and not waiting.problem
            waiting.being_written, waiting.problem, waiting.since = False, problem, now
            if not problem:
                waiting.failures = 0
                waiting.due = now + REST
                if waiting.edition == edition:
                    del self._waiting[token]
            else:
                waiting.failures += 1
                later = now + min(_FIRST_RETRY * 2 ** (waiting.failures - 1), _LAST_RETRY)
                waiting.due = later if again else math.inf
            self._changed.notify_all()
        if begins_to_fail:
            waiting.tell()

    def _unwritable(self, reason: str) -> str:
        return f"the folder {self.place} cannot be written ({reason})"

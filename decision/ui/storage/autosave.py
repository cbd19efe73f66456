"""A folder of kept work: found by a token that cannot be guessed, written whole or not at all, never grown without end.

Nothing here knows Streamlit. Whoever has the token has the work; the folder holds only hashes of tokens.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from decision.files import atomic
from decision.files.atomic import HALF_WRITTEN, WriteError
from decision.model.errors import DecisionError

VARIABLE = "TRILEMMA_STATE"
OFF = "off"
DAYS = 30
MOST_FILES = 500
MOST_BYTES = 8_000_000  # of one file
DELAY = 0.4  # seconds; what is dragged is written once it rests

_HALF_WRITTEN = 3_600  # seconds after which nobody is writing any more
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


class AutosaveError(DecisionError):
    """Kept work cannot be found, read or written."""


def state_folder(environment: Mapping[str, str]) -> Path | None:
    """Where work is kept; None where that was turned off."""
    chosen = environment.get(VARIABLE, "").strip()
    if chosen:
        return None if chosen.lower() == OFF else Path(chosen).expanduser()
    base = environment.get("XDG_STATE_HOME", "").strip()
    return (Path(base) if base else Path("~/.local/state").expanduser()) / "trilemma"


def new_token() -> str:
    """128 random bits."""
    return secrets.token_urlsafe(16)


@dataclass
class Autosave:
    """The folder, and who writes which file of it.

    A file has one owner at a time, the last that read or made it: two windows on one address do not take turns in
    overwriting each other.
    """

    folder: Path
    _owners: dict[str, str] = field(default_factory=dict)
    _waiting: dict[str, Callable[[], str]] = field(default_factory=dict)
    _problem: str = ""
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _writing: threading.Lock = field(default_factory=threading.Lock)
    _thread: threading.Thread | None = None

    # --- owning and reading -------------------------------------------------------------------------------

    def owned(self, token: str, owner: str) -> bool:
        """Whether nobody else has taken this token over."""
        return self._owners.setdefault(token, owner) == owner

    def read(self, token: str, owner: str) -> str:
        """The text kept under `token`, which belongs to `owner` from now on; raises AutosaveError."""
        path = self._path(token)
        self.flush()
        try:
            if path.stat().st_size > MOST_BYTES:
                raise AutosaveError("it is larger than anything that is kept here")
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise AutosaveError(f"there is none; work is kept for {DAYS} days after its last change") from None
        except (OSError, UnicodeDecodeError):
            raise AutosaveError("its file cannot be read") from None
        self._owners[token] = owner
        return text

    # --- writing ------------------------------------------------------------------------------------------

    @property
    def problem(self) -> str:
        """Why the last attempt to write failed; empty if it did not."""
        return self._problem

    def put(self, token: str, make: Callable[[], str]) -> None:
        """Write what `make` gives under `token`, soon and in the background; a later one replaces it."""
        self._path(token)
        with self._changed:
            self._waiting[token] = make
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._write_on, name="autosave", daemon=True)
                self._thread.start()
            self._changed.notify()

    def flush(self) -> None:
        """Write what is waiting now."""
        with self._writing:
            with self._changed:
                waiting, self._waiting = self._waiting, {}
            for token, make in waiting.items():
                try:
                    self._write(token, make())
                    self._problem = ""
                except OSError as error:
                    self._problem = self._unwritable(error.strerror or str(error))
                except WriteError as error:
                    self._problem = self._unwritable(error.reason)
                except DecisionError as error:
                    self._problem = str(error)

    def _write_on(self) -> None:
        while True:
            with self._changed:
                while not self._waiting:
                    self._changed.wait()
            time.sleep(DELAY)
            self.flush()

    def _write(self, token: str, text: str) -> None:
        raw = text.encode("utf-8")
        if len(raw) > MOST_BYTES:
            raise AutosaveError("the work has grown too large to be kept; delete some snapshots")
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._path(token)
        if not path.exists():
            self.sweep(make_room=1)
        atomic.write(path, raw, private=True)

    def _unwritable(self, reason: str) -> str:
        return f"the folder {self.folder} cannot be written ({reason})"

    def sweep(self, make_room: int = 0) -> None:
        """Take away what is older than `DAYS`, the oldest beyond `MOST_FILES`, and what a crash left half written."""
        for path in self.folder.glob(f"*{HALF_WRITTEN}"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < time.time() - _HALF_WRITTEN:
                    path.unlink()
        dated = []
        for path in self.folder.glob("*.json"):
            with contextlib.suppress(OSError):
                dated.append((path.stat().st_mtime, path))
        oldest_kept = time.time() - DAYS * 86_400
        newest_first = [path for changed, path in sorted(dated, reverse=True) if changed >= oldest_kept]
        kept = set(newest_first[: max(0, MOST_FILES - make_room)])
        for _, path in dated:
            if path not in kept:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _path(self, token: str) -> Path:
        if not _TOKEN.fullmatch(token):
            raise AutosaveError("its address is not complete; use it as it was given")
        return self.folder / f"{hashlib.sha256(token.encode('ascii')).hexdigest()}.json"

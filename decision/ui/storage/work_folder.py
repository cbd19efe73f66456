"""A folder of kept work: found by a token that cannot be guessed, written whole or not at all, never grown without end.

Nothing here knows Streamlit. Whoever has the token has the work; the folder holds only hashes of tokens, and in the
name of each file four digits of a hash of the visitor who began it: enough to share the room out, too little to tell
who that was.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from decision.files import atomic
from decision.files.atomic import HALF_WRITTEN
from decision.model.errors import DecisionError
from decision.ui.storage.days_in_use import days_in_use, days_since

VARIABLE = "TRILEMMA_STATE"
OFF = "off"
DAYS = 30  # on which new work was kept, after which work that nobody has come back to is taken away
MOST_FILES = 500  # and up to twice as many of today, when nothing is taken away
MOST_BYTES = 8_000_000  # of one file

_TODAY = 86_400  # seconds
_HALF_WRITTEN = 3_600  # seconds after which nobody is writing any more
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
_NAME = re.compile(r"[0-9a-f]{64}(?:-([0-9a-f]{4}))?\.json")


class AutosaveError(DecisionError):
    """Kept work cannot be found, read or written."""


class NoRoomError(AutosaveError):
    """There is no room for more; later there may be."""


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


def check_token(token: str) -> None:
    """Raise AutosaveError unless `token` is one of ours, whether there is work under it or not."""
    if not _TOKEN.fullmatch(token):
        raise AutosaveError("its address is not complete; use it as it was given")


def visitor_mark(said: str) -> str:
    """Four digits that stand for a visitor in the names of files: one of 65,536, so that it tells nobody who it is."""
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:4]


@dataclass(frozen=True)
class _File:
    """One file of the folder, as it is there; `visitor` is empty for one that an earlier version began."""

    path: Path
    visitor: str
    used: float


@dataclass
class WorkFolder:
    """The files of a folder. Calls for different tokens do not wait for each other, but where a file is begun."""

    folder: Path
    _paths: dict[str, Path] = field(default_factory=dict)
    _room: threading.Lock = field(default_factory=threading.Lock)  # held by who takes files away or adds one

    def read(self, token: str) -> str:
        """The text kept under `token`, which counts as used today from now on; raises AutosaveError."""
        path = self.path(token)
        try:
            if path.stat().st_size > MOST_BYTES:
                raise AutosaveError("it is larger than anything that is kept here")
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise AutosaveError(
                f"there is none; work is kept for {DAYS} days after it was last used, and for less where room is short"
            ) from None
        except (OSError, UnicodeDecodeError):
            raise AutosaveError("its file cannot be read") from None
        with contextlib.suppress(OSError):  # a folder that can only be read gives its work all the same
            os.utime(path)
        return text

    def write(self, token: str, text: str, visitor: str = "") -> None:
        """Keep `text` under `token`, begun by the visitor with that mark; raises AutosaveError or WriteError."""
        raw = text.encode("utf-8")
        if len(raw) > MOST_BYTES:
            raise AutosaveError("the work has grown too large to be kept; delete some snapshots")
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.path(token, visitor)
        if path.exists():
            atomic.write(path, raw, private=True)
            return
        with self._room:
            self.sweep()
            self._make_room(visitor)
            atomic.write(path, raw, private=True)

    def path(self, token: str, visitor: str = "") -> Path:
        """The file of `token`, and where there is none, the one that a visitor with that mark would begin."""
        check_token(token)
        digest = hashlib.sha256(token.encode("ascii")).hexdigest()
        known = self._paths.get(digest)
        if known is None or not known.exists():
            new = self.folder / (f"{digest}-{visitor}.json" if visitor else f"{digest}.json")
            known = next((each.path for each in self._files() if each.path.name.startswith(digest)), new)
            if len(self._paths) > 4 * MOST_FILES:
                self._paths.clear()
            self._paths[digest] = known
        return known

    def trouble(self) -> str:
        """Why nothing can be written here, as far as that can be told without writing; empty where nothing is seen."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not os.access(self.folder, os.W_OK | os.X_OK):
                return "it must not be written"
            if hasattr(os, "statvfs") and not os.statvfs(self.folder).f_bavail:
                return "the disk is full"
        except OSError as error:
            return error.strerror or str(error)
        return ""

    # --- room ---------------------------------------------------------------------------------------------

    def sweep(self) -> None:
        """Take away what nobody has come back to for `DAYS` days in use, and what a crash left half written."""
        for path in self.folder.glob(f"*{HALF_WRITTEN}"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < time.time() - _HALF_WRITTEN:
                    path.unlink()
        days = days_in_use(self.folder)
        for each in list(self._files()):
            if days_since(each.used, days) > DAYS:
                each.path.unlink(missing_ok=True)

    def _make_room(self, visitor: str) -> None:
        """Take the oldest work of the visitor who has most of it, where there is no room; raises AutosaveError.

        What was used today is never taken away. So there may be more than `MOST_FILES` for a day; then a visitor who
        has as many already gets no more.
        """
        files = list(self._files())
        while len(files) >= MOST_FILES:
            oldest = self._to_go(files)
            if oldest is None:
                break
            oldest.path.unlink(missing_ok=True)
            files.remove(oldest)
        own = sum(each.visitor == visitor for each in files)
        if own >= MOST_FILES or len(files) >= 2 * MOST_FILES:
            raise NoRoomError("there is no room for more today, for work that was used today is never taken away")

    def _to_go(self, files: list[_File]) -> _File | None:
        """The oldest, but for what was used today, of the visitor who has most; None where there is none."""
        yesterday = time.time() - _TODAY
        have = Counter(each.visitor for each in files)
        old = [each for each in files if each.used < yesterday]
        return min(old, key=lambda each: (-have[each.visitor], each.used), default=None)

    def _files(self) -> Iterator[_File]:
        try:
            entries = list(os.scandir(self.folder))
        except OSError:
            return
        for entry in entries:
            found = _NAME.fullmatch(entry.name)
            if found is not None:
                with contextlib.suppress(OSError):
                    yield _File(Path(entry.path), found[1] or "", entry.stat().st_mtime)

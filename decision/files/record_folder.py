"""The folder in which decision records lie, and a record written there together with the file it is about.

Either both are written or neither is: the record first, for nothing refers to it yet, then the file. Where the file
cannot be put in place, the record goes again, and the one it takes the place of is as it was.
"""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from decision.files import atomic
from decision.files.editing.files import EditedFile
from decision.files.open_file import read_file
from decision.model.errors import DecisionError

USUAL = Path("docs", "decisions")
_NUMBERED = re.compile(r"(?:ADR-?)?(\d{1,9})[-_ ].*\.md", re.IGNORECASE)
_LONGEST = 60  # characters of a title in the name of a file
_MOST_LINES = 20  # from its top, in which a record says how it stands


@dataclass(frozen=True)
class RecordPlace:
    """Where the next record goes: its number among those of the folder, and its path."""

    number: int
    path: Path

    def seen_from(self, folder: Path) -> str:
        """The path as one writes it in a file of `folder`."""
        return relative(self.path, folder)


def records_folder(file: Path) -> Path:
    """The nearest ``docs/decisions`` beside or above `file`, in its repository; else the one beside it, to be made."""
    beside = file.resolve().parent
    for folder in (beside, *beside.parents):
        if (folder / USUAL).is_dir():
            return folder / USUAL
        if (folder / ".git").exists():
            break
    return beside / USUAL


def number_in(path: str) -> int | None:
    """The number in the name of a record, such as 7 in ``docs/decisions/0007-portal.md``; None where it has none."""
    found = _NUMBERED.fullmatch(path.replace("\\", "/").rpartition("/")[2])
    return None if found is None else int(found[1])


def next_record(folder: Path, title: str) -> RecordPlace:
    """The next number in `folder`, and the path of a record with that title; no file is there yet."""
    try:
        names = [each.name for each in folder.iterdir()] if folder.is_dir() else []
    except OSError as error:
        raise DecisionError(f"{folder} cannot be read ({error.strerror}); choose another with --records") from None
    number = max((found for name in names if (found := number_in(name)) is not None), default=0) + 1
    return RecordPlace(number, folder / f"{number:04d}-{_slug(title)}.md")


def record_in(folder: Path, here: Path, named: str) -> Path | None:
    """The record that a file in `here` names, if it is one of those in `folder`: no other file is ever touched."""
    if not named or not folder.is_dir():
        return None
    named_folder, _, name = named.replace("\\", "/").rpartition("/")
    if _NUMBERED.fullmatch(name) is None or name not in {each.name for each in folder.iterdir()}:
        return None
    try:
        is_here = (here / named_folder).resolve() == folder.resolve() and not (folder / name).is_symlink()
    except (OSError, ValueError):  # no path at all
        return None
    return folder / name if is_here else None


def _slug(title: str) -> str:
    """A title as part of a name: lower-case letters, digits and dashes."""
    letters = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    return words[:_LONGEST].rstrip("-") or "decision"


def relative(path: Path, folder: Path) -> str:
    """`path` as seen from `folder`, with strokes that lean forward."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:  # on another drive
        return path.resolve().as_posix()


@dataclass(frozen=True)
class Superseding:
    """The record of an earlier decision, before and after its line on how it stands says what took its place."""

    path: Path
    before: bytes
    after: bytes


def superseding(path: Path, lines: dict[str, str]) -> Superseding | None:
    """The record at `path` with the first of `lines` in it replaced by what that is to be; None if it has none."""
    before = read_file(path)
    parts = before.splitlines(keepends=True)
    for place, part in enumerate(parts[:_MOST_LINES]):
        text = part.rstrip(b"\r\n")
        new = lines.get(text.decode("utf-8", "replace"))
        if new is not None:
            after = [*parts[:place], new.encode("utf-8") + part[len(text) :], *parts[place + 1 :]]
            return Superseding(path, before, b"".join(after))
    return None


def write_all(record: Path, content: bytes, file: EditedFile, earlier: Superseding | None = None) -> None:
    """Write a new record, the file it is about, and the record it takes the place of: all of them or none.

    Raises
    ------
    WriteError
        One cannot be written, or a record is there already; nothing is changed.
    ChangedOnDiskError
        The file is no longer what was read; nothing is changed.
    """
    with _undone_on_failure() as undo:
        for folder in reversed([each for each in record.parents if not each.exists()]):
            _make(folder)
            undo.callback(folder.rmdir)
        atomic.create(record, content)
        undo.callback(record.unlink)
        if earlier is not None:
            atomic.write(earlier.path, earlier.after)
            undo.callback(atomic.write, earlier.path, earlier.before)
        file.write()


def _make(folder: Path) -> None:
    try:
        folder.mkdir()
    except OSError as error:
        raise atomic.WriteError(folder, error.strerror or str(error), "choose another folder with --records") from None


@contextlib.contextmanager
def _undone_on_failure() -> Iterator[contextlib.ExitStack]:
    with contextlib.ExitStack() as undo:
        yield undo
        undo.pop_all()  # nothing failed

"""Files edited where they lie: read, spliced, checked, and put in place of what is still as it was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

from decision.files import atomic
from decision.files.editing.edits import Delete, Edit, Rename, edited
from decision.files.editing.lines import Lines
from decision.files.editing.splice import spliced
from decision.files.faults import FileError
from decision.files.library import Library
from decision.files.open_file import read_file
from decision.files.tree import Node, read_tree
from decision.files.validation import checked_tree
from decision.model.errors import DecisionError


class ChangedOnDiskError(DecisionError):
    """A file is no longer what it was when it was read, so it is not overwritten."""

    def __init__(self, path: Path, what: str = "was changed") -> None:
        super().__init__(f"{path} {what} since it was read; nothing is written")


@dataclass(frozen=True)
class EditedFile:
    """A file before and after an edit, neither of them written."""

    path: Path
    before: bytes
    after: bytes

    @property
    def is_changed(self) -> bool:
        return self.before != self.after

    def diff(self) -> str:
        """What changed, in the form of ``diff -u``; empty if nothing did."""
        return diff(self.before, self.after, str(self.path))

    def write(self) -> None:
        """Put what the edit made in the place of what was read.

        Raises
        ------
        ChangedOnDiskError
            The file is no longer what was read.
        WriteError
            It cannot be written; what was there is untouched.
        """
        if self.is_changed:
            put_in_place(self.path, self.before, self.after)


def edited_file(path: str | Path, edits: Sequence[Edit]) -> EditedFile:
    """The file at `path` with `edits` made and all other lines as they are; nothing is written.

    Raises
    ------
    EditError
        An edit cannot be made: its path leads nowhere.
    SpliceError
        It cannot be made without touching other lines.
    FileError
        The file cannot be read, or would have faults afterwards.
    """
    path = Path(path)
    raw = read_file(path)
    return EditedFile(path, raw, edited_text(raw, edits, str(path), path.resolve().parent))


def edited_text(raw: bytes, edits: Sequence[Edit], file: str, folder: Path | None) -> bytes:
    """The text `raw` of a file that lies in `folder`, with `edits` made; raises as `edited_file` does."""
    root = read_tree(raw, file)
    document = root.plain()
    if not isinstance(document, dict):
        checked_tree(root, file, folder)  # says what is wrong
    inherited = _inherited(root, folder) if any(isinstance(edit, Delete | Rename) for edit in edits) else frozenset()
    made = spliced(raw, root, edited(document, edits, inherited), file)
    checked_tree(made.root, file, folder)
    return made.raw


def _inherited(root: Node, folder: Path | None) -> frozenset[str]:
    """The criteria that the file has from a catalogue; none where that cannot be read, which is said later."""
    name = root.find(("criteria", "use"))[0].value
    try:
        return frozenset(Library(folder).catalogue(name).criteria) if isinstance(name, str) else frozenset()
    except (OSError, FileError):
        return frozenset()


def put_in_place(path: Path, before: bytes, after: bytes) -> None:
    """Write `after` to the file at `path`, which must still hold `before`."""
    if not path.exists():
        raise ChangedOnDiskError(path, "was taken away")
    if read_file(path) != before:
        raise ChangedOnDiskError(path)
    atomic.write(path, after)


def diff(before: bytes, after: bytes, name: str) -> str:
    """What changed from one text to the other, in the form of ``diff -u`` with one line around each change."""
    old, new = (list(_lines(raw.decode("utf-8"))) for raw in (before, after))
    return "".join(_marked(unified_diff(old, new, name, name, n=1)))


def _lines(text: str) -> Iterator[str]:
    lines = Lines(text)
    return (
        text[lines.start(number) : lines.after(number)]
        for number in range(len(lines))
        if lines.start(number) < len(text)
    )


def _marked(parts: Iterator[str]) -> Iterator[Any]:
    for part in parts:
        yield part if part.endswith("\n") else part + "\n\\ No newline at end of file\n"

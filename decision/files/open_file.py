"""The bytes of a file, read only if it is one: no device, no pipe, and no more of it than a file of ours can hold."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from decision.files.faults import Fault, FileError

MOST_BYTES = 5_000_000

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_file(path: Path, most: int = MOST_BYTES) -> bytes:
    """What the file at `path` holds, of at most that many bytes.

    Raises
    ------
    FileError
        It is no regular file, is too large, or cannot be read.
    """
    if "\0" in str(path):
        raise _refused(path, "cannot be read (no file can be called so); check the name")
    try:
        _check(path, path.stat(), most)  # before: to open a pipe waits, and to open a device may do something
        with open(path, "rb", opener=_open_without_waiting) as file:  # Path.open takes no opener
            _check(path, os.fstat(file.fileno()), most)  # what was opened may be another file by now
            raw = file.read(most + 1)
    except OSError as error:
        raise unreadable(str(path), error) from None
    check_size(str(path), len(raw), most)
    return raw


def check_size(file: str, size: int, most: int = MOST_BYTES) -> None:
    """Raise FileError if `file` has more bytes than are read."""
    if size > most:
        megabytes = f"{size / 1e6:,.1f} MB"
        message = f"the file is too large (got {megabytes}); keep it below {most / 1e6:g} MB"
        raise FileError([Fault(file, 1, 1, "", message)])


def unreadable(file: str, error: OSError) -> FileError:
    """The error for a file that cannot be opened at all."""
    reason = error.strerror or str(error)
    return FileError([Fault(file, 1, 1, "", f"cannot be read ({reason}); check the name and the rights")])


def _check(path: Path, facts: os.stat_result, most: int) -> None:
    if not stat.S_ISREG(facts.st_mode):
        kind = next((name for holds, name in _KINDS if holds(facts.st_mode)), "something else")
        raise _refused(path, f"cannot be read (it is {kind}, not a file); check the name and the rights")
    check_size(str(path), facts.st_size, most)


def _refused(path: Path, message: str) -> FileError:
    return FileError([Fault(str(path), 1, 1, "", message)])


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # not known on Windows, where pipes are no files

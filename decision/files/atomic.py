"""Files written whole or not at all: beside their place first, then put into it in one step.

Whatever goes wrong on the way, a full disk, a power cut, an interrupt, the file that was there is there as it was.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from decision.model.errors import DecisionError

HALF_WRITTEN = ".part"  # how the name of what is not finished ends

_unfinished: set[Path] = set()


class WriteError(DecisionError):
    """A file cannot be written; `reason` says why, in the system's words or ours."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path} cannot be written ({reason}); {remedy}")
        self.reason = reason


def write(path: str | Path, content: bytes, *, private: bool = False) -> None:
    """Write `content` to the file at `path`, in place of what it held.

    A link is followed: it stays, and the file it leads to is replaced. A file keeps its rights; a new one has those
    that new files have, or where `private`, none for anybody but its owner.

    Raises
    ------
    WriteError
        It cannot be written; what was there is untouched.
    """
    path = Path(path)
    try:
        target = Path(os.path.realpath(path))
        before = _status(target)
        if before is not None:
            _check_replaceable(path, target, before)
        _replace(target, content, before, 0o600 if private else 0o666)
    except OSError as error:
        raise WriteError(path, error.strerror or str(error), "choose another place") from None


def create(path: Path, content: bytes) -> None:
    """Write `content` to a new file at `path`; one that is there is never written over.

    Raises
    ------
    WriteError
        A file is there, or it cannot be written; no part of it is left.
    """
    part = path.parent / f".{secrets.token_hex(8)}{HALF_WRITTEN}"
    _unfinished.add(part)
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _put_where_nothing_is(part, path)
    except FileExistsError:
        raise WriteError(path, "it is there already", "choose another place") from None
    except OSError as error:
        raise WriteError(path, error.strerror or str(error), "choose another place") from None
    finally:
        with contextlib.suppress(OSError):
            part.unlink()
        _unfinished.discard(part)
    settle(path.parent)


def _put_where_nothing_is(part: Path, path: Path) -> None:
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # not every file system has links; the name is then taken first, so that nothing is written over
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        part.replace(path)


def abandon() -> None:
    """Take away what is half written, for a process that is about to end."""
    for part in tuple(_unfinished):
        shutil.rmtree(part, ignore_errors=True)  # a folder; of a file it does nothing
        with contextlib.suppress(OSError):
            part.unlink()


@contextlib.contextmanager
def half_written(part: Path) -> Iterator[None]:
    """While the folder `part` is being filled: it is taken away where it was not put in its place."""
    _unfinished.add(part)
    try:
        yield
    finally:
        shutil.rmtree(part, ignore_errors=True)
        _unfinished.discard(part)
    settle(part.parent)


def _status(target: Path) -> os.stat_result | None:
    try:
        return target.stat()
    except FileNotFoundError:
        return None


def _check_replaceable(path: Path, target: Path, before: os.stat_result) -> None:
    if stat.S_ISDIR(before.st_mode):
        raise WriteError(path, "it is a folder", "name a file in it")
    if not stat.S_ISREG(before.st_mode):
        raise WriteError(path, "it is a device or a pipe", "name a plain file")
    if not os.access(target, os.W_OK):  # it could be replaced all the same, but was protected by somebody
        raise WriteError(path, "it may be read only", "choose another place, or change its rights")


def _replace(target: Path, content: bytes, before: os.stat_result | None, mode: int) -> None:
    part = target.parent / f".{secrets.token_hex(8)}{HALF_WRITTEN}"
    _unfinished.add(part)
    try:
        # until it has the rights of the old one, nobody else may read the new one
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode if before is None else 0o600)
        with os.fdopen(handle, "wb") as file:
            if before is not None:
                _give_rights(target, part, before)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        with contextlib.suppress(OSError):
            part.unlink()  # there only if it was not put in place
        _unfinished.discard(part)
    settle(target.parent)


def _give_rights(target: Path, part: Path, before: os.stat_result) -> None:
    """Give `part` the owner, group, mode and access list of `target`, as far as one may."""
    mode = stat.S_IMODE(before.st_mode)
    if hasattr(os, "chown"):
        for owner, group in ((-1, before.st_gid), (before.st_uid, -1)):
            with contextlib.suppress(OSError):
                os.chown(part, owner, group)
        if part.stat().st_gid != before.st_gid:
            mode &= ~stat.S_IRWXG  # what that group might do is not for another
    part.chmod(mode)
    if hasattr(os, "listxattr"):
        for name in _extended(target):
            with contextlib.suppress(OSError):  # some are the system's own
                os.setxattr(part, name, os.getxattr(target, name))


def _extended(target: Path) -> list[str]:
    try:
        return os.listxattr(target)
    except OSError:  # not every file system has them
        return []


def settle(folder: Path) -> None:
    """Have the folder's new entry outlast a power cut, where the system offers that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

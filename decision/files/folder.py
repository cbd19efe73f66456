"""A folder of files written whole or not at all: beside its place first, then put into it in one step.

A folder that is there is replaced only if every file in it was written here and is as it was written: what somebody
added or changed is nobody's to throw away. A list of the files with their digests is in the folder for that, in the
form that ``sha256sum --check`` reads.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from decision.files.atomic import HALF_WRITTEN, WriteError, half_written
from decision.model.visible import visible

LIST = "SHA256SUMS"  # the name of the list, which is not in it

_MOST_TO_READ = 50_000_000  # bytes of a file in a folder that is there; larger ones were not written here
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
_REMEDY = "choose another folder, or move what is in it elsewhere"


def write(path: str | Path, contents: Mapping[str, bytes]) -> None:
    """Write `contents`, by name with ``/`` before the name of a sub-folder, and the list of them, as folder `path`.

    Raises
    ------
    WriteError
        It cannot be written, or holds what was not written here; what was there is untouched.
    """
    path = Path(path)
    target = Path(os.path.realpath(path))
    part = target.parent / f".{secrets.token_hex(8)}{HALF_WRITTEN}"
    try:
        with half_written(part):
            there = _check_replaceable(path, target)
            _fill(part, {**contents, LIST: list_of(contents)})
            if there:
                _exchange(part, target)
            else:
                part.rename(target)
    except OSError as error:
        raise WriteError(path, error.strerror or str(error), "choose another place") from None


def list_of(contents: Mapping[str, bytes]) -> bytes:
    """The digest of each file, a line each, by name."""
    return "".join(f"{hashlib.sha256(contents[name]).hexdigest()}  {name}\n" for name in sorted(contents)).encode()


def _fill(part: Path, contents: Mapping[str, bytes]) -> None:
    part.mkdir()
    for name, content in contents.items():
        file = part / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())


def _exchange(part: Path, target: Path) -> None:
    """Put `part` where the folder `target` is, and throw that away; it comes back if that fails."""
    old = target.parent / f".{secrets.token_hex(8)}{HALF_WRITTEN}"
    target.rename(old)
    try:
        part.rename(target)
    except OSError:
        old.rename(target)
        raise
    _take_away(old)


def _take_away(old: Path) -> None:
    """Take away what was written here, and nothing that somebody put there at the last moment."""
    listed = {*_listed(old), LIST}
    found = sorted(old.rglob("*"), reverse=True)
    for file in found:
        if file.relative_to(old).as_posix() in listed:
            with contextlib.suppress(OSError):
                file.unlink()
    for folder in (each for each in found if each.is_dir()):
        with contextlib.suppress(OSError):
            folder.rmdir()
    with contextlib.suppress(OSError):
        old.rmdir()


def _check_replaceable(path: Path, target: Path) -> bool:
    """Whether a folder is there; raises WriteError if it, or what is there, must stay."""
    if not target.exists():
        return False
    if not target.is_dir():
        raise WriteError(path, "it is a file", "choose another name for the folder")
    listed = _listed(target)
    for file in sorted(target.rglob("*")):
        name = file.relative_to(target).as_posix()
        if file.is_symlink() or not (file.is_dir() or file.is_file()):
            raise WriteError(path, f"it holds {visible(name)}, which was not written here", _REMEDY)
        if file.is_dir() or name == LIST:
            continue
        if name not in listed:
            raise WriteError(path, f"it holds {visible(name)}, which was not written here", _REMEDY)
        if file.stat().st_size > _MOST_TO_READ or hashlib.sha256(file.read_bytes()).hexdigest() != listed[name]:
            raise WriteError(path, f"{visible(name)} in it was changed since", _REMEDY)
    return True


def _listed(target: Path) -> dict[str, str]:
    """The digests in the list of a folder, by name; empty where there is none."""
    file = target / LIST
    if not file.is_file() or file.is_symlink() or file.stat().st_size > _MOST_TO_READ:
        return {}
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return {found[2]: found[1] for line in lines if (found := _LINE.fullmatch(line))}

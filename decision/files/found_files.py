"""The files that are meant by files, folders and patterns such as ``scenarios/*.yaml``.

A file that is named is taken as it is, whatever is in it. In a folder, and by a pattern, what is no file of ours is
left out, told by its top level alone, so that a scenario with faults is still one:

- a scenario has ``options``, and ``format`` or ``title`` or ``criteria`` beside it; or ``format`` and ``title``;
- another file of ours, a catalogue or reference classes, has ``format`` and none of these.

What cannot be read is taken, for nobody could say that it is none: whoever reads it says why.
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from decision.files.faults import FileError
from decision.files.library import ENDINGS
from decision.files.open_file import read_file
from decision.files.tree import read_tree
from decision.model.errors import DecisionError
from decision.model.visible import visible

_PATTERN = re.compile(r"[*?[]")
_FIRST_LINE = re.compile(rb"^( *)([^\s#%-]|-(?!--))", re.MULTILINE)  # that is no comment, and begins no document
_FLOW_KEY = re.compile(rb"[{,]\s*[\"']?([a-z_]+)[\"']?[ \t]*:")
_BESIDE_OPTIONS = frozenset((b"format", b"title", b"criteria"))
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class NothingFoundError(DecisionError):
    """Where files were looked for there are none."""


def is_several(arguments: Sequence[str]) -> bool:
    """Whether `arguments` may mean more than one file: several are named, or a folder, or a pattern."""
    return len(arguments) != 1 or Path(arguments[0]).is_dir() or _is_pattern(arguments[0])


def scenario_files(arguments: Sequence[str]) -> list[str]:
    """The scenarios that files, folders and patterns mean, each once.

    What is named comes in its order, what is found in a folder or by a pattern sorted by path. Folders are gone through
    with all below them, but for what is hidden (its name begins with a dot) and for links to other folders, which could
    lead anywhere, and round in a circle.

    Raises
    ------
    NothingFoundError
        A folder has no scenario in it, or nothing matches a pattern.
    DecisionError
        A folder cannot be read.
    """
    return _found(arguments, is_scenario, "scenario")


def our_files(arguments: Sequence[str]) -> list[str]:
    """As `scenario_files`, with catalogues, reference classes and all other files of ours."""
    return _found(arguments, is_ours, "file of ours")


def is_scenario(path: str | Path) -> bool:
    """Whether what is at the top of a file makes it a scenario, sound or not; also if it cannot be read."""
    keys = _top_keys(path)
    return keys is None or _are_of_a_scenario(keys)


def holds_scenario(raw: bytes) -> bool:
    """The same of what a file held."""
    return _are_of_a_scenario(_keys_in(raw))


def _are_of_a_scenario(keys: frozenset[bytes]) -> bool:
    return bool(b"options" in keys and keys & _BESIDE_OPTIONS) or {b"format", b"title"} <= keys


def is_ours(path: str | Path) -> bool:
    """Whether a file is a scenario or another file of ours, sound or not; also if it cannot be read."""
    keys = _top_keys(path)
    return keys is None or b"format" in keys or is_scenario(path)


def _found(arguments: Sequence[str], wanted: Callable[[str], bool], what: str) -> list[str]:
    found: dict[str, str] = {}  # by where each really is, in order
    for argument in arguments:
        for file in _meant_by(argument, wanted, what):
            found.setdefault(os.path.realpath(file), file)
    return list(found.values())


def _meant_by(argument: str, wanted: Callable[[str], bool], what: str) -> list[str]:
    if Path(argument).is_dir():
        files = [file for file in yaml_files_below(argument) if wanted(file)]
        if not files:
            raise NothingFoundError(
                f"no {what} is found in {visible(argument, None)}; it would be a file that ends in .yaml or .yml "
                "and has format and title at its top"
            )
        return files
    if not _is_pattern(argument):
        return [argument]
    matches = glob.glob(argument, recursive=True)  # noqa: PTH207  # which leaves out what is hidden
    found = [
        file for match in matches for file in (yaml_files_below(match) if Path(match).is_dir() else [str(Path(match))])
    ]
    files = [file for file in dict.fromkeys(sorted(found, key=_by_path)) if file.endswith(ENDINGS) and wanted(file)]
    if not files:
        raise NothingFoundError(f"no {what} matches {visible(argument, None)}; check the pattern and the folder")
    return files


def _is_pattern(argument: str) -> bool:
    return _PATTERN.search(argument) is not None and not os.path.lexists(argument)


def yaml_files_below(folder: str) -> Iterator[str]:
    """The YAML files below a folder, sorted by path; none that is hidden, and none behind a link to a folder."""
    found: list[str] = []
    for here, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [str(Path(here, name)) for name in files if name.endswith(ENDINGS) and not name.startswith(".")]
    return iter(sorted(found, key=_by_path))


def _by_path(file: str) -> tuple[str, ...]:
    return Path(file).parts


def _refuse(error: OSError) -> None:
    reason = error.strerror or error
    raise DecisionError(f"{visible(str(error.filename), None)} cannot be read ({reason}); check the rights") from None


def _top_keys(path: str | Path) -> frozenset[bytes] | None:
    """The words that stand as keys at the top of a file, sound or not; None if it cannot be read."""
    try:
        return _keys_in(read_file(Path(path)))
    except FileError:
        return None


def _keys_in(raw: bytes) -> frozenset[bytes]:
    text = raw.removeprefix(_BYTE_ORDER_MARK).replace(b"\r", b"\n")
    first = _FIRST_LINE.search(text)
    if first is None:
        return frozenset()
    if first[2] != b"{":
        return frozenset(_key_at(first[1]).findall(text))
    try:
        tree = read_tree(raw, "")
    except FileError:
        return frozenset(_FLOW_KEY.findall(text))
    return frozenset(key.encode() for key in tree.value) if isinstance(tree.value, dict) else frozenset()


@cache
def _key_at(indent: bytes) -> re.Pattern[bytes]:
    """A key that stands on its line behind `indent`."""
    return re.compile(rb"^" + indent + rb"[\"']?([a-z_]+)[\"']?[ ]*:(?=\s|$)", re.MULTILINE)

"""Faults of a file: where, what is wrong, what to do; all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from decision.model.errors import DecisionError

Keys = tuple[str | int, ...]

MOST_FAULTS = 1_000  # a file with more is another kind of file


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with a file.

    `line` and `column` count from 1; `path` is the way to the place through the file's keys, such as
    ``options.build.ratings.cost``.
    """

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.path or 'file'}: {self.message}"


class FileError(DecisionError):
    """A file cannot be read as what it should be; `faults` lists every reason, in the order of the file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def path_of(keys: Sequence[str | int]) -> str:
    """``("pairs", 0, "x")`` as ``pairs[0].x``; keys that are not words are quoted."""
    path = ""
    for key in keys:
        if isinstance(key, int):
            path += f"[{key}]"
        else:
            shown = key if key and all(c.isalnum() or c in "_-.<" for c in key) else shown_value(key)
            path += f".{shown}" if path else shown
    return path


def shown_value(x: Any, most: int = 60) -> str:
    """A value as an error shows it: on one line, not too long, with nothing that could steer a terminal."""
    if isinstance(x, dict):
        return "a mapping" if x else "an empty mapping"
    if isinstance(x, list):
        return "a list" if x else "an empty list"
    if x is None:
        return "nothing"
    if isinstance(x, bool):
        return "true" if x else "false"
    text = x if isinstance(x, str) else f"{x!r}"
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    if len(shown) > most:
        shown = shown[:most] + "…"
    return f'"{shown}"' if isinstance(x, str) else shown

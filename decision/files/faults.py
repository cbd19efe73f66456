"""Faults of a file: where, what is wrong, what to do; all of them at once, as far as anyone reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from decision.model.errors import MOST_TOLD, DecisionError
from decision.model.visible import SHORT, visible

Keys = tuple[str | int, ...]

MOST_FAULTS = MOST_TOLD
_LONGEST_MESSAGE = 500  # characters
_LONGEST_PATH = 300
_LONGEST_FILE = 1_000


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with a file.

    `line` and `column` count from 1; `path` is the way to the place through the file's keys, such as
    ``options.build.ratings.cost``. Path and message are fit to be shown: on one line, and not very long.
    """

    file: str
    line: int
    column: int
    path: str
    message: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "path", visible(self.path, _LONGEST_PATH))
        object.__setattr__(self, "message", visible(self.message, _LONGEST_MESSAGE))

    def __str__(self) -> str:
        file = visible(self.file, _LONGEST_FILE)
        return f"{file}:{self.line}:{self.column}: {self.path or 'file'}: {self.message}"


class FileError(DecisionError):
    """A file cannot be read as what it should be.

    Attributes
    ----------
    faults
        The reasons, in the order of the file: all of them, or `MOST_FAULTS` where there are more.
    more
        How many reasons there are beyond those.
    """

    def __init__(self, faults: Iterable[Fault], more: int = 0) -> None:
        told = sorted(set(faults))
        self.faults = tuple(told[:MOST_FAULTS])
        self.more = more + len(told) - len(self.faults)
        super().__init__("\n".join(self.lines))

    @property
    def lines(self) -> list[str]:
        """The faults as they are told, one to a line; in the last one, how many more there are."""
        lines = [str(fault) for fault in self.faults]
        if self.more:
            lines.append(f"… and {self.more:,} more {'fault' if self.more == 1 else 'faults'}")
        return lines


def path_of(keys: Sequence[str | int]) -> str:
    """``("pairs", 0, "x")`` as ``pairs[0].x``; keys that are not words are quoted."""
    path = ""
    for key in keys:
        if isinstance(key, int):
            path += f"[{key}]"
        else:
            is_word = key and all(c.isalnum() or c in "_-.<" for c in key[: SHORT + 1])
            shown = visible(key) if is_word else shown_value(key)
            path += f".{shown}" if path else shown
    return path


def shown_value(x: Any, most: int = SHORT) -> str:
    """A value as an error shows it: on one line, not too long, with nothing that could steer a terminal."""
    if isinstance(x, dict):
        return "a mapping" if x else "an empty mapping"
    if isinstance(x, list):
        return "a list" if x else "an empty list"
    if x is None:
        return "nothing"
    if isinstance(x, bool):
        return "true" if x else "false"
    return f'"{visible(x, most)}"' if isinstance(x, str) else visible(f"{x!r}", most)

"""Changes of a text: characters put in the place of others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from decision.model.errors import DecisionError


class SpliceError(DecisionError):
    """A text cannot be brought to say what it shall with its other lines as they are."""


@dataclass(frozen=True, order=True)
class Change:
    """`text` in the place of the characters from `start` to `end`; nothing goes where the two are the same."""

    start: int
    end: int
    text: str


def applied(text: str, changes: Iterable[Change], start: int = 0, end: int | None = None) -> str:
    """`text` from `start` to `end` after all `changes`; of several at one place the first comes first.

    What several take away is taken away once; otherwise they must not overlap.
    """
    parts, position = [], start
    for change in sorted(changes, key=lambda change: (change.start, change.end)):
        if change.start < position and not change.text:
            position = max(position, change.end)
            continue
        if change.start < position:
            raise SpliceError("two changes meet in one place")
        parts += [text[position : change.start], change.text]
        position = change.end
    return "".join([*parts, text[position : len(text) if end is None else end]])

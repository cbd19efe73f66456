"""What a paper is made of, before any form.

All texts are plain: a form shows them as they are, whatever they hold, and takes nothing in them for markup.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from decision.analysis.stopping import go_on
from decision.model.visible import visible


@dataclass(frozen=True)
class Heading:
    """The title of a part; `level` 1 is the highest below the title of the paper."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: what it all comes to (``lead``), small print (``note``), or neither.

    `quoted` is a text of the file alone, which runs in the direction of its own script; our sentences run from the
    left, whatever names are in them.
    """

    text: str
    kind: Literal["plain", "lead", "note"] = "plain"
    quoted: bool = False


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table: its first row repeats on each page.

    Attributes
    ----------
    caption
        What it is of, for those who hear it and do not see it, and where pages are turned.
    figures
        The places of columns that hold figures, which stand at the right.
    widths
        How wide columns are in proportion; all alike where nothing is said.
    strong
        The places of rows that sum up.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()
    widths: tuple[float, ...] = ()
    strong: frozenset[int] = frozenset()

    @property
    def shares(self) -> tuple[float, ...]:
        """How wide each column is, as a share of the table."""
        widths = self.widths or (1.0,) * len(self.head)
        return tuple(width / sum(widths) for width in widths)


@dataclass(frozen=True)
class Picture:
    """A chart: its specification and data as `charts` gives them, and what it shows in words, for those who cannot see.

    Attributes
    ----------
    more
        What is not in it, to be said under it.
    stand_ins
        By name that is in the chart, what stands for it where a machine lacks its letters.
    """

    specification: Mapping[str, Any]
    data: Sequence[Mapping[str, Any]]
    alternative: str
    more: str = ""
    stand_ins: Mapping[str, str] = field(default_factory=dict)


Block = Heading | Paragraph | Bullets | Grid | Picture


@dataclass(frozen=True)
class Paper:
    """A whole paper.

    Attributes
    ----------
    title, kind
        What it is of, and what it is: ``Decision memo``.
    foot
        What stands at the foot of each page, such as what it takes to find the decision again.
    wide
        Whether its pages lie on their side.
    """

    title: str
    kind: str
    blocks: tuple[Block, ...]
    foot: str = ""
    wide: bool = False


def shown(text: str) -> str:
    """`text` on one line, with what cannot be seen shown by its number."""
    go_on()
    return visible(" ".join(text.split()), None)


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of `text` that are written from the left, and those from the right (True), in order.

    What has no direction of its own goes with what is around it, or with the left where that differs.
    """
    parts: list[tuple[str, bool | None]] = []
    for character in text:
        direction = _direction(character)
        if parts and parts[-1][1] == direction:
            parts[-1] = (parts[-1][0] + character, direction)
        else:
            parts.append((character, direction))
    known = [direction for _, direction in parts]
    settled: list[tuple[str, bool]] = []
    for place, (part, direction) in enumerate(parts):
        before = known[place - 1] if place else None
        after = known[place + 1] if place + 1 < len(known) else None
        from_right = bool(before and after) if direction is None else direction
        if settled and settled[-1][1] == from_right:
            settled[-1] = (settled[-1][0] + part, from_right)
        else:
            settled.append((part, from_right))
    yield from settled


def is_from_right(text: str) -> bool:
    """Whether `text` begins with a script that is written from the right."""
    return bool(next((d for d in map(_direction, text) if d is not None), False))


def _direction(character: str) -> bool | None:
    """Whether a character is written from the right; None where it goes with what is around it."""
    kind = unicodedata.bidirectional(character)
    return True if kind in ("R", "AL") else False if kind == "L" else None

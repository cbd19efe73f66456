"""Scales guessed from ratings: which ends, and whether less is better. Every guess says that it is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from decision.files.tables.titles import is_mostly_less, said_in_name
from decision.model.number_text import number_text

_POINTS = (5.0, 10.0, 100.0)  # where scales of points end


@dataclass(frozen=True)
class Row:
    """The figures of one criterion, and what the table says about its scale.

    Attributes
    ----------
    kind
        ``points`` without a unit, ``words``, ``percent``, or ``measured`` in a unit.
    ends
        Lowest and highest that its words or stars can be, or that is stated behind figures as in 4/5.
    stated
        Worst and best as columns of the table give them.
    less
        Whether less is better, where the table or a person says it.
    """

    name: str
    figures: tuple[float, ...]
    kind: Literal["points", "words", "percent", "measured"]
    ends: tuple[float, float] | None = None
    stated: tuple[float | None, float | None] = (None, None)
    less: bool | None = None
    anchors: Mapping[float, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class GuessedScale:
    worst: float
    best: float
    guesses: tuple[str, ...] = ()


def scales_of(
    rows: Sequence[Row],
    given: tuple[float, float] | None,
    own: Sequence[tuple[float, float] | None],
    *,
    totals_count_from_zero: bool = False,
) -> list[GuessedScale]:
    """The scale of every row; `given` is worst and best of all rated in points, `own` of single rows.

    Where a table states totals, these count ratings from 0, and so does the scale that is guessed.
    """
    top = _top([row for row in rows if row.kind == "points"])
    return [_scale(row, given, ends, top, totals_count_from_zero) for row, ends in zip(rows, own, strict=True)]


def _scale(
    row: Row,
    given: tuple[float, float] | None,
    own: tuple[float, float] | None,
    top: float | None,
    from_zero: bool,  # noqa: FBT001
) -> GuessedScale:
    if own is None and given is not None and row.kind == "points" and row.stated == (None, None) and row.ends is None:
        own = given
    if own is not None:
        return GuessedScale(*_turned(own, row.less))
    worst, best = row.stated
    if worst is not None and best is not None and worst != best:
        return GuessedScale(worst, best)
    low, high, why = _ends(row, top, from_zero)
    less, guess = _less(row)
    ends = (high, low) if less else (low, high)
    return GuessedScale(*ends, tuple(each for each in (_ends_guess(row, low, high, why), guess) if each))


def _turned(ends: tuple[float, float], less: bool | None) -> tuple[float, float]:  # noqa: FBT001
    """Ends in the order that is said for the criterion, where something is."""
    if less is None or (ends[0] > ends[1]) == less:
        return ends
    return ends[1], ends[0]


def _top(rows: Sequence[Row]) -> float | None:
    """Where the scale of points ends that a whole table is rated on; None if that cannot be told."""
    most = [
        max(row.figures) for row in rows if row.figures and min(row.figures) >= 0 and max(row.figures) <= _POINTS[1]
    ]
    if not most or max(most) <= 3:
        return None
    return _POINTS[0] if max(most) <= _POINTS[0] else _POINTS[1]


def _ends(row: Row, top: float | None, from_zero: bool) -> tuple[float, float, str]:  # noqa: FBT001
    """The two ends, lower first, and how they were found."""
    if row.ends is not None:
        return *row.ends, "stated"
    if not row.figures:
        return 0.0, 10.0 if top is None else top, "nothing"
    low, high = min(row.figures), max(row.figures)
    if row.kind == "percent" and low >= 0 and high <= _POINTS[2]:
        return 0.0, _POINTS[2], "percent"
    if row.kind == "points" and low >= 0 and top is not None and high <= top:
        starts_at_one = low >= 1 and top == _POINTS[0] and not from_zero
        return (1.0 if starts_at_one else 0.0), top, "points"
    if row.kind == "points" and low >= 0 and _POINTS[1] < high <= _POINTS[2]:
        return 0.0, _POINTS[2], "points"
    if low == high:
        return (0.0, high, "alike") if high > 0 else (low, 0.0, "alike") if low < 0 else (0.0, 1.0, "alike")
    return low, high, "range"


def _ends_guess(row: Row, low: float, high: float, why: str) -> str:
    ends = f"{number_text(low)} to {number_text(high)}"
    match why:
        case "stated":
            return f"guessed: its words are read as {_words(row)}" if row.kind == "words" and row.anchors else ""
        case "nothing":
            return f"guessed: {ends}, for nothing is rated yet"
        case "alike":
            return f"guessed: {ends}; all its ratings are alike, so it tells no option from another"
        case "range":
            return f"guessed: {ends}, the lowest and highest of its ratings"
    return f"guessed from the ratings: {ends}"


def _words(row: Row) -> str:
    return ", ".join(f"{words} {number_text(x)}" for x, words in sorted(row.anchors.items()))


def _less(row: Row) -> tuple[bool, str]:
    """Whether less is better, and the guess if it is one."""
    if row.less is not None:
        return row.less, ""
    said = said_in_name(row.name)
    if said is not None:
        return said, ""
    mostly = is_mostly_less(row.name)
    if mostly and (row.kind != "points" or max(row.figures, default=0.0) > _POINTS[1]):
        return True, "guessed from its name: less is better"
    return False, "guessed: more is better, as on most scales of points" if mostly else ""

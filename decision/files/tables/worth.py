"""The cells of one criterion as figures: words, stars and signs are given the figure they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from decision.files.tables.cells import Reading
from decision.files.tables.numbers import Figure
from decision.files.tables.words import stars, steps_for
from decision.model.visible import visible

Kind = Literal["points", "words"]

_STARS = 5.0  # of how many, where only the full ones are shown


@dataclass(frozen=True)
class Worth:
    """What the cells of one criterion are worth, by column.

    Attributes
    ----------
    ends
        Lowest and highest that they can be, where words or figures such as 4/5 say so.
    anchors
        By figure, the word that stands for it.
    faults
        By column, why a cell is worth nothing.
    """

    figures: Mapping[int, Figure]
    ends: tuple[float, float] | None = None
    kind: Kind = "points"
    anchors: Mapping[float, str] = field(default_factory=dict)
    faults: Mapping[int, str] = field(default_factory=dict)


def worth_of(
    readings: Mapping[int, Reading],
    texts: Mapping[int, str],
    everywhere: Sequence[str],
    own: Mapping[str, float],
    *,
    signs: bool,
) -> Worth:
    """What the `readings` of one criterion are worth.

    Parameters
    ----------
    texts
        How the cells are written.
    everywhere
        All texts of the table: whether *very high* is among them says how many steps *high* is one of.
    own
        By word, the figure that a person has said it stands for.
    signs
        Whether plus and minus are ratings in this table.
    """
    figures = {column: reading.figure for column, reading in readings.items() if reading.figure is not None}
    words = {column: reading.word for column, reading in readings.items() if reading.word}
    if not words:
        return Worth(figures, _out_of(figures.values()))
    if all(stars(word) is not None and word not in own for word in words.values()):
        return _of_stars(figures, words, texts)
    unsaid = {column: word for column, word in words.items() if word not in own}
    zeros_alone = signs and all(figure.low == 0 == figure.high for figure in figures.values())
    if unsaid and figures and not zeros_alone:
        return Worth(figures, faults=_among_figures(unsaid, texts))
    found = steps_for(unsaid.values(), everywhere)
    if unsaid and found is None:
        return Worth(figures, faults=_no_steps(unsaid, texts))
    table = {**(found[1] if unsaid and found else {}), **own}
    worth = figures | {column: Figure(table[word], table[word]) for column, word in words.items()}
    anchors = {table[word]: texts[column] for column, word in words.items()}
    among_figures = bool(figures) and not zeros_alone
    low, high = min(table.values()), max(table.values())
    return Worth(
        worth,
        (low, high) if low < high and not among_figures else None,
        "points" if among_figures else "words",
        dict(sorted(anchors.items())),
    )


def _out_of(figures: Iterable[Figure]) -> tuple[float, float] | None:
    tops = [figure.out_of for figure in figures if figure.out_of is not None]
    return (0.0, max(tops)) if tops and max(tops) > 0 else None


def _of_stars(figures: Mapping[int, Figure], words: Mapping[int, str], texts: Mapping[int, str]) -> Worth:
    counted = {column: found for column, word in words.items() if (found := stars(word)) is not None}
    tops = [top for _, top in counted.values() if top is not None]
    most = float(max([*tops, *(full for full, _ in counted.values())]))
    worth = {column: Figure(float(full), float(full)) for column, (full, _) in counted.items()}
    faults = _among_figures(words, texts) if figures else {}
    return Worth(worth, (0.0, most if tops else max(most, _STARS)), "words", {}, faults)


def _among_figures(words: Mapping[int, str], texts: Mapping[int, str]) -> dict[int, str]:
    return {
        column: f"“{visible(texts[column])}” stands among figures; write a figure there, or say which one it stands for"
        for column in words
    }


def _no_steps(words: Mapping[int, str], texts: Mapping[int, str]) -> dict[int, str]:
    shown = ", ".join(sorted({f"“{visible(texts[column])}”" for column in words}))
    return {
        next(iter(words)): f"the words of this criterion belong to no one scale ({shown}); "
        "say which figure each stands for"
    }

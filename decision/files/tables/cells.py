"""What single cells say: a figure, a word for one, that it is not known, or something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from decision.files.tables.grid import Cell
from decision.files.tables.numbers import DecimalMark, Figure, read_figure
from decision.files.tables.words import is_unknown, is_word, plain
from decision.model.errors import ImpossibleError


class Kind(Enum):
    """What a cell looks like, before it is known what it stands for."""

    BLANK = auto()
    FIGURE = auto()  # or a word for one
    OPEN = auto()  # says that it is not known
    TEXT = auto()


@dataclass(frozen=True)
class Reading:
    """What a cell says as a rating: a figure, a word, or, with neither, that it is not known.

    `because` is what stood in brackets behind it; `problem` says why it says nothing that could be used.
    """

    figure: Figure | None = None
    word: str = ""
    because: str = ""
    problem: str = ""

    @property
    def is_open(self) -> bool:
        return self.figure is None and not self.word and not self.problem


_REASONED = re.compile(r"(.+?)\s*\(([^()]{2,})\)")
_MEANT = re.compile(
    r"(?=.{1,20}$)(?:about|ca\.?|circa|approx\.?|around|[~<>≤≥≈])?\s*[$€£]?\s*[-+]?[0-9].*", re.IGNORECASE
)
_DASHES = ("-", "−", "–")


@lru_cache(maxsize=4_000)
def kind_of(cell: Cell, known: frozenset[str] = frozenset()) -> Kind:
    """What a cell looks like, where a person has said the worth of the words `known`.

    Figures that could be read in two ways are figures, and so is what was meant as one, such as *about 5*.
    """
    if cell.is_blank:
        return Kind.BLANK
    if cell.number is not None or cell.problem:
        return Kind.FIGURE
    if is_unknown(cell.text):
        return Kind.OPEN
    if plain(cell.text) in known or is_word(cell.text) or _is_figure(cell.text) or _MEANT.fullmatch(cell.text):
        return Kind.FIGURE
    reasoned = _REASONED.fullmatch(cell.text)
    return kind_of(Cell(reasoned[1]), known) if reasoned else Kind.TEXT


def read_cell(cell: Cell, mark: DecimalMark, *, known: frozenset[str] = frozenset(), signs: bool = False) -> Reading:
    """What `cell` says as a rating.

    Parameters
    ----------
    mark
        What parts decimals in this table, as far as that is known.
    known
        Words, in small letters, that a person has said the worth of.
    signs
        Whether a lone dash is a minus, because plus and minus are ratings here.
    """
    if cell.problem:
        return Reading(problem=cell.problem)
    if cell.number is not None:
        return Reading(Figure(cell.number, cell.number, _unit_of(cell.text)))
    if plain(cell.text) in known or (signs and cell.text in _DASHES):
        return Reading(word=plain(cell.text).replace("–", "-"))
    if is_unknown(cell.text):
        return Reading()
    if is_word(cell.text):
        return Reading(word=plain(cell.text))
    try:
        return Reading(read_figure(cell.text, mark))
    except ImpossibleError as error:
        reasoned = _REASONED.fullmatch(cell.text)
        if reasoned:
            inner = read_cell(Cell(reasoned[1]), mark, known=known, signs=signs)
            if not inner.problem:
                return Reading(inner.figure, inner.word, reasoned[2])
        return Reading(problem=str(error))


def _is_figure(text: str) -> bool:
    for mark in ("", "."):
        try:
            read_figure(text, "." if mark else "")
        except ImpossibleError:
            continue
        return True
    return False


def _unit_of(text: str) -> str:
    """The sign of money or percent around a number of a spreadsheet."""
    return re.sub(r"[-\d.,e+\s]", "", text) if not text[-1:].isalpha() or not text[:1].isdigit() else ""

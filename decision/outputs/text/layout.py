"""Tables and paragraphs as plain text: nothing is cut off, what is long goes on in the next line."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Sequence
from itertools import zip_longest

from decision.model.visible import visible

_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_HANGING = "  "


def one_line(text: str) -> str:
    """`text` on one line, and what cannot be seen in it shown by its number."""
    return visible(_BLANKS.sub(" ", text).strip(), None)


def wrapped(text: str, width: int, depth: int = 0) -> str:
    """`text` on as many lines as it takes, indented by its depth, those after the first a little more."""
    indent = _HANGING * depth
    lines = textwrap.wrap(
        one_line(text), max(width, len(indent) + 8), initial_indent=indent, subsequent_indent=indent + _HANGING
    )
    return "\n".join(lines)


def heading(text: str, width: int) -> str:
    """`text` on as many lines as it takes, for the head of a column of figures."""
    return "\n".join(textwrap.wrap(one_line(text), width))


def table(rows: Sequence[Sequence[str]], feet: int = 0, texts: int = 1) -> str:
    """Rows of cells, the first being the head, the last `feet` under a rule of their own.

    The first column, or as many as hold `texts`, stands at the left and the others at the right. A cell may have
    several lines: the head ends on the same line in every column, other rows begin on one.
    """
    cells = [[cell.split("\n") for cell in row] for row in rows]
    widths = [max(_width(line) for row in cells for line in row[column]) for column in range(len(cells[0]))]
    lines = (_lines(row, last=place == 0) for place, row in enumerate(cells))
    head, *body = ([_line(line, widths, texts) for line in row] for row in lines)
    rule = "-" * (sum(widths) + 2 * (len(widths) - 1))
    foot = [] if not feet else [rule, *(line for row in body[-feet:] for line in row)]
    return "\n".join([*head, rule, *(line for row in body[: len(body) - feet] for line in row), *foot])


def _lines(row: list[list[str]], *, last: bool) -> list[tuple[str, ...]]:
    """The lines of a row, each cell ending on the last of them, or beginning on the first."""
    if not last:
        return list(zip_longest(*row, fillvalue=""))
    return list(zip_longest(*(cell[::-1] for cell in row), fillvalue=""))[::-1]


def _line(cells: Sequence[str], widths: Sequence[int], texts: int) -> str:
    blanks = [" " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)]
    left = [cell + blank for cell, blank in zip(cells[:texts], blanks, strict=False)]
    right = [blank + cell for cell, blank in zip(cells[texts:], blanks[texts:], strict=True)]
    return "  ".join([*left, *right]).rstrip()


def _width(text: str) -> int:
    """The columns of a terminal that `text` takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(each) or unicodedata.category(each) in ("Mn", "Me", "Cf")
        else 2 if unicodedata.east_asian_width(each) in "WF"
        else 1
        for each in text
    )  # fmt: skip

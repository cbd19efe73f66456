"""Parts of a workbook: cells that hold any text, rows as high as their texts need, pages that print well."""

from __future__ import annotations

import itertools
import math
import re
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from decision.analysis.stopping import go_on
from decision.outputs.files.lines import seen_lines

if TYPE_CHECKING:
    from decision.outputs.files.workbook.book import Book

_MOST_LINES = 60
_LONGEST = 32_767  # UTF-16 units in a cell
OPTIONS_ON_A_PAGE = 3
SMALLEST_SCALE = 82  # percent: at it, text of 11 points prints at 9
_PAGE_WIDTH = 798  # points between the margins of A4 on its side
_WIDEST_FIGURE = 7.65  # points with its margin, in the font that LibreOffice takes where Calibri is missing
NARROW, SAID, BAD = "#5B6470", "#F2F4F6", "#B42318"  # grey ink, a quiet ground, a failure
GOOD, BAD_GROUND = "#1B6E3C", "#FBE9E7"
LINE = "#D5D9DE"
ROW = {"valign": "top", "bottom": 1, "bottom_color": LINE}
HEAD = {"bold": True, "bottom": 1, "valign": "vcenter"}


def clean(text: str) -> str:
    """`text` as a cell can hold it: what cannot be seen, and XML has no place for, is shown by its number.

    Of what is longer than a cell the beginning is kept, with an ellipsis at its end.
    """
    shown = seen_lines(text)
    units = shown.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST:
        return shown
    return units[: 2 * (_LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


def write(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """Write `text` as text; where there is none, nothing but the style."""
    go_on()
    if text:
        sheet.write_string(row, column, clean(text), style)
    else:
        sheet.write_blank(row, column, None, style)


def number_format(ratings: list[float]) -> str:
    """How the ratings of one row are shown: three digits of the largest, no decimals where all are whole."""
    largest = max((abs(x) for x in ratings), default=0.0)
    if largest == 0 or all(x.is_integer() for x in ratings):
        return "#,##0"
    decimals = min(6, max(0, 2 - math.floor(math.log10(largest))))
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def edge(offset: int) -> dict[str, Any]:
    """The line at the left of an option's first column."""
    return {"left": 1, "left_color": LINE} if offset == 0 else {}


def height(cells: Iterable[tuple[str, int]], size: int = 11) -> float:
    """Points of height that the texts need in columns so many characters wide.

    Said outright, for LibreOffice does not find it out for itself.
    """
    most = max((_lines(text, width) for text, width in cells), default=1)
    return min(409, most * size * 1.36 + 4)  # 409 is the highest row there is


@lru_cache(maxsize=8_192)  # names stand on many rows, and wrapping them is what takes time
def _lines(text: str, width: int) -> int:
    """How many lines `text` takes; widths count figures: letters are a little narrower, ideographs wider."""
    text = text[: _MOST_LINES * max(1, width)]  # what is longer makes the highest row there is
    measured = "".join("mm" if unicodedata.east_asian_width(character) in "WF" else character for character in text)
    return sum(max(1, len(textwrap.wrap(line, max(1, round(1.05 * width))))) for line in measured.splitlines() or [""])


def page(
    sheet: Any, repeat: tuple[int, int] | None, widths: Sequence[int], beside: int = 0, breaks: Sequence[int] = ()
) -> None:
    """How the sheet prints: on wide pages with its head on each, and no smaller than can be read.

    `widths` are those of the columns in print; a new page begins before each of `breaks`, with the first `beside`
    columns on it again. The scale is told outright: a sheet that is fitted to its pages shrinks as far as that takes.
    """
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.3, right=0.3, top=0.6, bottom=0.7)
    edges = [beside, *breaks, len(widths)]
    first = sum(widths[:beside])
    widest = max(first + sum(widths[start:end]) for start, end in itertools.pairwise(edges))
    sheet.set_print_scale(max(SMALLEST_SCALE, min(100, int(100 * _PAGE_WIDTH / (_WIDEST_FIGURE * widest)))))
    if breaks:
        sheet.set_v_pagebreaks(list(breaks))
    if beside:
        sheet.repeat_columns(0, beside - 1)
    if repeat is not None:
        sheet.repeat_rows(*repeat)
    sheet.set_footer("&L&A&RPage &P of &N")
    sheet.hide_gridlines(2)


def page_of_options(
    sheet: Any, repeat: tuple[int, int], before: Sequence[int], each: Sequence[int], options: int
) -> None:
    """As of `page`, with no option divided: `before` are the columns before the first, `each` those of one."""
    step = len(each) * OPTIONS_ON_A_PAGE
    breaks = range(len(before) + step, len(before) + len(each) * options, step)
    page(sheet, repeat, [*before, *options * list(each)], len(before), tuple(breaks))


def intro(
    book: Book, sheet: Any, title: str, how_to_read: str, width: int, columns: int = 6, first: int = 0, top: int = 0
) -> None:
    """Two rows from `top` on: what a sheet is about, and how to read it, across so many columns of that width.

    They begin at column `first`: what stands in columns that are printed again on each page would be cut off there.
    """
    lines: tuple[tuple[str, int, dict[str, Any]], ...]
    lines = ((title, 13, {"bold": True}), (how_to_read, 11, {"font_color": NARROW}))
    for place, (text, size, style) in enumerate(lines, start=top):
        shown = book.style(**style, font_size=size, text_wrap=True, valign="vcenter")
        sheet.merge_range(place, first, place, columns - 1, "", shown)
        write(sheet, place, first, text, shown)
        sheet.set_row(place, height([(text, width * 11 // size)], size=size))


def head(book: Book, sheet: Any, place: int, columns: Mapping[str, tuple[int, str]]) -> None:
    """The heads of columns, by name their width and side; a right-hand blank tells names apart."""
    before = "left"
    for column, (name, (width, side)) in enumerate(columns.items()):
        style = book.style(**HEAD, text_wrap=True, align=side, indent=int(side == "left" and before == "right"))
        before = side
        sheet.write_string(place, column, name.strip(), style)
        sheet.set_column(column, column, width)
    sheet.set_row(place, height((name, width - 1) for name, (width, _) in columns.items()))


def amount(currency: str) -> str:
    """The number format of an amount of money, with its currency where that is a code or a sign."""
    known = currency if re.fullmatch(r"[A-Z]{3}|[$€£¥₹]", currency) else ""
    return f'"{known} "#,##0' if known else "#,##0"

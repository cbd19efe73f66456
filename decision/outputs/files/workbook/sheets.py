"""Parts of a workbook: cells that hold any text, rows as high as their texts need, pages that print well."""

from __future__ import annotations

import math
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from decision.outputs.files.lines import seen_lines

_LONGEST = 32_767  # UTF-16 units in a cell
OPTIONS_ON_A_PAGE = 3  # once there are more than one page holds
FIT_ON_A_PAGE = 4
_PAGE_WIDTH = 770  # points between the margins of A4 on its side
_WIDEST_FIGURE = 8.0  # points with its margin, in the font that LibreOffice takes where Calibri is missing
NARROW, SAID, BAD = "#5B6470", "#F2F4F6", "#B42318"  # grey ink, a quiet ground, a failure
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


def _lines(text: str, width: int) -> int:
    """How many lines `text` takes; widths count figures: letters are a little narrower, ideographs wider."""
    measured = "".join("mm" if unicodedata.east_asian_width(character) in "WF" else character for character in text)
    return sum(max(1, len(textwrap.wrap(line, max(1, round(1.05 * width))))) for line in measured.splitlines() or [""])


def page(
    sheet: Any,
    repeat: tuple[int, int] | None,
    before: Sequence[int] = (),
    each: Sequence[int] = (),
    options: int = 1,
) -> None:
    """How the sheet prints: on wide pages with its head on each, and no option divided between two.

    `before` and `each` are widths of the columns before the first option and of each option.
    """
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    if options <= FIT_ON_A_PAGE:
        sheet.fit_to_pages(1, 0)
    else:
        together = [*before, *OPTIONS_ON_A_PAGE * list(each)]
        sheet.set_print_scale(int(100 * _PAGE_WIDTH / (_WIDEST_FIGURE * sum(together))))
        step = len(each) * OPTIONS_ON_A_PAGE
        sheet.set_v_pagebreaks(list(range(len(before) + step, len(before) + len(each) * options, step)))
        sheet.repeat_columns(0, len(before) - 1)
    if repeat is not None:
        sheet.repeat_rows(*repeat)
    sheet.set_footer("&L&A&RPage &P of &N")
    sheet.hide_gridlines(2)

"""The sheet *Enclosed decision*: the decision that the workbook was made of, line by line, to be read back."""

from __future__ import annotations

from collections.abc import Iterator

from decision.model.enclosed import ABOUT, FIRST_LINE, SHEET
from decision.outputs.files.workbook.book import Book
from decision.outputs.files.workbook.sheets import NARROW, intro, page

_WIDTH = 110
_FIRST = 3
_LONGEST = 30_000  # characters in a cell: a little less than there may be
_NEAR = 200


def enclosed_decision(book: Book, text: str) -> None:
    """Write the sheet; `text` is plain ASCII, and what is cut stands in cells below one another."""
    sheet = book.raw.add_worksheet(SHEET)
    intro(book, sheet, "What was this workbook made of?", f"{ABOUT} Do not change it.", _WIDTH, 2)
    style = book.style(font_color=NARROW)
    for place, piece in enumerate(_pieces(text), start=_FIRST):
        sheet.write_string(place, 0, piece, style)
    sheet.set_column(0, 0, _WIDTH)
    sheet.print_area(0, 0, _FIRST - 2, 0)
    page(sheet, None, (_WIDTH,))


def _pieces(text: str) -> Iterator[str]:
    """The text, in order, in pieces that a cell can hold, cut away from blanks if it can be: those could get lost."""
    lines = iter(text.splitlines())
    assert next(lines) == FIRST_LINE
    yield FIRST_LINE
    for line in lines:
        rest = line
        while len(rest) > _LONGEST:
            near = range(_LONGEST, _LONGEST - _NEAR, -1)
            cut = next((at for at in near if " " not in rest[at - 1 : at + 1]), _LONGEST)
            yield rest[:cut]
            rest = rest[cut:]
        yield rest

"""The sheet *Trail*: every change since the file was opened, from what to what, when and why."""

from __future__ import annotations

from decision.outputs.files.workbook.book import Book
from decision.outputs.files.workbook.sheets import ROW, head, height, intro, page, write
from decision.outputs.tables.trail import TrailTable

TRAIL = "Trail"
_COLUMNS = {
    "When (UTC)": (19, "left"),
    "What": (28, "left"),
    "From": (24, "left"),
    "To": (24, "left"),
    "Step": (10, "left"),
    "Why": (26, "left"),
}
_BY, _PATH = {"By": (18, "left")}, {"Path in the file": (36, "left")}
_FIRST = 3


def trail(book: Book, table: TrailTable) -> None:
    """Write the sheet; the path, for programs, stands beside what is printed."""
    sheet = book.raw.add_worksheet(TRAIL)
    printed = {**_COLUMNS, **(_BY if table.names_people else {})}
    columns = {**printed, **_PATH}
    widths = [width for width, _ in columns.values()]
    intro(book, sheet, "What was changed", table.sentence, sum(widths[: len(printed)]), len(printed))
    head(book, sheet, _FIRST - 1, columns)
    text = book.style(**ROW, text_wrap=True)
    for place, row in enumerate(table.rows, start=_FIRST):
        by = [row.entry.who] if table.names_people else []
        cells = [row.at, row.name, row.was, row.now, row.step, row.why, *by, row.what]
        for column, said in enumerate(cells):
            write(sheet, place, column, said, text)
        sheet.set_row(place, height(zip(cells, widths, strict=True)))
    sheet.freeze_panes(_FIRST, 0)
    last = max(_FIRST, _FIRST + len(table.rows) - 1)
    sheet.print_area(0, 0, last, len(printed) - 1)
    page(sheet, (_FIRST - 1, _FIRST - 1), widths[: len(printed)])

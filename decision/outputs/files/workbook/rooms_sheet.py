"""The sheet *Rooms*: how the answers of people lay, what was settled, and who saw it otherwise."""

from __future__ import annotations

from typing import Any

from decision.outputs.files.workbook.sheets import HEAD, ROW, height, page, write
from decision.outputs.tables.rooms import ANSWERS_HEAD, SETTLED_HEAD, RoomTable

_WIDTHS = (34, 34, 14, 28, 28, 18, 18)


def what_rooms_settled(book: Any, tables: tuple[RoomTable, ...]) -> None:
    """Write the sheet."""
    sheet = book.add_worksheet("Rooms")
    text, head = book.add_format({**ROW, "text_wrap": True}), book.add_format({**HEAD, "text_wrap": True})
    said = book.add_format({"text_wrap": True, "valign": "vcenter"})
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    at = 0
    for table in tables:
        for sentence in table.sentences:
            sheet.merge_range(at, 0, at, len(_WIDTHS) - 1, "", said)
            write(sheet, at, 0, sentence, said)
            sheet.set_row(at, height([(sentence, sum(_WIDTHS))]))
            at += 1
        for names, rows in ((ANSWERS_HEAD, table.answers), (SETTLED_HEAD, table.settled)):
            for place, cells in enumerate([names, *rows] if rows else ()):
                for column, cell in enumerate(cells):
                    write(sheet, at + 1 + place, column, cell, text if place else head)
                told = [(cell, _WIDTHS[column]) for column, cell in enumerate(cells)]
                sheet.set_row(at + 1 + place, height(told))
            at += len(rows) + 2 if rows else 0
        at += 1
    page(sheet, None, _WIDTHS)

"""The sheet *Decided*: what was decided, what would reopen it, and what came of it."""

from __future__ import annotations

from typing import Any

from decision.outputs.files.workbook.sheets import HEAD, ROW, height, page, write
from decision.outputs.tables.decided import DecidedTable

_WIDTHS = (58, 40, 16, 12)


def what_was_decided(book: Any, table: DecidedTable) -> None:
    """Write the sheet."""
    sheet = book.add_worksheet("Decided")
    text, head = book.add_format({**ROW, "text_wrap": True}), book.add_format({**HEAD, "text_wrap": True})
    said = book.add_format({"text_wrap": True, "valign": "top"})
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    at = 0
    for sentence in table.sentences:
        write(sheet, at, 0, sentence, said)
        sheet.set_row(at, height([(sentence, _WIDTHS[0])]))
        at += 1
    sections = (
        (
            ["What would reopen it", "Condition", "Now", "Met"],
            [[each.trigger.say, each.condition, each.now, each.state] for each in table.triggers],
        ),
        (["What came of it", "Figure"], [list(each) for each in table.came]),
    )
    for names, rows in sections:
        if not rows:
            continue
        for row, cells in enumerate([names, *rows], start=at + 1):
            for column, cell in enumerate(cells):
                write(sheet, row, column, cell, text if row > at + 1 else head)
            sheet.set_row(row, height([(cell, _WIDTHS[column]) for column, cell in enumerate(cells)]))
        at += len(rows) + 2
    page(sheet, None, _WIDTHS)

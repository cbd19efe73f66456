"""The sheet *Risks and conditions*: causes by option, conditions with owners and days, measures with who reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from decision.outputs.files.workbook.sheets import HEAD, ROW, height, page, write
from decision.outputs.tables.readiness import ReadinessTables
from decision.outputs.words.readiness import STATES

_WIDTHS = (34, 19, 18, 18, 16, 16)  # of as many columns as measures take


def risks_and_conditions(book: Any, options: Sequence[str], tables: ReadinessTables) -> None:
    """Write the sheet; `options` are the names at the head of the states."""
    sheet = book.add_worksheet("Risks and conditions")
    styles = {"head": book.add_format({**HEAD, "text_wrap": True}), "text": book.add_format({**ROW, "text_wrap": True})}
    bold = book.add_format({"bold": True, "font_size": 13})
    at = 0
    for sentence in tables.sentences:
        shown = book.add_format({"text_wrap": True, "valign": "vcenter"})
        sheet.merge_range(at, 0, at, len(_WIDTHS) - 1, "", shown)
        write(sheet, at, 0, sentence, shown)
        sheet.set_row(at, height([(sentence, sum(_WIDTHS))]))
        at += 1
    sections: list[tuple[str, list[str], list[list[str]]]] = [
        (
            "Known causes of failed launches",
            ["Cause", *options],
            [[row.cause.name, *(STATES[state] for state in row.states)] for row in tables.causes],
        ),
        (
            "Conditions before launch",
            ["Condition", "Of", "Owner", "By"],
            [[row.condition.what, row.of, row.condition.owner, row.day] for row in tables.conditions],
        ),
        (
            "Measures of success",
            ["Measure", "Baseline", "Target", "What moves first", "Who reads it", "When"],
            [[m.what, m.baseline, m.target, m.indicator, m.reader, m.when] for m in tables.measures],
        ),
    ]
    for title, head, rows in sections:
        if rows:
            write(sheet, at + 1, 0, title, bold)
            at = _table(sheet, at + 2, head, rows, styles)
    widths = [_width(column) for column in range(max(len(_WIDTHS), 1 + len(options)))]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    page(sheet, None, widths, 1, range(len(_WIDTHS), len(widths), len(_WIDTHS) - 1))


def _table(sheet: Any, at: int, head: list[str], rows: list[list[str]], styles: dict[str, Any]) -> int:
    """A table from row `at` on; the number of the row below it."""
    for place, cells in enumerate([head, *rows]):
        for column, text in enumerate(cells):
            write(sheet, at + place, column, text, styles["text" if place else "head"])
        sheet.set_row(at + place, height([(text, _width(column)) for column, text in enumerate(cells)]))
    return at + len(rows) + 1


def _width(column: int) -> int:
    return _WIDTHS[min(column, len(_WIDTHS) - 1)]

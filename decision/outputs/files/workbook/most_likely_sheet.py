"""A sheet that shows both: what is expected of every rating, and the most likely figure that was typed for it."""

from __future__ import annotations

from typing import Any

from decision.outputs.files.workbook.sheets import HEAD, ROW, SAID, edge, height, number_format, page, write
from decision.outputs.tables.comparison import ComparisonTable, CriterionRow

_NAME_WIDTH, _WIDTHS = 34, (("Expected", 13), ("Most likely", 13))


def most_likely_ratings(book: Any, table: ComparisonTable, heads: list[Any]) -> None:
    """Criteria by options, both figures in the criterion's unit, and the scores that follow from each."""
    sheet = book.add_worksheet("Most likely")
    head, right = book.add_format(HEAD), book.add_format({**HEAD, "align": "right"})
    sheet.write_string(1, 0, "Criterion", head)
    sheet.set_row(0, height((option.name, sum(width for _, width in _WIDTHS) - 4) for option in table.options))
    for m, option in enumerate(table.options):
        column = 1 + len(_WIDTHS) * m
        sheet.merge_range(0, column, 0, column + len(_WIDTHS) - 1, "", heads[m])
        write(sheet, 0, column, option.name, heads[m])
        for place, (name, width) in enumerate(_WIDTHS):
            sheet.write_string(1, column + place, name, right)
            sheet.set_column(column + place, column + place, width)
    rated = [row for row in table.criteria if not row.criterion.parts]
    for place, row in enumerate(rated, start=2):
        _criterion(book, sheet, place, row, table)
    _scores(book, sheet, 2 + len(rated), table)
    sheet.set_column(0, 0, _NAME_WIDTH)
    sheet.freeze_panes(2, 1)
    widths = [width for _, width in _WIDTHS]
    page(sheet, repeat=(0, 1), before=[_NAME_WIDTH], each=widths, options=len(table.options))


def _criterion(book: Any, sheet: Any, place: int, row: CriterionRow, table: ComparisonTable) -> None:
    unit, name = table.unit(row), table.full_name(row)
    shown = name + (f" ({unit})" if unit and unit != "points" else "")
    write(sheet, place, 0, shown, book.add_format({**ROW, "text_wrap": True}))
    sheet.set_row(place, height([(shown, _NAME_WIDTH)]))
    figures = [(cell.rating, cell.most_likely) for cell in row.cells]
    digits = number_format([x for pair in figures for x in pair if x is not None])
    for m, pair in enumerate(figures):
        for offset, x in enumerate(pair):
            style = book.add_format({**ROW, **edge(offset), "num_format": digits})
            if x is not None:
                sheet.write_number(place, 1 + len(_WIDTHS) * m + offset, x + 0.0, style)


def _scores(book: Any, sheet: Any, place: int, table: ComparisonTable) -> None:
    total = {"bold": True, "top": 1, "bg_color": SAID}
    sheet.write_string(place, 0, "Score", book.add_format(total))
    for m, option in enumerate(table.options):
        for offset, x in enumerate((option.score, option.most_likely)):
            style = book.add_format({**total, **edge(offset), "num_format": "0.0"})
            if x is not None:
                sheet.write_number(place, 1 + len(_WIDTHS) * m + offset, x + 0.0, style)

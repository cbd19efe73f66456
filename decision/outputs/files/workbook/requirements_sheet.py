"""The sheet *Requirements*: how each option stands on each; who fails one is out, by formula."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from decision.analysis.stopping import go_on
from decision.model.requirement import Verdict
from decision.outputs.files.workbook.book import INPUT, Book
from decision.outputs.files.workbook.places import FIRST_REQUIREMENT, REQUIREMENTS, Places
from decision.outputs.files.workbook.sheets import (
    BAD,
    BAD_GROUND,
    GOOD,
    HEAD,
    NARROW,
    ROW,
    edge,
    height,
    intro,
    page_of_options,
    write,
)
from decision.outputs.words.figures import VERDICTS

_HOW_TO_READ = (
    "Change a result: an option that fails any requirement is out and not ranked. What is not shown does not exclude."
)
_REQUIREMENT_WIDTHS, _RESULT_WIDTHS = (8, 34), (11, 15)


def requirements(book: Book, places: Places, heads: Sequence[Any]) -> None:
    """Write the sheet, a row for each requirement; `heads` are the formats of the options' names."""
    table = places.table
    sheet = book.raw.add_worksheet(REQUIREMENTS)
    wrap, head = book.style(**ROW, text_wrap=True), book.style(**HEAD)
    whole = sum(_REQUIREMENT_WIDTHS) + min(3, len(table.options)) * sum(_RESULT_WIDTHS)
    columns = 2 + 2 * min(3, len(table.options))
    intro(book, sheet, "What every option must meet", _HOW_TO_READ, whole, columns)
    top = FIRST_REQUIREMENT - 1
    sheet.write_string(top, 0, "Id", head)
    sheet.write_string(top, 1, "Requirement", head)
    sheet.set_row(top, height((option.name, sum(_RESULT_WIDTHS) - 4) for option in table.options))
    result_style = book.style(**ROW, **edge(0), align="left", indent=1, bg_color=INPUT, locked=False)
    for m, option in enumerate(table.options):
        sheet.merge_range(top, 2 + 2 * m, top, 3 + 2 * m, "", heads[m])
        write(sheet, top, 2 + 2 * m, option.name, heads[m])
        for side, width in enumerate(_RESULT_WIDTHS):
            sheet.set_column(2 + 2 * m + side, 2 + 2 * m + side, width)
    for place, row in enumerate(table.requirements, start=FIRST_REQUIREMENT):
        go_on()
        write(sheet, place, 0, row.id, wrap)
        write(sheet, place, 1, row.text, wrap)
        for m, result in enumerate(row.results):
            verdict, what = VERDICTS[result.verdict], f"{table.options[m].name}: {row.id}"
            book.input(sheet, place, 2 + 2 * m, verdict, result_style, what, ("result", table.options[m].id, row.id))
            write(sheet, place, 3 + 2 * m, result.because, wrap)
        reasons = [(result.because, _RESULT_WIDTHS[1]) for result in row.results]
        sheet.set_row(place, height([(row.id, _REQUIREMENT_WIDTHS[0]), (row.text, _REQUIREMENT_WIDTHS[1]), *reasons]))
    for column, width in enumerate(_REQUIREMENT_WIDTHS):
        sheet.set_column(column, column, width)
    _mark(book, sheet, len(table.options), FIRST_REQUIREMENT + len(table.requirements) - 1)
    sheet.freeze_panes(FIRST_REQUIREMENT, 2)
    page_of_options(sheet, (top, top), _REQUIREMENT_WIDTHS, _RESULT_WIDTHS, len(table.options))


def _mark(book: Book, sheet: Any, options: int, last: int) -> None:
    """Let every result be one of those there are, and stand out as what it is."""
    colours = {
        Verdict.PASS: book.style(font_color=GOOD),
        Verdict.FAIL: book.style(font_color=BAD, bold=True, bg_color=BAD_GROUND),
        Verdict.NOT_SHOWN: book.style(font_color=NARROW, italic=True),
    }
    for column in range(2, 2 + 2 * options, 2):
        where = (FIRST_REQUIREMENT, column, last, column)
        sheet.data_validation(*where, {"validate": "list", "source": list(VERDICTS.values())})
        for verdict, style in colours.items():
            rule = {"type": "cell", "criteria": "==", "value": f'"{VERDICTS[verdict]}"', "format": style}
            sheet.conditional_format(*where, rule)

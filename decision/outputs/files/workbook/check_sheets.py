"""The sheets *Check* and *Inputs*: every formula beside Trilemma's figure, and every cell to change as it was."""

from __future__ import annotations

from typing import Any

from decision.analysis.stopping import go_on
from decision.outputs.files.workbook.book import (
    CHANGED,
    CHECK,
    FIRST_INPUT,
    INPUTS,
    OF_THE_ENGINE,
    WAS_CHANGED,
    Book,
    Cached,
    cell,
    cells,
)
from decision.outputs.files.workbook.sheets import BAD, BAD_GROUND, GOOD, NARROW, ROW, head, height, intro, page, write

CLOSE = 1e-9  # as a share of what is larger than 1
_FIRST = 4
_CHECKS = {
    "What": (44, "left"),
    "Where": (24, "left"),
    "By formula": (17, "right"),
    "By Trilemma": (17, "right"),
    "Difference": (10, "right"),
    "Verdict": (9, "left"),
}
_HOW_TO_CHECK = (
    "Every figure that a formula works out, beside what Trilemma worked out for the file as it was: OK where they "
    "agree to a billionth. Once an input is another, figures that follow it are another too, and say “changed”. "
    "“differs” is a fault."
)
_INPUTS = {
    "What": (50, "left"),
    "Where": (24, "left"),
    "Now": (18, "right"),
    "As exported": (18, "right"),
    "Changed": (9, "right"),
}
_HOW_TO_READ = "Every cell to change, with what stood in it when this was exported, and 1 beside what is another now."
_GENERAL = "#,##0.##########"


def check(book: Book) -> None:
    """Write the sheet *Check*; all formulas have been written by now."""
    sheet = book.raw.add_worksheet(CHECK)
    intro(book, sheet, "Do the formulas say what Trilemma says?", _HOW_TO_CHECK, 121)
    head(book, sheet, _FIRST - 1, _CHECKS)
    for place, each in enumerate(book.checks, start=_FIRST):
        if not place % 100:
            go_on()
        _text(book, sheet, place, each.what, each.where)
        figure = book.style(**ROW, num_format=_GENERAL, align="right", text_wrap=isinstance(each.figure, str))
        book.formula(sheet, place, 2, each.where, each.figure, figure)
        _known(book, sheet, place, 3, each.figure)
        row = place + 1
        scientific = book.style(**ROW, num_format="0.0E+00")
        if isinstance(each.figure, str):
            same = f"C{row}=D{row}"
            sheet.write_blank(place, 4, None, scientific)
        else:
            same = _close(row)
            book.formula(sheet, place, 4, f'IF(ISNUMBER(C{row}),C{row}-D{row},"")', 0.0, scientific)
        verdict = f'IF(IFERROR({same},FALSE),"OK",IF({CHANGED}>0,"changed","differs"))'
        book.formula(sheet, place, 5, verdict, "OK", book.style(**ROW, align="left", indent=1))
    last = _FIRST + len(book.checks) - 1
    _verdict(book, sheet, last)
    _colour(book, sheet, (_FIRST, 5, last, 5))
    sheet.freeze_panes(_FIRST, 1)
    sheet.print_area(0, 0, last, len(_CHECKS) - 1)
    page(sheet, (_FIRST - 1, _FIRST - 1), [width for width, _ in _CHECKS.values()])


def _verdict(book: Book, sheet: Any, last: int) -> None:
    verdicts, count = cells(CHECK, (_FIRST, 5), (last, 5)), len(book.checks)
    good = f"OK: all {count:,} figures agree"
    formula = (
        f'IF(COUNTIF({verdicts},"differs")>0,"differs: "&COUNTIF({verdicts},"differs"),'
        f'IF({CHANGED}>0,"changed: "&{CHANGED}&" inputs; "&COUNTIF({verdicts},"OK")&" of {count} figures are still OK",'
        f'"{good}"))'
    )
    style = book.style(bold=True, font_size=13)
    sheet.write_string(2, 0, "All together", style)
    book.name("check", book.formula(sheet, 2, 1, formula, good, style))


def _colour(book: Book, sheet: Any, where: tuple[int, int, int, int]) -> None:
    for word, colours in (
        ("OK", {"font_color": GOOD}),
        ("changed", {"font_color": NARROW}),
        ("differs", {"font_color": BAD, "bg_color": BAD_GROUND, "bold": True}),
    ):
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": book.style(**colours)}
        sheet.conditional_format(*where, rule)


def inputs(book: Book) -> None:
    """Write the sheet *Inputs*; all cells to change have been written by now."""
    sheet = book.raw.add_worksheet(INPUTS)
    intro(book, sheet, "What was changed?", _HOW_TO_READ, 119, len(_INPUTS))
    head(book, sheet, FIRST_INPUT - 1, _INPUTS)
    for place, each in enumerate(book.inputs, start=FIRST_INPUT):
        if not place % 100:
            go_on()
        _text(book, sheet, place, each.what, each.where)
        figure = book.style(**ROW, num_format=_GENERAL, align="right")
        book.formula(sheet, place, 2, each.where, each.as_exported, figure)
        _known(book, sheet, place, 3, each.as_exported)
        row = place + 1
        same = f"EXACT(C{row},D{row})" if isinstance(each.as_exported, str) else f"C{row}=D{row}"
        same = same if each.exact else _close(row)
        book.formula(sheet, place, WAS_CHANGED, f"IF(IFERROR({same},FALSE),0,1)", 0, book.style(**ROW))
    last = FIRST_INPUT + len(book.inputs) - 1
    where = (FIRST_INPUT, WAS_CHANGED, last, WAS_CHANGED)
    changed = book.style(font_color=BAD, bg_color=BAD_GROUND, bold=True)
    sheet.conditional_format(*where, {"type": "cell", "criteria": "==", "value": 1, "format": changed})
    style = book.style(bold=True, font_size=13, align="left")
    sheet.write_string(2, 0, "How many are another than they were", style)
    total = f"SUM({cells(INPUTS, (FIRST_INPUT, WAS_CHANGED), (last, WAS_CHANGED))})"
    book.formula(sheet, 2, 1, total, 0, style)
    book.name(CHANGED, cell(INPUTS, 2, 1))
    sheet.freeze_panes(FIRST_INPUT, 1)
    sheet.print_area(0, 0, last, len(_INPUTS) - 1)
    page(sheet, (FIRST_INPUT - 1, FIRST_INPUT - 1), [width for width, _ in _INPUTS.values()])


def _text(book: Book, sheet: Any, place: int, what: str, where: str) -> None:
    write(sheet, place, 0, what, book.style(**ROW, text_wrap=True))
    sheet.set_row(place, height([(what, _CHECKS["What"][0])]))
    sheet.write_string(place, 1, where.replace("$", ""), book.style(**ROW))


def _known(book: Book, sheet: Any, place: int, column: int, figure: Cached) -> None:
    style = book.style(**ROW, num_format=_GENERAL, bg_color=OF_THE_ENGINE, align="right")
    if isinstance(figure, str):
        write(sheet, place, column, figure, style)
    else:
        sheet.write_number(place, column, figure + 0.0, style)


def _close(row: int) -> str:
    """Whether the figures in C and D agree."""
    return f"ABS(C{row}-D{row})<={CLOSE:.9f}*MAX(1,ABS(D{row}))"

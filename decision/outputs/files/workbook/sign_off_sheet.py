"""The sheet *Record and sign-off*: who decided what and why, who declared which interests, what was changed by whom."""

from __future__ import annotations

from collections.abc import Mapping

from decision.outputs.files.workbook.book import CHANGED, INPUT, Book
from decision.outputs.files.workbook.places import Places
from decision.outputs.files.workbook.sheets import HEAD, NARROW, ROW, height, intro, page, write

SIGN_OFF = "Record and sign-off"
_WIDTHS = (30, 24, 30, 22, 18)
_PARTS: Mapping[str, tuple[tuple[str, ...], int]] = {
    "Decided": (("Chosen", "On", "Because", "Conditions", "To be reviewed by"), 1),
    "Signed": (("Name", "Role", "Decision", "Dissent, if any", "Date"), 5),
    "Interests declared": (("Evaluator", "Role", "Interest, or none", "What was done about it", "Date"), 4),
    "Changes since this was exported": (("Sheet and cell", "By whom", "Why", "Approved by", "Date"), 5),
}
_HOW_TO_READ = (
    "To be filled in. What is decided here is the decision with the fingerprint below, and what the sheet Inputs "
    "says was changed since."
)


def sign_off(book: Book, places: Places) -> None:
    """Write the sheet."""
    sheet = book.raw.add_worksheet(SIGN_OFF)
    intro(book, sheet, "Record and sign-off", _HOW_TO_READ, sum(_WIDTHS), len(_WIDTHS))
    table = places.table
    plain = book.style(font_color=NARROW)
    write(sheet, 2, 0, f"{table.title}; fingerprint {table.fingerprint}; Trilemma {table.version}", plain)
    book.formula(sheet, 3, 0, f'{CHANGED}&" inputs were changed since"', "0 inputs were changed since", plain)
    place = 5
    change = book.style(**ROW, bg_color=INPUT, text_wrap=True, locked=False)
    for title, (heads, rows) in _PARTS.items():
        sheet.write_string(place, 0, title, book.style(bold=True, font_size=12))
        for column, name in enumerate(heads):
            sheet.write_string(place + 1, column, name, book.style(**HEAD, text_wrap=True))
        for row in range(place + 2, place + 2 + rows):
            sheet.set_row(row, 22)
            for column in range(len(heads)):
                sheet.write_blank(row, column, None, change)
        place += rows + 3
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(2, height([(table.title, sum(_WIDTHS))]))
    sheet.print_area(0, 0, place - 2, len(_WIDTHS) - 1)
    page(sheet, None, _WIDTHS)

"""Sheets of a workbook on what would change the answer, and on what is worth finding out."""

from __future__ import annotations

import textwrap
from typing import Any

from decision.outputs.files.workbook.book import CHANGED
from decision.outputs.files.workbook.sheets import HEAD, NARROW, ROW, height, number_format, page, write
from decision.outputs.tables.sensitivity import TurningTables

_SWITCHES = {
    "What": (28, "left"),
    "Unit": (10, "left"),
    "Now": (10, "right"),
    "Turns below": (10, "right"),
    "Then first": (16, "left"),
    "Turns above": (10, "right"),
    "Then first ": (16, "left"),
    "In the file, less than": (10, "right"),
    "In the file, more than": (10, "right"),
}
_WORTHS = {"What is settled": (60, "left"), "Points": (12, "right"), "Money": (16, "right")}
_READ_SWITCHES = (
    "One weight moves at a time and the others keep their proportions, or one rating moves and all else stays: beyond "
    "the point at which it turns, another option is first."
    " In the file: the points to write for that weight, the others left."
)
_READ_SHARED = " What all options share moves for all at once; how likely that is stands below the table."
_STALE = "Stale, for inputs were changed since: export the changed decision again. "
_LONGEST_LITERAL = 250  # characters of a text in a formula; a spreadsheet takes 255
_READ_WORTHS = "What knowing it for certain, before deciding, is worth at most: if finding out costs more, do not."


def switching_points(book: Any, turning: TurningTables) -> None:
    """A row for each weight, each rating that can change the leader and all that options share, then its sentences."""
    sheet = book.add_worksheet("What would change it")
    first = _head(book, sheet, turning.sentence, _READ_SWITCHES + _READ_SHARED * bool(turning.shared), _SWITCHES)
    text = book.add_format({**ROW, "text_wrap": True})
    beside = book.add_format({**ROW, "text_wrap": True, "align": "left", "indent": 1})
    typed = book.add_format({**ROW, "num_format": "0.0#"})
    share = book.add_format({**ROW, "num_format": "0.0%"})
    for place, row in enumerate(turning.rows, start=first):
        name = f"Weight of {row.name}" if row.is_weight else row.name
        write(sheet, place, 0, name, text)
        write(sheet, place, 1, row.unit, text)
        digits = share
        if not (row.is_weight or row.yearly):
            digits = book.add_format(
                {**ROW, "num_format": number_format([x for x in (row.now, row.low, row.high) if x is not None])}
            )
        for column, x, style in (
            (2, row.now, digits),
            (3, row.low, digits),
            (5, row.high, digits),
            (7, row.typed_low, typed),
            (8, row.typed_high, typed),
        ):
            if x is None:
                sheet.write_blank(place, column, None, style)
            else:
                sheet.write_number(place, column, x + 0.0, style)
        write(sheet, place, 4, row.low_to or "", beside)
        write(sheet, place, 6, row.high_to or "", beside)
        texts = [(name, _SWITCHES["What"][0]), (row.unit, _SWITCHES["Unit"][0])]
        sheet.set_row(place, height([*texts, (row.low_to or "", 14), (row.high_to or "", 14)]))
    whole = sum(width for width, _ in _SWITCHES.values())
    for place, said in enumerate(turning.shared_sentences, start=first + len(turning.rows) + 1):
        sheet.merge_range(place, 0, place, len(_SWITCHES) - 1, "", text)
        write(sheet, place, 0, said, text)
        sheet.set_row(place, height([(said, whole)]))


def worth_finding_out(book: Any, turning: TurningTables) -> None:
    """A row for each rating, criterion and option, and for everything, highest first."""
    sheet = book.add_worksheet("Worth finding out")
    first = _head(book, sheet, turning.worth_sentence, _READ_WORTHS, _WORTHS)
    text = book.add_format({**ROW, "text_wrap": True})
    points = book.add_format({**ROW, "num_format": "0.00"})
    amount = book.add_format({**ROW, "num_format": "#,##0"})
    if turning.currency:
        write(sheet, first - 1, 2, turning.currency, book.add_format({**HEAD, "align": "right"}))
    for place, row in enumerate(turning.worths, start=first):
        write(sheet, place, 0, row.name, text)
        sheet.write_number(place, 1, row.points, points)
        if row.money is None:
            sheet.write_blank(place, 2, None, amount)
        else:
            sheet.write_number(place, 2, row.money, amount)
        sheet.set_row(place, height([(row.name, _WORTHS["What is settled"][0])]))


def _head(book: Any, sheet: Any, sentence: str, how_to_read: str, columns: dict[str, tuple[int, str]]) -> int:
    """The sentence, how to read the table, and its head; the number of the row below."""
    whole = sum(width for width, _ in columns.values())
    lines: tuple[tuple[str, int, dict[str, Any]], ...]
    lines = ((sentence, 13, {"bold": True}), (how_to_read, 11, {"font_color": NARROW}))
    for place, (text, size, style) in enumerate(lines):
        shown = book.add_format({**style, "font_size": size, "text_wrap": True, "valign": "vcenter"})
        sheet.merge_range(place, 0, place, len(columns) - 1, "", shown)
        write(sheet, place, 0, text, shown)
        sheet.set_row(place, height([(f"{_STALE}{text}", whole * 11 // size)], size=size))
    told = "&".join(f'"{piece}"' for piece in textwrap.wrap(how_to_read, _LONGEST_LITERAL, drop_whitespace=False))
    sheet.write_formula(1, 0, f'=IF({CHANGED}=0,"","{_STALE}")&{told}', shown, how_to_read)
    for column, (name, (width, side)) in enumerate(columns.items()):
        sheet.write_string(
            2,
            column,
            name.strip(),
            book.add_format({**HEAD, "text_wrap": True, "align": side, "indent": int(name.strip() == "Then first")}),
        )
        sheet.set_column(column, column, width)
    sheet.set_row(2, height((name, width - 2) for name, (width, _) in columns.items()))
    sheet.freeze_panes(3, 1)
    page(sheet, (2, 2), [width for width, _ in columns.values()])
    return 3

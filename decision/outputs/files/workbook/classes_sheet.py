"""The sheet *Reference classes*: what multiplies which estimates, what that rests on, and what to be careful about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from decision.outputs.files.workbook.sheets import HEAD, ROW, height, page, write
from decision.outputs.words.reference_classes import ClassInUse

_WIDTHS = {"Class": 24, "Multiplies": 26, "P50": 7, "P80": 7, "Basis": 16, "Caveat": 44, "Source": 50}


def reference_classes(book: Any, classes: Sequence[ClassInUse]) -> None:
    """Write the sheet, a row for each class."""
    sheet = book.add_worksheet("Reference classes")
    wrap, head = book.add_format({**ROW, "text_wrap": True}), book.add_format(HEAD)
    figure = book.add_format({**ROW, "num_format": "0.00"})
    for column, (name, width) in enumerate(_WIDTHS.items()):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, width)
    for place, each in enumerate(classes, start=1):
        told = each.reference_class
        texts = {"Class": told.name, "Multiplies": each.multiplies, "Basis": each.basis}
        texts |= {"Caveat": told.caveat, "Source": told.source}
        for column, name in enumerate(_WIDTHS):
            if name in texts:
                write(sheet, place, column, texts[name], wrap)
            else:
                sheet.write_number(place, column, each.half if name == "P50" else each.eight_of_ten, figure)
        sheet.set_row(place, height((text, _WIDTHS[name]) for name, text in texts.items()))
    sheet.freeze_panes(1, 1)
    widths = list(_WIDTHS.values())
    page(sheet, (0, 0), widths, 1, (len(widths) - 1,))

"""The cells of a workbook: what they say, and the formulas by which; nothing is worked out, run or followed."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from openpyxl import load_workbook
from openpyxl.formula import Tokenizer
from openpyxl.utils.cell import get_column_letter

from decision.model.errors import DecisionError
from decision.verification.finding import Said, said

Place = tuple[int, int]  # row and column, from 1
_MOST_CELLS = 1_500_000
_MOST_ROWS = 300_000


@dataclass(frozen=True)
class Cell:
    """What a cell says, and its formula, empty where it has none."""

    value: Said
    formula: str = ""


@dataclass(frozen=True)
class Sheet:
    """The cells of a sheet that hold anything."""

    name: str
    cells: Mapping[Place, Cell]

    @cached_property
    def by_row(self) -> Mapping[int, Mapping[int, Cell]]:
        """The same by row, then by column."""
        rows: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in self.cells.items():
            rows.setdefault(row, {})[column] = cell
        return rows

    @cached_property
    def size(self) -> Place:
        """The last row and the last column that hold anything."""
        return max((row for row, _ in self.cells), default=0), max((column for _, column in self.cells), default=0)

    def label(self, row: int) -> tuple[str, ...]:
        """The texts of a row that no formula gives: what it is known by."""
        cells = self.by_row.get(row, {})
        return tuple(
            cells[at].value  # type: ignore[misc]  # those are texts
            for at in sorted(cells)
            if isinstance(cells[at].value, str) and not cells[at].formula
        )


def sheets_of(raw: bytes) -> dict[str, Sheet]:
    """The sheets of a workbook that is known to be harmless, by name and in order.

    Raises
    ------
    DecisionError
        It holds more cells than are compared.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and validation, which are not read here
        books = [
            load_workbook(io.BytesIO(raw), read_only=True, data_only=values, keep_links=False)
            for values in (True, False)
        ]
        try:
            return {sheet.title: _sheet(sheet, books[1][sheet.title]) for sheet in books[0].worksheets}
        finally:
            for book in books:
                book.close()


def _sheet(values: Any, formulas: Any) -> Sheet:
    cells = {place: Cell(said(cell.value)) for place, cell in _filled(values)}
    for place, cell in _filled(formulas):
        if cell.data_type == "f":
            text = cell.value if isinstance(cell.value, str) else getattr(cell.value, "text", None)
            known = cells.get(place)
            cells[place] = Cell(None if known is None else known.value, f"={str(text or '').removeprefix('=')}")
    return Sheet(values.title, cells)


def _filled(sheet: Any) -> Iterator[tuple[Place, Any]]:
    sheet.reset_dimensions()  # what a file says of its size need not be so
    for count, cell in enumerate(cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
        if count > _MOST_CELLS or cell.row > _MOST_ROWS:
            raise DecisionError(f"the sheet {sheet.title} holds more than is compared; export the decision again")
        yield (cell.row, cell.column), cell


def name_of(sheet: str, place: Place) -> str:
    """The cell as people name it."""
    return f"{sheet}!{get_column_letter(place[1])}{place[0]}"


_SHEET_NAME = re.compile(r"'?([^'!]+)'?!")


def normalised(formula: str) -> str:
    """A formula without what programs write in their own ways: blanks, quotes round names, forms of numbers."""
    pieces = []
    for token in Tokenizer(formula).items:
        text = token.value
        if token.subtype == "NUMBER":
            text = repr(float(text))
        elif token.type == "OPERAND" and token.subtype == "RANGE":
            text = _SHEET_NAME.sub(lambda found: f"{found[1]}!", text).replace("$", "").upper()
        elif token.type != "OPERAND":
            text = text.strip().upper().removeprefix("_XLFN.")
        if token.type != "WHITE-SPACE":
            pieces.append(text)
    return "".join(pieces).replace("FALSE()", "FALSE").replace("TRUE()", "TRUE")

"""The cells of a workbook: what they say, and the formulas by which; nothing is worked out, run or followed."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.formula import Tokenizer
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from decision.files.packages import rows_of
from decision.model.errors import DecisionError
from decision.outputs.files.workbook.book import Book
from decision.verification.finding import Said, said

Place = tuple[int, int]  # row and column, from 1
_MOST_CELLS = 1_500_000
_MOST_ROWS = 300_000


class Cell(NamedTuple):
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
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        try:
            return {sheet.title: Sheet(sheet.title, dict(_filled(sheet))) for sheet in book.worksheets}
        finally:
            book.close()


def sheets_in(book: Book) -> dict[str, Sheet]:
    """The sheets of a workbook in the making, as `sheets_of` would read them from its bytes."""
    sheets = {sheet: dict[Place, Cell]() for sheet in book.sheet_names}
    for sheet, row, column, value, formula in book.filled():
        text = value.replace("x005F_", "") if isinstance(value, str) else value  # as the library reads texts
        if formula or said(text) is not None:
            sheets[sheet][row + 1, column + 1] = Cell(said(text), formula)
    return {name: Sheet(name, cells) for name, cells in sheets.items()}


class _Parser(WorkSheetParser):  # type: ignore[misc]  # the library has no types
    """Tells of a cell its value and its formula, where the library tells one of the two in one reading."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        cell["formula"] = ""
        if element.find(FORMULA_TAG) is not None:
            formula = self.parse_formula(element)
            text = formula if isinstance(formula, str) else getattr(formula, "text", None)
            cell["formula"] = f"={str(text or '').removeprefix('=')}"
        return cell


def _filled(sheet: Any) -> Iterator[tuple[Place, Cell]]:
    # what `sheet.iter_rows` does, which would have to be done twice: its cells hold a value or a formula
    book, texts, source = sheet.parent, sheet._shared_strings, sheet._get_source()  # noqa: SLF001
    dates = {"date_formats": book._date_formats, "timedelta_formats": book._timedelta_formats}  # noqa: SLF001
    count = 0
    with source:
        rows = _Parser(source, texts, data_only=True, epoch=book.epoch, **dates).parse()
        for _, row in rows_of(sheet.title, rows):
            for cell in row:
                if cell["value"] is None and not cell["formula"]:
                    continue
                count += 1
                if count > _MOST_CELLS or cell["row"] > _MOST_ROWS:
                    problem = f"the sheet {sheet.title} holds more than is compared; export the decision again"
                    raise DecisionError(problem)
                yield (cell["row"], cell["column"]), Cell(said(cell["value"]), cell["formula"])


def name_of(sheet: str, place: Place) -> str:
    """The cell as people name it."""
    return f"{sheet}!{get_column_letter(place[1])}{place[0]}"


_SHEET_NAME = re.compile(r"'?([^'!]+)'?!")


def without_marks(formula: str) -> str:
    """A formula, its texts aside, without what most programs write in their own ways: $, quotes, brackets of TRUE."""
    pieces = formula.split('"')
    pieces[::2] = [
        each.replace("'", "").replace("$", "").replace("FALSE()", "FALSE").replace("TRUE()", "TRUE")
        for each in pieces[::2]
    ]
    return '"'.join(pieces)


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

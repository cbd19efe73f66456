"""A workbook in the making: styles made once, the cells that people may change, and the figures to be checked."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import xlsxwriter
import xlsxwriter.worksheet
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from decision.analysis.stopping import go_on
from decision.outputs.files.workbook.sheets import clean, write

INPUT = "#FFF8E1"  # the ground of cells to change
OF_THE_ENGINE = "#EEF3F8"  # the ground of what formulas do not work out
INPUTS, CHECK = "Inputs", "Check"
FIRST_INPUT, WAS_CHANGED = 4, 4  # row of the first on its sheet, and the column that says 1 where it is another
CHANGED = "inputs_changed"  # the name of the cell that counts them
_CREATED = datetime.datetime(2000, 1, 1)  # fixed, so that the same decision gives the same bytes
_LONGEST_NAME = 255

Cached = float | int | str


@dataclass(frozen=True)
class Input:
    """A cell to change: what it is, where it stands, and what stood there when the workbook was made."""

    what: str
    where: str
    as_exported: Cached
    key: tuple[str, ...]  # which part of the decision it is, as `verification.changed` takes it
    exact: bool = True  # False of a formula, whose last digits are its own


@dataclass(frozen=True)
class Checked:
    """A formula and what Trilemma worked out for it."""

    what: str
    where: str
    figure: Cached


@lru_cache(maxsize=256)
def _quoted(sheet: str) -> str:
    return str(quote_sheetname(sheet))


def cell(sheet: str, row: int, column: int) -> str:
    """The cell as a formula anywhere names it: ``'Cost plan'!$D$5``."""
    return f"{_quoted(sheet)}!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"


def cells(sheet: str, first: tuple[int, int], last: tuple[int, int]) -> str:
    """The cells between two corners, ends included, as a formula anywhere names them."""
    return f"{cell(sheet, *first)}:{xl_rowcol_to_cell(*last, row_abs=True, col_abs=True)}"


class _Sheet(xlsxwriter.worksheet.Worksheet):  # type: ignore[misc]  # the library has no types
    """A sheet whose formulas are taken as they are.

    The library looks through each for some thirty functions of newer spreadsheets, which take a third of the time of
    a large workbook and of which no formula here uses any.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002
        return formula.removeprefix("=")


class _Workbook(xlsxwriter.Workbook):  # type: ignore[misc]
    worksheet_class = _Sheet


@dataclass
class Book:
    """A workbook in the making.

    Attributes
    ----------
    raw
        What writes the file.
    inputs
        In the order in which they stand on the sheet *Inputs*, from row `FIRST_INPUT` on.
    checks
        In the order in which they stand on the sheet *Check*.
    """

    raw: Any
    out: io.BytesIO
    inputs: list[Input] = field(default_factory=list)
    checks: list[Checked] = field(default_factory=list)
    _styles: dict[frozenset[tuple[str, Any]], Any] = field(default_factory=dict)

    @classmethod
    def new(cls, title: str) -> Book:
        """An empty workbook in memory, in which no text becomes a formula, a link or a number."""
        out = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
        }
        raw = _Workbook(out, options)
        raw.set_properties({"title": clean(title), "created": _CREATED, "author": "Trilemma"})
        return cls(raw, out)

    def style(self, **properties: Any) -> Any:
        """The format with these properties, the same object each time."""
        key = frozenset(properties.items())
        if key not in self._styles:
            self._styles[key] = self.raw.add_format(properties)
        return self._styles[key]

    def formula(self, sheet: Any, row: int, column: int, formula: str, cached: Cached, style: Any) -> str:
        """Write a formula with the figure it gives now; the cell as other formulas name it."""
        go_on()
        known = clean(cached) if isinstance(cached, str) else cached + 0.0
        sheet.write_formula(row, column, f"={formula}", style, known)
        return cell(sheet.name, row, column)

    def checked(self, sheet: Any, row: int, column: int, formula: str, figure: Cached, style: Any, what: str) -> str:
        """As of `formula`, and put on the list of what is checked."""
        where = self.formula(sheet, row, column, formula, figure, style)
        self.checks.append(Checked(what, where, figure))
        return where

    def input(self, sheet: Any, row: int, column: int, now: Cached, style: Any, what: str, key: tuple[str, ...]) -> str:
        """Write a figure or a word that people may change; the cell that says 1 once it was changed, 0 before."""
        if isinstance(now, str):
            write(sheet, row, column, now, style)
        else:
            sheet.write_number(row, column, now + 0.0, style)
        return self._watch(Input(what, cell(sheet.name, row, column), now, key))

    def formula_to_change(
        self, sheet: Any, row: int, column: int, formula: str, now: float, style: Any, what: str, key: tuple[str, ...]
    ) -> str:
        """As of `input`, with a formula that may be typed over."""
        where = self.formula(sheet, row, column, formula, now, style)
        return self._watch(Input(what, where, now, key, exact=False))

    def _watch(self, each: Input) -> str:
        self.inputs.append(each)
        return cell(INPUTS, FIRST_INPUT + len(self.inputs) - 1, WAS_CHANGED)

    def name(self, name: str, where: str) -> None:
        """Give cells a name, unless it would be longer than a name may be."""
        if len(name) <= _LONGEST_NAME:
            self.raw.define_name(name, f"={where}")

    @property
    def sheet_names(self) -> list[str]:
        """The sheets so far, in order."""
        return [sheet.name for sheet in self.raw.worksheets()]

    def filled(self) -> Iterator[tuple[str, int, int, Cached | None, str]]:
        """Of every cell that says anything: its sheet, row and column, what it says, and its formula if it has one."""
        for sheet in self.raw.worksheets():
            texts = sheet.str_table.string_array or list(sheet.str_table.string_table)  # once written, or before
            for row, cells_of_row in sheet.table.items():
                for column, each in cells_of_row.items():
                    match type(each).__name__:
                        case "String":
                            yield sheet.name, row, column, texts[each.string], ""
                        case "Number":
                            yield sheet.name, row, column, each.number, ""
                        case "Formula":
                            yield sheet.name, row, column, each.value, f"={each.formula}"

    def content(self) -> bytes:
        """The bytes of the file; a sheet that says nothing else prints from its first cell to its last."""
        for sheet in self.raw.worksheets():
            if not sheet.print_area_range and sheet.dim_rowmax is not None:
                sheet.print_area(0, 0, sheet.dim_rowmax, sheet.dim_colmax)
        self.raw.close()
        return self.out.getvalue()

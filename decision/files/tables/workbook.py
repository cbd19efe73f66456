"""Tables in ``.xlsx`` workbooks: the values that were kept in them; nothing is run, computed or fetched."""

from __future__ import annotations

import datetime
import io
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeVar

from decision.files.packages import BROKEN, checked_parts, rows_of
from decision.files.tables.grid import MOST_ROWS, REMEDY, Cell, Grid, grid_of, refused
from decision.files.tables.sheet_facts import MOST_LINES, SheetFacts, sheet_facts
from decision.model.errors import DecisionError, listed
from decision.model.visible import visible

Found = TypeVar("Found")

_CURRENCY = re.compile(r"\[\$([^\]-]+)(?:-[^\]]*)?\]|([$€£¥₹])|\"\s*([$€£¥₹]|[A-Z]{3})\s*\"")


def workbook_grid(raw: bytes, file: str, sheet: str = "") -> Grid:
    """The cells of a sheet of the workbook `raw`: the one called `sheet`, or else the only one that holds anything.

    Raises
    ------
    FileError
        It is no workbook, is too large once unpacked, or it must be said which sheet is meant.
    """
    parts = checked_workbook(raw, file)
    notes = what_is_left_alone(parts)
    return read_safely(lambda: _grid(raw, file, sheet, notes), file)


def read_safely(read: Callable[[], Found], file: str) -> Found:
    """What `read` reads; FileError for whatever openpyxl stumbles over in a broken file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is not needed here: styles, validation, headers
            return read()
    except DecisionError:
        raise
    # errors of XML are SyntaxErrors
    except (*BROKEN, LookupError, TypeError, AttributeError, SyntaxError) as error:
        raise refused(file, f"is no workbook that can be read ({visible(str(error))}); save it anew as .xlsx") from None


def checked_workbook(raw: bytes, file: str) -> list[str]:
    """The names of the workbook's parts, once it is sure that unpacking them is harmless."""
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise refused(file, "is an old .xls file or has a password; save it as .xlsx without one")
    rows: Counter[str] = Counter()

    def count(part: str, block: bytes) -> None:
        rows[part] += block.count(b"</row>")

    parts = checked_parts(raw, file, "workbook", "copy the table alone into a new workbook and save it as .xlsx", count)
    if max(rows.values(), default=0) > MOST_LINES and not any(0 < each <= MOST_LINES for each in rows.values()):
        # all its sheets are long, which is known long before they are read
        raise refused(file, f"has more than {MOST_ROWS} rows; {REMEDY}")
    return parts


def what_is_left_alone(parts: list[str]) -> tuple[str, ...]:
    """What of a workbook is neither run nor followed, in sentences."""
    notes = []
    if any("vbaproject" in part.lower() for part in parts):
        notes.append("The workbook holds macros; they are neither run nor kept.")
    if any("externallinks/" in part.lower() for part in parts):
        notes.append("Links to other workbooks are not followed; the values kept in this one are used.")
    return tuple(notes)


def _grid(raw: bytes, file: str, sheet: str, notes: tuple[str, ...]) -> Grid:
    from openpyxl import load_workbook

    values = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    formulas = load_workbook(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
    try:
        names = [each.title for each in values.worksheets]
        if not names:
            raise refused(file, "has no sheet with cells; save the table on one")
        name = _sheet(values, names, sheet, file)
        grid = grid_of(_rows(values[name], formulas[name]), file, name)
        facts = sheet_facts(raw, getattr(values[name], "_worksheet_path", ""), file)
        shown = getattr(values[name], "sheet_state", "visible") == "visible"
        return _with_facts(grid, facts, (*notes, *([] if shown else [f"The sheet {visible(name)} is hidden."])))
    finally:
        values.close()
        formulas.close()


def _with_facts(grid: Grid, facts: SheetFacts, notes: tuple[str, ...]) -> Grid:
    """`grid` with what else is known of its sheet, as far as it has the cells."""
    known = replace(
        grid,
        merged=tuple(area for area in facts.merged if area.top < grid.height and area.left < grid.width),
        hidden_rows=frozenset(at for at in facts.hidden_rows if at < grid.height and not _is_blank(grid.rows[at])),
        hidden_columns=frozenset(
            at for at in facts.hidden_columns if at < grid.width and not _is_blank(grid.column(at))
        ),
        comments=MappingProxyType(dict(sorted(facts.comments.items()))),
    )
    hidden = [*map(known.row_place, sorted(known.hidden_rows)), *map(known.column_place, sorted(known.hidden_columns))]
    said = [f"Hidden in the spreadsheet, but read like the rest: {listed(hidden)}."] if hidden else []
    return replace(known, notes=(*notes, *facts.notes, *said))


def _is_blank(cells: tuple[Cell, ...]) -> bool:
    return all(cell.is_blank for cell in cells)


def _sheet(book: Any, names: list[str], wanted: str, file: str) -> str:
    if wanted:
        by_name = {name.casefold(): name for name in names}
        if wanted.casefold() in by_name:
            return by_name[wanted.casefold()]
        if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted[:6]) <= len(names):
            return names[int(wanted) - 1]
        raise refused(file, f"has no sheet {visible(wanted)}; name one of {listed(names)}")
    filled = [name for name in names if any(_values(book[name]))]
    if len(filled) > 1:
        raise refused(file, f"has {len(filled)} sheets that hold something; say which is meant: {listed(filled)}")
    return filled[0] if filled else names[0]


def _values(sheet: Any) -> Iterator[bool]:
    for number, row in enumerate(rows_of(sheet.title, sheet.iter_rows(values_only=True))):
        if number > MOST_LINES:
            return
        yield any(x is not None for x in row)


def _rows(values: Any, formulas: Any) -> Iterator[list[Cell]]:
    rows = rows_of(values.title, zip(values.iter_rows(), formulas.iter_rows(), strict=False))
    for number, (shown, said) in enumerate(rows):
        if number > MOST_LINES:
            return
        yield [cell_of(one, other) for one, other in zip(shown, said, strict=False)]


def cell_of(cell: Any, said: Any) -> Cell:
    """What one cell holds, by the value that was kept in it, and by what was `said` there: a formula, or the same."""
    x = cell.value
    if x is None:
        if said.data_type == "f":
            return Cell("", None, "is a formula whose result is not in the file; open it in a spreadsheet and save it")
        return Cell()
    if isinstance(x, bool):
        return Cell("true" if x else "false")
    if isinstance(x, int | float):
        return _number(float(x), str(cell.number_format or ""))
    if isinstance(x, datetime.datetime | datetime.date | datetime.time):
        shown = x.date().isoformat() if isinstance(x, datetime.datetime) and x.time() == datetime.time() else str(x)
        return Cell(shown, None, f"is a date ({shown}); if it was typed as a range such as 3-5, make the cell a text")
    text = " ".join(str(x).split())
    if cell.data_type == "e":
        return Cell("", None, f"is an error of the spreadsheet ({visible(text)}); mend its formula")
    return Cell(text)


def _number(x: float, form: str) -> Cell:
    shown = re.sub(r'"[^"]*"|\\.', "", form)
    if "%" in shown:
        share = float(Decimal(repr(x)) * 100)
        return Cell(f"{_plain(share)}%", share)
    found = _CURRENCY.search(form)
    sign = next((sign.strip() for sign in found.groups() if sign), "") if found else ""
    return Cell(f"{sign}{_plain(x)}", x)


def _plain(x: float) -> str:
    return str(int(x)) if x.is_integer() and abs(x) < 1e15 else repr(x)


def sheet_names(raw: bytes, file: str) -> list[str]:
    """The names of the sheets of a workbook; raises FileError as `workbook_grid` does."""
    checked_workbook(raw, file)
    return read_safely(lambda: _names(raw), file)


def _names(raw: bytes) -> list[str]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(raw), read_only=True, keep_links=False)
    try:
        return [each.title for each in book.worksheets]
    finally:
        book.close()

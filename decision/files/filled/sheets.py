"""The sheets of a filled workbook as cells that know where they stand, each told by what is on it."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from decision.files.faults import Fault, FileError
from decision.files.open_file import check_size
from decision.files.packages import rows_of
from decision.files.tables.grid import Area, column_name
from decision.files.tables.sheet_facts import sheet_facts
from decision.files.tables.workbook import cell_of, checked_workbook, read_safely, what_is_left_alone
from decision.model.bounds import LONGEST_TEXT
from decision.model.errors import ImpossibleError
from decision.model.visible import visible

MOST_SHEETS = 200
_MOST_ROWS, _MOST_COLUMNS = 16_000, 300
_FARTHEST_HEAD = 20  # rows from the top in which the heads of columns are looked for
_FORMULA = re.compile(rb"<(?:[^<>\s/]+:)?f[\s/>]")  # the element that holds one, whatever its namespace is called
Moment = datetime.datetime | datetime.date | datetime.time


@dataclass(frozen=True)
class FilledCell:
    """What one cell holds.

    Attributes
    ----------
    text
        As it is shown; a text with its lines.
    number
        The number in it, if it holds one; in percent where it is shown so.
    moment
        The day or time of day in it, if it holds one.
    is_formula
        Whether a formula stands there, whatever it gives.
    problem
        Why nothing can be read from it; empty where something can.
    """

    text: str = ""
    number: float | None = None
    moment: Moment | None = None
    is_formula: bool = False
    problem: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.text and not self.problem and not self.is_formula


BLANK = FilledCell()


@dataclass(frozen=True)
class Row:
    """A row of a sheet below the heads of its columns; `number` counts from 1, as spreadsheets do."""

    sheet: Sheet
    number: int
    cells: Sequence[FilledCell]

    def __getitem__(self, head: str) -> FilledCell:
        return self.cells[self.sheet.columns[head]] if self.sheet.columns[head] < len(self.cells) else BLANK

    def place(self, head: str) -> str:
        """Where the cell of that column is: ``Scoring!B7``."""
        return f"{self.sheet.name}!{column_name(self.sheet.columns[head])}{self.number}"

    def fault(self, head: str, message: str) -> Fault:
        """What is wrong in the cell of that column."""
        return Fault(self.sheet.file, self.number, self.sheet.columns[head] + 1, self.place(head), message)


@dataclass(frozen=True)
class Sheet:
    """A sheet with named columns.

    Attributes
    ----------
    above
        The rows above the heads.
    columns
        By head, where its column stands, from 0.
    body
        The rows below that hold anything.
    others
        Heads that are none of those that were asked for, and where their columns stand.
    merged
        Areas that are shown as one cell.
    """

    file: str
    name: str
    above: tuple[tuple[FilledCell, ...], ...]
    columns: Mapping[str, int]
    body: tuple[tuple[int, tuple[FilledCell, ...]], ...]
    others: Mapping[str, int] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()

    def rows(self) -> Iterator[Row]:
        """The rows below the heads that hold anything."""
        return (Row(self, number, cells) for number, cells in self.body)

    def field(self, name: str) -> tuple[FilledCell, str]:
        """What is filled in to the right of the label `name` above the heads, and where."""
        for number, cells in enumerate(self.above, start=1):
            for column, cell in enumerate(cells):
                if cell.text == name:
                    for right in range(column + 1, len(cells)):
                        if not cells[right].is_blank:
                            return cells[right], f"{self.name}!{column_name(right)}{number}"
                    return BLANK, f"{self.name}!{column_name(column + 1)}{number}"
        return BLANK, f"{self.name}!A1"

    def field_fault(self, where: str, message: str) -> Fault:
        """What is wrong in a cell above the heads, named as `field` names it."""
        at = where.rpartition("!")[2]
        letters = at.rstrip("0123456789")
        column = 0
        for letter in letters:
            column = 26 * column + ord(letter) - 64
        return Fault(self.file, int(at[len(letters) :]), column, where, message)

    def merged_faults(self, heads: Sequence[str], ours: Container[int] = ()) -> Iterator[Fault]:
        """Merged cells over those columns, of which only the first can be read, but for rows that we merge."""
        first = self.body[0][0] - 1 if self.body else 0
        wanted = {self.columns[head]: head for head in heads}
        keyed = {number - 1 for number, _ in self.body if number not in ours}
        for area in self.merged:
            touched = [column for column in range(area.left, area.right + 1) if column in wanted]
            rows = [row for row in range(area.top, area.bottom + 1) if row in keyed]
            if area.top >= first and touched and len(rows) * len(touched) > 1:
                corners = f"{column_name(area.left)}{area.top + 1}:{column_name(area.right)}{area.bottom + 1}"
                where = f"{self.name}!{corners}"
                yield Fault(self.file, area.top + 1, area.left + 1, where, "is merged into one cell; take them apart")


@dataclass(frozen=True)
class FilledBook:
    """A filled workbook; `notes` say what of it is left alone."""

    file: str
    names: tuple[str, ...]
    tops: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    values: Any = None
    raw: bytes = b""

    @cached_property
    def formulas(self) -> Any:
        """The workbook with its formulas in the place of what they give, opened when it is asked for."""
        from openpyxl import load_workbook

        return load_workbook(io.BytesIO(self.raw), read_only=True, data_only=False, keep_links=False)

    def titled(self, title: str) -> list[str]:
        """The names of the sheets that have that title on their first row."""
        return [name for name in self.names if self.tops[name] == title]

    def sheet(self, name: str, heads: Sequence[str]) -> Sheet:
        """The sheet called `name`, whose columns have those heads.

        Raises
        ------
        FileError
            One of the heads is not there, or stands twice; or there are more rows than any decision has.
        """
        return read_safely(lambda: self._sheet(name, heads), self.file)

    def _sheet(self, name: str, heads: Sequence[str]) -> Sheet:
        rows = list(self._rows(name))
        top = _head_row(rows, heads)
        if top is None:
            missing = ", ".join(f"“{head}”" for head in heads)
            raise FileError([Fault(self.file, 1, 1, f"{name}!A1", f"has no row with the heads {missing}; put it back")])
        texts = [cell.text for cell in rows[top]]
        faults = []
        for head in heads:
            if texts.count(head) != 1:
                said = "stands there twice; keep one" if head in texts else "is not there; put the column back"
                faults.append(Fault(self.file, top + 1, 1, f"{name}!A{top + 1}", f"the head “{head}” {said}"))
        if faults:
            raise FileError(faults)
        columns = {text: column for column, text in enumerate(texts) if text in heads}
        body = tuple(
            (top + 2 + at, cells) for at, cells in enumerate(rows[top + 1 :]) if any(not c.is_blank for c in cells)
        )
        path = getattr(self.values[name], "_worksheet_path", "")
        merged = tuple(area for area in sheet_facts(self.raw, path, self.file).merged if area.top > top)
        others = {text: column for column, text in enumerate(texts) if text and text not in heads}
        return Sheet(self.file, name, tuple(rows[:top]), columns, body, others, merged)

    def _rows(self, name: str) -> Iterator[tuple[FilledCell, ...]]:
        for number, (shown, said) in enumerate(self._pairs(name)):
            cells = [_filled(one, other) for one, other in zip(shown, said, strict=False)]
            while cells and cells[-1].is_blank:
                cells.pop()
            if cells and (number > _MOST_ROWS or len(cells) > _MOST_COLUMNS):
                message = f"has more than {_MOST_ROWS:,} rows or {_MOST_COLUMNS} columns; take out what is not ours"
                raise FileError([Fault(self.file, number + 1, 1, f"{name}!A{number + 1}", message)])
            if number > 2 * _MOST_ROWS:
                return
            yield tuple(cells)

    def _pairs(self, name: str) -> Iterator[tuple[Sequence[Any], Sequence[Any]]]:
        """The rows of a sheet as they are shown and as they are said, which reading once tells where no formula is."""
        shown = self.values[name].iter_rows()
        if self._may_hold_formulas(name):
            return rows_of(name, zip(shown, self.formulas[name].iter_rows(), strict=False))
        return ((row, row) for row in rows_of(name, shown))

    def _may_hold_formulas(self, name: str) -> bool:
        path = getattr(self.values[name], "_worksheet_path", "")
        with zipfile.ZipFile(io.BytesIO(self.raw)) as package:
            return path not in package.namelist() or _FORMULA.search(_plain(package.read(path))) is not None

    def rows(self, name: str) -> list[tuple[int, tuple[FilledCell, ...]]]:
        """All rows of a sheet with their numbers, from 1."""
        return read_safely(lambda: list(enumerate(self._rows(name), start=1)), self.file)

    def fault(self, name: str, row: int, column: int, message: str) -> Fault:
        """What is wrong in the cell in `row`, from 1, and `column`, from 0."""
        return Fault(self.file, row, column + 1, f"{name}!{column_name(column)}{row}", message)

    def cell(self, name: str, row: int, column: int) -> FilledCell:
        """One cell, counted from 1; blank where there is no such sheet."""
        if name not in self.names:
            return BLANK
        return read_safely(lambda: self._cell(name, row, column), self.file)

    def _cell(self, name: str, row: int, column: int) -> FilledCell:
        shown, said = (
            next(book[name].iter_rows(min_row=row, max_row=row, min_col=column, max_col=column), None)
            for book in (self.values, self.formulas)
        )
        return _filled(shown[0], said[0]) if shown and said else BLANK

    def close(self) -> None:
        """Let go of the file."""
        self.values.close()
        if "formulas" in vars(self):
            self.formulas.close()


def filled_book(raw: bytes, file: str) -> FilledBook:
    """The workbook `raw`, of which nothing is run; `file` is its name in errors.

    Raises
    ------
    FileError
        It is no workbook, or unpacks to more than is opened.
    """
    check_size(file, len(raw))
    parts = checked_workbook(raw, file)
    return read_safely(lambda: _opened(raw, file, what_is_left_alone(parts)), file)


def _opened(raw: bytes, file: str, notes: tuple[str, ...]) -> FilledBook:
    from openpyxl import load_workbook

    values = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    names = tuple(each.title for each in values.worksheets)
    if len(names) > MOST_SHEETS:
        raise FileError([Fault(file, 1, 1, "", f"has {len(names):,} sheets; keep to {MOST_SHEETS} at most")])
    tops = {name: _top(values[name]) for name in names}
    return FilledBook(file, names, tops, notes, values, raw)


def _plain(part: bytes) -> bytes:
    """A part of the package, in UTF-16 too, so that its marks can be looked for."""
    return part.replace(b"\0", b"")


def _top(sheet: Any) -> str:
    """The first text on the first row."""
    for row in rows_of(sheet.title, sheet.iter_rows(max_row=1, max_col=10, values_only=True)):
        return next((x.strip() for x in row if isinstance(x, str) and x.strip()), "")
    return ""


def _head_row(rows: Sequence[Sequence[FilledCell]], heads: Sequence[str]) -> int | None:
    """The row in which most of the heads stand, and at least half of them."""
    counts = [sum(cell.text in heads for cell in row) for row in rows[:_FARTHEST_HEAD]]
    most = max(counts, default=0)
    return counts.index(most) if 2 * most >= len(heads) else None


def _filled(shown: Any, said: Any) -> FilledCell:
    cell, x = cell_of(shown, said), shown.value
    text = x.strip() if isinstance(x, str) else cell.text
    moment = x if isinstance(x, datetime.datetime | datetime.date | datetime.time) else None
    is_formula = getattr(said, "data_type", "n") == "f"
    return FilledCell(text, cell.number, moment, is_formula, cell.problem)


# --- what cells say -----------------------------------------------------------------------------------------------


def text_in(cell: FilledCell, most: int = LONGEST_TEXT) -> str:
    """The text of a cell; raises ImpossibleError where it holds none that can be taken."""
    if cell.is_formula:
        raise ImpossibleError(
            "holds a formula, which is not worked out here",
            "type the text itself, with ' before it if it begins with =",
        )
    if cell.problem and cell.moment is None:
        raise ImpossibleError(cell.problem)
    if len(cell.text) > most:
        raise ImpossibleError(f"has {len(cell.text):,} characters", f"keep to {most:,} at most")
    return "\n".join(line.rstrip() for line in cell.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def day_in(cell: FilledCell) -> datetime.date | None:
    """The day that a cell says; raises ImpossibleError where it says something else."""
    if cell.is_blank:
        return None
    if isinstance(cell.moment, datetime.datetime):
        return cell.moment.date()
    if isinstance(cell.moment, datetime.date):
        return cell.moment
    try:
        return datetime.date.fromisoformat(text_in(cell))
    except ImpossibleError:
        raise
    except ValueError:
        shown = visible(cell.text, 40)
        raise ImpossibleError(f"“{shown}” is no day that can be read", "type it as 2026-11-20") from None


def time_in(cell: FilledCell) -> str:
    """The time of day that a cell says, as ``14:30``; raises ImpossibleError where it says something else."""
    if cell.is_blank:
        return ""
    moment = cell.moment.time() if isinstance(cell.moment, datetime.datetime) else cell.moment
    if isinstance(moment, datetime.time):
        return moment.strftime("%H:%M:%S" if moment.second else "%H:%M")
    try:
        text = text_in(cell)
        datetime.time.fromisoformat(text)
    except ImpossibleError:
        raise
    except ValueError:
        shown = visible(cell.text, 40)
        raise ImpossibleError(f"“{shown}” is no time of day", "type it as 14:30") from None
    return text

"""Cells in rows and columns, before anybody asks what they mean; each knows where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from decision.files.faults import Fault, FileError
from decision.model.visible import visible

MOST_ROWS = 200  # that hold anything
MOST_COLUMNS = 120
LONGEST_CELL = 2_000  # characters
REMEDY = "keep the rows and columns of the decision itself: at most 30 options and 60 criteria"


@dataclass(frozen=True)
class Cell:
    """What one cell holds.

    Attributes
    ----------
    text
        As it is shown, without spaces around it.
    number
        The number that a spreadsheet holds there; a share that is shown in percent is in percent. None in a text file.
    problem
        Why nothing can be read from it; empty where something can.
    """

    text: str = ""
    number: float | None = None
    problem: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.text and not self.problem


BLANK = Cell()


@dataclass(frozen=True)
class Area:
    """A rectangle of cells, first and last row and column counted from 0, all within."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """Cells in rows of one length.

    Attributes
    ----------
    file, sheet
        Where it was read; `sheet` is empty for a text.
    merged
        Areas that a spreadsheet shows as one cell.
    notes
        What is to be told about how it was read.
    points_part_decimals
        Whether commas part its cells, so that they are no decimal commas where nothing says so.
    hidden_rows, hidden_columns
        What a spreadsheet does not show, as it was read.
    comments
        What people noted on cells, by row and column as they were read.
    is_turned
        Whether rows and columns have changed places since it was read.
    """

    rows: tuple[tuple[Cell, ...], ...]
    file: str = "table"
    sheet: str = ""
    merged: tuple[Area, ...] = ()
    notes: tuple[str, ...] = ()
    points_part_decimals: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: Mapping[tuple[int, int], str] = field(default_factory=lambda: MappingProxyType({}))
    is_turned: bool = False

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def __getitem__(self, place: tuple[int, int]) -> Cell:
        row, column = place
        return self.rows[row][column]

    def column(self, column: int) -> tuple[Cell, ...]:
        return tuple(row[column] for row in self.rows)

    def turned(self) -> Grid:
        """The same cells with rows for columns."""
        merged = tuple(Area(area.left, area.top, area.right, area.bottom) for area in self.merged)
        return replace(self, rows=tuple(zip(*self.rows, strict=True)), merged=merged, is_turned=not self.is_turned)

    def place(self, row: int, column: int) -> str:
        """Where a cell is, as spreadsheets say it: ``Scores!B7``."""
        if self.is_turned:
            row, column = column, row
        name = f"{column_name(column)}{row + 1}"
        return f"{self.sheet}!{name}" if self.sheet else name

    def fault(self, row: int, column: int, message: str) -> Fault:
        """What is wrong in one cell."""
        line, across = (column, row) if self.is_turned else (row, column)
        return Fault(self.file, line + 1, across + 1, self.place(row, column), message)

    def comment(self, row: int, column: int) -> str:
        """What people noted on one cell; empty where nothing."""
        return self.comments.get((column, row) if self.is_turned else (row, column), "")

    def is_row_hidden(self, row: int) -> bool:
        return row in (self.hidden_columns if self.is_turned else self.hidden_rows)

    def is_column_hidden(self, column: int) -> bool:
        return column in (self.hidden_rows if self.is_turned else self.hidden_columns)

    def row_place(self, row: int) -> str:
        """Where a row is: ``row 7``, or ``column B`` where the grid is turned."""
        return f"column {column_name(row)}" if self.is_turned else f"row {row + 1}"

    def column_place(self, column: int) -> str:
        """Where a column is: ``column B``, or ``row 2`` where the grid is turned."""
        return f"row {column + 1}" if self.is_turned else f"column {column_name(column)}"


def column_name(column: int) -> str:
    """``A`` for 0, ``Z`` for 25, ``AA`` for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def grid_of(rows: Iterable[Iterable[Cell]], file: str, sheet: str = "") -> Grid:
    """The grid of `rows`, made as long as the longest; empty rows and columns at the end are left off.

    Raises
    ------
    FileError
        It holds nothing, or more than a decision can.
    """
    kept: list[list[Cell]] = []
    filled = last = width = 0
    for row in rows:
        cells = list(row)
        while cells and cells[-1].is_blank:
            cells.pop()
        if cells:
            filled += 1
            last = len(kept) + 1
            width = max(width, len(cells))
        if filled > MOST_ROWS:
            raise refused(file, f"has more than {MOST_ROWS} rows; {REMEDY}", sheet)
        if width > MOST_COLUMNS:
            raise refused(file, f"has {width:,} columns; {REMEDY}", sheet)
        if len(kept) <= last + MOST_ROWS:  # more empty rows in one go part nothing
            kept.append(cells)
    if not filled:
        raise refused(file, "holds nothing; give a table with names and figures", sheet)
    whole = tuple(tuple(cells + [BLANK] * (width - len(cells))) for cells in kept[:last])
    for number, filled_row in enumerate(whole):
        for column, cell in enumerate(filled_row):
            if len(cell.text) > LONGEST_CELL:
                at = Grid((), file, sheet)
                message = f"has {len(cell.text):,} characters; keep to {LONGEST_CELL:,} at most"
                raise FileError([at.fault(number, column, message)])
    return Grid(whole, file, sheet)


def refused(file: str, message: str, sheet: str = "") -> FileError:
    """The error for a table that cannot be used at all."""
    return FileError([Fault(file, 1, 1, visible(sheet), message)])

"""What the rows and columns of a table are: found out where it shows, and told where it had to be guessed.

A layout speaks of the grid with criteria down and options across. A grid that stands the other way is turned first.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from decision.files.tables.cells import Kind, kind_of
from decision.files.tables.grid import Cell, Grid
from decision.files.tables.titles import Title, is_weighted, title_of


class Role(StrEnum):
    """What a row or a column is."""

    NAMES = "names"  # of a column: the names of criteria; of a row: the names of options
    MORE_NAMES = "more names"  # a second row of names, or a column of groups
    RATED = "rated"  # of a column: an option; of a row: a criterion
    WEIGHT = "weight"
    UNIT = "unit"
    DIRECTION = "direction"
    WORST = "worst"
    BEST = "best"
    COMMENT = "comment"
    APPROACH = "approach"
    WEIGHTED = "weighted"  # ratings times weights
    TOTAL = "total"
    HEADING = "heading"  # a row that names a group of criteria
    LEFT_OUT = "left out"


COLUMN_ROLES = (
    *(Role.NAMES, Role.MORE_NAMES, Role.RATED, Role.WEIGHT, Role.UNIT, Role.DIRECTION, Role.WORST, Role.BEST),
    *(Role.COMMENT, Role.WEIGHTED, Role.LEFT_OUT),
)
ROW_ROLES = (
    *(Role.NAMES, Role.MORE_NAMES, Role.RATED, Role.TOTAL, Role.WEIGHTED, Role.HEADING, Role.COMMENT, Role.APPROACH),
    Role.LEFT_OUT,
)

_BY_TITLE = {
    Title.WEIGHT: Role.WEIGHT,
    Title.UNIT: Role.UNIT,
    Title.DIRECTION: Role.DIRECTION,
    Title.COMMENT: Role.COMMENT,
    Title.WORST: Role.WORST,
    Title.BEST: Role.BEST,
    Title.TOTAL: Role.LEFT_OUT,
    Title.RANK: Role.LEFT_OUT,
    Title.NUMBERING: Role.LEFT_OUT,
}


@dataclass(frozen=True)
class Layout:
    """What each row and column of `grid` is, whose criteria stand down and options across."""

    grid: Grid
    rows: tuple[Role, ...]
    columns: tuple[Role, ...]

    def rows_that_are(self, role: Role) -> tuple[int, ...]:
        return tuple(number for number, each in enumerate(self.rows) if each is role)

    def columns_that_are(self, role: Role) -> tuple[int, ...]:
        return tuple(number for number, each in enumerate(self.columns) if each is role)

    @cached_property
    def options_are_across(self) -> bool:
        """Whether options stood across in the table as it was read."""
        return not self.grid.is_turned

    def with_row(self, row: int, role: Role) -> Layout:
        return replace(self, rows=tuple(role if at == row else each for at, each in enumerate(self.rows)))

    def with_column(self, column: int, role: Role) -> Layout:
        return replace(self, columns=tuple(role if at == column else each for at, each in enumerate(self.columns)))

    def option_name(self, column: int) -> str:
        """What stands above a column, from one row of names or two."""
        return _column_name(self.grid, self.rows, self.columns, column)

    def label(self, row: int) -> str:
        """What stands at the head of a row."""
        names = [*self.columns_that_are(Role.NAMES), *reversed(self.columns_that_are(Role.MORE_NAMES))]
        return next((text for column in names if (text := self.grid[row, column].text)), "")


def layout_of(
    grid: Grid, left_out_rows: Collection[int] = (), weights: str = "", known: frozenset[str] = frozenset()
) -> Layout:
    """The layout of `grid` with criteria down and options across, whether or not it stands so.

    Parameters
    ----------
    left_out_rows
        Rows of the table as it was read that are no part of it: titles above, notes below.
    weights
        The name of the column that holds the weights, if it is not called so.
    known
        Words that a person has said the worth of.
    """
    return _Finder(grid, frozenset(left_out_rows), weights, known).layout()


class _Finder:
    """Finds roles, names first, then columns, then rows."""

    def __init__(self, grid: Grid, left_out: frozenset[int], weights: str, known: frozenset[str]) -> None:
        self.grid = grid
        self.weights = " ".join(weights.casefold().split())
        self.kinds = tuple(tuple(kind_of(cell, known) for cell in row) for row in grid.rows)
        self.rows: dict[int, Role] = {}
        self.columns: dict[int, Role] = {}
        (self.columns if grid.is_turned else self.rows).update(dict.fromkeys(left_out, Role.LEFT_OUT))
        self._leave_out_numbering()

    def layout(self) -> Layout:
        self._find_names()
        self._find_columns()
        self._find_rows()
        rows = tuple(self.rows.get(row, Role.LEFT_OUT) for row in range(self.grid.height))
        columns = tuple(self.columns.get(column, Role.LEFT_OUT) for column in range(self.grid.width))
        return Layout(self.grid, rows, columns)

    # --- what is left to be found ---------------------------------------------------------------------------

    def _open_rows(self) -> list[int]:
        return [row for row in range(self.grid.height) if row not in self.rows]

    def _open_columns(self) -> list[int]:
        return [column for column in range(self.grid.width) if column not in self.columns]

    def _leave_out_numbering(self) -> None:
        for at in range(min(2, self.grid.width)):
            if at not in self.columns and _is_numbering(self.grid.column(at), first=at == 0):
                self.columns[at] = Role.LEFT_OUT
        for at in range(min(2, self.grid.height)):
            if at not in self.rows and _is_numbering(self.grid.rows[at], first=at == 0):
                self.rows[at] = Role.LEFT_OUT

    # --- names ----------------------------------------------------------------------------------------------

    def _find_names(self) -> None:
        columns = self._open_columns()
        rows = self._open_rows()
        filled = [row for row in rows if sum(self.kinds[row][c] is not Kind.BLANK for c in columns) >= 2]
        if not filled:
            return
        first = filled[0]
        self.rows[first] = Role.NAMES
        below = [row for row in filled[1:] if row == first + 1]
        if below and columns and self._goes_on_with_names(first, below[0], columns):
            self.rows[first], self.rows[below[0]] = Role.MORE_NAMES, Role.NAMES

    def _goes_on_with_names(self, first: int, row: int, columns: list[int]) -> bool:
        """Whether a row holds names below those of the `first`: words only, and where criteria are named, nothing."""
        kinds = [self._kind_as_name(row, column) for column in columns]
        label = self.grid[row, columns[0]].text
        is_named = bool(label) and title_of(label) is Title.NOTHING
        if Kind.TEXT not in kinds or is_named or (label and self.grid[first, columns[0]].text):
            return False
        return all(kind in (Kind.TEXT, Kind.BLANK) for kind in kinds)

    def _kind_as_name(self, row: int, column: int) -> Kind:
        """The kind of a cell among names, where words for ratings are names too: options are called A and M."""
        kind = self.kinds[row][column]
        return Kind.TEXT if kind is Kind.FIGURE and not any(map(str.isdigit, self.grid[row, column].text)) else kind

    def _title(self, column: int) -> Title:
        """What the names of a column say of it; those nearest to the figures first."""
        for role in (Role.NAMES, Role.MORE_NAMES):
            for row, each in self.rows.items():
                if each is role and (title := title_of(self.grid[row, column].text)) is not Title.NOTHING:
                    return title
        return Title.NOTHING

    # --- columns --------------------------------------------------------------------------------------------

    def _find_columns(self) -> None:
        body = self._open_rows()
        labels: list[int] = []
        for column in self._open_columns():
            role = self._role_of_column(column, body)
            if role is Role.NAMES:
                labels.append(column)
            else:
                self.columns[column] = role
        self._settle_labels(labels, body)
        self._find_weighted()

    def _role_of_column(self, column: int, body: list[int]) -> Role:
        is_first = column == min(c for c in range(self.grid.width) if self.columns.get(c) is not Role.LEFT_OUT)
        kinds = [self._kind_as_name(row, column) if is_first else self.kinds[row][column] for row in body]
        figures = sum(kind is Kind.FIGURE for kind in kinds)
        texts = sum(kind is Kind.TEXT for kind in kinds)
        name = _column_name(self.grid, self._row_roles(), (), column)
        if self.weights and " ".join(name.casefold().split()) == self.weights:
            return Role.WEIGHT
        title = self._title(column)
        if title in _BY_TITLE and not self._is_second_name(column):
            return _BY_TITLE[title]
        if title in (Title.CRITERIA, Title.OPTIONS, Title.GROUP) and texts >= figures:
            return Role.NAMES
        if not any(kind is not Kind.BLANK for kind in kinds) and not name:
            return Role.LEFT_OUT
        if texts > figures:
            is_left_of_ratings = not any(role is Role.RATED for role in self.columns.values())
            return Role.NAMES if is_left_of_ratings and texts >= 1 else Role.COMMENT
        return Role.RATED if name else Role.LEFT_OUT

    def _row_roles(self) -> tuple[Role, ...]:
        return tuple(self.rows.get(row, Role.LEFT_OUT) for row in range(self.grid.height))

    def _is_second_name(self, column: int) -> bool:
        """Whether a name such as *Score* stands below that of an option."""
        above = [row for row, role in self.rows.items() if role is Role.MORE_NAMES]
        name = [row for row, role in self.rows.items() if role is Role.NAMES]
        return bool(above) and bool(name) and bool(self.grid[name[0], column].text) and bool(
            _filled(self.grid, above[0], column)
        ) and title_of(self.grid[name[0], column].text) is Title.TOTAL  # fmt: skip

    def _settle_labels(self, labels: list[int], body: list[int]) -> None:
        """Which of the columns of words names the criteria; those before it are groups, those behind it comments."""
        if not labels:
            if self.columns and body:  # names that look like figures
                first = next((c for c in range(self.grid.width) if self.columns.get(c) is Role.RATED), None)
                if first is not None:
                    self.columns[first] = Role.NAMES
            return
        titled = [column for column in labels if self._title(column) is Title.CRITERIA]
        names = titled[0] if titled else self._fullest(labels, body)
        for column in labels:
            self.columns[column] = (
                Role.NAMES if column == names else Role.MORE_NAMES if column < names else Role.COMMENT
            )

    def _fullest(self, labels: list[int], body: list[int]) -> int:
        """The first column of words with a name in nearly as many rows as any, and with fewest twice."""

        def distinct(column: int) -> int:
            return len({self.grid[row, column].text for row in body} - {""})

        most = max(distinct(column) for column in labels)
        groups = [column for column in labels if self._title(column) is Title.GROUP and len(labels) > 1]
        return next(c for c in labels if (distinct(c) >= 0.8 * most and c not in groups) or c == labels[-1])

    def _find_weighted(self) -> None:
        """Columns that hold ratings times weights, beside one of the same option that holds ratings."""
        above = [row for row, role in self.rows.items() if role is Role.MORE_NAMES]
        names = [row for row, role in self.rows.items() if role is Role.NAMES]
        if not above or not names:
            return
        rated = [column for column, role in self.columns.items() if role is Role.RATED]
        for column in rated:
            top = _filled(self.grid, above[0], column)
            beside = [c for c in rated if c != column and top and _filled(self.grid, above[0], c) == top]
            if beside and is_weighted(self.grid[names[0], column].text):
                self.columns[column] = Role.WEIGHTED

    # --- rows -----------------------------------------------------------------------------------------------

    def _find_rows(self) -> None:
        for row in self._open_rows():
            self.rows[row] = self._role_of_row(row)
        if Role.RATED not in self.rows.values():  # a table that nobody has filled in yet
            self.rows |= {row: Role.RATED for row, role in self.rows.items() if role is Role.HEADING}
        self._find_unnamed_totals()
        last = max((row for row, role in self.rows.items() if role is Role.RATED), default=-1)
        self.rows |= {row: Role.LEFT_OUT for row, role in self.rows.items() if role is Role.HEADING and row > last}

    def _role_of_row(self, row: int) -> Role:
        label, kinds = self._label(row), self._kinds_of(row, Role.RATED)
        title = title_of(label)
        weighted = any(kind is not Kind.BLANK for kind in self._kinds_of(row, Role.WEIGHT))
        figures = sum(kind is Kind.FIGURE for kind in kinds) + sum(
            kind is Kind.FIGURE for kind in self._kinds_of(row, Role.WEIGHTED)
        )
        by_title = {Title.TOTAL: Role.TOTAL, Title.RANK: Role.LEFT_OUT, Title.COMMENT: Role.COMMENT}
        if title in by_title:
            return by_title[title]
        if title is Title.APPROACH:
            return Role.APPROACH
        if figures or Kind.OPEN in kinds or weighted:
            return Role.RATED
        if Kind.TEXT in kinds:
            return Role.COMMENT if label else Role.LEFT_OUT
        return Role.HEADING if label else Role.LEFT_OUT

    def _find_unnamed_totals(self) -> None:
        """Rows of figures without a name, below all that have one, are totals."""
        named = [row for row, role in self.rows.items() if role is Role.RATED and self._label(row)]
        for row, role in self.rows.items():
            if role is Role.RATED and not self._label(row) and named and row > max(named):
                self.rows[row] = Role.TOTAL

    def _label(self, row: int) -> str:
        columns = [c for c, role in sorted(self.columns.items()) if role in (Role.NAMES, Role.MORE_NAMES)]
        return next((text for column in reversed(columns) if (text := self.grid[row, column].text)), "")

    def _kinds_of(self, row: int, role: Role) -> list[Kind]:
        return [self.kinds[row][column] for column, each in self.columns.items() if each is role]


def _is_numbering(cells: tuple[Cell, ...], *, first: bool) -> bool:
    """Whether cells count 1, 2, 3 … below a name that says so, or none."""
    head, *rest = cells
    numbers = [cell.text.rstrip(".") for cell in rest if not cell.is_blank]
    is_called_so = title_of(head.text) is Title.NUMBERING if head.text else first
    return is_called_so and len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _filled(grid: Grid, row: int, column: int) -> str:
    """What stands in a row of names above a column, or left of it where it is blank there."""
    return next((text for c in range(column, -1, -1) if (text := grid[row, c].text)), "")


def _column_name(grid: Grid, rows: tuple[Role, ...], columns: tuple[Role, ...], column: int) -> str:
    above = [row for row, role in enumerate(rows) if role is Role.MORE_NAMES]
    names = [row for row, role in enumerate(rows) if role is Role.NAMES]
    name = grid[names[0], column].text if names else ""
    if not above:
        return name
    top = _filled(grid, above[0], column) if name else grid[above[0], column].text
    if not name or not top:
        return name or top
    if is_weighted(name) or title_of(name) is Title.TOTAL:
        return top
    rated = [c for c, role in enumerate(columns) if role is Role.RATED]
    others = [grid[names[0], c].text for c in rated]
    return f"{top}: {name}" if others.count(name) > 1 else name

"""Which way a table stands: options across or down; and what is no part of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from decision.files.tables.cells import Kind, kind_of, read_cell
from decision.files.tables.grid import Grid
from decision.files.tables.layout import Layout, Role, layout_of
from decision.files.tables.products import with_products
from decision.files.tables.titles import Title, is_mostly_a_criterion, is_mostly_an_option, title_of
from decision.model.bounds import FEWEST_OPTIONS, MOST_OPTIONS

Way = Literal["across", "down"]

_NO_TABLE = -10.0  # points of a layout in which nothing is rated
_UNLIKE = 0.7  # orders of magnitude: less is chance
_SURE = 1.5  # difference of what speaks for each way


@dataclass(frozen=True)
class Found:
    """A layout, the title above the table, and whether the table shows which way it stands."""

    layout: Layout
    title: str
    is_sure: bool


def find_layout(
    grid: Grid, options: Way | None = None, weights: str = "", known: frozenset[str] = frozenset()
) -> Found:
    """The layout of `grid`, whichever way it stands; `options` says it where that is known."""
    title, left_out = _around(grid)
    across, down = (with_products(layout_of(each, left_out, weights, known)) for each in (grid, grid.turned()))
    if options is not None:
        return Found(across if options == "across" else down, title, is_sure=True)
    difference = _speaks_for(across) - _speaks_for(down)
    return Found(across if difference >= 0 else down, title, is_sure=abs(difference) >= _SURE)


def _around(grid: Grid) -> tuple[str, frozenset[int]]:
    """The title above a table, and the rows above and below it that are no part of it."""
    filled = [sum(not cell.is_blank for cell in row) for row in grid.rows]
    if max(filled) < 2:
        return "", frozenset()
    first = next(row for row, count in enumerate(filled) if count > 1)
    left = min(_first_filled(grid, row) for row in range(first, grid.height) if filled[row])
    # a lone cell farther right is a name above a column, beside an empty corner
    first = next((row for row in range(first) if filled[row] and _first_filled(grid, row) > left), first)
    last = next(row for row in range(grid.height - 1, -1, -1) if filled[row] > 1)
    below = [row for row in range(last + 1, grid.height) if 0 in filled[last + 1 : row + 1]]
    title = next((cell.text for row in range(first) for cell in grid.rows[row] if cell.text), "")
    return title, frozenset((*range(first), *below))


def _first_filled(grid: Grid, row: int) -> int:
    return next(column for column, cell in enumerate(grid.rows[row]) if not cell.is_blank)


def _speaks_for(layout: Layout) -> float:
    """How much in a table speaks for its standing as `layout` has it."""
    grid = layout.grid
    if not layout.rows_that_are(Role.RATED) or not layout.columns_that_are(Role.RATED):
        return _NO_TABLE
    names = [grid[row, c].text for row in layout.rows_that_are(Role.NAMES) for c in range(grid.width)]
    labels = [cell.text for column in layout.columns_that_are(Role.NAMES) for cell in grid.column(column)]
    strong = {Title.WEIGHT, Title.UNIT, Title.DIRECTION, Title.WORST, Title.BEST}
    points = 3.0 * any(title_of(name) in strong for name in names)
    points -= 3.0 * any(title_of(layout.label(row)) in strong for row in layout.rows_that_are(Role.RATED))
    points += 0.5 * any(title_of(name) is Title.COMMENT for name in names)
    totals = [layout.label(row) for row in layout.rows_that_are(Role.TOTAL)]
    points += 3.0 * any(title_of(label) is Title.TOTAL for label in totals)
    points += 2.0 * any(title_of(label) is Title.RANK for label in labels)
    corner = next((label for label in labels if label), "")
    points += 3.0 * (title_of(corner) is Title.CRITERIA) - 3.0 * (title_of(corner) is Title.OPTIONS)
    rated_rows, rated_columns = layout.rows_that_are(Role.RATED), layout.columns_that_are(Role.RATED)
    points += _share([layout.label(row) for row in rated_rows], is_mostly_a_criterion)
    points += _share([layout.option_name(column) for column in rated_columns], is_mostly_an_option)
    points -= not FEWEST_OPTIONS <= len(rated_columns) <= MOST_OPTIONS
    return points + _likeness(layout)


def _share(names: list[str], holds: object) -> float:
    return 2 * sum(bool(holds(name)) for name in names) / len(names) if names and callable(holds) else 0.0


def _likeness(layout: Layout) -> float:
    """How much more alike, in sign and size, the ratings of a criterion are than those of an option: -2 to 2."""
    rows, columns = layout.rows_that_are(Role.RATED), layout.columns_that_are(Role.RATED)
    sizes: dict[tuple[int, int], tuple[str, float]] = {}
    for row in rows:
        for column in columns:
            cell = layout.grid[row, column]
            if kind_of(cell) is Kind.FIGURE:
                figure = read_cell(cell, ".").figure
                if figure is not None:
                    sizes[row, column] = (figure.unit, math.log10(max(abs(figure.middle), 1.0)))
    within_rows = _spread([[sizes[r, c] for c in columns if (r, c) in sizes] for r in rows])
    within_columns = _spread([[sizes[r, c] for r in rows if (r, c) in sizes] for c in columns])
    difference = within_columns - within_rows
    return 0.0 if abs(difference) < _UNLIKE else max(-2.0, min(2.0, difference))


def _spread(lines: list[list[tuple[str, float]]]) -> float:
    """How unlike figures in a line are, on average: orders of magnitude, and whether they have several units."""
    found = [
        2.0 * (len({unit for unit, _ in line}) - 1) + max(size for _, size in line) - min(size for _, size in line)
        for line in lines
        if len(line) > 1
    ]
    return sum(found) / len(found) if found else 0.0

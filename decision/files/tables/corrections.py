"""What a person sets right about how a table was understood: which way it stands, what is what, and single cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from decision.files.tables.cells import read_cell
from decision.files.tables.described import rating_in_words
from decision.files.tables.grid import Cell, Grid
from decision.files.tables.layout import Layout, Role
from decision.files.tables.orientation import Way, find_layout
from decision.files.tables.reader import understood
from decision.files.tables.understanding import Choices, Note, TableCriterion, TableOption, Understanding
from decision.files.tables.words import is_word, plain, stars

_NONE: Any = MappingProxyType({})


@dataclass(frozen=True)
class Corrections:
    """Everything that was set right.

    Attributes
    ----------
    rows, columns
        What a row or column is, where criteria stand down and options across.
    cells
        What a cell holds, by its row and column in the table as it was read.
    weights
        The name of the column that holds the weights, if it is not called so.
    """

    options: Way | None = None
    rows: Mapping[int, Role] = field(default_factory=lambda: _NONE)
    columns: Mapping[int, Role] = field(default_factory=lambda: _NONE)
    cells: Mapping[tuple[int, int], str] = field(default_factory=lambda: _NONE)
    weights: str = ""
    choices: Choices = Choices()


def corrected(grid: Grid, corrections: Corrections) -> Understanding:
    """What `grid` is understood as, once `corrections` are made."""
    known = frozenset(map(plain, corrections.choices.words))
    found = find_layout(grid, corrections.options, corrections.weights, known)
    # what is typed in a cell changes what it holds, and not what its row and column are
    changed = with_cells(grid, corrections.cells)
    layout = replace(found.layout, grid=changed.turned() if found.layout.grid.is_turned else changed)
    for row, role in corrections.rows.items():
        layout = layout.with_row(row, role)
    for column, role in corrections.columns.items():
        layout = layout.with_column(column, role)
    made = understood(layout, corrections.choices, found.title)
    if found.is_sure:
        return made
    way = "across" if layout.options_are_across else "down"
    guess = Note(f"Options are taken to stand {way}, which nothing in the table says.", "--options across|down")
    return replace(made, notes=(guess, *made.notes))


def with_cells(grid: Grid, cells: Mapping[tuple[int, int], str]) -> Grid:
    """`grid` with other texts in some cells."""
    rows = [list(row) for row in grid.rows]
    for (row, column), text in cells.items():
        rows[row][column] = Cell(" ".join(text.split()))
    return replace(grid, rows=tuple(map(tuple, rows)))


def place_of(layout: Layout, row: int, column: int) -> tuple[int, int]:
    """Where a cell of a layout is in the table as it was read."""
    return (column, row) if layout.grid.is_turned else (row, column)


def rating_text(understanding: Understanding, criterion: TableCriterion, option: TableOption) -> str:
    """A rating as it can be typed: a figure as it was understood; words, and what was not understood, as they stand."""
    cell = understanding.layout.grid[criterion.row, option.column]
    if is_word(cell.text) or any(
        fault.path == _path(understanding, criterion, option) for fault in understanding.faults
    ):
        return cell.text
    rating = understanding.ratings[option.id, criterion.id]
    unit = "" if rating.low is None else _unit_of(cell)
    reason = f" ({rating.because})" if rating.because else ""
    if len(unit) == 1 and unit != "%" and rating.low == rating.high:
        return f"{unit}{rating_in_words(rating)}{reason}"
    return f"{rating_in_words(rating)}{' ' + unit if unit else ''}{reason}"


def words_in(understanding: Understanding) -> dict[str, float]:
    """The words among the ratings, as they stand first, and the figure each is taken for."""
    found: dict[str, float] = {}
    for criterion in understanding.criteria:
        for option in understanding.options:
            text = understanding.layout.grid[criterion.row, option.column].text
            rating = understanding.ratings[option.id, criterion.id]
            if rating.low is not None and is_word(text) and stars(text) is None:
                found.setdefault(plain(text), rating.low)
    return found


def _path(understanding: Understanding, criterion: TableCriterion, option: TableOption) -> str:
    return understanding.layout.grid.place(criterion.row, option.column)


def _unit_of(cell: Cell) -> str:
    figure = read_cell(cell, ".").figure
    return "" if figure is None else figure.unit

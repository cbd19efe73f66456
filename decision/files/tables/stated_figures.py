"""Totals and products that a table states, told beside what its own weights and ratings give."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from decision.files.tables.cells import read_cell
from decision.files.tables.layout import Layout, Role
from decision.files.tables.numbers import DecimalMark
from decision.files.tables.products import Product, compared_products, criterion_of, option_of
from decision.files.tables.titles import Title, title_of
from decision.files.tables.totals import Stated, compared
from decision.files.tables.understanding import TableCriterion, TableOption, TableRating


@dataclass(frozen=True)
class StatedFigures:
    """What of a table is worked out in it, and what it was worked out from; `weights` None where it states none."""

    layout: Layout
    mark: DecimalMark
    options: Sequence[TableOption]
    criteria: Sequence[TableCriterion]
    ratings: Mapping[tuple[str, str], TableRating]
    weights: Sequence[float] | None

    def compared(self) -> tuple[str, ...]:
        """What is to be said of them, as sentences: products first, for totals are made of them."""
        return (*self._products(), *self._totals())

    # --- products -------------------------------------------------------------------------------------------

    def _products(self) -> tuple[str, ...]:
        if self.weights is None:
            return ()
        columns, rows = (f(Role.WEIGHTED) for f in (self.layout.columns_that_are, self.layout.rows_that_are))
        options = {option.column: option for option in self.options}
        criteria = {criterion.row: place for place, criterion in enumerate(self.criteria)}
        cells: list[tuple[int, int, int | None, int | None]] = [
            (criterion.row, c, option_of(self.layout, c), criterion.row) for c in columns for criterion in self.criteria
        ]
        cells += [
            (r, option.column, option.column, criterion_of(self.layout, r)) for r in rows for option in self.options
        ]
        products = [
            product
            for row, column, option, criterion in cells
            if option is not None and criterion is not None
            if (product := self._product(row, column, options[option], criteria[criterion])) is not None
        ]
        grid = self.layout.grid
        places = [*map(grid.column_place, columns), *map(grid.row_place, rows)]
        return compared_products(_together(places), products, math.fsum(self.weights))

    def _product(self, row: int, column: int, option: TableOption, place: int) -> Product | None:
        assert self.weights is not None
        figure = self._figure(row, column)
        if figure is None:
            return None
        criterion = self.criteria[place]
        ends = self.ratings[option.id, criterion.id].ends
        return Product(Stated(f"{option.name} on {criterion.name}", *figure, (ends,)), self.weights[place])

    # --- totals ---------------------------------------------------------------------------------------------

    def _totals(self) -> tuple[str, ...]:
        said: list[str] = []
        scales = [(criterion.worst, criterion.best) for criterion in self.criteria]
        for row in self.layout.rows_that_are(Role.TOTAL):
            stated = []
            for option in self.options:
                found = self._total_of(row, option)
                if found is not None:
                    ends = tuple(self.ratings[option.id, criterion.id].ends for criterion in self.criteria)
                    stated.append(Stated(option.name, *found, ends))
            if title_of(self.layout.label(row)) in (Title.TOTAL, Title.NOTHING):
                said += compared(self.layout.grid.row_place(row), stated, self.weights, scales)
        return tuple(said)

    def _total_of(self, row: int, option: TableOption) -> tuple[float, str] | None:
        """The total of one option and how it is written: in its own column, or in that of ratings times weights."""
        products = self.layout.columns_that_are(Role.WEIGHTED)
        own = [column for column in products if option_of(self.layout, column) == option.column]
        return next((found for c in (*own, option.column) if (found := self._figure(row, c)) is not None), None)

    def _figure(self, row: int, column: int) -> tuple[float, str] | None:
        """The single figure in a cell, and how it is written."""
        cell = self.layout.grid[row, column]
        figure = read_cell(cell, self.mark).figure
        return (figure.low, cell.text) if figure is not None and figure.low == figure.high else None


def _together(places: Sequence[str]) -> str:
    """``columns D and F`` for ``column D`` and ``column F``."""
    kinds = {place.split(" ")[0] for place in places}
    if len(places) < 2 or len(kinds) > 1:
        return " and ".join(places)
    *first, last = (place.partition(" ")[2] for place in places)
    return f"{kinds.pop()}s {', '.join(first)} and {last}"

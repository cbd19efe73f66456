"""Columns and rows of ratings times weights, beside the ratings themselves: found, and checked.

Throughout this module
    w  is a weight as the table states it
    x  is a rating as the table states it
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from decision.files.tables.cells import read_cell
from decision.files.tables.layout import Layout, Role
from decision.files.tables.numbers import DecimalMark, decimal_mark
from decision.files.tables.titles import Title, is_weighted, title_of
from decision.files.tables.totals import Stated, Way, agrees, difference
from decision.files.tables.words import plain

_SAID = re.compile(
    r"\b(?:weighted|wtd|gewichtete?[rs]?|pondéré)\b|[x×*] ?(?:weights?|w)\b|\b(?:weight|w) ?[x×*]", re.IGNORECASE
)
_MOSTLY = 0.5  # of the rows that can be told: some products of people's sheets are wrong
_FEWEST = 3  # rows that tell, where no name does
_MOST_SAID = 8  # products that are wrong


@dataclass(frozen=True)
class Product:
    """A rating times its weight, as it stands in one cell."""

    stated: Stated
    weight: float


def with_products(layout: Layout) -> Layout:
    """`layout` with its columns and rows of products told from options and criteria."""
    found = _Figures.of(layout)
    if found is None:
        return layout
    for column in _product_columns(layout, found):
        layout = layout.with_column(column, Role.WEIGHTED)
    for row in _product_rows(layout, found):
        layout = layout.with_row(row, Role.WEIGHTED)
    return layout


def option_of(layout: Layout, column: int) -> int | None:
    """The column of ratings that a column of products belongs to: of its name, or else the nearest before it."""
    rated = layout.columns_that_are(Role.RATED)
    named = [each for each in rated if layout.option_name(each) == layout.option_name(column)]
    before = [each for each in named or rated if each < column]
    return before[-1] if before else next(iter(named or rated), None)


def criterion_of(layout: Layout, row: int) -> int | None:
    """The row of ratings that a row of products belongs to: the nearest before it."""
    before = [each for each in layout.rows_that_are(Role.RATED) if each < row]
    return before[-1] if before else None


def compared_products(label: str, products: Sequence[Product], total: float) -> tuple[str, ...]:
    """What is to be said of the products in `label`, with weights that sum to `total`."""
    whole = [each for each in products if not each.stated.is_open]
    if not whole:
        return ()
    ways = _ways(total)
    counts = [sum(agrees(each.stated, way, [each.weight]) for each in whole) for way in ways]
    if not any(counts):
        return (f"None of the products in {label} follows from the sheet's own weights and ratings.",)
    way = ways[counts.index(max(counts))]
    wrong = [each for each in whole if not agrees(each.stated, way, [each.weight])]
    if not wrong:
        return (f"The products in {label} agree with the sheet's own figures ({way.words}).",)
    said = [difference(each.stated, way, [each.weight]) for each in wrong[:_MOST_SAID]]
    more = len(wrong) - _MOST_SAID
    if more > 0:
        count = "1 more product" if more == 1 else f"{more} more products"
        said.append(f"{count} in {label} {'differs' if more == 1 else 'differ'} from the sheet's own figures.")
    return tuple(said)


def _ways(total: float) -> list[Way]:
    return [
        Way("weight times rating", lambda w, x: w[0] * x[0]),
        Way("weight in percent times rating", lambda w, x: w[0] * x[0] / 100),
        Way("share of all weights times rating", lambda w, x: w[0] * x[0] / (total or math.nan)),
    ]


# --- found ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Figures:
    """The single figures of a layout."""

    layout: Layout
    mark: DecimalMark
    weights: Mapping[int, float]  # by row

    @staticmethod
    def of(layout: Layout) -> _Figures | None:
        """None where nothing could be a product, for there are no weights."""
        columns = layout.columns_that_are(Role.WEIGHT)
        rows = layout.rows_that_are(Role.RATED)
        if not columns or not rows:
            return None
        grid = layout.grid
        texts = [cell.text for row in rows for cell in grid.rows[row]]
        found = _Figures(layout, decimal_mark(texts, points_part_decimals=grid.points_part_decimals), {})
        weights = {row: x for row in rows if (x := found.at(row, columns[0])) is not None}
        return _Figures(layout, found.mark, weights) if weights else None

    def at(self, row: int, column: int) -> float | None:
        figure = read_cell(self.layout.grid[row, column], self.mark).figure
        return figure.low if figure is not None and figure.low == figure.high else None

    def agreement(self, cells: Iterable[tuple[tuple[int, int], tuple[int, int], int]]) -> tuple[int, int]:
        """In how many cells a product is its rating times its weight, and how many could be told."""
        told = []
        for product, rating, row in cells:
            figure, x = self.at(*product), self.at(*rating)
            if figure is not None and x is not None and row in self.weights and (x or figure):
                told.append((Stated("", figure, self.layout.grid[product].text, ((x, x),)), self.weights[row]))
        total = math.fsum(self.weights.values())
        agreeing = [sum(agrees(each, way, [w]) for each, w in told) for way in _ways(total)]
        return max(agreeing), len(told)

    def in_columns(self, product: int, rating: int) -> tuple[int, int]:
        return self.agreement(((row, product), (row, rating), row) for row in self.layout.rows_that_are(Role.RATED))

    def in_rows(self, product: int, rating: int) -> tuple[int, int]:
        columns = self.layout.columns_that_are(Role.RATED)
        return self.agreement(((product, column), (rating, column), rating) for column in columns)


def _product_columns(layout: Layout, figures: _Figures) -> list[int]:
    found: list[int] = []
    partner: int | None = None
    for column, role in enumerate(layout.columns):
        name = _column_title(layout, column)
        open_ = role in (Role.RATED, Role.LEFT_OUT) or (role is Role.WEIGHT and _SAID.search(name) is not None)
        if (
            partner is not None
            and open_
            and _is_product(name, _column_title(layout, partner), figures, column, partner)
        ):
            found.append(column)
        elif role is Role.RATED:
            partner = column
    rated = [column for column in layout.columns_that_are(Role.RATED) if column not in found]
    return found or _every_other(rated, figures)


def _is_product(name: str, partner_name: str, figures: _Figures, column: int, partner: int) -> bool:
    agreeing, told = figures.in_columns(column, partner)
    if not told or agreeing < _MOSTLY * told:
        return False
    says_so = bool(_SAID.search(name)) or is_weighted(name)
    if not says_so and set(figures.weights.values()) <= {0.0, 1.0}:  # a product is its rating then: two options alike
        return False
    says_nothing = not name or plain(name) == plain(partner_name) or title_of(name) is Title.TOTAL
    return says_so or (says_nothing and told >= min(_FEWEST, len(figures.weights)) and told > 1)


def _every_other(rated: list[int], figures: _Figures) -> list[int]:
    """Every other column, where each is the one before it times the weights to the last figure."""
    if len(rated) % 2 or len(rated) < 4 or len(set(figures.weights.values())) < 2:  # as many options are needed
        return []
    for rating, product in zip(rated[::2], rated[1::2], strict=True):
        agreeing, told = figures.in_columns(product, rating)
        if agreeing < told or told < _FEWEST:
            return []
    return rated[1::2]


def _product_rows(layout: Layout, figures: _Figures) -> list[int]:
    found: list[int] = []
    rows = layout.rows_that_are(Role.RATED)
    partner: int | None = None
    for row in rows:
        if partner is not None and _SAID.search(layout.label(row)):
            agreeing, told = figures.in_rows(row, partner)
            if told > 1 and agreeing >= _MOSTLY * told:
                found.append(row)
                continue
        partner = row
    return found


def _column_title(layout: Layout, column: int) -> str:
    rows = layout.rows_that_are(Role.NAMES)
    return layout.grid[rows[0], column].text if rows else ""

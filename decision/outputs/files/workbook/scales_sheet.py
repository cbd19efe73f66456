"""The sheet *Scales*: the ends of every scale, the curve between them, and the formula that values a rating by it.

Throughout this module
    z  is the share of the way from worst to best
    c  is the curvature of an exponential, v = (exp(-c z) - 1)/(exp(-c) - 1)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from decision.analysis.stopping import go_on
from decision.model.value_function import Midvalue, Points, ValueFunction
from decision.outputs.files.workbook.book import INPUT, OF_THE_ENGINE, Book, cells
from decision.outputs.files.workbook.places import FIRST_SCALE, SCALES, Places
from decision.outputs.files.workbook.sheets import HEAD, ROW, head, height, intro, page, write
from decision.outputs.tables.comparison import CriterionRow

WORST, BEST, OUTSIDE, CURVATURE, DIVISOR, MINIMUM = 2, 3, 5, 7, 8, 10  # columns
_COLUMNS = {
    "Criterion": (25, "left"),
    "Unit": (10, "left"),
    "Worst": (11, "right"),
    "Best": (11, "right"),
    "Curve": (11, "left"),
    "Outside": (11, "left"),
    "Worth half": (9, "right"),
    "Curvature c": (9, "right"),
    "exp(-c) - 1": (9, "right"),
    "Does c fit?": (7, "left"),
    "Minimum": (9, "right"),
}
_HOW_TO_READ = (
    "A rating is valued from 0 at worst to 1 at best. Straight: by the share of the way z = (rating - worst)/(best "
    "- worst). Points: on straight lines between the points below. Exponential: (exp(-c z) - 1)/(exp(-c) - 1). "
    "Outside worst and best the value is cut off at 0 and 1 (clip), or the curve goes on (extrapolate). The "
    "curvature is a figure of Trilemma, from worst, best and the rating that is worth half: after a change of one "
    "of these it no longer fits."
)
_CURVES = {"straight": "straight", "points": "points", "exponential": "exponential"}
_LARGEST_EXPONENT = 700  # where the curve is held, as Trilemma holds it


def curve_of(function: ValueFunction) -> str:
    """What the curve is called on the sheet."""
    if isinstance(function.curve, Points):
        return _CURVES["points"]
    return _CURVES["exponential" if function.curvature else "straight"]


@dataclass
class Scales:
    """The scales of one decision, and where the points of broken lines stand."""

    places: Places
    points: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # by path, first and last row

    def __post_init__(self) -> None:
        place, found = FIRST_SCALE + len(self.places.leaves) + 3, {}
        for path in self.places.leaves:
            curve = self._function(path).curve
            if isinstance(curve, Points):
                found[path] = (place, place + len(curve.points) - 1)
                place += len(curve.points)
        self.points = found

    def _function(self, path: str) -> ValueFunction:
        function = self.places.scenario.leaves[path].value_function
        assert function is not None  # what is rated has a scale
        return function

    # --- formulas ---------------------------------------------------------------------------------

    def way(self, path: str, x: str) -> str:
        """How far along a rating in cell `x` is: z, the exponent -c z, or which piece between two points it is on."""
        kind = curve_of(self._function(path))
        if kind == "points":
            ratings, _ = self._columns(path)
            pieces = self.points[path][1] - self.points[path][0]
            return f"MAX(1,MIN({pieces},SUMPRODUCT(--({ratings}<={x}))))"
        worst, best = self.places.scale(path, WORST), self.places.scale(path, BEST)
        z = f"({x}-{worst})/({best}-{worst})"
        return z if kind == "straight" else f"MIN({_LARGEST_EXPONENT},-{self.places.scale(path, CURVATURE)}*{z})"

    def on_curve(self, path: str, x: str, way: str) -> str:
        """The value of the rating in cell `x` before any clipping, where `way` is the cell of its way."""
        kind = curve_of(self._function(path))
        if kind == "straight":
            return way
        if kind == "exponential":
            return f"{_exp_less_one(way)}/{self.places.scale(path, DIVISOR)}"
        ratings, values = self._columns(path)
        low, high = (f"INDEX({{0}},{way}{step})" for step in ("", "+1"))
        width = f"({high.format(ratings)}-{low.format(ratings)})"
        rise = f"({high.format(values)}-{low.format(values)})"
        return f"{low.format(values)}+({x}-{low.format(ratings)})/{width}*{rise}"

    def value(self, path: str, on_curve: str) -> str:
        """The value, where `on_curve` is the cell of the curve's."""
        return f'IF({self.places.scale(path, OUTSIDE)}="clip",MAX(0,MIN(1,{on_curve})),{on_curve})'

    def figures(self, path: str, x: float) -> tuple[float, float, float]:
        """What way, curve and value give for a rating."""
        function = self._function(path)
        on_curve, value = float(function.curve.raw(function.scale, x)), float(function(x))
        if isinstance(function.curve, Points):
            reached = sum(rating <= x for rating, _ in function.curve.points)
            return float(max(1, min(len(function.curve.points) - 1, reached))), on_curve, value
        z = float(function.scale.share(x))
        c = function.curvature
        return (min(_LARGEST_EXPONENT, -c * z) if c else z), on_curve, value

    def _columns(self, path: str) -> tuple[str, str]:
        first, last = self.points[path]
        ratings, values = (cells(SCALES, (first, column), (last, column)) for column in (WORST, BEST))
        return ratings, values

    # --- the sheet --------------------------------------------------------------------------------

    def write(self, book: Book) -> None:
        """Write the sheet: a row for each criterion that is rated, then the points of broken lines."""
        sheet = book.raw.add_worksheet(SCALES)
        whole = sum(width for width, _ in _COLUMNS.values())
        intro(book, sheet, "From ratings to values", _HOW_TO_READ, whole, len(_COLUMNS))
        head(book, sheet, FIRST_SCALE - 1, _COLUMNS)
        for place, row in enumerate(self.places.leaf_rows, start=FIRST_SCALE):
            go_on()
            self._row(book, sheet, place, row)
        last = FIRST_SCALE + len(self.places.leaves) - 1
        sheet.data_validation(
            FIRST_SCALE, OUTSIDE, last, OUTSIDE, {"validate": "list", "source": ["clip", "extrapolate"]}
        )
        if self.points:
            last = self._points(book, sheet, last + 2)
        sheet.freeze_panes(FIRST_SCALE, 1)
        sheet.print_area(0, 0, last, len(_COLUMNS) - 1)
        page(sheet, (FIRST_SCALE - 1, FIRST_SCALE - 1), [width for width, _ in _COLUMNS.values()])

    def _row(self, book: Book, sheet: Any, place: int, row: CriterionRow) -> None:
        function, name = self._function(row.path), self.places.table.full_name(row)
        write(sheet, place, 0, name, book.style(**ROW, text_wrap=True))
        write(sheet, place, 1, self.places.table.unit(row), book.style(**ROW, text_wrap=True))
        change = book.style(**ROW, bg_color=INPUT, num_format="#,##0.######", locked=False)
        word = book.style(**ROW, bg_color=INPUT, align="left", indent=1, locked=False)
        plain = book.style(**ROW, align="left", indent=1)
        book.input(sheet, place, WORST, function.scale.worst, change, f"Worst of {name}", ("worst", row.path))
        book.input(sheet, place, BEST, function.scale.best, change, f"Best of {name}", ("best", row.path))
        sheet.write_string(place, 4, curve_of(function), plain)
        outside = f"Outside the scale of {name}"
        book.input(sheet, place, OUTSIDE, function.outside, word, outside, ("outside", row.path))
        for column in range(6, len(_COLUMNS)):
            sheet.write_blank(place, column, None, plain)
        if isinstance(function.curve, Midvalue) and function.curvature:
            self._exponential(book, sheet, place, row.path, function.curve.midvalue, function.curvature)
        if row.criterion.minimum is not None:
            what = f"Minimum of {name}"
            book.input(sheet, place, MINIMUM, row.criterion.minimum, change, what, ("minimum", row.path))
        sheet.set_row(
            place, height([(name, _COLUMNS["Criterion"][0]), (self.places.table.unit(row), _COLUMNS["Unit"][0])])
        )

    def _exponential(self, book: Book, sheet: Any, place: int, path: str, middle: float, c: float) -> None:
        known = book.style(**ROW, bg_color=OF_THE_ENGINE, num_format="#,##0.######")
        sheet.write_number(place, 6, middle, known)
        sheet.write_number(place, CURVATURE, c, known)
        at = place + 1
        figure = book.style(**ROW, num_format="0.000000")
        book.formula(sheet, place, DIVISOR, _exp_less_one(f"(-$H${at})"), float(np.expm1(-c)), figure)
        z = f"($G${at}-$C${at})/($D${at}-$C${at})"
        fits = f'IF(ABS({_exp_less_one(f"(-$H${at}*{z})")}/$I${at}-0.5)<0.000001,"yes","no longer")'
        book.formula(sheet, place, 9, fits, "yes", book.style(**ROW, align="left", indent=1))

    def _points(self, book: Book, sheet: Any, place: int) -> int:
        """The points of broken lines; the last row of them."""
        for column, name in ((0, "Points of"), (WORST, "Rating"), (BEST, "Value")):
            side = "left" if column == 0 else "right"
            sheet.write_string(place, column, name, book.style(**HEAD, align=side))
        last = place
        for path, (first, end) in self.points.items():
            curve = self._function(path).curve
            assert isinstance(curve, Points)
            last = end
            name = self.places.table.full_name(self.places.table.criteria[self.places.rows[path]])
            for at, (rating, value) in enumerate(sorted(curve.points), start=first):
                write(sheet, at, 0, name, book.style(**ROW, text_wrap=True))
                style = book.style(**ROW, bg_color=INPUT, num_format="#,##0.######", locked=False)
                key = ("point", path, str(at - first))
                book.input(sheet, at, WORST, rating, style, f"A point of {name}: rating", (*key, "rating"))
                book.input(sheet, at, BEST, value, style, f"A point of {name}: value", (*key, "value"))
        return last


def _exp_less_one(y: str) -> str:
    """exp(y) - 1 without loss of digits near 0, where `y` is a cell or stands in brackets."""
    return f"IF(ABS({y})<1,2*EXP({y}/2)*SINH({y}/2),EXP({y})-1)"

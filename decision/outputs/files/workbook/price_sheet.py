"""The sheet *Price formulas*: what common formulas would make of the offers' prices, side by side, all of them live.

Throughout this module
    p  is an option's price, the expected rating on a criterion of costs
    w  are the points there are for it, 100 times its weight

Only the last formula, the one that scores here, gives an offer points that no other offer can change. With the others
an offer that loses can turn the winner: Stilger, Siderius and van Raaij 2017 compare 38 formulas for that paradox.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass, replace
from typing import Any

from decision.analysis.scoring import TIE
from decision.outputs.files.workbook.book import Book, cells
from decision.outputs.files.workbook.places import STATUS, Places
from decision.outputs.files.workbook.scales_sheet import BEST, WORST
from decision.outputs.files.workbook.sheets import BAD, HEAD, ROW, SAID, amount, head, height, intro, page, write
from decision.outputs.files.workbook.summary_sheet import RANKED
from decision.outputs.tables.comparison import CriterionRow

PRICES = "Price formulas"
_FIRST = 4
_COLUMNS = {
    "Option": (24, "left"),
    "Price": (12, "right"),
    "Lowest / price": (9, "right"),
    "Linear from lowest": (9, "right"),
    "Range of offers": (9, "right"),
    "Fixed ends": (9, "right"),
    "Rank, lowest": (8, "right"),
    "Rank, linear": (8, "right"),
    "Rank, range": (8, "right"),
    "Rank, fixed": (8, "right"),
    "Beside the median": (16, "left"),
}
_TOTALS = {f"Total, {name}": (10, "right") for name in ("lowest", "linear", "range", "fixed")}  # beside what is printed
_FIRST_POINTS, _FIRST_RANK, _MEDIAN, _FIRST_TOTAL = 2, 6, 10, 11  # columns
_ABNORMAL, _LOW = 0.75, "unusually low"  # below so much of the median
_HOW_TO_READ = (
    "Points for price by four common formulas, and the rank that each would give with all other points as they are."
    " Lowest / price: w × lowest / price. Linear: w × (1 - (price - lowest)/lowest), which may fall below 0. Range:"
    " w × (highest - price)/(highest - lowest). Fixed ends: w × (worst - price)/(worst - best), cut off at 0 and w,"
    " with worst and best set beforehand. With the first three another offer changes what an offer is given, and "
    "can turn the winner without being chosen itself. Prices are what is expected of them; offers that are out do "
    "not count."
)


def price_formulas(book: Book, places: Places) -> None:
    """Write the sheet, a block for each criterion of costs on which less is better."""
    sheet = book.raw.add_worksheet(PRICES)
    widths = [width for width, _ in _COLUMNS.values()]
    intro(book, sheet, "What other price formulas would say", _HOW_TO_READ, sum(widths), len(_COLUMNS))
    head(book, sheet, _FIRST - 1, {**_COLUMNS, **_TOTALS})
    place = _FIRST
    for path in priced(places):
        place = _block(book, sheet, places, place, path)
    sheet.freeze_panes(_FIRST, 1)
    sheet.print_area(0, 0, place - 1, len(_COLUMNS) - 1)
    page(sheet, (_FIRST - 1, _FIRST - 1), widths)


def priced(places: Places) -> list[str]:
    """The criteria of costs, by path, on which less is better."""
    found = []
    for path, leaf in places.scenario.leaves.items():
        if leaf.kind == "cost_plan" and leaf.value_function is not None:
            scale = leaf.value_function.scale
            if scale.worst > scale.best:
                found.append(path)
    return found


def _block(book: Book, sheet: Any, places: Places, place: int, path: str) -> int:
    """The offers on one criterion; the row below them."""
    options, row = places.table.options, places.table.criteria[places.rows[path]]
    for column in range(len(_COLUMNS)):
        sheet.write_blank(place, column, None, book.style(**HEAD, bg_color=SAID))
    write(sheet, place, 0, places.table.full_name(row), book.style(**HEAD, bg_color=SAID))
    figures = _figures(places, row)
    rows = (place + 1, place + len(options))
    for m, option in enumerate(options):
        at = place + 1 + m
        write(sheet, at, 0, option.name, book.style(**ROW, text_wrap=True))
        sheet.set_row(at, height([(option.name, _COLUMNS["Option"][0])]))
        _Offer(book, sheet, places, at, rows, m, path, figures[m]).write()
    return place + len(options) + 2


@dataclass(frozen=True)
class _Figures:
    """What one offer comes to; None where it does not count, or a formula says nothing of it."""

    price: float | None
    points: tuple[float | None, ...] = (None,) * 4
    totals: tuple[float | None, ...] = (None,) * 4
    ranks: tuple[int | None, ...] = (None,) * 4
    note: str = ""


def _figures(places: Places, row: CriterionRow) -> list[_Figures]:
    """The figures of all offers, in the order of the options."""
    options, function, w = places.table.options, row.criterion.value_function, 100 * row.weight
    assert function is not None  # what is rated has a scale
    prices = [None if option.out else cell.rating for option, cell in zip(options, row.cells, strict=True)]
    offers = [price for price in prices if price is not None]
    if not offers:
        return [_Figures(None) for _ in options]
    low, high, worst, best = min(offers), max(offers), function.scale.worst, function.scale.best
    found = []
    for option, cell, price in zip(options, row.cells, prices, strict=True):
        if price is None:
            found.append(_Figures(None))
            continue
        points = (
            w * low / price if low > 0 else None,
            w * (1 - (price - low) / low) if low > 0 else None,
            w * (high - price) / (high - low) if high > low else w,
            w * max(0.0, min(1.0, (worst - price) / (worst - best))),
        )
        rest = option.score - cell.points
        totals = tuple(None if each is None else rest + each for each in points)
        note = _LOW if price < _ABNORMAL * statistics.median(offers) else ""
        found.append(_Figures(price, points, totals, note=note))
    return [replace(each, ranks=tuple(_rank(each, found, at) for at in range(4))) for each in found]


def _rank(offer: _Figures, offers: list[_Figures], at: int) -> int | None:
    total = offer.totals[at]
    if total is None:
        return None
    return 1 + sum(other is not None and other > total + TIE for other in (each.totals[at] for each in offers))


@dataclass
class _Offer:
    """The row of one offer; `rows` are the first and the last of those that it stands beside."""

    book: Book
    sheet: Any
    places: Places
    at: int
    rows: tuple[int, int]
    m: int
    path: str
    figures: _Figures

    def write(self) -> None:
        """Write all but the name."""
        places, price, prices = self.places, f"$B${self.at + 1}", self._all(1)
        counts = f'{places.of_option(self.m, STATUS)}="{RANKED}"'
        money = self.book.style(**ROW, num_format=amount(places.scenario.currency))
        self._figure(1, f'IF({counts},{places.rating(self.m, self.path)},"")', self.figures.price, money, "price")
        points = self.book.style(**ROW, num_format="0.0")
        rest = f"{places.score(self.m)}-{places.points(self.m, self.path)}"
        for place, formula in enumerate(self._formulas(price, prices)):
            name = list(_COLUMNS)[_FIRST_POINTS + place]
            own = f"${'CDEF'[place]}${self.at + 1}"
            self._figure(
                _FIRST_POINTS + place,
                f'IF(ISNUMBER({price}),{formula},"")',
                self.figures.points[place],
                points,
                f"points by {name}",
            )
            total = f"${'LMNO'[place]}${self.at + 1}"
            self._figure(
                _FIRST_TOTAL + place,
                f'IF(ISNUMBER({own}),{rest}+{own},"")',
                self.figures.totals[place],
                points,
                f"total by {name}",
            )
            totals = self._all(_FIRST_TOTAL + place)
            better = f"SUMPRODUCT(ISNUMBER({totals})*({totals}>{total}+{TIE:.9f}))"
            self._figure(
                _FIRST_RANK + place,
                f'IF(ISNUMBER({total}),1+{better},"")',
                self.figures.ranks[place],
                self.book.style(**ROW),
                f"rank by {name}",
            )
        low = f'IF(ISNUMBER({price}),IF({price}<{_ABNORMAL}*MEDIAN({prices}),"{_LOW}",""),"")'
        note = self.book.style(**ROW, font_color=BAD, text_wrap=True, align="left", indent=1)
        self.book.formula(self.sheet, self.at, _MEDIAN, low, self.figures.note, note)

    def _formulas(self, price: str, prices: str) -> tuple[str, ...]:
        w, low, high = f"100*{self.places.weight(self.path)}", f"MIN({prices})", f"MAX({prices})"
        worst, best = (self.places.scale(self.path, column) for column in (WORST, BEST))
        return (
            f'IF({low}>0,{w}*{low}/{price},"")',
            f'IF({low}>0,{w}*(1-({price}-{low})/{low}),"")',
            f"IF({high}>{low},{w}*({high}-{price})/({high}-{low}),{w})",
            f"{w}*MAX(0,MIN(1,({worst}-{price})/({worst}-{best})))",
        )

    def _all(self, column: int) -> str:
        return cells(PRICES, (self.rows[0], column), (self.rows[1], column))

    def _figure(self, column: int, formula: str, figure: float | None, style: Any, what: str) -> None:
        name = f"{self.places.table.options[self.m].name}: {what}"
        self.book.checked(self.sheet, self.at, column, formula, "" if figure is None else figure, style, name)

"""The sheet *Price formulas*: what common formulas would make of the offers' prices, side by side, all of them live.

Throughout this module
    p  is an option's price, the expected rating on a criterion of costs
    w  are the points there are for it, 100 times its weight

Only the last formula, the one that scores here, gives an offer points that no other offer can change. With the others
an offer that loses can turn the winner (`decision/analysis/price_formulas.py`), which is said below the offers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from decision.analysis.price_formulas import UNUSUALLY_LOW as SHARE_OF_MEDIAN
from decision.analysis.price_formulas import PriceFormula
from decision.analysis.scoring import TIE
from decision.outputs.files.workbook.book import OF_THE_ENGINE, Book, cells
from decision.outputs.files.workbook.places import STATUS, Places
from decision.outputs.files.workbook.scales_sheet import BEST, WORST
from decision.outputs.files.workbook.sheets import BAD, HEAD, ROW, SAID, amount, head, height, intro, page, write
from decision.outputs.files.workbook.summary_sheet import RANKED
from decision.outputs.tables.prices import OfferRow, PriceTable
from decision.outputs.words.grammar import capital
from decision.outputs.words.prices import UNUSUALLY_LOW

PRICES = "Price formulas"
_SHORT = ("lowest", "distance", "place", "set ends")
_FIRST = 4
_COLUMNS = {
    "Option": (22, "left"),
    "Price": (12, "right"),
    **{capital(str(formula)): (11, "right") for formula in PriceFormula},
    **{f"Rank, {name}": (8, "right") for name in _SHORT},
    "Beside the median": (16, "left"),
}
_TOTALS = {f"Total, {name}": (10, "right") for name in _SHORT}  # beside what is printed
_FIRST_POINTS, _FIRST_RANK, _MEDIAN, _FIRST_TOTAL = 2, 6, 10, 11  # columns
_LOW = "unusually low"
_HOW_TO_READ = (
    "Points for price by four common formulas, and the rank that each would give with all other points as they are. "
    "In proportion to the lowest price: w × lowest / price. By distance from it: w × (1 - (price - lowest)/lowest), "
    "which may fall below 0. By place between the lowest and the highest price: w × (highest - price)/(highest - "
    "lowest). By ends set beforehand: w × (ceiling - price)/(ceiling - target), cut off at 0 and w: ceiling and target "
    "are the scale's worst and best. With the first three another offer changes what an offer is given, and can turn "
    "the winner without being chosen itself; what is said of that below the offers held when this was exported. "
    f"Prices are what is expected of them; offers that are out do not count. {UNUSUALLY_LOW}"
)


def price_formulas(book: Book, places: Places, tables: tuple[PriceTable, ...]) -> None:
    """Write the sheet, a block for each criterion of costs on which less is better."""
    sheet = book.raw.add_worksheet(PRICES)
    widths = [width for width, _ in _COLUMNS.values()]
    intro(book, sheet, "What other price formulas would say", _HOW_TO_READ, sum(widths), len(_COLUMNS))
    head(book, sheet, _FIRST - 1, {**_COLUMNS, **_TOTALS})
    place = _FIRST
    for table in tables:
        place = _block(book, sheet, places, place, table)
    sheet.freeze_panes(_FIRST, 1)
    sheet.print_area(0, 0, place - 1, len(_COLUMNS) - 1)
    page(sheet, (_FIRST - 1, _FIRST - 1), widths)


def _block(book: Book, sheet: Any, places: Places, place: int, table: PriceTable) -> int:
    """The offers on one criterion, and below them what would turn the winner; the row below that."""
    options = places.table.options
    for column in range(len(_COLUMNS)):
        sheet.write_blank(place, column, None, book.style(**HEAD, bg_color=SAID))
    write(sheet, place, 0, table.name, book.style(**HEAD, bg_color=SAID))
    rows = (place + 1, place + len(options))
    for m, option in enumerate(options):
        at = place + 1 + m
        write(sheet, at, 0, option.name, book.style(**ROW, text_wrap=True))
        sheet.set_row(at, height([(option.name, _COLUMNS["Option"][0])]))
        _Offer(book, sheet, places, at, rows, m, table.path, table.offers[m]).write()
    place += len(options) + 1
    said = book.style(text_wrap=True, valign="vcenter", bg_color=OF_THE_ENGINE)
    for sentence in table.sentences:
        sheet.merge_range(place, 0, place, len(_COLUMNS) - 1, "", said)
        write(sheet, place, 0, sentence, said)
        sheet.set_row(place, height([(sentence, sum(width for width, _ in _COLUMNS.values()))]))
        place += 1
    return place + 1


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
    figures: OfferRow

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
                f"points {name[0].lower()}{name[1:]}",
            )
            total = f"${'LMNO'[place]}${self.at + 1}"
            self._figure(
                _FIRST_TOTAL + place,
                f'IF(ISNUMBER({own}),{rest}+{own},"")',
                self.figures.totals[place],
                points,
                f"total with points {name[0].lower()}{name[1:]}",
            )
            totals = self._all(_FIRST_TOTAL + place)
            better = f"SUMPRODUCT(ISNUMBER({totals})*({totals}>{total}+{TIE:.9f}))"
            self._figure(
                _FIRST_RANK + place,
                f'IF(ISNUMBER({total}),1+{better},"")',
                self.figures.ranks[place],
                self.book.style(**ROW),
                f"rank with points {name[0].lower()}{name[1:]}",
            )
        low = f'IF(ISNUMBER({price}),IF({price}<{SHARE_OF_MEDIAN}*MEDIAN({prices}),"{_LOW}",""),"")'
        note = self.book.style(**ROW, font_color=BAD, text_wrap=True, align="left", indent=1)
        self.book.formula(self.sheet, self.at, _MEDIAN, low, _LOW if self.figures.unusually_low else "", note)

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

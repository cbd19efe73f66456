"""The sheet *Money* of a workbook: on money over the years, and on what more is worth paying for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from decision.outputs.files.workbook.book import Book
from decision.outputs.files.workbook.sheets import HEAD, ROW, amount, height, intro, page, write
from decision.outputs.tables.money import CashTables, MoneyTables
from decision.outputs.tables.trade_off import TradeTable

_NAME, _FIGURE = 34, 14
_WIDE = 7  # columns that texts go across
_MARK = "Figures of a simulation, which do not follow what is changed here: export again."


def money_over_the_years(book: Book, tables: MoneyTables, currency: str) -> None:
    """One sheet, with a part below the other where there are two."""
    parts = (tables.cash, tables.trade)
    if parts == (None, None):
        return
    years = 0 if tables.cash is None else len(tables.cash.years[0].each)
    sheet = _Sheet(book, "Money", max(_WIDE, years + 2))
    if tables.cash is not None:
        _cash(sheet, tables.cash, currency)
    if tables.trade is not None:
        _trade(sheet, tables.trade, currency)
    sheet.done()


class _Sheet:
    """A sheet that is written from top to bottom."""

    def __init__(self, book: Book, name: str, columns: int) -> None:
        self.book, self.sheet, self.columns = book, book.raw.add_worksheet(name), columns
        self.sheet.set_column(0, 0, _NAME)
        self.sheet.set_column(1, columns - 1, _FIGURE)
        self.row = 0
        self.text = book.style(**ROW, text_wrap=True)
        self._breaks: list[int] = []

    def part(self, sentence: str, note: str) -> None:
        """The sentence and the note that a part begins with, on a page of its own."""
        if self.row:
            self._breaks.append(self.row)
        width = _NAME + _FIGURE * (_WIDE - 1)
        intro(self.book, self.sheet, sentence, f"{note} {_MARK}", width, _WIDE, top=self.row)
        self.row += 3

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[Any]], styles: Sequence[Any]) -> None:
        """A head and its rows, and a blank row; cells are texts, numbers, or None."""
        for column, name in enumerate(heads):
            style = self.book.style(**HEAD, text_wrap=True, align="right" if column else "left")
            write(self.sheet, self.row, column, name, style)
        widths = (_NAME, *[_FIGURE - 1] * (len(heads) - 1))
        self.sheet.set_row(self.row, height(zip(heads, widths, strict=True)))
        for cells in rows:
            self.row += 1
            for column, (cell, style) in enumerate(zip(cells, styles, strict=True)):
                if cell is None:
                    self.sheet.write_blank(self.row, column, None, style)
                elif isinstance(cell, str):
                    write(self.sheet, self.row, column, cell, style)
                else:
                    self.sheet.write_number(self.row, column, cell + 0.0, style)
            texts = [(c, w) for c, w in zip(cells, widths, strict=True) if isinstance(c, str)]
            self.sheet.set_row(self.row, height(texts))
        self.row += 2

    def said(self, sentences: Sequence[str]) -> None:
        """Sentences, each across the sheet."""
        style = self.book.style(text_wrap=True, valign="top")
        for each in sentences:
            self.sheet.merge_range(self.row, 0, self.row, _WIDE - 1, "", style)
            write(self.sheet, self.row, 0, each, style)
            self.sheet.set_row(self.row, height([(each, _NAME + _FIGURE * (_WIDE - 1))]))
            self.row += 1
        self.row += 1

    def done(self) -> None:
        """How it prints."""
        page(self.sheet, None, [_NAME, *[_FIGURE] * (self.columns - 1)])
        self.sheet.set_h_pagebreaks(self._breaks)


def _cash(sheet: _Sheet, tables: CashTables, currency: str) -> None:
    years = len(tables.years[0].each)
    sheet.part(f"{tables.sentence} {tables.safe}", tables.basis)
    money = sheet.book.style(**ROW, num_format=amount(currency))
    share = sheet.book.style(**ROW, num_format="0%")
    sheet.table(
        ["In all, in today's money", "P10", "P50", "P80", "P90", "Expected", "Cheapest in"],
        [(each.name, each.p10, each.p50, each.p80, each.p90, each.expected, each.p_cheapest) for each in tables.totals],
        [sheet.text, *[money] * 5, share],
    )
    span = [f"Year {t}" for t in range(years)]
    for title, rows in (
        ("In each year, at the median", [(each.name, *each.each) for each in tables.years]),
        ("Up to the end of each year, at the median", [(each.name, *each.up_to) for each in tables.years]),
    ):
        sheet.table([title, *span], rows, [sheet.text, *[money] * years])
    sheet.said(tables.sentences)
    sheet.table(
        ["Lines on average, in today's money", *span, "In all"],
        [(f"{each.option}: {each.line}", *each.each, sum(each.each)) for each in tables.lines],
        [sheet.text, *[money] * (years + 1)],
    )


def _trade(sheet: _Sheet, table: TradeTable, currency: str) -> None:
    note = "Weights as they stand; an option is efficient if no other is at least as good on both and better on one."
    book = sheet.book
    sheet.part(table.sentence, note)
    across = book.style(**ROW, num_format=amount(currency) if table.is_money else "#,##0.0##")
    up, share = book.style(**ROW, num_format="#,##0.0##"), book.style(**ROW, num_format="0%")
    sheet.table(
        ["Option", table.across, table.up, "Efficient", "Efficient in", "Better on both", "In"],
        [
            (e.name, e.x, e.y, "yes" if e.efficient else "no", e.p_efficient, e.dominated_by, e.p_dominated)
            for e in table.rows
        ],
        [sheet.text, across, up, book.style(**ROW, align="right"), share, sheet.text, share],
    )
    if table.steps:
        sheet.table(
            ["From", "To", "More of the one", "Takes of the other", "For each"],
            [(each.from_, each.to, each.gained, each.taken, each.each) for each in table.steps],
            [sheet.text, sheet.text, up, across, across],
        )
    sheet.said(table.sentences)

"""Rows of the sheet *Cost lines*, from top to bottom: a name, figures to change, and cells by year.

Throughout this module
    t  is a year 0 .. H
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from decision.model.estimate import ClassEstimate, Estimate
from decision.outputs.files.workbook.book import INPUT, OF_THE_ENGINE, Book
from decision.outputs.files.workbook.sheets import ROW, SAID, height, write
from decision.outputs.words.figures import estimate_in_words

UNITS, FIGURE, MULTIPLIER, GIVEN = 1, 2, 3, 4  # columns
TEXTS = {
    "What": (36, "left"),
    "Units": (11, "right"),
    "Figure": (16, "right"),
    "Multiplier": (10, "right"),
    "As it was given": (36, "left"),
}
FIRST_YEAR = len(TEXTS)  # column
HEAD_ROW = 3
_NOT_BELOW_0 = {"validate": "decimal", "criteria": ">=", "value": 0}
_WHOLE = {"validate": "integer", "criteria": ">=", "value": 1}


def letter(t: int) -> str:
    """The column of year t."""
    return str(xl_col_to_name(FIRST_YEAR + t))


class LineRows:
    """The rows of the sheet; `row` is the next one, and `kept` are the cells that say what was changed."""

    def __init__(self, book: Book, sheet: Any, row: int, years: int, currency: str) -> None:
        self.book, self.sheet, self.row, self.years, self.currency = book, sheet, row, years, currency
        self.kept: list[str] = []
        self._text = book.style(**ROW, text_wrap=True, align="left", indent=1)

    def title(self, text: str) -> None:
        """The head of a block."""
        style = self.book.style(bold=True, font_size=12, bottom=1, bg_color=SAID)
        for column in range(FIRST_YEAR + self.years + 2):
            self.sheet.write_blank(self.row, column, None, style)
        write(self.sheet, self.row, 0, text, style)
        self.row += 1

    def figure(self, name: str, estimate: Estimate | None, form: str, key: tuple[str, ...], what: str) -> str:
        """A row with a figure to change, as it is expected; how formulas here name what it comes to."""
        if estimate is None:
            return self.number(name, 0.0, form, "", key, what)
        given = estimate_in_words(estimate)
        if isinstance(estimate, ClassEstimate) and estimate.estimate:
            of_class = ("multiplier", *key[1:])
            mean = estimate.reference_class.law.mean
            return self.number(name, estimate.estimate, form, given, key, what, multiplier=(mean, of_class))
        return self.number(name, float(estimate.expected), form, given, key, what)

    def number(
        self,
        name: str,
        x: float,
        form: str,
        given: str,
        key: tuple[str, ...],
        what: str,
        multiplier: tuple[float, tuple[str, ...]] | None = None,
        *,
        whole: bool = False,
    ) -> str:
        """A row with a number to change, and what multiplies it; how formulas here name what it comes to."""
        self.label(name, given)
        self.enter(FIGURE, x, form, key, what, _WHOLE if whole else None if form.endswith("%") else _NOT_BELOW_0)
        place = f"$C${self.row + 1}"
        if multiplier is not None:
            self.enter(MULTIPLIER, multiplier[0], "0.000", multiplier[1], f"{what}: multiplier", _NOT_BELOW_0)
            place = f"({place}*$D${self.row + 1})"
        self.row += 1
        return place

    def label(self, name: str, given: str = "") -> None:
        """The texts of the row that is being written."""
        write(self.sheet, self.row, 0, name, self._text)
        for column in (UNITS, FIGURE, MULTIPLIER):
            self.sheet.write_blank(self.row, column, None, self._text)
        write(self.sheet, self.row, GIVEN, given, self._text)
        widths = TEXTS["What"][0] - 2, TEXTS["As it was given"][0] - 2
        self.sheet.set_row(self.row, height([(name, widths[0]), (given, widths[1])]))

    def enter(
        self, column: int, x: float, form: str, key: tuple[str, ...], what: str, rule: dict[str, Any] | None = None
    ) -> None:
        """A cell to change in the row that is being written."""
        style = self.book.style(**ROW, bg_color=INPUT, num_format=form, locked=False)
        self.kept.append(self.book.input(self.sheet, self.row, column, x, style, what, key))
        if rule is not None:
            self.sheet.data_validation(self.row, column, self.row, column, rule)

    def by_year(
        self,
        name: str,
        formulas: Sequence[str | None],
        cached: Sequence[float],
        form: str,
        whats: Sequence[str] = (),
    ) -> None:
        """A row of formulas by year, checked where `whats` says what each of them is; 0 where there is none."""
        self.label(name)
        self.years_of(self.row, formulas, cached, self.book.style(**ROW, num_format=form), whats)
        self.row += 1

    def years_of(
        self, row: int, formulas: Sequence[str | None], cached: Sequence[float], style: Any, whats: Sequence[str] = ()
    ) -> None:
        """The cells by year of a row."""
        for t, (formula, x) in enumerate(zip(formulas, cached, strict=True)):
            if formula is None:
                self.sheet.write_number(row, FIRST_YEAR + t, 0, style)
            elif whats:
                self.book.checked(self.sheet, row, FIRST_YEAR + t, formula, x, style, whats[t])
            else:
                self.book.formula(self.sheet, row, FIRST_YEAR + t, formula, x, style)

    def known(self, row: int, figures: Sequence[float], form: str) -> None:
        """Figures by year that no formula follows."""
        style = self.book.style(**ROW, num_format=form, bg_color=OF_THE_ENGINE)
        for t, x in enumerate(figures):
            self.sheet.write_number(row, FIRST_YEAR + t, x + 0.0, style)

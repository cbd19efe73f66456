"""The sheet *Cost plan*: for each plan its figures to change, the years, and what they are worth today."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from decision.analysis.stopping import go_on
from decision.model.cash_flow import PlanCash
from decision.model.cost_plan import PLAIN_COMPONENTS, Component, CostPlan, Lines, present_value
from decision.model.estimate import ClassEstimate, Estimate
from decision.model.expected_cash import is_plain
from decision.model.payment import Payment
from decision.outputs.files.workbook.book import INPUT, OF_THE_ENGINE, Book, cell
from decision.outputs.files.workbook.cost_lines_sheet import NAMES, PlanRows, cost_lines, expected_figures
from decision.outputs.files.workbook.places import LINES, PLANS, Places
from decision.outputs.files.workbook.shared_rows import years_as_expected
from decision.outputs.files.workbook.sheets import HEAD, ROW, SAID, amount, height, intro, page, write
from decision.outputs.words.figures import estimate_in_words

_WIDTHS: tuple[int, ...] = (30, 14, 14, 14, 14, 14, 16)
_DRIVEN_WIDTHS = (26, 14, 14, 14, 14, 14, 14, 16)
_FIGURES = ("Figure", "Expected", "Multiplier", "Together", "As it was given")
_DRIVEN_YEARS = ("Year", "Upfront", "Yearly", "Exit", "Saved", "Together", "Discounted by", "Worth today")
_SUMMED = ("upfront", "yearly", "exit", "savings")
_YEARS = ("Year", "Upfront", "Yearly", "Exit", "Together", "Discounted by", "Worth today")
_RATE_ROW, _FIRST_PLAN = 2, 5
_ROWS_ON_A_PAGE = 38
_SAME = 1e-9
_HOW_TO_READ = (
    "Change the figures, multipliers or the discount rate: the years, what they are worth today and the scores "
    "follow. Figures are what is expected; a multiplier is what a reference class is expected to make of an "
    "estimate. Upfront is paid in year 0, yearly from year 1 on and growing after it, exit in the last year. Where "
    "growth is uncertain, or figures hang together, what is expected of the whole is not what follows from the "
    "expected figures: the difference is a figure of Trilemma, and no longer fits exactly once those figures were "
    "changed."
)
_SPREAD = "For what is uncertain together"


@dataclass(frozen=True)
class _Figure:
    """A row of a plan: an estimate, or a sum of the rows from `first` on; and what multiplies it."""

    name: str
    base: float
    multiplier: float | None
    given: str
    first: int | None = None  # how many rows above the sum begins
    line: str = ""  # of the component, where it is one of several

    @property
    def together(self) -> float:
        return self.base if self.multiplier is None else self.base * self.multiplier


@dataclass
class CostPlans:
    """The plans of one decision, and where each of them stands."""

    places: Places
    first_rows: Mapping[tuple[int, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        place, found = _FIRST_PLAN, dict[tuple[int, str], int]()
        for path in self.places.leaves:
            for m, option in enumerate(self.places.scenario.options):
                estimate = option.ratings[path].estimate
                if isinstance(estimate, CostPlan):
                    found[m, path] = place
                    place += self._height(estimate)
        self.first_rows = found

    def _height(self, plan: CostPlan) -> int:
        basis = self.places.scenario.plan_basis
        figures = sum(len(rows) for _, rows in _figures(plan)) if is_plain(plan, basis) else 0
        return 2 + figures + 1 + basis.years + 1 + 3 + 1

    @cached_property
    def _driven(self) -> Mapping[tuple[int, str], CostPlan]:
        """The plans that hang on drivers or on years."""
        basis = self.places.scenario.plan_basis
        plans = {place: self._plan(*place) for place in self.first_rows}
        return {place: plan for place, plan in plans.items() if not is_plain(plan, basis)}

    def total(self, m: int, path: str) -> str:
        """The cell with what a plan is expected to be worth today."""
        worth = _DrivenBlock.worth if (m, path) in self._driven else _Block.worth
        return cell(PLANS, self.first_rows[m, path] + self._height(self._plan(m, path)) - 2, worth)

    def follows(self, m: int, path: str) -> bool:
        """Whether what is expected of a plan is what follows from its expected figures, without any allowance."""
        cash = PlanCash(self._plan(m, path), "", self.places.scenario.plan_basis)
        at_expected = float(cash.present_values(expected_figures(cash), years_as_expected(cash.basis))[0])
        expected = self.places.table.criteria[self.places.rows[path]].cells[m].rating
        assert expected is not None  # what has a plan is rated
        return math.isclose(expected, at_expected, rel_tol=_SAME, abs_tol=_SAME)

    def _plan(self, m: int, path: str) -> CostPlan:
        plan = self.places.scenario.options[m].ratings[path].estimate
        assert isinstance(plan, CostPlan)  # or it had no row
        return plan

    def _page_breaks(self) -> list[int]:
        """The rows before which a new page begins, so that no plan is divided that would fit on one."""
        breaks, top = list[int](), 0
        for place, first in self.first_rows.items():
            end = first + self._height(self._plan(*place))
            if end - top > _ROWS_ON_A_PAGE and first > _FIRST_PLAN:
                breaks.append(first)
                top = first - _FIRST_PLAN  # the rows above are printed again
        return breaks

    def write(self, book: Book) -> None:
        """Write the sheet, a block for each plan; and before it the lines of those that hang on drivers or years."""
        sheet = book.raw.add_worksheet(PLANS)
        years, rate = self.places.scenario.years_and_rate
        lines, widths = dict[tuple[int, str], PlanRows](), _WIDTHS
        if self._driven:
            lines, widths = cost_lines(book, book.raw.add_worksheet(LINES), self.places, self._driven), _DRIVEN_WIDTHS
        intro(book, sheet, "What it costs over the years", _HOW_TO_READ, sum(widths), len(widths))
        sheet.write_string(_RATE_ROW, 0, "Discount rate, a year", book.style(**ROW, bold=True))
        percent = book.style(**ROW, bg_color=INPUT, num_format="0.0##%", locked=False)
        book.input(sheet, _RATE_ROW, 1, rate, percent, "Discount rate", ("discount_rate",))
        book.name("discount_rate", cell(PLANS, _RATE_ROW, 1))
        sheet.write_string(_RATE_ROW + 1, 0, "Years", book.style(**ROW, bold=True))
        sheet.write_number(_RATE_ROW + 1, 1, years, book.style(**ROW))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        last = _FIRST_PLAN
        for (m, path), first in self.first_rows.items():
            go_on()
            plan, rows = self._plan(m, path), lines.get((m, path))
            if rows is None:
                last = _Block(book, sheet, self.places, m, path, plan).write(first)
            else:
                last = _DrivenBlock(book, sheet, self.places, m, path, plan).write_years(first, rows)
        sheet.freeze_panes(_RATE_ROW + 2, 1)
        sheet.set_h_pagebreaks(self._page_breaks())
        sheet.print_area(0, 0, last, len(widths) - 1)
        page(sheet, (_RATE_ROW, _RATE_ROW + 1), widths)


class _Block:
    """One plan: its figures, its years, and its worth today."""

    worth = 6  # the column with what is worth today

    def __init__(self, book: Book, sheet: Any, places: Places, m: int, path: str, plan: CostPlan) -> None:
        self.book, self.sheet, self.plan = book, sheet, plan
        self.years, self.rate = places.scenario.years_and_rate
        row = places.table.criteria[places.rows[path]]
        expected = row.cells[m].rating
        assert expected is not None  # what has a plan is rated
        self.expected = expected
        self.of = (places.table.options[m].id, path)
        self.name = f"{places.table.options[m].name}: {places.table.full_name(row)}"
        self.money = amount(places.scenario.currency)

    def write(self, place: int) -> int:
        """Write it from that row on; its last row."""
        self._title(place)
        self._heads(place + 1, _FIGURES)
        place += 2
        found = dict[str, tuple[str, float]]()
        for component, figures in _figures(self.plan):
            for figure in figures:
                form = "0.0##%" if component == "growth" else self.money
                found[component] = (self._figure(place, component, figure, form), figure.together)
                place += 1
        self._heads(place, _YEARS)
        first = place + 1
        worth = [self._year(first + year, year, found) for year in range(self.years + 1)]
        return self._worth_today(first + self.years + 1, first, sum(worth), found)

    def _title(self, place: int) -> None:
        title = self.book.style(bold=True, font_size=12, bottom=1, bg_color=SAID)
        for column in range(self.worth + 1):
            self.sheet.write_blank(place, column, None, title)
        write(self.sheet, place, 0, self.name, title)

    def _heads(self, place: int, names: tuple[str, ...]) -> None:
        for column, name in enumerate(names):
            side = "left" if column == 0 or name == _FIGURES[-1] else "right"
            self.sheet.write_string(place, column, name, self.book.style(**HEAD, align=side))

    def _figure(self, place: int, component: str, figure: _Figure, form: str) -> str:
        style = {**ROW, "num_format": form}
        change = {"bg_color": INPUT, "locked": False}
        name, key = f"{self.name}: {figure.name}", (*self.of, component, figure.line)
        write(self.sheet, place, 0, figure.name, self.book.style(**ROW, text_wrap=True, align="left", indent=1))
        if figure.first is None:
            base = self.book.style(**style, **change)
            self.book.input(self.sheet, place, 1, figure.base, base, name, ("plan", *key))
        else:
            lines = f"SUM(D{place + 1 - figure.first}:D{place})"
            self.book.formula(self.sheet, place, 1, lines, figure.base, self.book.style(**style))
        factor = self.book.style(**ROW, num_format="0.000", **(change if figure.multiplier is not None else {}))
        if figure.multiplier is None:
            self.sheet.write_blank(place, 2, None, factor)
        else:
            self.book.input(
                self.sheet, place, 2, figure.multiplier, factor, f"{name}: multiplier", ("multiplier", *key)
            )
        product = f"B{place + 1}" + ("" if figure.multiplier is None else f"*C{place + 1}")
        where = self.book.formula(self.sheet, place, 3, product, figure.together, self.book.style(**style))
        given = self.book.style(**ROW, text_wrap=True, align="left", indent=1)
        self.sheet.merge_range(place, 4, place, 6, "", given)
        write(self.sheet, place, 4, figure.given, given)
        self.sheet.set_row(place, height([(figure.name, _WIDTHS[0] - 2), (figure.given, sum(_WIDTHS[4:]) - 2)]))
        return where

    def _year(self, place: int, year: int, found: dict[str, tuple[str, float]]) -> float:
        """Write one year; what it is worth today."""
        row, nothing = place + 1, ("0", 0.0)
        growth = found.get("growth", nothing)
        yearly = found.get("yearly", nothing)
        grown = f"*(1+{growth[0]})^{year - 1}" if "growth" in found and year > 1 else ""
        paid = (
            found.get("upfront", nothing) if year == 0 else nothing,
            (f"{yearly[0]}{grown}", yearly[1] * (1 + growth[1]) ** (year - 1)) if year else nothing,
            found.get("exit", nothing) if year == self.years else nothing,
        )
        style, discount = self.book.style(**ROW, num_format=self.money), (1 + self.rate) ** -year
        self.sheet.write_number(place, 0, year, self.book.style(**ROW, align="left", indent=1))
        together = sum(each for _, each in paid)
        for column, (formula, cached) in enumerate(paid, start=1):
            self.book.formula(self.sheet, place, column, formula, cached, style)
        paid_in = f"{self.name}: paid in year {year}"
        self.book.checked(self.sheet, place, 4, f"SUM(B{row}:D{row})", together, style, paid_in)
        factor = self.book.style(**ROW, num_format="0.0000")
        self.book.formula(self.sheet, place, 5, f"1/(1+discount_rate)^A{row}", discount, factor)
        worth = f"{self.name}: year {year}, worth today"
        self.book.checked(self.sheet, place, 6, f"E{row}*F{row}", together * discount, style, worth)
        return together * discount

    def _worth_today(self, place: int, first: int, cached: float, found: dict[str, tuple[str, float]]) -> int:
        at_expected = float(
            present_value(
                *(found[name][1] if name in found else 0.0 for name in PLAIN_COMPONENTS),
                years=self.years,
                rate=self.rate,
            )
        )
        return self._total(place, first, cached, 0.0 if self.plan.is_certain else self.expected - at_expected)

    def _total(self, place: int, first: int, cached: float, spread: float) -> int:
        strong, letter = self.book.style(bold=True, num_format=self.money, top=1), "ABCDEFGH"[self.worth]
        self.sheet.write_string(place, 0, "Worth today at these figures", self.book.style(bold=True, top=1))
        for column in range(1, self.worth):
            self.sheet.write_blank(place, column, None, strong)
        self.book.formula(self.sheet, place, self.worth, f"SUM({letter}{first + 1}:{letter}{place})", cached, strong)
        self.sheet.write_string(place + 1, 0, _SPREAD, self.book.style(**ROW))
        known = self.book.style(**ROW, num_format=self.money, bg_color=OF_THE_ENGINE)
        self.sheet.write_number(place + 1, self.worth, spread + 0.0, known)
        self.sheet.write_string(place + 2, 0, "Expected to be worth today", self.book.style(bold=True))
        what = f"Worth today of {self.name}"
        total = f"{letter}{place + 1}+{letter}{place + 2}"
        self.book.checked(self.sheet, place + 2, self.worth, total, self.expected, strong, what)
        return place + 2


class _DrivenBlock(_Block):
    """A plan that hangs on drivers or on years: its years, each the sum of lines on *Cost lines*."""

    worth = 7

    def write_years(self, place: int, rows: PlanRows) -> int:
        """Write it from that row on; its last row."""
        self._title(place)
        text = self.book.style(**ROW, text_wrap=True, align="left", indent=1)
        self.sheet.merge_range(place + 1, 0, place + 1, self.worth, "", text)
        where = (
            f"Its lines, and what they hang on, stand on “{LINES}”, in the rows {rows.first + 1} to {rows.last + 1}."
        )
        write(self.sheet, place + 1, 0, where, text)
        self._heads(place + 2, _DRIVEN_YEARS)
        first = place + 3
        worth = [self._sum_of_lines(first + t, t, rows) for t in range(self.years + 1)]
        return self._total(first + self.years + 1, first, sum(worth), self.expected - sum(worth))

    def _sum_of_lines(self, place: int, year: int, rows: PlanRows) -> float:
        """Write one year; what it is worth today."""
        row, discount = place + 1, (1 + self.rate) ** -year
        style = self.book.style(**ROW, num_format=self.money)
        self.sheet.write_number(place, 0, year, self.book.style(**ROW, align="left", indent=1))
        paid = [rows.expected[name][year] for name in _SUMMED]
        for column, (name, cached) in enumerate(zip(_SUMMED, paid, strict=True), start=1):
            self.book.formula(self.sheet, place, column, rows.total(name, year), cached, style)
        together, paid_in = sum(paid[:3]) - paid[3], f"{self.name}: paid in year {year}"
        self.book.checked(self.sheet, place, 5, f"SUM(B{row}:D{row})-E{row}", together, style, paid_in)
        factor = self.book.style(**ROW, num_format="0.0000")
        self.book.formula(self.sheet, place, 6, f"1/(1+discount_rate)^A{row}", discount, factor)
        worth = f"{self.name}: year {year}, worth today"
        self.book.checked(self.sheet, place, 7, f"F{row}*G{row}", together * discount, style, worth)
        return together * discount


def _figures(plan: CostPlan) -> Iterator[tuple[str, list[_Figure]]]:
    """The rows of every component; the last of them is the component."""
    for name, component in plan.components():
        yield name, _rows(NAMES[name], component)


def _rows(name: str, component: Component) -> list[_Figure]:
    assert not isinstance(component, Payment)  # of plans of plain amounts
    if not isinstance(component, Lines):
        return [_row(name, component)]
    lines = [_row(f"{name}: {line}", each, line) for line, each in component.lines if not isinstance(each, Payment)]
    of_class = component.reference_class
    total = _Figure(
        name,
        sum(line.together for line in lines),
        None if of_class is None else of_class.law.mean,
        "the lines above" if of_class is None else f"the lines above × “{of_class.name}”",
        first=len(lines),
    )
    return [*lines, total]


def _row(name: str, estimate: Estimate, line: str = "") -> _Figure:
    given = estimate_in_words(estimate)
    if isinstance(estimate, ClassEstimate) and estimate.estimate:
        return _Figure(name, estimate.estimate, estimate.reference_class.law.mean, given, line=line)
    return _Figure(name, float(estimate.expected), None, given, line=line)

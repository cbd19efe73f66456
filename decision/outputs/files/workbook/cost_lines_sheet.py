"""The sheet *Cost lines*: what all plans share, and each line of the plans that hang on drivers or years, by year.

Throughout this module
    t  is a year                     0 .. H
    x  are figures by name, each as it is expected
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from decision.analysis.stopping import go_on
from decision.model.cash_flow import Figures, PlanCash
from decision.model.cost_plan import CostPlan, Lines
from decision.model.expected_cash import ExpectedCash
from decision.model.payment import Payment
from decision.outputs.files.workbook.book import Book, cells
from decision.outputs.files.workbook.cost_line import Changeable, Line
from decision.outputs.files.workbook.line_rows import FIRST_YEAR, HEAD_ROW, TEXTS, LineRows
from decision.outputs.files.workbook.places import LINES, Places
from decision.outputs.files.workbook.shared_rows import Shared, alone, shared_rows
from decision.outputs.files.workbook.sheets import HEAD, head, intro, page

NAMES = {"upfront": "Upfront", "yearly": "Yearly", "growth": "Growth, a year", "exit": "Exit", "savings": "Savings"}
_YEAR_WIDTH, _YEARS_ON_A_PAGE = 13, 7  # with what is printed beside them, as much as a page is wide
_HOW_TO_READ = (
    "Change a driver, a price or any other figure on yellow ground: each year's amounts, the plans on “Cost plan”, "
    "the scores and the ranks follow. Figures are what is expected. Under a line stand the figures that it follows "
    "from; “Units” says above how many units, from how many on, or for how many each a price is paid. A line in bold "
    "is what is paid in a year, in {currency}{prices}. Where uncertain figures bend or jump together (tiers, steps, "
    "the least that is charged, growth over years), what is expected is not what follows from the expected figures: "
    "the difference stands under “For its spread”, a figure of Trilemma that no formula can follow, and that is "
    "called old once a figure behind it was changed."
)


@dataclass(frozen=True)
class PlanRows:
    """Where the lines of a plan stand: the first and the last row, and what is expected of it by component and year."""

    first: int
    last: int
    expected: Mapping[str, Sequence[float]]

    def total(self, component: str, t: int) -> str:
        """The formula for what is paid of a component in year t."""
        kinds = cells(LINES, (self.first, 1), (self.last, 1))
        paid = cells(LINES, (self.first, FIRST_YEAR + t), (self.last, FIRST_YEAR + t))
        return f'SUMIF({kinds},"{NAMES[component]}",{paid})'


def cost_lines(
    book: Book, sheet: Any, places: Places, plans: Mapping[tuple[int, str], CostPlan]
) -> dict[tuple[int, str], PlanRows]:
    """Write the sheet; where the lines of each of the plans stand, by option and criterion."""
    basis = places.scenario.plan_basis
    count = basis.years + 2
    widths = [*(width for width, _ in TEXTS.values()), *[_YEAR_WIDTH] * count]
    prices = ", in prices of year 0" if basis.inflation is None else ", as it will be paid then"
    said = _HOW_TO_READ.format(currency=basis.currency or "the decision's currency", prices=prices)
    intro(book, sheet, "Every line of cost, year by year", said, sum(widths[1 : len(TEXTS)]), len(TEXTS), first=1)
    head(book, sheet, HEAD_ROW, TEXTS)
    for t in range(basis.years + 1):
        sheet.write_number(HEAD_ROW, FIRST_YEAR + t, t, book.style(**HEAD, align="right", num_format='"Year "0'))
    sheet.write_string(HEAD_ROW, FIRST_YEAR + basis.years + 1, "In all", book.style(**HEAD, align="right"))
    sheet.set_column(FIRST_YEAR, FIRST_YEAR + count - 1, _YEAR_WIDTH)
    rows = LineRows(book, sheet, HEAD_ROW + 1, basis.years, basis.currency)
    shared = shared_rows(rows, basis)
    found = {}
    for (m, path), plan in plans.items():
        row = places.table.criteria[places.rows[path]]
        name = f"{places.table.options[m].name}: {places.table.full_name(row)}"
        found[m, path] = _plan(rows, shared, plan, name, (places.table.options[m].id, path))
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.print_area(0, 0, rows.row - 1, len(widths) - 1)
    breaks = range(FIRST_YEAR, len(widths), _YEARS_ON_A_PAGE)
    page(sheet, (HEAD_ROW, HEAD_ROW), widths, 1, tuple(breaks))
    return found


# --- plans ------------------------------------------------------------------------------------------------------------


def _plan(rows: LineRows, shared: Shared, plan: CostPlan, name: str, of: tuple[str, str]) -> PlanRows:
    """Write the lines of one plan."""
    cash = PlanCash(plan, "", shared.basis)
    x = expected_figures(cash)
    rows.title(name)
    first = rows.row
    growth = _growth(rows, plan, name, of)
    multipliers = dict(_multipliers(rows, plan, name, of))
    expected: dict[str, list[float]] = {each: [0.0] * (shared.basis.years + 1) for each in NAMES if each != "growth"}
    at_expected = cash.cash(x, shared.years)
    for each, lines in zip(cash.paid, zip(at_expected, ExpectedCash(cash).expected_cash(), strict=True), strict=True):
        go_on()
        now, mean = (each.sign * line.cash[0] for line in lines)
        expected[each.component] = [a + b for a, b in zip(expected[each.component], mean.tolist(), strict=True)]
        line = Line(rows, shared, cash, each, x, (name, NAMES[each.component]), of)
        line.write(growth, multipliers.get(each.component), now, mean)
    last = rows.row - 1
    rows.row += 1
    return PlanRows(first, last, expected)


def expected_figures(cash: PlanCash) -> Figures:
    """The figures of a plan as they are expected, and the multipliers of its classes."""
    x = {name: alone(each.expected) for name, each in cash.figures.items()}
    for component, holder in cash.plan.components():
        if isinstance(holder, Lines) and holder.reference_class is not None:
            x[f"{cash.name}.{component}.class"] = alone(holder.reference_class.law.mean)
    return x


def _growth(rows: LineRows, plan: CostPlan, name: str, of: tuple[str, str]) -> Changeable | None:
    """The growth of the plan."""
    if plan.growth is None:
        return None
    assert not isinstance(plan.growth, Lines | Payment)  # checked when made
    what, before = f"{name}: {NAMES['growth']}", len(rows.kept)
    place = rows.figure(NAMES["growth"], plan.growth, "0.0##%", ("paid", *of, "growth", "", "growth"), what)
    return place, rows.kept[before:]


def _multipliers(rows: LineRows, plan: CostPlan, name: str, of: tuple[str, str]) -> Iterator[tuple[str, Changeable]]:
    """By component, the multiplier of its class."""
    for component, holder in plan.components():
        if isinstance(holder, Lines) and holder.reference_class is not None:
            label, before = f"{NAMES[component]}: multiplier of its lines", len(rows.kept)
            given = f"“{holder.reference_class.name}”"
            key = ("multiplier", *of, component, "")
            place = rows.number(label, holder.reference_class.law.mean, "0.000", given, key, f"{name}: {label}")
            yield component, (place, rows.kept[before:])

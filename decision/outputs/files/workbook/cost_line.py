"""One line of a cost plan on the sheet *Cost lines*: its figures to change, and what is paid of it in each year.

Throughout this module
    t  is a year                     0 .. H
    n  is how often it has risen by then
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from decision.model.cash_flow import Figures, Paid, PlanCash
from decision.model.estimate import Estimate
from decision.model.payment import STEP_TOLERANCE, Quantity
from decision.outputs.files.workbook.line_rows import FIGURE, FIRST_YEAR, GIVEN, HEAD_ROW, UNITS, LineRows, letter
from decision.outputs.files.workbook.shared_rows import Shared
from decision.outputs.files.workbook.sheets import NARROW, ROW, amount, height, write

Changeable = tuple[str, list[str]]  # how formulas name a figure, and the cells that say whether it was changed
Array = np.ndarray[Any, np.dtype[np.float64]]
_NOTHING = 1e-12  # of the largest amount: what rounding leaves of no spread at all
_NOT_BELOW_0 = {"validate": "decimal", "criteria": ">=", "value": 0}
_ABOVE_0 = {"validate": "decimal", "criteria": ">", "value": 0}
_SHARE = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
_STILL = "changed: still that of the old figures"


class Line:
    """The rows of one line.

    Parameters
    ----------
    x
        All figures of the plan as they are expected.
    names
        Of the plan and of the component.
    of
        Ids of the option and the criterion.
    """

    def __init__(
        self,
        rows: LineRows,
        shared: Shared,
        cash: PlanCash,
        each: Paid,
        x: Figures,
        names: tuple[str, str],
        of: tuple[str, str],
    ) -> None:
        self.rows, self.shared, self.cash, self.each, self.x = rows, shared, cash, each, x
        self.payment, self.component = each.payment, names[1]
        self.label = f"{names[1]}: {each.line}" if each.line else names[1]
        self.name = f"{names[0]}: {self.label}"
        self.key = ("paid", *of, each.component, each.line)
        self.money = amount("")  # in the decision's currency, as the sheet says: a year is narrow
        self.count = shared.basis.years + 1

    def write(self, growth: Changeable | None, multiplier: Changeable | None, now: Array, mean: Array) -> None:
        """Write it: `now` is what is paid by year at the expected figures, `mean` what is expected to be paid."""
        rows = self.rows
        top, first = rows.row, len(rows.kept)
        rows.row += 1
        charges = self._charges()
        own_growth = self._own_growth()
        shares = self._shares()
        rise = own_growth or (growth[0] if growth is not None and self._takes_the_plans_growth() else "")
        factors = [self._factors(rise, multiplier, t) for t in range(self.count)]
        paid = [
            None if share is None else "*".join(["(" + charge + ")" if "+" in charge else charge, *share, *factor])
            for share, charge, factor in zip(shares, charges, factors, strict=True)
        ]
        kept = [*rows.kept[first:], *self.shared.changed(self.each)]
        for taken in (multiplier, growth if rise and not own_growth else None):
            kept += [] if taken is None else taken[1]
        paid = self._with_spread(paid, now, mean, kept)
        self._top(top, paid, mean)

    def _takes_the_plans_growth(self) -> bool:
        return self.payment.growth is None and self.each.growth is not None

    # --- its figures ----------------------------------------------------------------------------------------------

    def _charges(self) -> list[str]:
        """What is charged in each year in which it falls, in its own currency, before it rises."""
        priced = self.payment.priced
        above = self._above() if self.payment.above is not None else "0"
        first = self.rows.row
        if self.payment.per is None:
            ((_, estimate, _),) = priced
            what = "Amount over all years" if self.payment.schedule else "Amount"
            place = self.rows.figure(
                what, estimate, self._form(estimate), (*self.key, "amount"), f"{self.name}: {what}"
            )
            charges = [place] * self.count
        else:
            for number, (end, estimate, quantity) in enumerate(priced, start=1):
                self._priced(number, end, estimate, quantity, above, first)
            last = self.rows.row
            charges = [
                f"{letter(t)}{last}" if last == first + 1 else f"SUM({letter(t)}{first + 1}:{letter(t)}{last})"
                for t in range(self.count)
            ]
        if self.payment.minimum is not None:
            least, key = self.payment.minimum, (*self.key, "minimum")
            what = "At least, in a year in which it falls"
            place = self.rows.figure(what, least, self._form(least), key, f"{self.name}: {what}")
            charges = [f"MAX({place},{each})" for each in charges]
        return charges

    def _above(self) -> str:
        """The cell with the units above which it is paid."""
        self.rows.label("Only what is above so many units")
        key, what = (*self.key, "above"), f"{self.name}: above"
        self.rows.enter(UNITS, float(self.payment.above or 0), "#,##0.##", key, what, _NOT_BELOW_0)
        self.rows.row += 1
        return f"$B${self.rows.row}"

    def _priced(self, number: int, end: str, estimate: Estimate, quantity: Quantity, above: str, first: int) -> None:
        """The row of one price, with what it comes to in each year."""
        rows, row = self.rows, self.rows.row + 1
        name, figure = {
            "units": ("Price of a unit", "price"),
            "tier": ("Price of a further unit, from so many on", f"tier {number}"),
            "all": ("Price of every unit, from so many on", f"tier {number}"),
            "steps": ("Price of each so many units begun", "steps"),
        }[quantity.kind]
        what = f"{self.name}: {name}" + (f", tier {number}" if quantity.kind in ("tier", "all") else "")
        price = rows.figure(name, estimate, self._form(estimate), (*self.key, figure), what)
        rows.row -= 1
        if quantity.kind == "steps":
            rows.enter(UNITS, quantity.every, "#,##0.##", (*self.key, "units"), f"{what}: so many", _ABOVE_0)
        elif figure != "price" and number == 1:
            rows.sheet.write_number(rows.row, UNITS, 0, rows.book.style(**ROW, num_format="#,##0.##"))
        elif figure != "price":
            key = (*self.key, f"from {number}")
            rows.enter(UNITS, quantity.low, "#,##0.##", key, f"{what}: from", _NOT_BELOW_0)
        ends = quantity.high == np.inf
        units = [f"{letter(t)}${self.shared.units[quantity.driver] + 1}" for t in range(self.count)]
        formulas = [
            f"{price}*{self._quantity(quantity, each, row, above, open_=ends)}" if falls else None
            for each, falls in zip(units, self._may_fall, strict=True)
        ]
        drawn = float(self.x[self.each.name + end][0])
        cached = [drawn * float(self.shared.years.quantity(quantity, t)[0]) for t in range(self.count)]
        form = self._form(estimate) if self.payment.currency else self.money
        rows.years_of(rows.row, formulas, cached, rows.book.style(**ROW, num_format=form, font_color=NARROW))
        rows.row += 1

    def _quantity(self, quantity: Quantity, units: str, row: int, above: str, *, open_: bool) -> str:
        """q as a formula, where `units` is the cell of the driver and `row` that of the price, with its threshold."""
        low, high = f"$B${row}", f"$B${row + 1}"
        match quantity.kind:
            case "units":
                return f"MAX({units}-{above},0)"
            case "tier":
                return f"MAX({units}-{low},0)" if open_ else f"(MAX({low},MIN({units},{high}))-{low})"
            case "all":
                inside = f"{units}>={low}" if open_ else f"AND({units}>={low},{units}<{high})"
                return f"IF({inside},{units},0)"
        return f"ROUNDUP(MAX(({units}-{above})/{low}-{STEP_TOLERANCE:.9f},0),0)"

    def _own_growth(self) -> str:
        """The cell of a growth of its own; empty where it has none."""
        if self.payment.growth is None:
            return ""
        what = f"{self.name}: growth a year"
        return self.rows.figure("Growth a year", self.payment.growth, "0.0##%", (*self.key, "growth"), what)

    def _form(self, estimate: Estimate) -> str:
        """How its figures are shown: prices with the decimals that they may need."""
        whole = amount(self.payment.currency or self.rows.currency)
        x = abs(estimate.expected)
        return whole if x >= 1_000 else f"{whole}.00" if x >= 1 else f"{whole}.00####"

    # --- when it falls --------------------------------------------------------------------------------------------

    def _shares(self) -> list[list[str] | None]:
        """What multiplies it for the years in which it falls; None where it does not."""
        payment, rows = self.payment, self.rows
        if payment.schedule:
            rows.label("Share paid in each year")
            for t, share in enumerate(self.each.shares):
                what = f"{self.name}: share paid in year {t}"
                rows.enter(FIRST_YEAR + t, share, "0.0##%", (*self.key, f"share {t}"), what, _SHARE)
            rows.row += 1
            return [[f"{letter(t)}${rows.row}"] for t in range(self.count)]
        if not self._has_times:
            return [[] if share else None for share in self.each.shares]
        times = (payment.from_year, payment.until_year, payment.every)
        first, last, every = (self._time(*each) for each in zip(_TIMES, times, (1, self.count - 1, 1), strict=True))
        head = [f"{letter(t)}${HEAD_ROW + 1}" for t in range(self.count)]
        falls = [f"IF(AND({t}>={first},{t}<={last},MOD({t}-{first},{every})=0),1,0)" for t in head]
        rows.by_year("Falls in this year", falls, self.each.shares, "0")
        return [[f"{letter(t)}${rows.row}"] for t in range(self.count)]

    @property
    def _has_times(self) -> bool:
        """Whether first and last year, or every how many, can be changed."""
        times = (self.payment.from_year, self.payment.until_year, self.payment.every)
        return self.each.component in ("yearly", "savings") and times != (None, None, None)

    @property
    def _may_fall(self) -> list[bool]:
        """Of each year, whether it falls then or may once times are changed."""
        return [bool(share) or self._has_times or bool(self.payment.schedule) for share in self.each.shares]

    def _time(self, named: tuple[str, str], stated: int | None, otherwise: int) -> str:
        figure, name = named
        x = otherwise if stated is None else stated
        return self.rows.number(name, x, "0", "", (*self.key, figure), f"{self.name}: {name}", whole=True)

    def _factors(self, rise: str, multiplier: Changeable | None, t: int) -> Iterator[str]:
        n = t - 1
        if rise and n > 0:
            yield f"(1+{rise})^{n}"
        if self.payment.currency:
            yield self.shared.exchange[self.payment.currency]
        if self.shared.levels is not None:
            yield f"{letter(t)}${self.shared.levels + 1}"
        if multiplier is not None:
            yield multiplier[0]

    # --- what is paid ---------------------------------------------------------------------------------------------

    def _with_spread(self, paid: list[str | None], now: Array, mean: Array, kept: list[str]) -> list[str | None]:
        """What is expected in each year: the formulas, with a row for what the spread adds where it adds anything."""
        spread = mean - now
        if not np.any(np.abs(spread) > _NOTHING * max(1.0, float(np.abs(now).max()))):
            return paid
        rows = self.rows
        rows.by_year("At these figures", paid, now.tolist(), self.money)
        rows.label("For its spread")
        rows.known(rows.row, spread.tolist(), self.money)
        style = rows.book.style(**ROW, text_wrap=True, align="left", indent=1, font_color=NARROW)
        rows.book.formula(rows.sheet, rows.row, GIVEN, f'IF({"+".join(kept)}=0,"","{_STILL}")', "", style)
        rows.row += 1
        return [f"{letter(t)}{rows.row - 1}+{letter(t)}{rows.row}" for t in range(self.count)]

    def _top(self, row: int, paid: list[str | None], mean: Array) -> None:
        """The first row of the line: what it is, and what is expected to be paid of it in each year."""
        rows = self.rows
        text = rows.book.style(**ROW, text_wrap=True, bold=True, align="left")
        driver = self.shared.basis.by_id.get(self.payment.per or "")
        said = "" if driver is None else f"by {driver.name}" + (f" ({driver.unit})" if driver.unit else "")
        write(rows.sheet, row, 0, self.label, text)
        write(rows.sheet, row, UNITS, self.component, rows.book.style(**ROW, align="right"))
        for column in range(FIGURE, GIVEN):
            rows.sheet.write_blank(row, column, None, text)
        write(rows.sheet, row, GIVEN, said, rows.book.style(**ROW, text_wrap=True, align="left", indent=1))
        rows.sheet.set_row(row, height([(self.label, 34), (said, 34)]))
        money = rows.book.style(**ROW, num_format=self.money, bold=True)
        rows.years_of(row, paid, mean.tolist(), money)
        span = f"SUM({letter(0)}{row + 1}:{letter(self.count - 1)}{row + 1})"
        total, what = float(mean.sum()), f"{self.name}: in all years"
        rows.book.checked(rows.sheet, row, FIRST_YEAR + self.count, span, total, money, what)


_TIMES = (("from_year", "First in year"), ("until_year", "Last in year"), ("every", "Every so many years"))

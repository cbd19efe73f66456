"""The rows of the sheet *Cost lines* that all plans share: drivers, inflation and rates of exchange.

Throughout this module
    t  is a year 0 .. H
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from decision.model.cash_flow import Paid, Years
from decision.model.driver import Driver
from decision.model.plan_basis import INFLATION, PlanBasis, exchange_figure
from decision.outputs.files.workbook.book import cell
from decision.outputs.files.workbook.line_rows import FIGURE, HEAD_ROW, LineRows, letter
from decision.outputs.files.workbook.places import LINES
from decision.outputs.files.workbook.sheets import amount


def alone(x: float) -> NDArray[np.float64]:
    """One figure as an array (1,)."""
    return np.full(1, float(x))


def years_as_expected(basis: PlanBasis) -> Years:
    """The years with all that is shared as it is expected."""
    return Years(basis, {name: alone(each.expected) for name, each in basis.figures.items()})


@dataclass
class Shared:
    """What lines take from the rows that all plans share: cells by year or alone, and what says they were changed.

    Attributes
    ----------
    units
        By driver, the row with its units in each year.
    exchange
        By currency, the cell of its rate.
    levels
        The row with what prices have risen to; None where amounts stay in prices of year 0.
    kept
        By the name of a figure, the cells that say whether it was changed.
    """

    basis: PlanBasis
    units: dict[str, int] = field(default_factory=dict)
    exchange: dict[str, str] = field(default_factory=dict)
    levels: int | None = None
    kept: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def years(self) -> Years:
        """The years as they are at the expected figures."""
        return years_as_expected(self.basis)

    def changed(self, each: Paid) -> list[str]:
        """The cells that say whether a figure behind a payment was changed."""
        names = []
        if each.payment.per is not None:
            driver = self.basis.by_id[each.payment.per]
            names += [driver.figure, driver.growth_figure]
        if each.payment.currency:
            names.append(exchange_figure(each.payment.currency))
        return [each for name in (*names, INFLATION) for each in self.kept.get(name, ())]


def shared_rows(rows: LineRows, basis: PlanBasis) -> Shared:
    """Write them."""
    shared = Shared(basis)
    if not basis.figures:
        return shared
    rows.title("What all options share")
    for driver in basis.drivers:
        _driver(rows, shared, driver)
    if basis.inflation is not None:
        before = len(rows.kept)
        rate = rows.figure("Inflation, a year", basis.inflation, "0.0##%", ("inflation",), "Inflation")
        shared.kept[INFLATION] = rows.kept[before:]
        shared.levels = rows.row
        levels = [float(level[0]) for level in shared.years.levels]
        formulas = [f"(1+{rate})^{letter(t)}${HEAD_ROW + 1}" for t in range(basis.years + 1)]
        rows.by_year("What prices have risen to", formulas, levels, "0.0000")
    for currency, worth in basis.exchange:
        key, before = ("exchange", currency), len(rows.kept)
        form = f"{amount(basis.currency)}.00####"
        place = rows.figure(f"One {currency}", worth, form, key, f"One {currency}")
        shared.exchange[currency] = place
        shared.kept[exchange_figure(currency)] = rows.kept[before:]
    rows.row += 1
    return shared


def _driver(rows: LineRows, shared: Shared, driver: Driver) -> None:
    form = "#,##0.##" if driver.now.expected >= 100 else "#,##0.0###"
    unit = f" ({driver.unit})" if driver.unit else ""
    key, before = ("driver", driver.id), len(rows.kept)
    rows.book.name(f"driver.{driver.id}", cell(LINES, rows.row, FIGURE))
    now = rows.figure(f"{driver.name}{unit}: in year 1", driver.now, form, (*key, "now"), f"{driver.name}: in year 1")
    shared.kept[driver.figure] = rows.kept[before:]
    before, grows = len(rows.kept), f"{driver.name}: growth a year after it"
    growth = rows.figure(grows, driver.growth, "0.0##%", (*key, "growth"), grows)
    shared.kept[driver.growth_figure] = rows.kept[before:]
    count = shared.basis.years + 1
    units = [float(shared.years.units(driver.id, t)[0]) for t in range(count)]
    formulas = [now if t <= 1 else f"{letter(t - 1)}{rows.row + 1}*(1+{growth})" for t in range(count)]
    shared.units[driver.id] = rows.row
    whats = [f"{driver.name}: units in year {t} at these figures" for t in range(count)]
    rows.by_year(f"{driver.name}: in each year", formulas, units, form, whats)

"""What options cost over the years: bands of cash by year, totals, when one has paid back, cost of each unit.

Throughout this module
    n     is a draw                      0 .. N-1
    m, j  are options with a cost plan   0 .. M-1
    t     is a year                      0 .. H
    c     is cash (M, N, H+1), as it is paid or discounted to year 0
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from decision.analysis.cash.draws import CashDraws, LineMeans

Array = NDArray[np.float64]

_SHOWN = (0.1, 0.5, 0.8, 0.9)
_MOST_EACH = 1e300  # for a unit; of more, with next to no unit, no mean could be held


@dataclass(frozen=True)
class Band:
    """Mean and quantiles of an amount; arrays (H+1,), read-only, where it is one for each year."""

    mean: Array
    p10: Array
    p50: Array
    p80: Array
    p90: Array

    def to_dict(self) -> dict[str, Any]:
        """The figures as the JSON of the command line."""
        return {name: x.tolist() for name, x in vars(self).items()}

    def at(self, t: int) -> dict[str, float]:
        """Its figures in one year."""
        return {name: float(x[t]) for name, x in vars(self).items()}


@dataclass(frozen=True)
class OptionCash:
    """The cash of one option.

    Attributes
    ----------
    yearly, cumulative
        In each year, and up to its end.
    total
        Up to the end of the last year; its mean in present value is the rating that the plan is expected to be, exact
        as the score has it.
    p_cheapest
        In what share of futures its total is the lowest; a tie is shared equally.
    per_unit
        By driver, what a unit and year costs: the present value of all cash over that of all units, in the same future.
    """

    option: str
    yearly: Band
    cumulative: Band
    total: Mapping[str, float]
    p_cheapest: float
    per_unit: Mapping[str, Mapping[str, float]]

    def to_dict(self) -> dict[str, Any]:
        """The figures as the JSON of the command line."""
        return {
            "option": self.option,
            "yearly": self.yearly.to_dict(),
            "cumulative": self.cumulative.to_dict(),
            "total": dict(self.total),
            "p_cheapest": self.p_cheapest,
            "per_unit": {driver: dict(x) for driver, x in self.per_unit.items()},
        }


@dataclass(frozen=True)
class Payback:
    """When an option that costs more at first has cost no more, all in all, than another.

    Attributes
    ----------
    by_year
        The share of futures in which that has been so by the end of year t, (H+1,), read-only; in year 0 the share in
        which it costs no more from the beginning.
    """

    option: str
    against: str
    by_year: Array

    @property
    def never(self) -> float:
        """The share of futures in which it is not so within the horizon."""
        return float(1 - self.by_year[-1])

    def to_dict(self) -> dict[str, Any]:
        """The figures as the JSON of the command line."""
        return {"option": self.option, "against": self.against, "by_year": self.by_year.tolist(), "never": self.never}


@dataclass(frozen=True)
class CashByYear:
    """Options in the order of the file; pairs of which one costs more at first, on average.

    `discounted` says whether amounts are discounted to year 0, or as they are paid.
    """

    discounted: bool
    options: tuple[OptionCash, ...]
    paybacks: tuple[Payback, ...]

    def option(self, id: str) -> OptionCash:
        """The cash of an option, by its id."""
        return next(each for each in self.options if each.option == id)

    def to_dict(self) -> dict[str, Any]:
        """The figures as the JSON of the command line."""
        return {
            "discounted": self.discounted,
            "options": [each.to_dict() for each in self.options],
            "paybacks": [each.to_dict() for each in self.paybacks],
        }


def cash_by_year(drawn: CashDraws, *, discounted: bool, expected: Mapping[str, float] | None = None) -> CashByYear:
    """Bands, totals and paybacks of what was drawn; totals have what is `expected` for a mean, where that is known."""
    c = drawn.cash * drawn.discounts if discounted else drawn.cash
    summed = np.cumsum(c, axis=2)
    totals = summed[:, :, -1]
    lowest = totals == totals.min(axis=0)
    cheapest = (lowest / lowest.sum(axis=0)).mean(axis=1)
    per_unit = _per_unit(drawn)
    options = tuple(
        OptionCash(
            option=id,
            yearly=band(c[m]),
            cumulative=(up_to := band(summed[m])),
            total=MappingProxyType(up_to.at(-1) | ({} if expected is None else {"mean": expected[id]})),
            p_cheapest=float(cheapest[m]),
            per_unit=per_unit[m],
        )
        for m, id in enumerate(drawn.options)
    )
    return CashByYear(discounted, options, tuple(_paybacks(drawn.options, summed)))


def band(x: Array) -> Band:
    """Mean and quantiles of x (N, H+1) over its draws."""
    by_year = np.ascontiguousarray(x.T)  # a year in one piece is sooner put in order
    p10, p50, p80, p90 = np.quantile(by_year, _SHOWN, axis=1)
    figures = [x.mean(axis=0), p10, p50, p80, p90]
    for each in figures:
        each.setflags(write=False)
    return Band(*figures)


def _paybacks(ids: tuple[str, ...], summed: Array) -> list[Payback]:
    """Of each pair of options, when the one that costs more at first has cost no more than the other."""
    at_first = summed[:, :, 0].mean(axis=1)
    found = []
    for m, option in enumerate(ids):
        for j, other in enumerate(ids):
            if at_first[m] > at_first[j]:
                reached = np.maximum.accumulate(summed[m] <= summed[j], axis=1)
                by_year = reached.mean(axis=0)
                by_year.setflags(write=False)
                found.append(Payback(option, other, by_year))
    return found


def _per_unit(drawn: CashDraws) -> list[Mapping[str, Mapping[str, float]]]:
    """By option and driver, the levelised cost of a unit and year.

    That is the present value of cash over the present value of units from year 1 on (Short, Packey and Holt 1995, A
    Manual for the Economic Evaluation of Energy Efficiency and Renewable Energy Technologies): the price a unit that
    would pay for everything. A future without any unit, or with so few that no number holds it, counts for nothing.
    """
    worth = drawn.cash @ drawn.discounts
    found: list[Mapping[str, Mapping[str, float]]] = []
    by_driver: dict[str, Array] = {}
    for driver, units in drawn.units.items():
        by_driver[driver] = np.broadcast_to(units[:, 1:] @ drawn.discounts[1:], worth.shape[1:])
    for m in range(len(drawn.options)):
        figures = {}
        for driver, units in by_driver.items():
            with np.errstate(over="ignore"):
                of_each = worth[m, units > 0] / units[units > 0]
            of_each = of_each[np.abs(of_each) < _MOST_EACH]
            if of_each.size:
                each = band(of_each[:, np.newaxis])
                figures[driver] = MappingProxyType(each.at(0))
        found.append(MappingProxyType(figures))
    return found


def stack(lines: tuple[LineMeans, ...], discounts: Array | None) -> tuple[LineMeans, ...]:
    """Lines on average, discounted where factors (H+1,) are given."""
    if discounts is None:
        return lines
    return tuple(LineMeans(each.component, each.line, each.mean * discounts) for each in lines)

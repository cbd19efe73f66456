"""Money over the years and beside the score as tables, before any form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from decision.outputs.words.money import (
    line_name,
    missing,
    not_shown,
    paybacks,
    per_unit,
    prices,
    rates,
    to_be_on_the_safe_side,
    turns,
    who_costs_least,
)
from decision.outputs.words.scoring import criterion_name, distinct_names

if TYPE_CHECKING:
    from decision.analysis.money import CashResult, MoneyResult
    from decision.model.scenario import Scenario
    from decision.outputs.tables.trade_off import TradeTable


@dataclass(frozen=True)
class TotalRow:
    """What an option costs in all, in present value: quantiles, the expected sum, in what share of futures least."""

    name: str
    p10: float
    p50: float
    p80: float
    p90: float
    expected: float
    p_cheapest: float


@dataclass(frozen=True)
class YearRow:
    """What an option costs by year: in each, and up to its end; in present value, at the median."""

    name: str
    each: tuple[float, ...]
    up_to: tuple[float, ...]


@dataclass(frozen=True)
class LineRow:
    """What one line of a plan comes to in each year, on average and in present value."""

    option: str
    line: str
    each: tuple[float, ...]


@dataclass(frozen=True)
class CashTables:
    """Rows in the order of the file, with the sentences that sum them up, and those on what amounts mean.

    Attributes
    ----------
    criterion
        The name of that whose plans these are.
    paid_back, scale, missing
        Sentences on when options have paid back, on what each unit of a driver costs and at which scale another option
        is the cheapest, and on lines that were perhaps forgotten.
    """

    criterion: str
    sentence: str
    safe: str
    basis: str
    totals: tuple[TotalRow, ...]
    years: tuple[YearRow, ...]
    lines: tuple[LineRow, ...]
    paid_back: tuple[str, ...]
    scale: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of them, in the order in which someone asks."""
        return (*self.paid_back, *self.scale, *self.missing)


@dataclass(frozen=True)
class MoneyTables:
    """Both parts; None where there is nothing of it, as beside the score where nothing is in money."""

    cash: CashTables | None
    trade: TradeTable | None


def money_tables(scenario: Scenario, result: MoneyResult) -> MoneyTables:
    """The tables of `result`, options by the names of the comparison; where nothing is in money, no trade-off."""
    from decision.outputs.tables.trade_off import trade_table

    trade = None if result.trade is None else trade_table(scenario, result.trade)
    return MoneyTables(
        None if result.cash is None else _cash(scenario, result.cash),
        trade if trade is not None and trade.is_money else None,
    )


def _cash(scenario: Scenario, result: CashResult) -> CashTables:
    names, factors = distinct_names(scenario.options), result.drawn.discounts
    basis = " ".join(filter(None, (prices(result.drawn.basis), rates(result.drawn.basis), not_shown(scenario, result))))
    scale = list[str]()
    for found in result.cheapest:
        scale += [per_unit(scenario, result, found.driver), turns(scenario, result, found)]
    return CashTables(
        criterion=criterion_name(scenario, result.criterion),
        sentence=who_costs_least(scenario, result),
        safe=to_be_on_the_safe_side(scenario, result),
        basis=basis,
        totals=tuple(
            TotalRow(
                name=names[each.option],
                p10=each.total["p10"],
                p50=each.total["p50"],
                p80=each.total["p80"],
                p90=each.total["p90"],
                expected=each.total["mean"],
                p_cheapest=each.p_cheapest,
            )
            for each in result.present.options
        ),
        years=tuple(
            YearRow(names[each.option], tuple(each.yearly.p50.tolist()), tuple(each.cumulative.p50.tolist()))
            for each in result.present.options
        ),
        lines=tuple(
            LineRow(names[id], line_name(each.component, each.line), tuple((each.mean * factors).tolist()))
            for id, lines in zip(result.drawn.options, result.drawn.lines, strict=True)
            for each in lines
        ),
        paid_back=tuple(paybacks(scenario, result.present)),
        scale=tuple(scale),
        missing=tuple(missing(scenario, result.missing)),
    )

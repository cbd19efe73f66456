"""Money over the years and beside the score as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from decision.outputs.tables.money import CashTables, MoneyTables
from decision.outputs.tables.trade_off import TradeTable
from decision.outputs.words.figures import money, number, points
from decision.outputs.words.simulation import futures

Plain = Callable[[str], str]
Lines = Callable[[list[list[str]]], str]


def money_blocks(tables: MoneyTables | None, currency: str, plain: Plain, lines: Lines) -> list[str]:
    """The blocks of the part on money, none where there are no tables; `plain` and `lines` as elsewhere."""
    if tables is None:
        return []
    blocks = [] if tables.cash is None else _cash(tables.cash, currency, plain, lines)
    return blocks if tables.trade is None else [*blocks, *_trade(tables.trade, currency, plain, lines)]


def _cash(tables: CashTables, currency: str, plain: Plain, lines: Lines) -> list[str]:
    def amounts(row: Sequence[float]) -> list[str]:
        return [plain(money(x, currency)) if x else "" for x in row]

    totals = [
        ["In all, in today's money", "P10", "P50", "P80", "P90", "expected", "cheapest in"],
        ["---", *["--:"] * 6],
    ]
    for each in tables.totals:
        figures = amounts((each.p10, each.p50, each.p80, each.p90, each.expected))
        totals.append([plain(each.name), *figures, futures(each.p_cheapest)])
    span = [f"year {t}" for t in range(len(tables.years[0].each))]
    years = [["By the end of, at the median", *span], ["---", *["--:"] * len(span)]]
    years += [[plain(each.name), *amounts(each.up_to)] for each in tables.years]
    by_line = [["Lines on average, in today's money", *span, "in all"], ["---", *["--:"] * (len(span) + 1)]]
    by_line += [
        [plain(f"{each.option}: {each.line}"), *amounts(each.each), plain(money(sum(each.each), currency))]
        for each in tables.lines
    ]
    said = "\n".join(f"- {plain(each)}" for each in tables.sentences)
    blocks = ["## Money over the years", f"**{plain(tables.sentence)}** {plain(tables.safe)}", plain(tables.basis)]
    return [*blocks, lines(totals), lines(years), *([said] if said else []), lines(by_line)]


def _trade(table: TradeTable, currency: str, plain: Plain, lines: Lines) -> list[str]:
    head = ["Option", table.across, table.up, "no other is better in", "better is", "in"]
    rows = [[plain(each) for each in head], ["---", "--:", "--:", "--:", "---", "--:"]]
    for each in table.rows:
        across = money(each.x, currency) if table.is_money else number(each.x)
        by = "" if each.p_dominated is None else futures(each.p_dominated)
        figures = [plain(across), points(each.y) if table.is_money else number(each.y)]
        rows.append([plain(each.name), *figures, futures(each.p_efficient), plain(each.dominated_by), by])
    blocks = ["## What more is worth paying for", f"**{plain(table.sentence)}**", lines(rows)]
    return [*blocks, *(["\n".join(f"- {plain(each)}" for each in table.sentences)] if table.sentences else [])]

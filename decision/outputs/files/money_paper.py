"""Money over the years and beside the score, as blocks of a paper: whole, and what a memo has of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision.outputs.files.paper.blocks import Block, Bullets, Grid, Heading, Paragraph
from decision.outputs.tables.money import CashTables, MoneyTables
from decision.outputs.tables.trade_off import TradeTable
from decision.outputs.words.figures import money, number, points
from decision.outputs.words.simulation import futures

_MOST_PAID_BACK, _MOST_OF_SCALE = 3, 4  # sentences in a memo


def money_paper(tables: MoneyTables | None, currency: str) -> Iterator[Block]:
    """The whole part on money; nothing where there are no tables."""
    if tables is None:
        return
    if tables.cash is not None:
        cash = tables.cash
        yield Heading("Money over the years")
        yield Paragraph(f"{cash.sentence} {cash.safe}", "lead")
        yield Paragraph(cash.basis, "note")
        yield _totals(cash, currency)
        yield from by_year(cash, currency)
        if cash.sentences:
            yield Bullets(cash.sentences)
    if tables.trade is not None:
        yield from _trade(tables.trade, currency)


def in_short(cash: CashTables) -> Iterator[Block]:
    """When options have paid back, what each unit costs, and from which scale on another option is the cheapest."""
    told = (*cash.paid_back[:_MOST_PAID_BACK], *cash.scale[:_MOST_OF_SCALE])
    if told:
        yield Bullets(told)


def by_year(cash: CashTables, currency: str) -> Iterator[Block]:
    """What options cost up to the end of each year, and every line of their plans."""
    span = tuple(f"Year {t}" for t in range(len(cash.years[0].each)))
    figures, wide = frozenset(range(1, len(span) + 2)), (3.0, *[1.2] * (len(span) + 1))
    years = tuple((each.name, *_amounts(each.up_to, currency)) for each in cash.years)
    head = ("By the end of, at the median", *span)
    yield Grid("What options cost by the end of each year", head, years, figures - {len(head)}, wide[: len(head)])
    lines = tuple(
        (f"{each.option}: {each.line}", *_amounts(each.each, currency), money(sum(each.each), currency))
        for each in cash.lines
    )
    head = ("Lines on average, in today's money", *span, "In all")
    yield Grid("What each line of the plans comes to", head, lines, figures, wide)


def _amounts(row: Sequence[float], currency: str) -> tuple[str, ...]:
    return tuple(money(x, currency) if x else "" for x in row)


def _totals(cash: CashTables, currency: str) -> Grid:
    rows = tuple(
        (
            each.name,
            *_amounts((each.p10, each.p50, each.p80, each.p90, each.expected), currency),
            futures(each.p_cheapest),
        )
        for each in cash.totals
    )
    head = ("In all, in today's money", "P10", "P50", "P80", "P90", "Expected", "Cheapest in")
    return Grid("What options cost in all", head, rows, frozenset(range(1, len(head))), (3, 1, 1, 1, 1, 1, 1.5))


def _trade(table: TradeTable, currency: str) -> Iterator[Block]:
    yield Heading("What more is worth paying for")
    yield Paragraph(table.sentence, "lead")
    rows = []
    for each in table.rows:
        across, up = (money(each.x, currency), points(each.y)) if table.is_money else (number(each.x), number(each.y))
        by = "" if each.p_dominated is None else futures(each.p_dominated)
        rows.append((each.name, across, up, futures(each.p_efficient), each.dominated_by, by))
    head = ("Option", table.across, table.up, "No other is better in", "Better is", "In")
    yield Grid("Money beside worth", head, tuple(rows), frozenset({1, 2, 3, 5}), (3, 1.5, 1.5, 1.5, 2, 1.5))
    if table.sentences:
        yield Bullets(table.sentences)

"""Money over the years and beside the score, as plain text."""

from __future__ import annotations

from decision.analysis.cash.years import CashByYear
from decision.analysis.money import CashResult, MoneyResult
from decision.analysis.trade_offs import TradeOff
from decision.model.scenario import Scenario
from decision.outputs.text.layout import heading, table, wrapped
from decision.outputs.words.figures import money
from decision.outputs.words.grammar import capital
from decision.outputs.words.money import (
    NO_PLAN,
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
from decision.outputs.words.scoring import short_names
from decision.outputs.words.simulation import of_futures
from decision.outputs.words.trade_offs import at, axis_name, dominated, step, sureness, worth_most

_LINE, _HEAD, _LABEL = 100, 14, 40


def money_text(scenario: Scenario, result: MoneyResult, *, paid: bool = False) -> str:
    """The answer, totals, years, lines, scale, and money beside the score; by year as `paid`, or discounted."""
    blocks = [wrapped(NO_PLAN, _LINE)] if result.cash is None else _cash(scenario, result.cash, paid=paid)
    if result.trade is not None:
        blocks += _trade(scenario, result.trade)
    blocks.append(
        f"{result.draws:,} draws from seed {result.seed}. "
        f"Fingerprint {result.fingerprint[:12]}, Trilemma {result.version}."
    )
    return "\n\n".join(blocks)


def _cash(scenario: Scenario, cash: CashResult, *, paid: bool) -> list[str]:
    basis, shown = cash.drawn.basis, cash.paid if paid else cash.present
    how = "as paid" if paid else "as present value"
    notes = " ".join(filter(None, (prices(basis), rates(basis), not_shown(scenario, cash))))
    blocks = [
        wrapped(f"{who_costs_least(scenario, cash)} {to_be_on_the_safe_side(scenario, cash)}", _LINE),
        wrapped(notes, _LINE),
        f"In all, {how}\n\n" + table(_totals(scenario, shown)),
        f"By the end of each year, {how}: the median, and P10 to P90\n\n" + table(_years(scenario, shown)),
    ]
    told = paybacks(scenario, shown)
    if told:
        blocks.append("\n".join(wrapped(each, _LINE) for each in told))
    for found in cash.cheapest:
        sentences = (per_unit(scenario, cash, found.driver), turns(scenario, cash, found))
        blocks.append("\n".join(wrapped(each, _LINE) for each in sentences))
    blocks.append(f"Lines on average, {how}\n\n" + table(_lines(scenario, cash, paid=paid)))
    asked = missing(scenario, cash.missing)
    if asked:
        blocks.append("\n".join(wrapped(each, _LINE) for each in asked))
    return blocks


def _totals(scenario: Scenario, shown: CashByYear) -> list[list[str]]:
    names = short_names(scenario.options)
    rows = [["", "P10", "P50", "P80", "P90", "expected" if shown.discounted else "mean", "cheapest in"]]
    for each in shown.options:
        amounts = [money(each.total[name], scenario.currency) for name in ("p10", "p50", "p80", "p90", "mean")]
        rows.append([wrapped(names[each.option], _LABEL), *amounts, of_futures(each.p_cheapest)])
    return rows


def _years(scenario: Scenario, shown: CashByYear) -> list[list[str]]:
    names = short_names(scenario.options)
    rows = [["year", *(heading(names[each.option], _HEAD) for each in shown.options)]]
    for t in range(len(shown.options[0].cumulative.p50)):
        row = [str(t)]
        for each in shown.options:
            p10, p50, p90 = (
                money(getattr(each.cumulative, name)[t], scenario.currency) for name in ("p10", "p50", "p90")
            )
            row.append(p50 if p10 == p90 else f"{p50} ({p10} to {p90})")
        rows.append(row)
    return rows


def _lines(scenario: Scenario, cash: CashResult, *, paid: bool) -> list[list[str]]:
    names, factors = short_names(scenario.options), cash.drawn.discounts
    rows = [["", *(f"year {t}" for t in range(len(factors))), "in all"]]
    for id, lines in zip(cash.drawn.options, cash.drawn.lines, strict=True):
        for each in lines:
            mean = each.mean if paid else each.mean * factors
            amounts = [money(float(x), scenario.currency) if x else "" for x in mean]
            label = f"{names[id]}: {line_name(each.component, each.line)}"
            rows.append([wrapped(label, _LABEL), *amounts, money(float(mean.sum()), scenario.currency)])
    return rows


def _trade(scenario: Scenario, found: TradeOff) -> list[str]:
    names = short_names(scenario.options)
    across, up = (capital(axis_name(scenario, axis)) for axis in (found.across, found.up))
    rows = [["", heading(across, 20), heading(up, 20), "beaten by none in", "beaten by"]]
    for each in found.points:
        by = "" if each.dominated_by is None else names[each.dominated_by]
        places = [at(scenario, found.across, each.x), at(scenario, found.up, each.y)]
        rows.append([wrapped(names[each.option], _LABEL), *places, of_futures(each.p_efficient), by])
    said = [worth_most(scenario, found), *(step(scenario, found, each) for each in found.steps[:-1])]
    said += [*dominated(scenario, found), *filter(None, (sureness(scenario, found),))]
    title = f"{across} beside {up[0].lower()}{up[1:]}"
    return [f"{title}\n\n" + "\n".join(wrapped(each, _LINE) for each in said), table(rows)]

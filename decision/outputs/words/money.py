"""Money over the years, in sentences: who costs least, who has paid back when, which lines were perhaps forgotten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from decision.analysis.cash.cheapest import CheapestMap
from decision.analysis.cash.missing_lines import MissingLine
from decision.analysis.cash.years import CashByYear, OptionCash, Payback
from decision.analysis.money import CashResult
from decision.model.plan_basis import PlanBasis
from decision.model.scenario import Scenario
from decision.outputs.words.figures import money, number
from decision.outputs.words.grammar import capital
from decision.outputs.words.scoring import criterion_name, listed, short_names
from decision.outputs.words.simulation import futures, in_futures

NO_PLAN = (
    "No option has a cost plan, so nothing is known of the years. Give an option's cost as a plan: what is paid at "
    "once (upfront), every year (yearly), and on leaving (exit)."
)
_COMPONENTS = {"upfront": "what is paid at once", "yearly": "yearly costs", "exit": "leaving", "savings": "savings"}
_MOST_TOLD = 4  # sentences of one kind


def years_in_words(years: int) -> str:
    """``1 year``, ``5 years``."""
    return "1 year" if years == 1 else f"{years} years"


def who_costs_least(scenario: Scenario, result: CashResult) -> str:
    """The median total of every option, the lowest first, and how surely that is the cheapest."""
    names = short_names(scenario.options)
    ranked = sorted(result.present.options, key=lambda each: each.total["p50"])
    first, *others = ranked
    over = f"Over {years_in_words(result.drawn.basis.years)}"
    amount = money(first.total["p50"], scenario.currency)
    if not others:
        return f"{over} {names[first.option]} costs {amount}."
    if result.drawn.without_plan:  # what costs one figure may cost less
        over += ", of the options with a plan,"
    shown = {each.option: money(each.total["p50"], scenario.currency) for each in ranked}
    alike = [each for each in others if shown[each.option] == amount]
    rest = listed([f"{shown[each.option]} for {names[each.option]}" for each in others if each not in alike])
    against = f", against {rest}" if rest else ""
    chance = _how_surely(names, first, ranked)
    if not alike:
        return f"{over} {names[first.option]} costs least: {amount}{against}. It {chance}"
    level = listed([names[each.option] for each in (first, *alike)])
    sentence = f"{over} {level} cost about the same: {amount}{against}."
    if all(_is_one_sum(each) for each in (first, *alike)):
        return sentence
    return f"{sentence} {names[first.option]} {chance}"


def _how_surely(names: Mapping[str, str], first: OptionCash, ranked: Sequence[OptionCash]) -> str:
    likeliest = max(ranked, key=lambda each: each.p_cheapest)
    but = "" if likeliest is first else f", and {names[likeliest.option]} in {futures(likeliest.p_cheapest)}"
    return f"is the cheapest {in_futures(first.p_cheapest)}{but}."


def _is_one_sum(each: OptionCash) -> bool:
    """Whether as good as all its futures cost the same."""
    return each.total["p10"] == each.total["p90"]


def to_be_on_the_safe_side(scenario: Scenario, result: CashResult) -> str:
    """What is enough for every option in eight of ten futures."""
    names = short_names(scenario.options)
    ranked = sorted(result.present.options, key=lambda each: each.total["p80"])
    if all(_is_one_sum(each) for each in ranked):
        return "These are single sums without a range, so how far they may miss is not known."
    shares = [f"{money(each.total['p80'], scenario.currency)} for {names[each.option]}" for each in ranked]
    return f"That is enough in half of all futures; in 80 of 100 it takes {listed(shares)}."


def prices(basis: PlanBasis) -> str:
    """Whether amounts are real or nominal, and what that makes of the discount rate."""
    rate = f"{100 * basis.rate:.4g} % a year"
    if basis.inflation is None:
        return f"Amounts are in prices of year 0 (real), and so is the discount rate of {rate}."
    rise = f"{100 * float(basis.inflation.expected):.3g} % a year"
    return f"Amounts rise with an inflation of {rise} and stand as they will be paid (nominal), discounted at {rate}."


def rates(basis: PlanBasis) -> str:
    """What other currencies are worth; empty where there is none."""
    stated = [f"1 {currency} is {number(float(rate.expected))} {basis.currency}" for currency, rate in basis.exchange]
    return f"{capital(listed(stated))}." if stated else ""


def not_shown(scenario: Scenario, result: CashResult) -> str:
    """The options whose cost is one figure, or open, and so has no years; empty where there is none."""
    if not result.drawn.without_plan:
        return ""
    names = short_names(scenario.options)
    which = [names[id] for id in result.drawn.without_plan]
    one = len(which) == 1
    return (
        f"{listed(which)} {'has' if one else 'have'} no plan for {criterion_name(scenario, result.criterion)}, "
        f"so {'it is' if one else 'they are'} not shown by year."
    )


# --- paying back ----------------------------------------------------------------------------------------------------


def paybacks(scenario: Scenario, found: CashByYear) -> list[str]:
    """When those that cost more at first have paid back, the likeliest first, and how often they never do."""
    ranked = sorted(found.paybacks, key=lambda each: each.never)
    return [payback(scenario, each) for each in ranked[:_MOST_TOLD]]


def payback(scenario: Scenario, each: Payback) -> str:
    """When one option has paid back against another, in how many futures, and in how many never."""
    names = short_names(scenario.options)
    one, other = names[each.option], names[each.against]
    last = len(each.by_year) - 1
    if each.by_year[-1] <= 0:
        return f"{one} never pays back against {other} within {years_in_words(last)}, in any future drawn."
    reached = float(each.by_year[-1])
    if each.by_year[0] == reached:
        return (
            f"At the start {one} costs no more than {other} {in_futures(reached)}; "
            "in the others it never catches up within the horizon."
        )
    t = max(1, int(np.argmax(each.by_year >= reached / 2)))  # by when half of those have that ever do
    by_then = float(each.by_year[t])
    sentence = f"{one} has paid back against {other} by the end of year {t} {in_futures(by_then)}"
    if by_then >= 1:
        return f"{sentence}."
    if t == last:
        return f"{sentence}, and not within the horizon in the others."
    if reached >= 1:
        return f"{sentence}, and within the horizon in every one."
    return f"{sentence}, and never within the horizon in {futures(each.never).removesuffix(' of 100')}."


# --- drivers --------------------------------------------------------------------------------------------------------


def per_unit(scenario: Scenario, result: CashResult, driver: str) -> str:
    """What each unit of a driver costs a year with every option."""
    names, told = short_names(scenario.options), result.drawn.basis.by_id[driver]
    ranked = sorted(
        (each for each in result.present.options if driver in each.per_unit),
        key=lambda each: each.per_unit[driver]["p50"],
    )
    shares = [f"{names[each.option]} {_unit_cost(scenario, each, driver)}" for each in ranked]
    if not shares:
        return f"Of {told.unit or told.name.lower()} there are none in any future, so nothing can be said for each."
    return f"Divided by {told.unit or told.name.lower()}, a year costs: {listed(shares)}."


def _unit_cost(scenario: Scenario, each: OptionCash, driver: str) -> str:
    figures = each.per_unit[driver]
    low, high = (money(figures[name], scenario.currency) for name in ("p10", "p90"))
    return f"{money(figures['p50'], scenario.currency)} ({low} to {high})"


def turns(scenario: Scenario, result: CashResult, found: CheapestMap) -> str:
    """From how many units on which option is cheapest, over the years of the decision."""
    names, told = short_names(scenario.options), result.drawn.basis.by_id[found.driver]
    unit = told.unit or told.name.lower()
    row = found.cheapest[found.years.index(found.horizon)]
    first = names[found.options[int(row[0])]]
    over = f"Over {years_in_words(found.horizon)}"
    if not found.turns:
        span = f"from {_short(float(found.at[0]))} to {_short(float(found.at[-1]))} {unit}"
        return f"{over} {first} is expected to be the cheapest, {span}."
    spans, cheapest = list[str](), first
    for at, _, then in found.turns:
        spans.append(f"{cheapest} up to {_short(at)}{'' if spans else f' {unit}'}")
        cheapest = names[then]
    spans.append(f"{cheapest} above")
    return f"{over} the cheapest by what is expected: {listed(spans)}; we expect {_short(found.now)}."


def _short(x: float) -> str:
    """A number of units in three digits."""
    return number(float(f"{x:.3g}"))


# --- lines ----------------------------------------------------------------------------------------------------------


def missing(scenario: Scenario, lines: Sequence[MissingLine]) -> list[str]:
    """What one option has and another lacks, one sentence for all that is parted the same way."""
    names = short_names(scenario.options)
    parted: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for each in lines:
        parted.setdefault((each.have, each.lack), []).append(_what(each))
    return [_missing(names, have, lack, whats) for (have, lack), whats in parted.items()]


def _what(each: MissingLine) -> str:
    return (
        _COMPONENTS[each.what] if each.kind == "component" else f"“{each.what}”" if each.kind == "line" else each.what
    )


def _missing(names: Mapping[str, str], have: Sequence[str], lack: Sequence[str], whats: Sequence[str]) -> str:
    what = f"a line for {whats[0]}" if len(whats) == 1 else f"lines for {listed(whats)}"
    if not have:
        return f"No option has {what}; is that so?"
    if len(have) == 1:
        return f"Only {names[have[0]]} has {what}; is that so?"
    without, others = (listed([names[id] for id in ids]) for ids in (lack, have))
    verb = "has" if len(lack) == 1 else "have"
    return f"{without} {verb} no {what.removeprefix('a ')}, and {others} have; is that so?"


def line_name(component: str, line: str) -> str:
    """What a line is called in a table or a chart: its own name, or that of the component without lines."""
    return line or {"upfront": "At once", "yearly": "Every year", "exit": "On leaving", "savings": "Savings"}[component]

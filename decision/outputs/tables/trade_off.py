"""Money beside the score as tables for exports: where options lie, and what each further point costs."""

from __future__ import annotations

from dataclasses import dataclass

from decision.analysis.trade_offs import TradeOff
from decision.model.scenario import Scenario
from decision.outputs.words.grammar import capital
from decision.outputs.words.scoring import distinct_names
from decision.outputs.words.trade_offs import axis_name, dominated, is_money, step, worth_most


@dataclass(frozen=True)
class TradeRow:
    """One option on both axes, and how surely no other beats it on both; `dominated_by` is a name, or empty."""

    name: str
    x: float
    y: float
    efficient: bool
    p_efficient: float
    dominated_by: str
    p_dominated: float | None


@dataclass(frozen=True)
class StepRow:
    """From one efficient option to the next better one: what is gained up, taken across, and taken for each."""

    from_: str
    to: str
    gained: float
    taken: float
    each: float


@dataclass(frozen=True)
class TradeTable:
    """Rows in the order of the file, the heads of both axes with their units, and the sentences that sum them up."""

    sentence: str
    across: str
    up: str
    is_money: bool
    rows: tuple[TradeRow, ...]
    steps: tuple[StepRow, ...]
    sentences: tuple[str, ...]


def trade_table(scenario: Scenario, found: TradeOff) -> TradeTable:
    """The tables of `found`, options by the names that the comparison gives them."""
    names = distinct_names(scenario.options)
    across, up = (capital(axis_name(scenario, axis)) for axis in (found.across, found.up))
    units = (f" ({axis.unit})" if axis.unit else "" for axis in (found.across, found.up))
    return TradeTable(
        sentence=worth_most(scenario, found),
        across=across + next(units),
        up=up + next(units),
        is_money=is_money(scenario, found.across),
        rows=tuple(
            TradeRow(
                names[each.option],
                each.x,
                each.y,
                each.efficient,
                each.p_efficient,
                names[each.dominated_by] if each.dominated_by else "",
                each.p_dominated,
            )
            for each in found.points
        ),
        steps=tuple(
            StepRow(names[each.from_], names[each.to], each.gained, each.taken, each.each) for each in found.steps
        ),
        sentences=(*(step(scenario, found, each) for each in found.steps[:-1]), *dominated(scenario, found)),
    )

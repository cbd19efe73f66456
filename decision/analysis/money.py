"""Money over the years and beside the score, from one set of draws: what the page, the command and exports tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from decision.analysis.cash.cheapest import CheapestMap, cheapest_map
from decision.analysis.cash.draws import CashDraws, draw_cash, plan_criteria
from decision.analysis.cash.missing_lines import MissingLine, missing_lines
from decision.analysis.cash.years import CashByYear, cash_by_year
from decision.analysis.progress import Progress, Steps, Told
from decision.analysis.sampling.values import DrawnValues, draw_values
from decision.analysis.sensitivity.sensitivity import most_kept
from decision.analysis.simulation.simulation import check_draws
from decision.analysis.standing import Standing
from decision.analysis.trade_offs import TradeOff, has_usual_axes, trade_off
from decision.model.estimate import Estimate
from decision.model.scenario import Scenario
from decision.version import __version__

_CASH, _TRADE = "drawing cash by year", "money beside the score"
_STEPS = {_CASH: 60.0, _TRADE: 40.0}


@dataclass(frozen=True)
class CashResult:
    """Cash by year of the options that have a plan on `criterion`, from so many draws.

    Attributes
    ----------
    paid, present
        As amounts are paid, and discounted to year 0.
    cheapest
        By driver of which there is any, who is cheapest as it and the horizon move.
    """

    criterion: str
    drawn: CashDraws
    paid: CashByYear
    present: CashByYear
    missing: tuple[MissingLine, ...]
    cheapest: tuple[CheapestMap, ...]

    def to_dict(self) -> dict[str, Any]:
        """The figures as the JSON of the command line."""
        basis = self.drawn.basis
        return {
            "criterion": self.criterion,
            "horizon_years": basis.years,
            "discount_rate": basis.rate,
            "prices": "of year 0" if basis.inflation is None else "as paid",
            "inflation": None if basis.inflation is None else _mean(basis.inflation),
            "draws": self.drawn.draws,
            "without_plan": list(self.drawn.without_plan),
            "as_paid": self.paid.to_dict(),
            "present_value": self.present.to_dict(),
            "lines": {
                id: [{"component": e.component, "line": e.line, "mean": e.mean.tolist()} for e in lines]
                for id, lines in zip(self.drawn.options, self.drawn.lines, strict=True)
            },
            "missing": [each.to_dict() for each in self.missing],
            "cheapest": [each.to_dict() for each in self.cheapest],
        }


def _mean(estimate: Estimate) -> float:
    return float(estimate.expected)


@dataclass(frozen=True)
class MoneyResult:
    """What options cost, and what they are worth beside it; `cash` is None where no option has a cost plan."""

    title: str
    fingerprint: str
    version: str
    draws: int
    seed: int
    currency: str
    cash: CashResult | None
    trade: TradeOff | None

    def to_dict(self) -> dict[str, Any]:
        """The result as the JSON of the command line."""
        return {
            **vars(self),
            "cash": None if self.cash is None else self.cash.to_dict(),
            "trade": None if self.trade is None else self.trade.to_dict(),
        }


def cash_result(
    scenario: Scenario, draws: int, seed: int, criterion: str | None = None, progress: Progress | None = None
) -> CashResult:
    """Cash by year and all that follows from it; parameters and what is raised as for `draw_cash`."""
    drawn = draw_cash(scenario, draws, seed, criterion, progress)
    ratings, standing = dict[str, float](), Standing(scenario)
    for option, row in zip(standing.options, standing.ratings, strict=True):
        ratings[option.id] = float(row[standing.paths.index(drawn.criterion)])
    return CashResult(
        criterion=drawn.criterion,
        drawn=drawn,
        paid=cash_by_year(drawn, discounted=False),
        present=cash_by_year(drawn, discounted=True, expected=ratings),
        missing=missing_lines(scenario, drawn.criterion),
        cheapest=tuple(cheapest_map(scenario, drawn.criterion, driver, seed) for driver in _there_are_some(drawn)),
    )


def _there_are_some(drawn: CashDraws) -> list[str]:
    """The drivers of which there is any in some future, by id: those that have a scale."""
    return [driver for driver, units in drawn.units.items() if units.any()]


def money(
    scenario: Scenario,
    draws: int | None = None,
    seed: int | None = None,
    *,
    criterion: str | None = None,
    across: Sequence[str] = (),
    up: Sequence[str] = (),
    drawn: DrawnValues | None = None,
    progress: Told | None = None,
) -> MoneyResult:
    """Cash by year, and the trade-off of two axes.

    Parameters
    ----------
    draws, seed
        The scenario's own where left out; fewer draws where they would not fit in memory.
    criterion
        The path of that whose plans are shown; the first that has one where left out.
    across, up
        As for `trade_off`; where neither is said there is none unless the usual axes can be shown.
    drawn
        Draws of the values of the same scenario by `draw_values`, which are then used, with their number and seed.
    progress
        Called now and then with what is being worked out, and what share of all is done, from 0 to 1.

    Raises
    ------
    DecisionError
        Every option is excluded, a criterion is not there or has no plan, or correlations contradict each other.
    """
    steps, standing = Steps(progress, _STEPS), Standing(scenario)
    if drawn is not None:
        draws, seed = drawn.draws, drawn.seed
    draws = scenario.simulation.draws if draws is None else draws
    seed = scenario.simulation.seed if seed is None else seed
    check_draws(scenario, draws, seed)
    drawing = steps.begin(_CASH)
    cash = None
    if criterion is not None or plan_criteria(scenario):
        cash = cash_result(scenario, draws, seed, criterion, drawing)
    trading = steps.begin(_TRADE)
    trade = None
    if across or up or has_usual_axes(standing):
        values = drawn or draw_values(scenario, min(draws, most_kept(scenario)), seed, progress=trading)
        trade = trade_off(standing, values, across, up)
    return MoneyResult(
        title=scenario.title,
        fingerprint=scenario.fingerprint,
        version=__version__,
        draws=draws,
        seed=seed,
        currency=scenario.currency,
        cash=cash,
        trade=trade,
    )

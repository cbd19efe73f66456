"""Money over the years and beside the score, worked out for a page once and kept while nothing changes."""

from __future__ import annotations

from decision.analysis.cash.pieces import Pieces, pieces_of
from decision.analysis.money import CashResult, cash_result
from decision.analysis.trade_offs import TradeOff, trade_off
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.outputs.words.grammar import capital
from decision.ui.session.bounds import draws_on_pages
from decision.ui.session.sensitivities import standing_of
from decision.ui.session.shared_results import SharedResults
from decision.ui.session.simulations import drawn_values, origin_key

_CASH: SharedResults[CashResult] = SharedResults(
    12, size=lambda found: found.drawn.cash.nbytes, most_size=200_000_000, one_at_a_time=True
)
_PIECES: SharedResults[Pieces] = SharedResults(16)
_TRADES: SharedResults[TradeOff] = SharedResults(64)


def cash_of(scenario: Scenario, criterion: str) -> CashResult | str:
    """Cash by year of the plans on a criterion, or why there is none; moving a weight changes nothing of it."""
    draws, seed = draws_on_pages(scenario), scenario.simulation.seed
    try:
        return _CASH.get(
            # names of lines are in no key: which are pointed out hangs on what they are known by
            (*_key(scenario), criterion, draws, seed, scenario.line_names_of(criterion)),
            lambda: cash_result(scenario, draws, seed, criterion),
        )
    except DecisionError as error:
        return f"{capital(str(error))}."


def pieces_for(scenario: Scenario, criterion: str, driver: str | None) -> Pieces:
    """The same plans in pieces, for sliders."""
    seed = scenario.simulation.seed
    return _PIECES.get((*_key(scenario), criterion, driver, seed), lambda: pieces_of(scenario, criterion, driver, seed))


def traded(scenario: Scenario, across: tuple[str, ...], up: tuple[str, ...]) -> TradeOff | str:
    """Options on two axes, or why that cannot be shown."""
    try:
        return _TRADES.get(
            (scenario.fingerprint, across, up),
            lambda: trade_off(standing_of(scenario), drawn_values(scenario), across, up),
        )
    except DecisionError as error:
        return f"{capital(str(error))}."


def _key(scenario: Scenario) -> tuple[str, tuple[str, ...]]:
    """All that plans hang on, and which options count."""
    return origin_key(scenario), tuple(option.id for option in scenario.ranked_options)

"""Simulations for the pages: ratings are drawn once and kept, weights move over them."""

from __future__ import annotations

from collections import deque

from decision.analysis.expectation.expectations import Expectations, expectations
from decision.analysis.sampling.values import DrawnValues, draw_values, ratings_origin
from decision.analysis.sampling.weights import WeightsDrawn
from decision.analysis.scoring import Evaluation, evaluate
from decision.analysis.simulation.result import SimulationResult
from decision.analysis.simulation.simulation import simulate
from decision.model.errors import DecisionError
from decision.model.fingerprint import fingerprint
from decision.model.scenario import Scenario
from decision.outputs.words.grammar import capital
from decision.outputs.words.scoring import nobody_ranked
from decision.ui.session.bounds import draws_on_pages
from decision.ui.session.shared_results import SharedResults

_RESULTS: SharedResults[SimulationResult] = SharedResults(200)
_EVALUATIONS: SharedResults[Evaluation] = SharedResults(300)
_EXPECTED: SharedResults[Expectations] = SharedResults(50)
_DRAWN: SharedResults[DrawnValues] = SharedResults(
    12, size=lambda drawn: drawn.values.nbytes, most_size=200_000_000, one_at_a_time=True
)


def evaluated(scenario: Scenario) -> Evaluation:
    """The expected scores of `scenario`."""
    return _EVALUATIONS.get(scenario.fingerprint, lambda: evaluate(scenario, expected=_expected(scenario)))


def _expected(scenario: Scenario) -> Expectations:
    """What is expected of the ratings, which no weight changes."""
    return _EXPECTED.get(origin_key(scenario), lambda: expectations(scenario))


def simulated(scenario: Scenario, weights: WeightsDrawn, *, ratings: bool = True) -> SimulationResult | str:
    """The simulation of `scenario`, or why there is none."""
    try:
        if not scenario.ranked_options:
            return nobody_ranked(scenario.options)
        draws, seed = draws_on_pages(scenario), scenario.simulation.seed

        def count() -> SimulationResult:
            drawn = drawn_values(scenario, ratings=ratings)
            return simulate(scenario, draws, seed, weights=weights, ratings=ratings, drawn=drawn)

        return _RESULTS.get((scenario.fingerprint, draws, seed, weights, ratings), count)
    except DecisionError as error:
        return f"{capital(str(error))}."


def drawn_values(scenario: Scenario, *, ratings: bool = True) -> DrawnValues:
    """The draws that all pages share; raises DecisionError where correlations contradict each other."""
    draws, seed = draws_on_pages(scenario), scenario.simulation.seed
    return _DRAWN.get(
        (origin_key(scenario), draws, seed, ratings),
        lambda: draw_values(scenario, draws, seed, ratings_uncertain=ratings),
    )


def origin_key(scenario: Scenario) -> str:
    """One short text for all that drawn values depend on; found again, for to work it out takes as long as to draw."""
    origin = ratings_origin(scenario)
    for known, key in list(_KEYS):
        if known == origin:  # quick, for what a moved weight leaves alone is the same object
            return key
    key = fingerprint(origin)
    _KEYS.appendleft((origin, key))
    return key


_KEYS: deque[tuple[tuple[object, ...], str]] = deque(maxlen=8)


def drawn_now(scenario: Scenario) -> DrawnValues | None:
    """The draws of the values that `simulated` counts through; None if there are none."""
    try:
        return drawn_values(scenario) if scenario.ranked_options else None
    except DecisionError:
        return None

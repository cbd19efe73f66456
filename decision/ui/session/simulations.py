"""Simulations for the pages: ratings are drawn once and kept, weights move over them."""

from __future__ import annotations

from collections import deque

import streamlit as st

from decision.analysis.sampling.values import DrawnValues, draw_values, ratings_origin
from decision.analysis.sampling.weights import WeightsDrawn
from decision.analysis.simulation.result import SimulationResult
from decision.analysis.simulation.simulation import simulate
from decision.model.errors import DecisionError
from decision.model.fingerprint import fingerprint
from decision.model.scenario import Scenario
from decision.outputs.words.grammar import capital
from decision.outputs.words.scoring import nobody_ranked

MOST_DRAWS = 100_000  # on a page; the command line takes as many as it is asked for
_MOST_NUMBERS = 4_000_000  # 32 MB of kept values


def simulated(scenario: Scenario, weights: WeightsDrawn, *, ratings: bool = True) -> SimulationResult | str:
    """The simulation of `scenario`, or why there is none."""
    try:
        if not scenario.ranked_options:
            return f"{nobody_ranked(scenario.options)}, so none can be best."
        draws, seed = _draws(scenario), scenario.simulation.seed
        return _result(scenario.fingerprint, draws, seed, weights, ratings, scenario)
    except DecisionError as error:
        return f"{capital(str(error))}."


def drawn_values(scenario: Scenario, *, ratings: bool = True) -> DrawnValues:
    """The draws that all pages share; raises DecisionError where correlations contradict each other."""
    return _drawn(origin_key(scenario), _draws(scenario), scenario.simulation.seed, ratings, scenario)


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


def _draws(scenario: Scenario) -> int:
    cells = len(scenario.options) * len(scenario.leaves)
    return max(1000, min(scenario.simulation.draws, MOST_DRAWS, _MOST_NUMBERS // cells))


def drawn_now(scenario: Scenario) -> DrawnValues | None:
    """The draws of the values that `simulated` counts through; None if there are none."""
    try:
        return drawn_values(scenario) if scenario.ranked_options else None
    except DecisionError:
        return None


# What begins with an underscore is not part of what an answer is remembered under; the fingerprint stands for it.


@st.cache_resource(max_entries=6, show_spinner=False)
def _drawn(key: str, draws: int, seed: int, ratings: bool, _scenario: Scenario) -> DrawnValues:  # noqa: ARG001, FBT001
    return draw_values(_scenario, draws, seed, ratings_uncertain=ratings)


@st.cache_resource(max_entries=64, show_spinner=False)
def _result(
    key: str,  # noqa: ARG001
    draws: int,
    seed: int,
    weights: WeightsDrawn,
    ratings: bool,  # noqa: FBT001
    _scenario: Scenario,
) -> SimulationResult:
    drawn = drawn_values(_scenario, ratings=ratings)
    return simulate(_scenario, draws, seed, weights=weights, ratings=ratings, drawn=drawn)

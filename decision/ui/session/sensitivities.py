"""What would change the answer, worked out for a page once and kept while nothing changes."""

from __future__ import annotations

import streamlit as st

from decision.analysis.sampling.values import DrawnValues
from decision.analysis.sensitivity.sensitivity import SensitivityResult, sensitivity
from decision.analysis.sensitivity.two_way import Axis, TwoWayMap, two_way
from decision.analysis.standing import Standing
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.outputs.charts.two_way import MAP_STEPS
from decision.outputs.words.grammar import capital
from decision.outputs.words.scoring import nobody_ranked
from decision.ui.session.simulations import drawn_values


def sensitivity_of(scenario: Scenario) -> SensitivityResult | str:
    """What would change the answer to `scenario`, or why there is none."""
    try:
        if not scenario.ranked_options:
            return f"{nobody_ranked(scenario.options)}, so nothing leads and nothing can change that."
        drawn = drawn_values(scenario)
        return _result(scenario.fingerprint, drawn.draws, drawn.seed, drawn, scenario)
    except DecisionError as error:
        return f"{capital(str(error))}."


def standing_of(scenario: Scenario) -> Standing:
    """How a scenario stands by what is expected of it."""
    return _standing(scenario.fingerprint, scenario)


def mapped(scenario: Scenario, x: Axis, y: Axis) -> TwoWayMap | str:
    """Who leads where as two inputs move, or why that cannot be shown."""
    try:
        return _map(scenario.fingerprint, x.criterion, x.option, y.criterion, y.option, scenario)
    except DecisionError as error:
        return f"{capital(str(error))}."


# What begins with an underscore is not part of what an answer is remembered under; the fingerprint stands for it.


@st.cache_resource(max_entries=32, show_spinner="Working out what would change the answer …")
def _result(
    key: str,  # noqa: ARG001
    draws: int,  # noqa: ARG001
    seed: int,  # noqa: ARG001
    _drawn: DrawnValues,
    _scenario: Scenario,
) -> SensitivityResult:
    return sensitivity(_scenario, drawn=_drawn)


@st.cache_resource(max_entries=32, show_spinner=False)
def _standing(key: str, _scenario: Scenario) -> Standing:  # noqa: ARG001
    return Standing(_scenario)


@st.cache_resource(max_entries=64, show_spinner=False)
def _map(
    key: str,  # noqa: ARG001
    x: str,
    x_option: str | None,
    y: str,
    y_option: str | None,
    _scenario: Scenario,
) -> TwoWayMap:
    return two_way(standing_of(_scenario), Axis(x, x_option), Axis(y, y_option), MAP_STEPS)

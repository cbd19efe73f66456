"""What holds of the simulation of any scenario."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings

from decision.analysis.sampling.values import draw_values
from decision.analysis.simulation.simulation import simulate
from decision.model.contents import Dependence
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from tests.strategies import scenarios

FEW = settings(max_examples=40)


def possible(scenario: Scenario) -> Scenario:
    """The scenario, unless its correlations contradict each other or nobody is left."""
    assume(scenario.ranked_options)
    for seed in (1, 3):
        try:
            simulate(scenario, 200, seed)
        except DecisionError:
            assume(False)
    return scenario


@FEW
@given(scenarios())
def test_shares_are_shares(scenario: Scenario) -> None:
    result = simulate(possible(scenario), 200, 1)
    ranked = [option for option in result.options if not option.excluded]
    ranks = np.array([option.rank_acceptability for option in ranked])
    assert np.all(ranks >= 0)
    assert ranks.sum(axis=0) == pytest.approx(np.ones(len(ranked)), abs=1e-9)
    assert ranks.sum(axis=1) == pytest.approx(np.ones(len(ranked)), abs=1e-9)
    for option in ranked:
        if option.central_weights is not None:
            tops = [option.central_weights[criterion.id] for criterion in scenario.criteria]
            assert math.fsum(tops) == pytest.approx(1, abs=1e-9)
            assert option.confidence_factor is not None
            assert 0 <= option.confidence_factor <= 1
        else:
            assert option.p_best == 0
    assert result.evpi >= 0
    assert all(0 <= share <= 1 for shares in result.clipped.values() for share in shares.values())


@FEW
@given(scenarios())
def test_the_same_seed_gives_the_same_bits(scenario: Scenario) -> None:
    scenario = possible(scenario)
    assert repr(simulate(scenario, 200, 3)) == repr(simulate(scenario, 200, 3))


@FEW
@given(scenarios())
def test_another_option_changes_no_other_options_draws(scenario: Scenario) -> None:
    scenario = possible(replace(scenario, dependence=replace(scenario.dependence, pairs=())))
    assume(len(scenario.options) < 30)
    more = replace(scenario, options=(*scenario.options, replace(scenario.options[0], id="one_more", name="One more")))
    before, after = draw_values(scenario, 100, 3).values, draw_values(more, 100, 3).values
    assert np.array_equal(after[:-1], before, equal_nan=True)


@FEW
@given(scenarios())
def test_an_option_and_its_copy_without_uncertainty_tie(scenario: Scenario) -> None:
    scenario = possible(replace(scenario, dependence=Dependence()))
    first = scenario.ranked_options[0]
    copied = replace(scenario, options=(first, replace(first, id="copied", name="Copied")))
    result = simulate(copied, 200, 1, ratings=False)
    assert [option.p_best for option in result.options] == [0.5, 0.5]

"""The tornado agrees with setting each input by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings

from decision.analysis.sampling.values import DrawnValues, draw_values
from decision.analysis.sampling.weights import ScenarioWeightSampler
from decision.analysis.scoring import evaluate
from decision.analysis.sensitivity.tornado import tornado
from decision.analysis.standing import Standing
from decision.files.reader import read_scenario
from decision.model.contents import Dependence
from decision.model.estimate import Exact
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from tests.strategies import scenarios

DRAWS = 1000


def drawn_of(scenario: Scenario) -> tuple[DrawnValues, np.ndarray]:
    return draw_values(scenario, DRAWS, 1), ScenarioWeightSampler(scenario, 1, "file").draw(DRAWS)


@settings(max_examples=40)
@given(scenarios())
def test_each_end_of_a_bar_is_what_that_rating_gives(scenario: Scenario) -> None:
    assume(scenario.ranked_options)
    scenario = replace(scenario, dependence=Dependence())
    standing = Standing(scenario)
    bars = tornado(standing, *drawn_of(scenario))
    assert [bar.width for bar in bars] == sorted((bar.width for bar in bars), reverse=True)
    leader = standing.options[standing.leader].id
    for bar in bars:
        if bar.option is None:
            continue
        for x, margin, leads in (
            (bar.low, bar.margin_low, bar.leader_low),
            (bar.high, bar.margin_high, bar.leader_high),
        ):
            evaluation = evaluate(scenario.with_rating(bar.option, bar.criterion, Rating(Exact(x))))
            others = [each.score for each in evaluation.options if each.rank is not None and each.id != leader]
            score = evaluation.option(leader).score
            assert margin == pytest.approx(score - max(others), rel=1e-9, abs=1e-6)
            if abs(margin) > 1e-6:
                assert (leads == leader) == (margin > 0)
                assert leads == evaluation.leader or leads in evaluation.joint_leaders


TWO = b"""\
format: 1
title: Two
criteria: {cost: {worst: 10, best: 0}, fit: {worst: 0, best: 10}}
weights: {cost: 50, fit: 50}
weight_uncertainty: {ranges: {cost: [40, 60], fit: [40, 60]}}
options:
  a: {ratings: {cost: 4, fit: {low: 3, high: 9}}}
  b: {ratings: {cost: 6, fit: 7}}
"""


def test_ratings_and_weights_at_p10_and_p90() -> None:
    scenario = read_scenario(TWO, "two.yaml")
    fit, first, second = tornado(Standing(scenario), *drawn_of(scenario))
    # a uniform law on 3 to 9: P10 is 3.6 and P90 8.4; a leads by 5 points at 6
    assert (fit.option, fit.criterion) == ("a", "fit")
    assert (fit.low, fit.high) == pytest.approx((3.6, 8.4))
    assert (fit.margin_low, fit.margin_high) == pytest.approx((-7.0, 17.0))
    assert (fit.leader_low, fit.leader_high, fit.changes_leader) == ("b", "a", True)
    # the share of cost is uniform on 0.4 to 0.6; a margin of 20 points on cost, -10 on fit
    assert {first.criterion, second.criterion} == {"cost", "fit"}
    cost = first if first.criterion == "cost" else second
    assert cost.option is None
    assert (cost.low, cost.high) == pytest.approx((0.42, 0.58), abs=0.01)
    assert cost.margin_low == pytest.approx(20 * cost.low - 10 * (1 - cost.low))
    assert not cost.changes_leader


def test_what_is_certain_has_no_bar(portal_with_parts: Scenario) -> None:
    assert tornado(Standing(portal_with_parts), *drawn_of(portal_with_parts)) == []

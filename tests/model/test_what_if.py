from __future__ import annotations

from dataclasses import replace

import pytest

import decision
from decision.analysis.sampling.values import draw_values
from decision.analysis.simulation.simulation import simulate
from decision.files.writer import scenario_yaml
from decision.model.scenario import ImpossibleScenarioError, Scenario
from decision.model.weights import Anything, Ordered, Ranged
from decision.model.what_if import leaving_out


@pytest.fixture
def scenario() -> Scenario:
    return decision.load("scenarios/health-centre-portal.yaml")


def test_leaving_nothing_out_is_the_same_decision(scenario: Scenario) -> None:
    assert leaving_out(scenario) is scenario


def test_an_option_left_out_is_scored_as_before_and_not_ranked(scenario: Scenario) -> None:
    before, after = decision.evaluate(scenario), decision.evaluate(leaving_out(scenario, {"extend"}))
    assert after.option("extend").score == before.option("extend").score
    assert after.option("extend").rank is None
    assert after.leader == "buy"


def test_what_is_left_out_is_told_apart_by_the_fingerprint_and_written_to_no_file(scenario: Scenario) -> None:
    without = leaving_out(scenario, {"extend"})
    assert without.fingerprint != scenario.fingerprint
    assert scenario_yaml(without) == scenario_yaml(scenario)


def test_ratings_are_not_drawn_again(scenario: Scenario) -> None:
    drawn = draw_values(scenario, 1000, 1)
    without = leaving_out(scenario, {"extend"}, {"cost"})
    assert simulate(without, 1000, 1, drawn=drawn) == simulate(without, 1000, 1)


def test_a_criterion_left_out_weighs_nothing_and_the_others_keep_their_proportions(scenario: Scenario) -> None:
    without = leaving_out(scenario, (), {"fit"})
    assert without.weights["fit"] == 0
    assert without.weights["integration"] == pytest.approx(20 / 70)


@pytest.mark.parametrize(
    "region",
    [
        Anything(),
        Ordered((("fit",), ("integration",), ("cost", "flexibility"))),
        Ranged({"fit": (10, 60), "integration": (5, 50)}),
    ],
)
@pytest.mark.parametrize("stated", [True, False])
def test_a_criterion_left_out_weighs_nothing_in_any_future(scenario: Scenario, region: object, *, stated: bool) -> None:
    criteria = scenario.criteria if stated else tuple(replace(each, weight=None) for each in scenario.criteria)
    open_weights = replace(scenario, criteria=criteria, weight_uncertainty=region)  # type: ignore[arg-type]
    result = simulate(leaving_out(open_weights, (), {"fit"}), 2000, 1)
    for option in result.options:
        if option.central_weights is not None:
            assert option.central_weights["fit"] == 0


def test_leaving_out_all_that_weighs_is_refused(scenario: Scenario) -> None:
    with pytest.raises(ImpossibleScenarioError, match="all weights are zero"):
        leaving_out(scenario, (), scenario.weights)

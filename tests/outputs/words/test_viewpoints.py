from __future__ import annotations

from dataclasses import replace

import pytest

import decision
from decision.model.scenario import Scenario
from decision.model.weights import Ordered
from decision.model.what_if import leaving_out
from decision.outputs.words.viewpoints import leaders_in_words, parting, parting_in_words, with_share


@pytest.fixture
def scenario() -> Scenario:
    return decision.load("scenarios/health-centre-portal.yaml")


def views(scenario: Scenario) -> dict[str, Scenario]:
    return {name: scenario.with_weights(points) for name, points in scenario.views.items()}


def test_views_part_where_the_shares_are_farthest_apart(scenario: Scenario) -> None:
    found = parting(scenario, views(scenario))
    assert found is not None
    assert (found.criterion, found.low_in, found.high_in) == ("cost", ("patients",), ("finance",))
    assert (found.low, found.high) == (0, pytest.approx(0.4))


def test_whether_the_widest_gap_alone_changes_the_leader_is_what_evaluate_says(scenario: Scenario) -> None:
    found = parting(scenario, views(scenario))
    assert found is not None
    for share, leads in ((found.low, found.low_leads), (found.high, found.high_leads)):
        others = {
            id: scenario.weights[id] * (1 - share) / (1 - 0.15)
            for id in ("time_to_launch", "flexibility", "integration", "risk", "fit")
        }
        assert decision.evaluate(scenario.with_weights({**others, "cost": share})).joint_leaders == leads


def test_a_gap_that_turns_the_leader_is_said(scenario: Scenario) -> None:
    low, high = with_share(scenario, "flexibility", 0), with_share(scenario, "flexibility", 0.9)
    said = parting_in_words(scenario, parting(scenario, {"one": low, "other": high}))
    assert said == (
        "The views disagree most on Flexibility: 0 % for one, 90 % for other. "
        "That alone changes who leads: Extend at 0 %, Build at 90 %."
    )


def test_the_same_weights_are_no_disagreement(scenario: Scenario) -> None:
    assert parting(scenario, {"one": scenario, "other": scenario}) is None
    assert parting_in_words(scenario, None) == "The views do not disagree: each gives the same weights."


def test_where_nothing_is_ranked_nothing_comes_of_it(scenario: Scenario) -> None:
    none = leaving_out(scenario, {option.id for option in scenario.options})
    assert "All options are left out; put one back." in parting_in_words(none, parting(none, views(none)))
    assert leaders_in_words(none, {"x": decision.evaluate(none)}) == "All options are left out; put one back."


def test_a_share_is_put_where_it_is_asked_whatever_region_is_stated(scenario: Scenario) -> None:
    ordered = replace(scenario, weight_uncertainty=Ordered((("fit",), ("cost",))))
    assert with_share(ordered, "cost", 0.9).weights["cost"] == pytest.approx(0.9)
    all_on_cost = scenario.with_weights({id: float(id == "cost") for id in scenario.weights})
    assert with_share(all_on_cost, "cost", 0.5).weights["fit"] == pytest.approx(0.1)


def test_leaders_are_grouped(scenario: Scenario) -> None:
    made = {name: decision.evaluate(each) for name, each in views(scenario).items()}
    assert leaders_in_words(scenario, made) == "Extend leads with clinical and finance; Buy leads with patients."
    del made["patients"]
    assert leaders_in_words(scenario, made) == "Extend leads with every set of weights below."


def test_a_view_holds_whatever_region_the_file_states_for_its_weights() -> None:
    from decision.files.reader import read_scenario
    from decision.outputs.words.viewpoints import weighted_by

    ordered = read_scenario(
        b"""
format: 1
title: t
weight_uncertainty: {order: [a, b]}
criteria:
  a: {parts: {x: {worst: 0, best: 10}, y: {worst: 0, best: 10}}, weight_uncertainty: {order: [x, y]}}
  b: {worst: 0, best: 10}
options:
  m: {ratings: {a: {x: 1, y: 9}, b: 5}}
  n: {ratings: {a: {x: 9, y: 1}, b: 4}}
views:
  tops: {a: 1, b: 3}
  parts: {a: 1, b: 3, a.x: 1, a.y: 4}
""",
        "ordered.yaml",
    )
    tops, parts = (weighted_by(ordered, ordered.views[name]) for name in ("tops", "parts"))
    assert (tops.weights["a"], tops.weights["b"]) == (0.25, 0.75)
    assert tops.sibling_shares["a.x"] == ordered.sibling_shares["a.x"] == 0.75
    assert parts.sibling_shares["a.x"] == 0.2

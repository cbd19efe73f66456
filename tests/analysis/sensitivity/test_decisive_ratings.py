"""Decisive ratings are those whose end, tried by itself, brings another option level or first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decision.analysis.expectation.ranges import rating_range
from decision.analysis.scoring import evaluate
from decision.analysis.sensitivity.decisive_ratings import decisive_ratings
from decision.analysis.standing import Standing
from decision.model.cost_plan import CostPlan
from decision.model.estimate import Exact, Range, ThreePoint, Unknown
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from tests.small_decisions import flat
from tests.strategies import scenarios

CLOSE = 1e-6  # points, within which trying a rating leaves it open who leads


def cells(scenario: Scenario) -> list[tuple[str, str]]:
    return [(each.option, each.criterion) for each in decisive_ratings(Standing(scenario))]


def lead_over_others(scenario: Scenario, leader: str) -> float:
    evaluation = evaluate(scenario)
    others = [option.score for option in evaluation.options if not option.excluded and option.id != leader]
    return evaluation.option(leader).score - max(others)


@given(scenarios(), st.data())
def test_a_rating_is_decisive_where_an_end_of_it_takes_the_lead(scenario: Scenario, data: st.DataObject) -> None:
    assume(len(scenario.ranked_options) > 1)
    standing = Standing(scenario)
    assume(np.abs(standing.scores).max() < 1e5)
    leader = standing.options[standing.leader].id
    found = {(each.option, each.criterion): each for each in decisive_ratings(standing)}
    option = data.draw(st.sampled_from(scenario.ranked_options))
    path = data.draw(st.sampled_from(list(scenario.leaves)))
    assume(not isinstance(option.ratings[path].estimate, CostPlan))
    scale = scenario.leaves[path].value_function.scale  # type: ignore[union-attr]
    ends = rating_range(scenario, option, path) or (scale.worst, scale.best)
    leads = [lead_over_others(_with(scenario, option.id, path, end), leader) for end in ends]
    if all(lead > CLOSE for lead in leads):
        assert (option.id, path) not in found
    elif min(leads) < -CLOSE:
        assert min(leads) == pytest.approx(
            lead_over_others(_with(scenario, option.id, path, found[option.id, path].end), leader), abs=CLOSE
        )
        after = evaluate(_with(scenario, option.id, path, found[option.id, path].end))
        assert found[option.id, path].to in after.joint_leaders


def _with(scenario: Scenario, option: str, path: str, x: float) -> Scenario:
    return scenario.with_rating(option, path, Rating(Exact(x)))


def test_a_single_number_may_be_anything_and_a_range_only_what_it_says() -> None:
    scenario = flat({"a": [Range(4.9, 5.1), 5], "b": [Range(4.7, 4.9), 4.8]}, [1, 1])
    assert cells(scenario) == [("a", "c2"), ("b", "c2")]
    wide = flat({"a": [Range(4.0, 6.0), 5], "b": [Range(4.7, 4.9), 4.8]}, [1, 1])
    assert cells(wide) == [("a", "c1"), ("a", "c2"), ("b", "c2")]


def test_an_end_that_only_draws_level_is_enough_and_says_who_would() -> None:
    scenario = flat({"a": [Range(4.0, 6.0), 5], "b": [4, 5], "c": [0, 0]}, [1, 0])
    found = decisive_ratings(Standing(scenario))
    assert [(each.option, each.criterion, each.end, each.to, each.ranged) for each in found] == [
        ("a", "c1", 4.0, "b", True),
        ("b", "c1", 10.0, "b", False),
        ("c", "c1", 10.0, "c", False),
    ]


def test_what_is_open_may_be_anything_and_is_no_range() -> None:
    scenario = flat({"a": [Unknown(), 5.0], "b": [3, 4]}, [1, 1])
    found = {(each.option, each.criterion): each for each in decisive_ratings(Standing(scenario))}
    assert not found["a", "c1"].ranged and found["a", "c1"].end == 0


def test_criteria_without_weight_and_options_without_rivals_decide_nothing() -> None:
    assert cells(flat({"a": [ThreePoint(0, 5, 10), 9], "b": [ThreePoint(0, 5, 10), 1]}, [0, 1])) == [
        ("a", "c2"),
        ("b", "c2"),
    ]
    both = flat({"a": [5], "b": [4]}, [1])
    alone = replace(both, options=(both.options[0], replace(both.options[1], left_out=True)))
    assert decisive_ratings(Standing(alone)) == ()


def test_only_those_asked_about_are_looked_at() -> None:
    scenario = flat({"a": [5, 5], "b": [4, 5]}, [1, 1])
    every = decisive_ratings(Standing(scenario))
    assert len(every) == 4
    assert decisive_ratings(Standing(scenario), {("a", "c2"), ("b", "c1")}) == (every[1], every[2])
    assert decisive_ratings(Standing(scenario), ()) == ()

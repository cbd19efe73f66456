"""The two-way map agrees with setting both inputs by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decision.analysis.scoring import evaluate
from decision.analysis.sensitivity.two_way import NOWHERE, Axis, score_lines, two_way
from decision.analysis.standing import Standing
from decision.model.errors import DecisionError
from decision.model.estimate import Exact
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from tests.analysis.sensitivity.test_switching import held, with_share
from tests.oracles.decisions import decision
from tests.strategies import scenarios


@settings(max_examples=40)
@given(scenarios(fewest_criteria=2), st.data())
def test_a_weight_and_a_rating(scenario: Scenario, data: st.DataObject) -> None:
    assume(scenario.ranked_options)
    scenario = held(scenario)
    standing = Standing(scenario)
    assume(np.abs(standing.scores).max() < 1e5)
    weight = data.draw(st.sampled_from([top.id for top in scenario.criteria]))
    option, path = data.draw(st.sampled_from([(o.id, path) for o in scenario.options for path in scenario.leaves]))
    found = two_way(standing, Axis(weight), Axis(path, option), steps=4)
    assert found.x_now == pytest.approx(scenario.sibling_shares[weight])
    for j, rating in enumerate(found.y_at.tolist()):
        for i, share in enumerate(found.x_at.tolist()):
            tried = with_share(scenario, weight, share).with_rating(option, path, Rating(Exact(rating)))
            evaluation = evaluate(tried)
            leads = scenario.options[found.leader[j, i]].id
            best = max(each.score for each in evaluation.options if each.rank is not None)
            assert evaluation.option(leads).score == pytest.approx(best, rel=1e-9, abs=1e-6)
            if evaluation.margin is not None:
                assert found.margin[j, i] == pytest.approx(evaluation.margin, rel=1e-9, abs=1e-6)


def test_two_weights_of_one_family_leave_the_rest_to_the_others() -> None:
    scenario = decision({"a": [1, 0, 0], "b": [0, 1, 0], "c": [0, 0, 1]}, [1, 1, 1], [(0, 1)] * 3)
    found = two_way(Standing(scenario), Axis("c1"), Axis("c2"), steps=5)
    assert found.x_at.tolist() == found.y_at.tolist() == [0, 0.25, 0.5, 0.75, 1]
    # with the third weight what is left of 1, the largest weight decides; rows are c2, columns c1; ties go to a
    assert found.leader.tolist() == [
        [2, 2, 0, 0, 0],
        [2, 2, 0, 0, NOWHERE],
        [1, 1, 0, NOWHERE, NOWHERE],
        [1, 1, NOWHERE, NOWHERE, NOWHERE],
        [1, NOWHERE, NOWHERE, NOWHERE, NOWHERE],
    ]
    assert np.isnan(found.margin[found.leader == NOWHERE]).all()


def test_of_two_criteria_both_weights_are_possible_only_where_they_sum_to_1() -> None:
    scenario = decision({"a": [1, 0], "b": [0, 1]}, [1, 1], [(0, 1)] * 2)
    found = two_way(Standing(scenario), Axis("c1"), Axis("c2"), steps=3)
    assert found.leader.tolist() == [[NOWHERE, NOWHERE, 0], [NOWHERE, 0, NOWHERE], [1, NOWHERE, NOWHERE]]


def test_weights_of_different_families_move_by_themselves(portal_with_parts: Scenario) -> None:
    standing = Standing(portal_with_parts)
    found = two_way(standing, Axis("cost"), Axis("integration.freshness"), steps=3)
    for j, part in enumerate(found.y_at.tolist()):
        for i, share in enumerate(found.x_at.tolist()):
            tried = with_share(with_share(portal_with_parts, "cost", share), "integration.freshness", part)
            assert portal_with_parts.options[found.leader[j, i]].id in evaluate(tried).joint_leaders


def test_lines_of_scores_over_one_weight() -> None:
    scenario = decision({"a": [1, 0], "b": [0, 0.5]}, [1, 3], [(0, 1)] * 2)
    lines = score_lines(Standing(scenario), "c1", [0, 0.25, 1])
    assert lines.tolist() == [[0, 50], [25, 37.5], [100, 0]]


@pytest.mark.parametrize(
    ("x", "y", "complaint"),
    [
        (Axis("c1"), Axis("c1"), "both axes show the same"),
        (Axis("c1"), Axis("c9"), "c9 is not a criterion"),
        (Axis("c1", "z"), Axis("c2"), "z.c1 is not a rating"),
    ],
)
def test_axes_that_cannot_be(x: Axis, y: Axis, complaint: str) -> None:
    standing = Standing(decision({"a": [1, 0], "b": [0, 1]}, [1, 1], [(0, 1)] * 2))
    with pytest.raises(DecisionError, match=complaint):
        two_way(standing, x, y)

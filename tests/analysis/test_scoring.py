"""What must hold of scores whatever the decision."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import FrozenInstanceError, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decision.analysis.expectation.expectations import expectations
from decision.analysis.scoring import Evaluation, competition_ranks, evaluate, weighted_scores
from decision.model.contents import Dependence
from decision.model.estimate import Exact
from decision.model.rating import Rating
from decision.model.requirement import Requirement, RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.model.weights import Fixed
from tests.oracles.decisions import decision
from tests.strategies import numbers, scenarios


def rounding(evaluation: Evaluation) -> float:
    """1e-9 points, or as much relative to the largest contribution: extrapolated values may be large."""
    sizes = [abs(x) for option in evaluation.options for x in option.contributions.values()]
    return 1e-9 * max(1.0, *sizes)


def scores(evaluation: Evaluation) -> dict[str, float]:
    return {option.id: option.score for option in evaluation.options}


def without_option(scenario: Scenario, id: str) -> Scenario:
    pairs = tuple(
        pair for pair in scenario.dependence.pairs if id not in (pair[0].split(".")[0], pair[1].split(".")[0])
    )
    return replace(
        scenario,
        options=tuple(option for option in scenario.options if option.id != id),
        dependence=Dependence(scenario.dependence.within_option, pairs),
    )


# --- properties -------------------------------------------------------------------------------------------


@given(scenarios(fewest_options=3), st.data())
def test_removing_an_option_changes_no_other_score(scenario: Scenario, data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(scenario.options)).id
    before, after = evaluate(scenario), evaluate(without_option(scenario, gone))
    kept = {id: score for id, score in scores(before).items() if id != gone}
    assert scores(after) == pytest.approx(kept, rel=0, abs=rounding(before))


@given(scenarios(stated_weights=True), st.floats(0.001, 1000))
def test_scaling_all_weights_changes_no_score(scenario: Scenario, factor: float) -> None:
    scaled = scenario.with_weights({top.id: factor * (top.weight or 0.0) for top in scenario.criteria})
    before, after = evaluate(scenario), evaluate(scaled)
    assert scores(after) == pytest.approx(scores(before), rel=1e-12, abs=rounding(before))


@given(scenarios())
def test_contributions_of_top_level_criteria_sum_to_the_score(scenario: Scenario) -> None:
    evaluation = evaluate(scenario)
    for option in evaluation.options:
        total = math.fsum(option.contributions[top.id] for top in scenario.criteria)
        assert total == pytest.approx(option.score, rel=0, abs=rounding(evaluation))


@given(scenarios())
def test_contributions_of_parts_sum_to_their_parents(scenario: Scenario) -> None:
    evaluation = evaluate(scenario)
    for option in evaluation.options:
        for path, criterion in scenario.all_criteria.items():
            if criterion.parts:
                total = math.fsum(option.contributions[f"{path}.{part.id}"] for part in criterion.parts)
                assert total == pytest.approx(option.contributions[path], rel=0, abs=rounding(evaluation))


@given(scenarios())
def test_weights_of_siblings_sum_to_their_parents(scenario: Scenario) -> None:
    weights = evaluate(scenario).weights
    assert math.fsum(weights[top.id] for top in scenario.criteria) == pytest.approx(1, abs=1e-12)
    for path, criterion in scenario.all_criteria.items():
        if criterion.parts:
            total = math.fsum(weights[f"{path}.{part.id}"] for part in criterion.parts)
            assert total == pytest.approx(weights[path], abs=1e-12)


@given(scenarios(), numbers(), numbers(), st.data())
def test_a_better_rating_never_lowers_the_score(
    scenario: Scenario, one: float, other: float, data: st.DataObject
) -> None:
    path, leaf = data.draw(st.sampled_from(list(scenario.leaves.items())))
    assert leaf.value_function is not None
    scale = leaf.value_function.scale
    worse, better = sorted((one, other), reverse=scale.worst > scale.best)
    option = scenario.options[0].id
    low = evaluate(scenario.with_rating(option, path, Rating(Exact(worse))))
    high = evaluate(scenario.with_rating(option, path, Rating(Exact(better))))
    assert high.option(option).score >= low.option(option).score - rounding(high)


@given(scenarios(fewest_criteria=2, stated_weights=True), st.data())
def test_a_criterion_with_weight_0_changes_nothing(scenario: Scenario, data: st.DataObject) -> None:
    idle = data.draw(st.sampled_from(scenario.criteria)).id
    others = tuple(top for top in scenario.criteria if top.id != idle)
    assume(any(top.weight for top in others))
    plain = replace(scenario, weight_uncertainty=Fixed(), views={}, dependence=Dependence())
    with_it = plain.with_weights({idle: 0.0})
    without_it = replace(
        plain,
        criteria=others,
        options=tuple(
            replace(option, ratings={path: each for path, each in option.ratings.items() if path.split(".")[0] != idle})
            for option in plain.options
        ),
    )
    before, after = evaluate(with_it), evaluate(without_it)
    assert scores(after) == pytest.approx(scores(before), rel=0, abs=rounding(before))


@given(scenarios())
def test_with_clipped_values_scores_lie_between_0_and_100(scenario: Scenario) -> None:
    assume(all(leaf.value_function and leaf.value_function.outside == "clip" for leaf in scenario.leaves.values()))
    assert all(-1e-9 <= score <= 100 + 1e-9 for score in scores(evaluate(scenario)).values())


@given(scenarios())
def test_a_contribution_is_weight_times_value(scenario: Scenario) -> None:
    evaluation = evaluate(scenario)
    for option in evaluation.options:
        for path, v in option.values.items():
            assert option.contributions[path] == pytest.approx(100 * evaluation.weights[path] * v, rel=1e-12)


@given(st.lists(st.floats(-100, 200), min_size=1, max_size=30))
def test_a_rank_is_one_more_than_the_number_of_better_scores(s: list[float]) -> None:
    expected = [1 + sum(other > own + 1e-9 for other in s) for own in s]
    assert competition_ranks(s).tolist() == expected


# --- ranks, ties, exclusion -------------------------------------------------------------------------------


def on_one_criterion(**ratings: float) -> Scenario:
    return decision({id: [x] for id, x in ratings.items()}, [1], [(0, 100)])


def excluding(scenario: Scenario, *ids: str) -> Scenario:
    scenario = replace(scenario, requirements=(Requirement("K01", "It must work."),))
    for id in ids:
        scenario = scenario.with_requirement_result(id, "K01", RequirementResult(Verdict.FAIL))
    return scenario


def ranks(evaluation: Evaluation) -> Mapping[str, int | None]:
    return {option.id: option.rank for option in evaluation.options}


def test_scores_within_a_billionth_of_a_point_share_a_rank() -> None:
    evaluation = evaluate(on_one_criterion(a=40, b=70, c=70 + 9e-10, d=10))
    assert ranks(evaluation) == {"a": 3, "b": 1, "c": 1, "d": 4}
    assert evaluation.joint_leaders == ("b", "c")
    assert evaluation.leader == "b"
    assert evaluation.margin == 0


def test_scores_two_billionths_of_a_point_apart_do_not_tie() -> None:
    evaluation = evaluate(on_one_criterion(a=70, b=70 + 2e-9))
    assert ranks(evaluation) == {"a": 2, "b": 1}
    assert evaluation.margin == pytest.approx(2e-9, abs=1e-13)


def test_the_leader_among_joint_leaders_is_the_first_in_the_file() -> None:
    assert evaluate(on_one_criterion(b=70, a=70)).leader == "b"


def test_options_in_rank_order_keep_the_order_of_the_file_in_ties_and_end_with_the_excluded() -> None:
    scenario = excluding(on_one_criterion(a=1, b=50, c=90, d=50), "c")
    assert [option.id for option in evaluate(scenario).in_rank_order] == ["b", "d", "a", "c"]


def test_an_excluded_option_is_scored_but_not_ranked() -> None:
    evaluation = evaluate(excluding(on_one_criterion(a=40, b=70, c=60), "b"))
    assert evaluation.option("b").score == 70
    assert evaluation.option("b").excluded
    assert ranks(evaluation) == {"a": 2, "b": None, "c": 1}
    assert (evaluation.leader, evaluation.margin) == ("c", pytest.approx(20))


@pytest.mark.parametrize("verdict", [Verdict.PASS, Verdict.NOT_SHOWN])
def test_only_a_failed_requirement_excludes(verdict: Verdict) -> None:
    scenario = replace(on_one_criterion(a=40, b=70), requirements=(Requirement("K01", "It must work."),))
    assert evaluate(scenario.with_requirement_result("b", "K01", RequirementResult(verdict))).leader == "b"


def test_all_excluded_leaves_no_leader() -> None:
    evaluation = evaluate(excluding(on_one_criterion(a=40, b=70), "a", "b"))
    assert (evaluation.leader, evaluation.joint_leaders, evaluation.margin) == (None, (), None)
    assert scores(evaluation) == {"a": 40, "b": 70}


def test_one_option_left_leads_without_a_margin() -> None:
    evaluation = evaluate(excluding(on_one_criterion(a=40, b=70), "b"))
    assert (evaluation.leader, evaluation.margin) == ("a", None)


def test_the_margin_is_between_the_first_two() -> None:
    assert evaluate(on_one_criterion(a=40, b=75, c=70)).margin == pytest.approx(5)


# --- arrays -----------------------------------------------------------------------------------------------


def test_weighted_scores_of_many_draws_are_those_of_each() -> None:
    values = np.random.default_rng(0).random((5, 3, 4))
    weights = [0.1, 0.2, 0.3, 0.4]
    together = weighted_scores(values, weights)
    assert together.shape == (5, 3)
    np.testing.assert_allclose(together, [[100 * np.dot(v, weights) for v in draw] for draw in values], rtol=1e-14)


@pytest.mark.parametrize(
    ("s", "expected"), [([], []), ([3], [1]), ([1, 1, 1], [1, 1, 1]), ([5, 7, 7, 1], [3, 1, 1, 4])]
)
def test_competition_ranks_skip_those_that_ties_take(s: Sequence[float], expected: Sequence[int]) -> None:
    assert competition_ranks(s).tolist() == expected


# --- what a result looks like -----------------------------------------------------------------------------


@given(scenarios())
def test_the_frame_has_one_row_an_option_and_a_column_for_each_criterion_and_part(scenario: Scenario) -> None:
    evaluation = evaluate(scenario)
    frame = evaluation.to_frame()
    assert list(frame.index) == [option.id for option in scenario.options]
    assert list(frame.columns) == ["name", "excluded", "rank", "score", *scenario.all_criteria]
    assert frame["score"].to_dict() == scores(evaluation)
    assert frame["rank"].isna().to_dict() == {option.id: option.excluded for option in scenario.options}


def test_the_dictionary_has_the_keys_of_the_contract() -> None:
    found: dict[str, Any] = evaluate(on_one_criterion(a=40, b=70)).to_dict()
    assert list(found) == [
        "title",
        "fingerprint",
        "version",
        "at",
        "weights",
        "options",
        "leader",
        "joint_leaders",
        "margin",
        "open",
    ]
    assert found["weights"] == {"c1": 1.0}
    assert found["options"][1] == {
        "id": "b", "name": "B", "approach": None, "excluded": False, "rank": 1, "score": 70.0,
        "ratings": {"c1": 70.0}, "values": {"c1": 0.7}, "contributions": {"c1": 70.0}, "error": 0.0,
    }  # fmt: skip
    assert (found["leader"], found["joint_leaders"], found["margin"]) == ("b", ["b"], pytest.approx(30))


def test_a_result_cannot_be_changed() -> None:
    evaluation = evaluate(on_one_criterion(a=40, b=70))
    with pytest.raises(FrozenInstanceError):
        evaluation.leader = "a"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        evaluation.options[0].score = 99.0  # type: ignore[misc]
    readonly: list[Any] = [evaluation.weights]
    for option in evaluation.options:
        readonly += [option.ratings, option.values, option.contributions]
    for mapping in readonly:
        with pytest.raises(TypeError):
            mapping["c1"] = 0.0
    changed = evaluation.to_dict()
    changed["weights"]["c1"] = 9
    assert evaluation.weights["c1"] == 1


def test_evaluating_twice_gives_the_same_and_leaves_the_scenario_alone() -> None:
    scenario = on_one_criterion(a=40, b=70)
    before = scenario.fingerprint
    assert evaluate(scenario) == evaluate(scenario)
    assert evaluate(scenario).fingerprint == before == replace(scenario).fingerprint


@given(scenarios(stated_weights=True))
def test_what_is_expected_of_ratings_holds_for_all_weights(scenario: Scenario) -> None:
    weights = {top.id: 1.0 + place for place, top in enumerate(scenario.criteria)}
    other = replace(scenario, weight_uncertainty=Fixed()).with_weights(weights)
    assert evaluate(other, expected=expectations(scenario)) == evaluate(other)

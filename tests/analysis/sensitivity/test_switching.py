"""Switching points agree with trying weights and ratings one by one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decision.analysis.scoring import evaluate
from decision.analysis.sensitivity.switching import rating_switches, weight_switches
from decision.analysis.standing import Standing
from decision.model.errors import DecisionError
from decision.model.estimate import Exact
from decision.model.rating import Rating
from decision.model.requirement import Requirement, RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.model.weights import Fixed
from tests.oracles.decisions import decision
from tests.strategies import scenarios

CLOSE = 1e-6  # points: the least margin that counts as a lead when weights are tried one by one


def standing_of(scenario: Scenario) -> Standing:
    assume(scenario.ranked_options)
    standing = Standing(scenario)
    assume(np.abs(standing.scores).max() < 1e5)  # so that rounding stays below 1e-9 points
    return standing


def lead(scenario: Scenario, leader: str) -> float:
    """By how many points an option leads all others that are ranked."""
    evaluation = evaluate(scenario)
    others = [option.score for option in evaluation.options if not option.excluded and option.id != leader]
    return evaluation.option(leader).score - max(others, default=-np.inf)


def with_share(scenario: Scenario, path: str, share: float) -> Scenario:
    """The scenario with the share of one criterion among its siblings set, the others in proportion."""
    parent = path.rpartition(".")[0]
    family = {each: x for each, x in scenario.sibling_shares.items() if each.rpartition(".")[0] == parent}
    others = {each: x for each, x in family.items() if each != path}
    total = sum(others.values())
    points = {each: (1 - share) * (x / total if total else 1 / len(others)) for each, x in others.items()}
    return scenario.with_weights({**points, path: share})


def held(scenario: Scenario) -> Scenario:
    """The scenario with its weights as they stand and nothing said about how they may vary."""
    criteria = tuple(_held(criterion) for criterion in scenario.criteria)
    shares = scenario.sibling_shares
    return replace(scenario, criteria=criteria, weight_uncertainty=Fixed()).with_weights(dict(shares))


def _held(criterion):  # type: ignore[no-untyped-def]
    parts = tuple(replace(_held(part), weight=1.0) for part in criterion.parts)
    return replace(criterion, parts=parts, weight_uncertainty=Fixed(), weight=1.0)


@settings(max_examples=40)
@given(scenarios(fewest_criteria=2))
def test_the_leader_stays_first_on_its_interval_and_nowhere_else(scenario: Scenario) -> None:
    scenario = held(scenario)
    standing = standing_of(scenario)
    leader = standing.options[standing.leader].id
    for switch in weight_switches(standing):
        siblings = [each for each in scenario.sibling_shares if each.rpartition(".")[0] == (switch.among or "")]
        assert 0 <= switch.low <= switch.weight <= switch.high <= 1
        assert (switch.low == 0) or switch.low_to is not None
        assert (switch.high == 1) or switch.high_to is not None
        for share in np.linspace(0, 1, 9) if len(siblings) > 1 else ():
            margin = lead(with_share(scenario, switch.criterion, float(share)), leader)
            if switch.low <= share <= switch.high:
                assert margin > -CLOSE
            else:
                assert margin < CLOSE


@settings(max_examples=40)
@given(scenarios(fewest_criteria=2))
def test_who_takes_over_is_level_at_the_end_and_ahead_beyond(scenario: Scenario) -> None:
    scenario = held(scenario)
    standing = standing_of(scenario)
    leader = standing.options[standing.leader].id
    for switch in weight_switches(standing):
        for end, to, beyond in ((switch.low, switch.low_to, 0.0), (switch.high, switch.high_to, 1.0)):
            if to is None:
                continue
            at_end = evaluate(with_share(scenario, switch.criterion, end))
            assert at_end.option(leader).score == pytest.approx(at_end.option(to).score, abs=CLOSE)
            farther = evaluate(with_share(scenario, switch.criterion, beyond))
            assert farther.option(leader).score < farther.option(to).score


@given(scenarios(fewest_criteria=2, stated_weights=True))
def test_the_points_to_type_give_the_share(scenario: Scenario) -> None:
    standing = standing_of(scenario)
    for switch in weight_switches(standing):
        for end, points in ((switch.low, switch.low_points), (switch.high, switch.high_points)):
            if points is None:
                continue
            parent = switch.among or ""
            siblings = [each for each in scenario.all_criteria if each.rpartition(".")[0] == parent]
            typed = {each: scenario.all_criteria[each].weight or 0.0 for each in siblings} | {switch.criterion: points}
            assert typed[switch.criterion] / sum(typed.values()) == pytest.approx(end, abs=1e-9)


@settings(max_examples=40)
@given(scenarios())
def test_the_leader_changes_at_the_switching_rating(scenario: Scenario) -> None:
    standing = standing_of(scenario)
    leader = standing.options[standing.leader].id
    for switch in rating_switches(standing):
        k = standing.paths.index(switch.criterion)
        scale, function = standing.functions[k].scale, standing.functions[k]
        margins = {
            x: lead(scenario.with_rating(switch.option, switch.criterion, Rating(Exact(x))), leader)
            for x in np.linspace(scale.worst, scale.best, 7).tolist()
        }
        if switch.switch is None:  # on the scale one is ahead throughout: the leader, unless its rating lies beyond
            ahead = all(margin > -CLOSE for margin in margins.values())
            behind = all(margin < CLOSE for margin in margins.values())
            assert ahead or behind or scenario.option(switch.option).excluded
            assert switch.to is None
            continue
        assert switch.to is not None
        assert scale.holds(switch.switch)
        at_switch = evaluate(scenario.with_rating(switch.option, switch.criterion, Rating(Exact(switch.switch))))
        assert at_switch.option(leader).score == pytest.approx(at_switch.option(switch.to).score, abs=CLOSE)
        value = float(function(switch.switch))
        for x, margin in margins.items():
            if (float(function(x)) - value) * (1 if switch.option == leader else -1) > CLOSE:
                assert margin > -CLOSE
            if (float(function(x)) - value) * (1 if switch.option == leader else -1) < -CLOSE:
                assert margin < CLOSE


@given(st.data())
def test_of_equal_values_the_rating_nearest_is_meant(data: st.DataObject) -> None:
    from decision.model.value_function import Points, Scale, ValueFunction

    level = ValueFunction(Scale(10, 0), Points(((0, 1), (4, 0.5), (6, 0.5), (10, 0))))
    near = data.draw(st.floats(-5, 15))
    assert level.rating_worth(0.5, near) == min(max(near, 4), 6)
    assert level.rating_worth(0.25, near) == 8


# --- edges ------------------------------------------------------------------------------------------------------


def test_a_single_criterion_has_all_the_weight_whatever_is_typed() -> None:
    (switch,) = weight_switches(Standing(decision({"a": [1], "b": [0]}, [5], [(0, 1)])))
    assert (switch.weight, switch.low, switch.high, switch.low_to, switch.high_to) == (1, 0, 1, None, None)


def test_equal_options_never_change_the_leader_by_weights() -> None:
    standing = Standing(decision({"a": [0.3, 0.7], "b": [0.3, 0.7]}, [1, 2], [(0, 1)] * 2))
    assert [(each.low, each.high, each.low_to, each.high_to) for each in weight_switches(standing)] == [
        (0, 1, None, None)
    ] * 2
    assert [(each.switch, each.to) for each in rating_switches(standing)] == [
        (0.3, "b"),
        (0.7, "b"),
        (0.3, "b"),
        (0.7, "b"),
    ]


def test_a_tie_is_left_in_both_directions() -> None:
    standing = Standing(decision({"a": [1, 0], "b": [0, 1]}, [1, 1], [(0, 1)] * 2))
    first, second = weight_switches(standing)
    assert (first.low, first.high, first.low_to, first.high_to) == (0.5, 1, "b", None)
    assert (second.low, second.high, second.low_to, second.high_to) == (0, 0.5, None, "b")


def test_a_weight_of_0_and_a_weight_of_1_can_move() -> None:
    standing = Standing(decision({"a": [1, 0], "b": [0, 1]}, [1, 0], [(0, 1)] * 2))
    first, second = weight_switches(standing)
    assert (first.weight, first.low, first.low_to) == (1, 0.5, "b")
    assert first.low_points is None  # whatever is typed, the other weighs nothing
    assert (second.weight, second.high, second.high_to, second.high_points) == (0, 0.5, "b", 1)
    assert rating_switches(standing)[1].switch is None  # a rating that counts for nothing changes nothing


def test_where_the_weight_was_1_the_others_share_alike() -> None:
    standing = Standing(decision({"a": [1, 0, 0], "b": [0, 1, 0.5]}, [1, 0, 0], [(0, 1)] * 3))
    assert weight_switches(standing)[0].low == pytest.approx(0.75 / 1.75)


def test_equal_challengers_take_over_in_file_order() -> None:
    standing = Standing(decision({"a": [1, 0], "b": [0, 1], "c": [0, 1]}, [3, 1], [(0, 1)] * 2))
    assert [each.low_to or each.high_to for each in weight_switches(standing)] == ["b", "b"]
    assert rating_switches(standing)[0].to == "b"


def test_an_excluded_option_never_takes_over() -> None:
    scenario = decision({"a": [1, 0], "b": [0, 1], "c": [0.9, 0.9]}, [3, 1], [(0, 1)] * 2)
    out = replace(scenario.options[2], requirements={"K01": RequirementResult(Verdict.FAIL)})
    scenario = replace(scenario, options=(*scenario.options[:2], out), requirements=(Requirement("K01", "must"),))
    standing = Standing(scenario)
    assert standing.options[standing.leader].id == "a"
    assert {each.to for each in rating_switches(standing) if each.option != "c"} <= {"a", "b", None}
    assert all(each.switch is None for each in rating_switches(standing) if each.option == "c")


def test_where_all_are_excluded_there_is_nothing_to_ask() -> None:
    scenario = decision({"a": [1, 0], "b": [0, 1]}, [3, 1], [(0, 1)] * 2)
    fails = {"K01": RequirementResult(Verdict.FAIL)}
    options = tuple(replace(option, requirements=fails) for option in scenario.options)
    with pytest.raises(DecisionError, match="every option is excluded"):
        Standing(replace(scenario, options=options, requirements=(Requirement("K01", "must"),)))


def test_weights_of_parts_are_shares_among_the_parts(portal_with_parts: Scenario) -> None:
    switches = {each.criterion: each for each in weight_switches(Standing(portal_with_parts))}
    assert switches["integration"].among is None
    assert switches["integration.freshness"].among == "integration"
    assert switches["integration.freshness"].weight + switches["integration.identity"].weight == pytest.approx(1)

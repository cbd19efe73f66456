"""All of the sensitivity analysis at once: its shape, its edges, and how its parts hang together."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings

import decision
from decision.analysis.sampling.values import draw_values
from decision.analysis.sensitivity.sensitivity import most_kept, sensitivity
from decision.files.reader import read_scenario
from decision.model.contents import Dependence
from decision.model.errors import DecisionError
from decision.model.requirement import Requirement, RequirementResult, Verdict
from decision.model.scenario import Scenario
from tests.oracles.decisions import decision as table
from tests.outputs.samples import MINIMAL, PORTAL, THREE_LEVELS
from tests.strategies import scenarios

DRAWS = 2000


def test_the_json_has_the_keys_of_the_contract() -> None:
    result = sensitivity(PORTAL, DRAWS, 1).to_dict()
    assert json.loads(json.dumps(result, allow_nan=False)) == result
    assert {"weights", "ratings", "tornado", "reversal", "dominance", "information"} <= set(result)
    assert set(result["weights"][0]) >= {"criterion", "weight", "low", "high", "low_to", "high_to"}
    assert set(result["ratings"][0]) >= {"option", "criterion", "rating", "switch", "to"}
    assert set(result["reversal"][0]) >= {"option", "moving", "status", "t", "weights", "ratings"}
    assert set(result["information"]) >= {"evpi", "by_cell", "by_criterion"}
    assert len(result["weights"]) == len(PORTAL.all_criteria)
    assert len(result["ratings"]) == len(PORTAL.options) * len(PORTAL.leaves)
    assert [(each["option"], each["moving"]) for each in result["reversal"]] == [
        (option, moving) for option in ("build", "buy") for moving in ("weights", "ratings", "both")
    ]


def test_it_is_reproducible_and_hangs_on_the_seed() -> None:
    assert sensitivity(PORTAL, DRAWS, 1).to_dict() == decision.sensitivity(PORTAL, DRAWS, 1).to_dict()
    assert sensitivity(PORTAL, DRAWS, 1).information != sensitivity(PORTAL, DRAWS, 2).information


def test_draws_that_exist_are_used() -> None:
    drawn = draw_values(PORTAL, DRAWS, 7)
    given_ = sensitivity(PORTAL, drawn=drawn)
    assert (given_.draws, given_.seed) == (DRAWS, 7)
    assert given_.to_dict() == sensitivity(PORTAL, DRAWS, 7).to_dict()


def test_progress_is_told_step_by_step_and_never_goes_back() -> None:
    told: list[tuple[str, float]] = []
    sensitivity(PORTAL, DRAWS, 1, progress=lambda what, share: told.append((what, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, pytest.approx(0.95))
    assert list(dict.fromkeys(what for what, _ in told)) == [
        "drawing what may come",
        "what would put another option first",
        "which option is better whatever comes",
        "what to find out first",
        "what moves the margin",
    ]
    assert len(set(shares)) > 20


def test_the_frame_has_a_row_for_every_criterion_and_part() -> None:
    frame = sensitivity(THREE_LEVELS, DRAWS, 1).to_frame()
    assert list(frame.index) == list(THREE_LEVELS.all_criteria)
    assert (frame.low <= frame.weight).all()
    assert (frame.weight <= frame.high).all()


def test_what_is_kept_of_many_options_fits_in_memory() -> None:
    assert most_kept(PORTAL) > 1_000_000
    wide = table({f"o{m}": [1.0] * 200 for m in range(30)}, [1.0] * 200, [(0.0, 1.0)] * 200)
    assert most_kept(wide) * 30 * 200 * 8 < 200_000_000


# --- edges --------------------------------------------------------------------------------------------------------


def out(scenario: Scenario, *ids: str) -> Scenario:
    fails = {"K01": RequirementResult(Verdict.FAIL)}
    options = tuple(replace(each, requirements=fails) if each.id in ids else each for each in scenario.options)
    return replace(scenario, options=options, requirements=(Requirement("K01", "must"),))


TWO = table({"a": [0.9, 0.2], "b": [0.1, 0.8]}, [2, 1], [(0, 1)] * 2)


def test_an_option_left_alone_has_nothing_to_fear() -> None:
    result = sensitivity(out(TWO, "a"), DRAWS, 1)
    assert (result.leader, result.runner_up) == ("b", None)
    assert result.tornado == result.reversal == result.dominance == ()
    assert all((each.low, each.high) == (0, 1) for each in result.weights)
    assert all(each.switch is None for each in result.ratings)
    assert result.information.evpi == 0
    assert result.robustness.verdict == "not known"


def test_where_every_option_is_excluded_there_is_nothing_to_say() -> None:
    with pytest.raises(DecisionError, match="every option is excluded"):
        sensitivity(out(TWO, "a", "b"), DRAWS, 1)


@pytest.mark.parametrize("draws", [0, -5, 10**12])
def test_a_number_of_draws_out_of_reach(draws: int) -> None:
    with pytest.raises(DecisionError, match="a simulation takes 1 to"):
        sensitivity(TWO, draws, 1)


def test_two_options_without_any_uncertainty() -> None:
    result = sensitivity(TWO, DRAWS, 1)
    assert result.tornado == ()
    assert result.information.evpi == 0
    assert all(each.points == 0 for each in result.information.by_cell)
    weights_only = next(each for each in result.reversal if each.moving == "weights")
    assert (weights_only.option, weights_only.status) == ("b", "within")


def test_equal_options_are_level() -> None:
    result = sensitivity(table({"a": [0.5, 0.5], "b": [0.5, 0.5]}, [1, 1], [(0, 1)] * 2), DRAWS, 1)
    assert result.robustness.verdict == "not known"  # all are single numbers
    assert {each.t for each in result.reversal} == {0.0}
    assert result.robustness.p_best == 0.5


def test_a_single_criterion() -> None:
    result = sensitivity(table({"a": [0.9], "b": [0.1]}, [1], [(0, 1)]), DRAWS, 1)
    assert [(each.low, each.high) for each in result.weights] == [(0, 1)]
    assert {each.status for each in result.reversal} == {"impossible"}
    assert result.robustness.verdict == "not known"


def test_a_wide_lead_is_clear_and_a_narrow_one_is_not() -> None:
    text = b"""\
format: 1
title: T
criteria: {x: {worst: 0, best: 10, weight: 1}, y: {worst: 0, best: 10, weight: 1}}
options:
  a: {ratings: {x: {low: 6, mode: 8, high: 9}, y: {low: 5, mode: 7, high: 8}}}
  b: {ratings: {x: {low: 1, mode: 2, high: 3}, y: {low: 1, mode: 2, high: 3}}}
"""
    wide = sensitivity(read_scenario(text, "t.yaml"), DRAWS, 1)
    assert (wide.robustness.verdict, wide.robustness.weight) == ("clear", None)
    near = read_scenario(text.replace(b"low: 1, mode: 2, high: 3", b"low: 5, mode: 7, high: 8.5"), "t.yaml")
    assert sensitivity(near, DRAWS, 1).robustness.verdict in ("ahead, but not clearly", "too close to call")


@settings(max_examples=25, deadline=None)
@given(scenarios())
def test_parts_of_the_answer_agree(scenario: Scenario) -> None:
    assume(scenario.ranked_options)
    scenario = replace(scenario, dependence=Dependence())
    try:
        result = sensitivity(scenario, 300, 1)
    except DecisionError as error:
        assume("too far out" not in str(error))
        raise
    json.dumps(result.to_dict(), allow_nan=False)
    weights = [each.distance for each in result.weights if each.distance is not None]
    nearest = result.robustness.weight
    assert (nearest is None) == (not weights)
    if nearest is not None:
        assert nearest.distance == min(weights)
    known = result.information
    assert all(0 <= each.points <= known.evpi for each in (*known.by_cell, *known.by_criterion, *known.by_option))
    for each in result.reversal:  # what ratings and weights do alone they do together
        if each.moving == "both" and each.status == "within":
            alone = [one.t for one in result.reversal if one.option == each.option and one.t is not None]
            assert each.t is not None
            assert each.t <= min(alone) + 1e-6


def test_the_shipped_scenarios_have_an_answer() -> None:
    for scenario in (PORTAL, MINIMAL):
        result = sensitivity(scenario, DRAWS, 1)
        assert result.leader == decision.evaluate(scenario).leader

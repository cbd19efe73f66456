"""Dominance by values and by futures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings

from decision.analysis.sampling.values import draw_values
from decision.analysis.sensitivity.dominance import dominances
from decision.analysis.simulation.simulation import simulate
from decision.analysis.standing import Standing
from decision.files.reader import read_scenario
from decision.model.errors import DecisionError
from decision.model.scenario import Dependence, Scenario
from tests.strategies import scenarios


def found(text: str) -> dict[tuple[str, str], tuple[bool, tuple[str, ...], int | None]]:
    head = "format: 1\ntitle: T\ncriteria: {x: {worst: 0, best: 10, weight: 1}, y: {worst: 10, best: 0, weight: 1}}\n"
    scenario = read_scenario((head + "options:\n" + text).encode(), "t.yaml")
    result = dominances(Standing(scenario), draw_values(scenario, 5000, 1))
    return {(each.option, each.over): (each.values, each.criteria, each.score_order) for each in result}


def test_better_on_one_and_level_on_the_other() -> None:
    assert found("  a: {ratings: {x: 5, y: 5}}\n  b: {ratings: {x: 4, y: 5}}\n") == {("a", "b"): (True, ("x",), 1)}


def test_equal_options_do_not_dominate_each_other() -> None:
    assert found("  a: {ratings: {x: 5, y: 5}}\n  b: {ratings: {x: 5, y: 5}}\n") == {}


def test_each_better_on_one() -> None:
    result = found("  a: {ratings: {x: 5, y: 5}}\n  b: {ratings: {x: 4, y: 3}}\n")
    assert result == {("a", "b"): (False, ("x",), None), ("b", "a"): (False, ("y",), 1)}


def test_the_same_mean_with_less_risk_dominates_to_second_order() -> None:
    result = found("  a: {ratings: {x: {low: 4, high: 6}, y: 5}}\n  b: {ratings: {x: {low: 2, high: 8}, y: 5}}\n")
    assert result == {("a", "b"): (False, (), 2)}


def test_a_shifted_law_dominates_where_less_is_better_too() -> None:
    result = found("  a: {ratings: {x: 5, y: {low: 1, high: 4}}}\n  b: {ratings: {x: 5, y: {low: 2, high: 5}}}\n")
    assert result == {("a", "b"): (True, ("y",), 1)}


# --- what is drawn ---------------------------------------------------------------------------------------------------


def test_a_score_that_is_one_criterion_is_compared_as_that_criterion() -> None:
    """Whatever is drawn in the tails: both are compared by the same quantiles."""
    laws = "{mean: 5, sd: 0.65, shape: lognormal}", "{mean: 3.35, sd: 0.64}"
    for seed in range(5):
        head = "format: 1\ntitle: T\ncriteria: {x: {worst: 0, best: 10}}\nweights: {x: 1}\noptions:\n"
        options = "".join(f"  {id}: {{ratings: {{x: {law}}}}}\n" for id, law in zip("ab", laws, strict=True))
        scenario = read_scenario((head + options).encode(), "t.yaml")
        (each,) = dominances(Standing(scenario), draw_values(scenario, 300, seed))
        assert (each.criteria, each.score_order, each.always) == (("x",), 1, False)


@pytest.mark.parametrize(("sd", "order"), [(1, 1), (3, 2), (0.2, None)])
def test_normal_scores_dominate_by_mean_and_spread_hadar_russell1969(sd: float, order: int | None) -> None:
    """The higher mean dominates to first order with an equal spread, to second with a smaller one, else not."""
    text = f"""\
  a: {{ratings: {{x: {{mean: 6, sd: 1}}, y: {{mean: 5, sd: 1}}}}}}
  b: {{ratings: {{x: {{mean: 4, sd: {sd}}}, y: {{mean: 5, sd: {sd}}}}}}}
"""
    head = "criteria: {x: {worst: 0, best: 10, outside: extrapolate}, y: {worst: 10, best: 0, outside: extrapolate}}"
    whole = f"format: 1\ntitle: T\n{head}\nweights: {{x: 1, y: 1}}\noptions:\n{text}"
    scenario = read_scenario(whole.encode(), "t.yaml")
    for seed in range(4):
        result = dominances(Standing(scenario), draw_values(scenario, 20_000, seed))
        orders = {(each.option, each.over): each.score_order for each in result}
        assert (orders.get(("a", "b")), orders.get(("b", "a"))) == (order, None)


def test_options_alike_do_not_dominate_each_other_by_luck() -> None:
    text = "".join(f"  {id}: {{ratings: {{x: {{low: 2, high: 6}}, y: {{mean: 5, sd: 1}}}}}}\n" for id in "ab")
    assert found(text) == {}


def test_at_least_as_good_in_every_future_or_only_as_things_stand() -> None:
    def always(a: str, b: str) -> list[bool]:
        head = "format: 1\ntitle: T\ncriteria: {x: {worst: 0, best: 10}}\nweights: {x: 1}\noptions:\n"
        text = f"{head}  a: {{ratings: {{x: {a}}}}}\n  b: {{ratings: {{x: {b}}}}}\n"
        scenario = read_scenario(text.encode(), "t.yaml")
        result = dominances(Standing(scenario), draw_values(scenario, 5000, 1))
        return [each.always for each in result if each.values]

    assert always("{low: 5, high: 7}", "{low: 1, high: 5}") == [True]
    assert always("{low: 4, high: 8}", "{low: 1, high: 5}") == [False]
    assert always("8", "{levels: {7.5: 0.99, 9: 0.01}}") == [False]


@settings(max_examples=40)
@given(scenarios())
def test_what_holds_in_every_future_holds_of_every_chance(scenario: Scenario) -> None:
    assume(scenario.ranked_options)
    drawn = draw_values(scenario, 200, 1)
    try:
        pairwise = simulate(scenario, 200, 1, drawn=drawn, weights="any").pairwise
    except DecisionError:  # drawn too far out to compute with
        assume(False)
    for each in dominances(Standing(scenario), drawn):
        assert each.values or not each.always
        if each.always:
            assert pairwise[each.option][each.over] >= 0.5
            assert pairwise[each.over][each.option] <= 0.5


@settings(max_examples=40)
@given(scenarios())
def test_who_dominates_is_never_behind(scenario: Scenario) -> None:
    assume(scenario.ranked_options)
    scenario = replace(scenario, dependence=Dependence())
    standing = Standing(scenario)
    score = {option.id: standing.scores[m] for m, option in enumerate(standing.options)}
    result = dominances(standing, draw_values(scenario, 200, 1))
    for each in result:
        if each.values:
            assert score[each.option] >= score[each.over] - 1e-6
        assert not scenario.option(each.option).excluded
    pairs = {(each.option, each.over) for each in result if each.values}
    assert not any((over, option) in pairs for option, over in pairs)

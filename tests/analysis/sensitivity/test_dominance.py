"""Dominance by values and by futures."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given, settings

from decision.analysis.sampling.values import draw_values
from decision.analysis.sensitivity.dominance import dominances
from decision.analysis.standing import Standing
from decision.files.reader import read_scenario
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

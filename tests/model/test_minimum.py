"""A criterion's minimum: an option of which a worse rating is expected is excluded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.analysis.scoring import evaluate
from decision.files.writer import scenario_yaml
from decision.model.errors import ImpossibleError
from decision.model.estimate import Exact, Unknown
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.model.value_function import Scale, ValueFunction
from decision.outputs.words.scoring import exclusions
from tests.files.reading import faults_of, read
from tests.small_decisions import flat, three_point_decisions

TEXT = """\
format: 1
title: Try
criteria:
  fit: {worst: 0, best: 10, minimum: 4}
  months: {worst: 24, best: 3, unit: months, minimum: 12}
weights: {fit: 60, months: 40}
options:
  a: {name: A, ratings: {fit: {low: 1, mode: 3.5, high: 5}, months: 8}}
  b: {name: B, ratings: {fit: {low: 3, mode: 5, high: 8}, months: unknown}}
  c: {name: C, ratings: {fit: 4, months: 13}}
"""


def with_minimum(scenario: Scenario, minimum: float | None) -> Scenario:
    return scenario.with_criterion("c1", replace(scenario.leaves["c1"], minimum=minimum))


def test_less_than_the_minimum_excludes_and_what_is_open_or_level_does_not() -> None:
    scenario = read(TEXT)
    assert [option.short_of for option in scenario.options] == [("fit",), (), ("months",)]
    evaluation = evaluate(scenario)
    assert [option.rank for option in evaluation.options] == [None, 1, None]
    assert exclusions(scenario, evaluation) == [
        "A is out: its Fit of 3.33 is below the minimum of 4.",
        "C is out: its Months of 13 months is above the limit of 12 months.",
    ]


def test_it_is_written_as_it_is_read_and_counts_in_the_fingerprint() -> None:
    scenario = read(TEXT)
    assert read(scenario_yaml(scenario)) == scenario
    assert read(TEXT.replace("minimum: 4", "minimum: 0")).fingerprint != scenario.fingerprint
    without = read(TEXT.replace(", minimum: 4", "").replace(", minimum: 12", ""))
    assert read(TEXT.replace("minimum: 4", "minimum: 0")).fingerprint != without.fingerprint
    assert [option.rank for option in evaluate(without).options] == [2, 1, 3]


@given(three_point_decisions(), st.integers(0, 100).map(lambda x: x / 10))
def test_those_excluded_are_those_of_which_less_is_expected(scenario: Scenario, minimum: float) -> None:
    limited = with_minimum(scenario, minimum)
    evaluation = evaluate(limited)
    for option in evaluation.options:
        assert option.excluded == (option.ratings["c1"] < minimum)
    assert with_minimum(limited, None) == scenario


def test_a_better_rating_puts_the_option_back() -> None:
    limited = with_minimum(flat({"a": [3], "b": [5]}, [1]), 4)
    assert [option.id for option in limited.ranked_options] == ["b"]
    assert len(limited.with_rating("a", "c1", Rating(Exact(4))).ranked_options) == 2
    assert len(limited.with_rating("a", "c1", Rating(Unknown())).ranked_options) == 2


def test_a_minimum_that_hardly_anything_could_reach_is_a_fault() -> None:
    (fault,) = faults_of(TEXT.replace("minimum: 4", "minimum: 11"))
    assert fault.startswith("x.yaml:4:38: criteria.fit.minimum: the minimum 11 is better than best 10")
    with pytest.raises(ImpossibleError):
        replace(flat({"a": [1], "b": [2]}, [1]).leaves["c1"], value_function=ValueFunction(Scale(5, 1)), minimum=0.5)


def test_a_criterion_with_parts_has_no_minimum_of_its_own() -> None:
    parts = "fit: {minimum: 4, parts: {x: {worst: 0, best: 10}, y: {worst: 0, best: 10}}}"
    text = TEXT.replace("fit: {worst: 0, best: 10, minimum: 4}", parts)
    assert any("has no minimum of its own; give it to the parts" in fault for fault in faults_of(text))

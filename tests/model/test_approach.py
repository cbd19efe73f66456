"""Answers on which approach suits us: how they move a rating, and which ratings contradict them."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from decision.model import approach
from decision.model.approach import Question, contradictions, given, move, moved_months, moved_points
from decision.model.errors import DecisionError, ImpossibleError
from decision.model.estimate import Unknown
from decision.model.given_answer import GivenAnswer
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.model.value_function import Scale, ValueFunction
from tests.small_decisions import flat

POORLY = GivenAnswer("product", "none", "no product does it", {"buy": {"c1": -3}})
WELL = GivenAnswer("workflows", "common", "you work like others", {"buy": {"c1": 1}, "build": {"c1": 2}})
QUESTION = Question("product", "Is there one?", "us", "judgement", {"none": POORLY}, {"none": "No"})


def decision(rating: float, *answers: GivenAnswer, approach: str | None = "buy") -> Scenario:
    scenario = flat({"a": [rating], "b": [5]}, [1])
    options = (replace(scenario.options[0], approach=approach), scenario.options[1])
    return replace(scenario, options=options, answers=answers)


@for_any(st.lists(st.floats(0, 10), min_size=3, max_size=3).map(sorted), st.floats(-20, 20))
def test_points_move_as_far_as_said_or_say_that_they_stopped(figures: list[float], by: float) -> None:
    low, mode, high = figures
    moved = moved_points(low, mode, high, by)
    assert 0 <= moved.figures[0] <= moved.figures[1] <= moved.figures[2] <= 10
    assert math.copysign(1, by) * (moved.figures[1] - mode) >= 0
    if not moved.stopped:
        assert moved.figures == pytest.approx([low + by, mode + by, high + by])
    elif 1 <= mode + by <= 9:  # only an end of the range stopped
        assert moved.figures[1] == mode + by
        assert low + by < 0 or high + by > 10


def test_points_stop_where_answers_prove_no_more() -> None:
    assert moved_points(4, 6, 8, -2) == approach.Moved((2, 4, 6))
    assert moved_points(4, 6, 8, -9) == approach.Moved((0, 1, 3), stopped=True)
    assert moved_points(4, 6, 9, 2) == approach.Moved((6, 8, 10), stopped=True)
    assert moved_points(9, 9.5, 10, 1) == approach.Moved((9, 9.5, 10), stopped=True)  # and is not moved back


def test_months_leave_one() -> None:
    assert moved_months(8, 4) == approach.Moved((12,))
    assert moved_months(3, -6) == approach.Moved((1,), stopped=True)


def test_moves_are_summed_by_approach_and_criterion() -> None:
    assert move([POORLY, WELL], "buy", "c1") == -2
    assert move([POORLY, WELL], "build", "c1") == 2
    assert move([POORLY, WELL], "extend", "c1") == move([POORLY, WELL], None, "c1") == move([], "buy", "c1") == 0


def test_answers_are_found_by_name_or_the_nearest_is_told() -> None:
    assert given({"product": QUESTION}, {"product": "none"}) == (POORLY,)
    with pytest.raises(ImpossibleError, match='is not a question on what suits us; did you mean "product"') as fault:
        given({"product": QUESTION}, {"produkt": "none"})
    assert fault.value.at == ("produkt",)
    with pytest.raises(ImpossibleError, match=r"x is not an answer to product; use .*none"):
        given({"product": QUESTION}, {"product": "x"})


@pytest.mark.parametrize(("rating", "against"), [(9, True), (7, True), (6.9, False), (2, False)])
def test_a_good_rating_contradicts_what_speaks_against_it(rating: float, against: bool) -> None:
    found = list(contradictions(decision(rating, POORLY)))
    assert [(each.option, each.path, each.x, each.answers) for each in found] == (
        [("a", "c1", rating, (POORLY,))] if against else []
    )


@pytest.mark.parametrize(("rating", "against"), [(1, True), (3, True), (3.1, False), (9, False)])
def test_a_poor_rating_contradicts_what_speaks_for_it(rating: float, against: bool) -> None:
    assert bool(list(contradictions(decision(rating, WELL, approach="build")))) is against


def test_only_what_was_decided_together_can_be_contradicted() -> None:
    assert next(iter(contradictions(decision(9, POORLY, WELL)))).answers == (POORLY,)
    assert not list(contradictions(decision(9, POORLY, WELL, WELL)))
    assert not list(contradictions(decision(9, POORLY, approach=None)))
    assert not list(contradictions(decision(9, POORLY, approach="extend")))
    assert not list(contradictions(decision(9)))


def test_money_months_and_open_ratings_are_not_compared() -> None:
    scenario = decision(9, POORLY)
    criterion = scenario.criteria[0]
    assert criterion.value_function is not None
    assert not list(contradictions(scenario.with_criterion("c1", replace(criterion, unit="months"))))
    assert not list(contradictions(scenario.with_criterion("c1", replace(criterion, kind="cost_plan"))))
    open_ = Rating(Unknown(criterion.value_function))
    assert not list(contradictions(scenario.with_rating("a", "c1", open_)))


def test_a_scale_is_counted_from_worst_to_best() -> None:
    scenario = decision(20, POORLY)
    less = replace(scenario.criteria[0], value_function=ValueFunction(Scale(100, 0)))
    assert [each.x for each in contradictions(scenario.with_criterion("c1", less))] == [20]


def test_answers_are_no_part_of_the_fingerprint() -> None:
    assert decision(9, POORLY).fingerprint == decision(9).fingerprint


@pytest.mark.parametrize(("unit", "worst", "best", "fits"), [
    ("points", 0, 10, True), ("months", None, None, True), ("points", 0, 100, False), ("", 10, 0, False),
])  # fmt: skip
def test_answers_speak_of_points_of_ten_and_of_months(
    unit: str, worst: float | None, best: float | None, fits: bool
) -> None:
    if fits:
        approach.check_scale("c1", unit, worst, best)
        return
    with pytest.raises(DecisionError, match="is not rated from 0 to 10; take another catalogue"):
        approach.check_scale("c1", unit, worst, best)

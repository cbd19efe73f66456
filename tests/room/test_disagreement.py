"""What people differ in, and what of it decides."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from decision.model.errors import DecisionError
from decision.model.value_function import Linear, Scale, ValueFunction
from decision.room.answers import Answers, Frame, Group, median_of, middle_half_of, share_near
from decision.room.disagreement import Disagreement, chances, shown_roles
from tests.room.plain import Plain
from tests.room.rounds import rounds

NAN = float("nan")


def test_every_figure_is_that_of_plain_enumeration() -> None:
    differing, turning = 0, 0

    @given(rounds())
    def hold(drawn: tuple[Frame, Answers]) -> None:
        nonlocal differing, turning
        found, plain = Disagreement(*drawn), Plain(*drawn)
        assert found.leader == plain.leader
        assert found.regret == pytest.approx(plain.regret(plain.values, plain.weights), abs=1e-9)
        for each in found.differences:
            if each.option is None:
                worth, turned = plain.worth_of_weight(each.criterion), plain.turned_by_weight(each.criterion)
            else:
                worth = plain.worth_of_rating(each.option, each.criterion)
                turned = plain.turned_by_rating(each.option, each.criterion)
            assert each.worth == pytest.approx(worth, abs=1e-9)
            assert (each.turned_by, each.taken_by) == turned
            differing, turning = differing + 1, turning + (each.turned_by > 0)

    hold()
    assert differing > 50 and turning > 5  # or the rounds drawn tell nothing


@given(rounds())
def test_what_is_no_difference_is_worth_nothing(drawn: tuple[Frame, Answers]) -> None:
    found, plain = Disagreement(*drawn), Plain(*drawn)
    told = {(each.option, each.criterion) for each in found.differences}
    for m in plain.options:
        for k in plain.leaves:
            if (m, k) not in told:
                assert plain.worth_of_rating(m, k) == pytest.approx(0, abs=1e-9)
                assert plain.turned_by_rating(m, k)[0] == 0


@given(rounds())
def test_people_are_counted_once_each_and_in_any_order(drawn: tuple[Frame, Answers]) -> None:
    frame, answers = drawn
    found = Disagreement(frame, answers)
    backwards = Disagreement(frame, answers.among(np.arange(len(answers.ratings))[::-1]))
    assert found.leads_for.sum() == pytest.approx(len(answers.ratings))
    assert backwards.leads_for == pytest.approx(found.leads_for)
    assert backwards.regret == pytest.approx(found.regret, abs=1e-9)
    assert found.regret >= 0 and not found.leads_for[~frame.ranked].any()


def test_the_widest_quarrel_can_be_worth_nothing_while_a_narrow_one_decides() -> None:
    # B leads A by their own ratings for one of three; on option C, which is out of reach, they differ by the whole scale
    scale = ValueFunction(Scale(0, 10), Linear())
    frame = Frame((scale,), np.array([0]), np.ones(1), np.zeros((3, 1)), np.ones(1), np.ones(3, dtype=bool))
    ratings = np.array([[[6.0], [5.0], [0.0]], [[6.0], [5.0], [4.9]], [[6.0], [7.0], [2.0]]])
    found = Disagreement(frame, Answers(ratings, np.ones((3, 1)), np.zeros((3, 3, 1), dtype=bool)))
    assert found.leader == 0
    assert found.leads_for.tolist() == [2, 1, 0]
    assert found.regret == pytest.approx(10 / 3)
    narrow, wide = found.differences
    assert (narrow.option, narrow.turned_by, narrow.taken_by) == (1, 1, (1,))
    assert narrow.worth == pytest.approx(10 / 3)
    assert (wide.option, wide.worth, wide.turned_by) == (2, 0, 0)
    assert found.deciding == (narrow,)


def test_who_cannot_judge_is_neither_missing_nor_in_the_middle() -> None:
    scale = ValueFunction(Scale(0, 10), Linear())
    frame = Frame((scale,), np.array([0]), np.ones(1), np.zeros((2, 1)), np.ones(1), np.ones(2, dtype=bool))
    ratings = np.array([[[9.0], [5.0]], [[8.0], [5.0]], [[NAN], [5.0]]])
    cannot = np.array([[[False], [False]], [[False], [False]], [[True], [False]]])
    answers = Answers(ratings, np.ones((3, 1)), cannot)
    assert Group.of(frame, answers).ratings[0, 0] == 8.5  # not drawn towards 5
    # their own score leaves it to those who can judge
    assert Disagreement(frame, answers).scores[2, 0] == pytest.approx(85)
    with pytest.raises(DecisionError, match="rates a cell and says that they cannot judge it"):
        Answers(ratings, np.ones((3, 1)), ~cannot)


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ([[1.0, NAN]], "weighs some criteria and not others"),
        ([[0.0, 0.0]], "0 or more, and not all 0"),
        ([[-1.0, 2.0]], "0 or more, and not all 0"),
    ],
)
def test_weights_that_are_none_are_refused(points: list[list[float]], said: str) -> None:
    with pytest.raises(DecisionError, match=said):
        Answers(np.full((1, 1, 2), NAN), np.array(points), np.zeros((1, 1, 2), dtype=bool))


def test_a_decision_without_anybody_ranked_has_no_room() -> None:
    scale = ValueFunction(Scale(0, 10), Linear())
    with pytest.raises(DecisionError, match="nobody leads"):
        Frame((scale,), np.array([0]), np.ones(1), np.zeros((2, 1)), np.ones(1), np.zeros(2, dtype=bool))


def test_medians_and_halves_are_those_of_numpy_among_those_who_answered() -> None:
    rng = np.random.default_rng(0)
    x = rng.integers(0, 10, (9, 40)).astype(float)
    x[rng.random(x.shape) < 0.4] = NAN
    low, high = middle_half_of(x)
    for i in range(x.shape[1]):
        given = x[np.isfinite(x[:, i]), i]
        assert [low[i], median_of(x)[i], high[i]] == pytest.approx(np.quantile(given, [0.25, 0.5, 0.75]).tolist())
    assert np.isnan(median_of(np.full((3, 1), NAN))).all()
    assert np.isnan(median_of(np.empty((0, 2)))).all()


def test_within_one_point_counts_the_points_edge() -> None:
    x = np.array([[6.3], [7.3], [5.0], [NAN]])
    assert share_near(x, np.array([6.3]), 1.0).tolist() == [pytest.approx(2 / 3)]


def test_chances_are_those_of_everybodys_weights_in_equal_parts() -> None:
    # in every future A is worth 1 on the first criterion and B on the second: the leader is told by the weights alone
    scale = ValueFunction(Scale(0, 1), Linear())
    frame = Frame((scale,) * 2, np.array([0, 1]), np.ones(2), np.zeros((2, 2)), np.ones(2) / 2, np.ones(2, dtype=bool))
    drawn = np.repeat(np.eye(2)[:, :, None], 400, axis=2)
    weights = np.array([[0.9, 0.1], [0.6, 0.4], [0.3, 0.7], [0.5, 0.5]])
    assert chances(frame, drawn, weights).tolist() == [0.625, 0.375]


def test_roles_of_fewer_than_five_are_not_told_nor_left_to_be_worked_out() -> None:
    roles = ("clinical",) * 6 + ("it",) * 5 + ("finance",) * 2
    assert shown_roles(roles, guarded=False) == ("clinical", "it")
    assert shown_roles(roles) == ("clinical",)  # all less the two others would be finance
    assert shown_roles(roles[:11]) == ("clinical", "it")
    assert shown_roles(("",) * 8) == ()

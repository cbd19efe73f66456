"""Questions and ballots: what can be asked and answered, and how what phones send is read."""

from __future__ import annotations

import contextlib
import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.model.rating import Evidence
from decision.model.requirement import Verdict
from decision.model.scenario import Scenario
from decision.room.ballot import (
    Ballot,
    BallotError,
    GutChoice,
    Number,
    RatingAnswer,
    Ratings,
    RequirementAnswer,
    Requirements,
    Spread,
    Weights,
    answered_of,
    check_fits,
    is_complete,
)
from decision.room.forms import ballot_from, ballot_json, question_from, question_json
from decision.room.questions import Asked, Question, RoomError, Way, cell, parts_of
from decision.room.sheet import sheet_from, sheet_of

NUMBERS = st.floats(-1e6, 1e6)
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
REASONS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t", exclude_characters=TURNING), max_size=40
)
ITEMS = st.sampled_from(["build/cost", "buy/cost", "buy/fit.staff"])
SPREADS = (
    st.lists(NUMBERS, min_size=3, max_size=3)
    .map(sorted)
    .flatmap(lambda xs: st.builds(Spread, *map(st.just, xs), st.none() | st.floats(0, 100)))
)
RATING_ANSWERS = st.builds(
    RatingAnswer, st.none() | st.builds(Number, NUMBERS) | SPREADS, st.none() | st.sampled_from(Evidence), REASONS
)
POINTS = st.dictionaries(st.sampled_from(["cost", "fit"]), st.floats(0, 1000), min_size=1).filter(
    lambda points: any(points.values())
)
CONTENTS = st.one_of(
    st.builds(GutChoice, st.none() | st.just("build")),
    st.builds(Weights, st.none() | POINTS),
    st.builds(Ratings, st.dictionaries(ITEMS, RATING_ANSWERS)),
    st.builds(
        Requirements,
        st.dictionaries(ITEMS, st.builds(RequirementAnswer, st.none() | st.sampled_from(Verdict), REASONS)),
    ),
)


@given(st.builds(Ballot, st.integers(1, 100), st.integers(1, 1000), CONTENTS))
def test_a_ballot_comes_back_from_json_as_it_was(ballot: Ballot) -> None:
    assert ballot_from(json.loads(json.dumps(ballot_json(ballot)))) == ballot


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "round",
                    "sequence",
                    "gut",
                    "weights",
                    "ratings",
                    "requirements",
                    "x",
                    "low",
                    "reason",
                    "verdict",
                    "a/b",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(JSON, JSON, st.sampled_from(["gut", "weights", "ratings", "requirements"]))
def test_whatever_a_phone_sends_is_a_ballot_or_refused_in_words(whole: Any, part: Any, kind: str) -> None:
    for said in (whole, {"round": 1, "sequence": 1, kind: part}, {"round": part, "sequence": 1, kind: whole}):
        with contextlib.suppress(BallotError):  # and nothing else is raised
            ballot = ballot_from(said)
            assert ballot_from(ballot_json(ballot)) == ballot


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"ratings": {"a/b": {"x": math.nan}}}, "no number"),
        ({"ratings": {"a/b": {"x": math.inf}}}, "no number"),
        ({"ratings": {"a/b": {"x": 1e99}}}, "too large"),
        ({"ratings": {"a/b": {"x": 10**400}}}, "too large"),
        ({"ratings": {"a/b": {"x": True}}}, "number is missing"),
        ({"ratings": {"a/b": {"low": 3, "likely": 2, "high": 5}}}, "in order"),
        ({"ratings": {"a/b": {"low": 1, "likely": 2, "high": 5, "sure": 101}}}, "between 0 and 100"),
        ({"ratings": {"a/b": {"low": 1, "high": 5}}}, "not complete"),
        ({"ratings": {"a/b": {"x": 1, "reason": "x" * 501}}}, "longer than 500"),
        ({"ratings": {"a/b": {"x": 1, "reason": "\ud800"}}}, "cannot be kept"),
        ({"ratings": {"a/b": {"x": 1, "reason": "a\u202eb"}}}, "cannot be seen"),
        ({"requirements": {"a/b": {"verdict": "pass", "reason": "a\x1b[2Jb"}}}, "cannot be seen"),
        ({"weights": {"cost": -1}}, "between 0 and 1,000"),
        ({"weights": {"cost": 0}}, "all points are 0"),
        ({"gut": "a", "weights": None}, "not understood"),
        ({}, "not understood"),
    ],
)
def test_what_cannot_be_counted_is_said(said: dict[str, Any], what: str) -> None:
    with pytest.raises(BallotError, match=what):
        ballot_from({"round": 1, "sequence": 1, **said})


RATED = Question(Asked.RATINGS, ("build/cost", "buy/cost"), only={"buy/cost": frozenset({"clinical"})})


@pytest.mark.parametrize(
    ("content", "question", "what"),
    [
        (GutChoice("rent"), Question(Asked.GUT, ("build", "buy")), "not one of those"),
        (GutChoice("build"), Question(Asked.WEIGHTS, ("cost",)), "asks for weights"),
        (Weights({"cost": 1.0}), Question(Asked.WEIGHTS, ("cost", "fit")), "has no points"),
        (Weights({"cost": 1.0, "fit": 2.0}), Question(Asked.WEIGHTS, ("cost",)), "not asked"),
        (Ratings({"build/fit": RatingAnswer(Number(1.0))}), RATED, "not asked"),
        (Ratings({"buy/cost": RatingAnswer(Number(1.0))}), RATED, "not asked"),
        (Ratings({"build/cost": RatingAnswer(Spread(1.0, 2.0, 3.0))}), RATED, "another way"),
        (Ratings({}), RATED, "answers nothing"),
        (Requirements({}), Question(Asked.REQUIREMENTS, ("a/c",)), "answers nothing"),
        (Requirements({"a/b": RequirementAnswer(None)}), Question(Asked.REQUIREMENTS, ("a/c",)), "not asked"),
    ],
)
def test_a_ballot_answers_what_was_asked(content: Any, question: Question, what: str) -> None:
    with pytest.raises(BallotError, match=what):
        check_fits(Ballot(1, 1, content), question, "")


def test_cannot_judge_is_an_answer_and_missing_is_none() -> None:
    ballot = Ballot(1, 1, Ratings({"build/cost": RatingAnswer(None)}))
    check_fits(ballot, RATED, "clinical")
    assert answered_of(ballot, RATED, "clinical") == 1
    assert not is_complete(ballot, RATED, "clinical")
    assert is_complete(ballot, RATED, "finance")  # who is asked for that cell alone
    assert not is_complete(None, RATED, "finance")
    check_fits(Ballot(1, 1, Weights(None)), Question(Asked.WEIGHTS, ("cost", "fit")), "")


def test_questions_that_make_no_sense_are_refused() -> None:
    for make, what in (
        (lambda: Question(Asked.GUT, ()), "nothing"),
        (lambda: Question(Asked.GUT, ("a", "a")), "twice"),
        (lambda: Question(Asked.GUT, ("a",), Way.SWINGS), "use choice"),
        (lambda: Question(Asked.WEIGHTS, ("a",), only={"a": frozenset({"x"})}), "everybody"),
        (lambda: Question(Asked.RATINGS, ("a/b",), only={"a/c": frozenset({"x"})}), "does not ask"),
    ):
        with pytest.raises(RoomError, match=what):
            make()


def test_a_question_comes_back_from_json_as_it_was() -> None:
    assert question_from(json.loads(json.dumps(question_json(RATED)))) == RATED
    assert parts_of(cell("buy", "fit.staff")) == ("buy", "fit.staff")


def test_the_sheet_tells_what_is_asked_about_and_nothing_that_is_known(scenario: Scenario) -> None:
    sheet = sheet_of(scenario)
    assert sheet_from(json.loads(json.dumps(sheet.as_json()))) == sheet
    assert sheet.items(Asked.GUT) == tuple(option.id for option in scenario.options)
    assert len(sheet.items(Asked.RATINGS)) == len(scenario.leaves) * len(scenario.options)
    assert set(sheet.items(Asked.WEIGHTS)) == {each.id for each in scenario.criteria}
    told = json.dumps(sheet.as_json())
    for option in scenario.options:
        for rating in option.ratings.values():
            assert not rating.because or rating.because not in told
    for kind in Asked:
        sheet.check(Question(kind, sheet.items(kind)))


def test_a_question_about_what_the_decision_does_not_have_is_refused(scenario: Scenario) -> None:
    sheet = sheet_of(scenario)
    for question in (
        Question(Asked.GUT, ("rent",)),
        Question(Asked.WEIGHTS, ("price",)),
        Question(Asked.RATINGS, ("rent/cost",)),
        Question(Asked.REQUIREMENTS, ("build/nothing",)),
    ):
        with pytest.raises(RoomError, match="nothing called"):
            sheet.check(question)
    item = sheet.items(Asked.RATINGS)[0]
    with pytest.raises(RoomError, match="view"):
        sheet.check(Question(Asked.RATINGS, (item,), only={item: frozenset({"nobody"})}))

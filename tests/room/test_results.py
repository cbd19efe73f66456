"""What phones are shown of a revealed round."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.files.reader import load
from decision.model.requirement import Verdict
from decision.outputs.words.rooms import figure_of
from decision.room.ballot import (
    Ballot,
    GutChoice,
    Number,
    RatingAnswer,
    Ratings,
    RequirementAnswer,
    Requirements,
    Spread,
    Weights,
)
from decision.room.questions import Asked, Question, Way
from decision.room.results import (
    BINS,
    MOST_ASKED_WHY,
    MOST_AT_AN_END,
    Counts,
    Dots,
    asked_why,
    ballot_in_words,
    in_words,
    results,
)
from decision.room.sheet import Sheet, SheetCriterion, SheetOption, sheet_of

SHEET = Sheet(
    "A title",
    "",
    (SheetOption("build", "Build"), SheetOption("buy", "Buy")),
    (SheetCriterion("cost", "Cost", worst=900.0, best=100.0), SheetCriterion("fit", "Fit", worst=0.0, best=10.0)),
)
REAL = load(Path(__file__).resolve().parents[2] / "scenarios" / "health-centre-portal.yaml")  # has amounts of money
REAL_SHEET = sheet_of(REAL)
FIT = Question(Asked.RATINGS, ("build/fit",))


def rated(*xs: float | None, item: str = "build/fit") -> list[Ballot]:
    return [Ballot(1, 1, Ratings({item: RatingAnswer(None if x is None else Number(x))})) for x in xs]


@given(st.lists(st.floats(-5, 15), min_size=1, max_size=60))
def test_quartiles_are_numpys_and_every_answer_is_a_dot(xs: list[float]) -> None:
    dots = results(FIT, SHEET, rated(*xs, None))["build/fit"]
    assert isinstance(dots, Dots)
    wanted = np.quantile(xs, [0, 0.25, 0.5, 0.75, 1])
    got = (dots.low, dots.lower_quartile, dots.median, dots.upper_quartile, dots.high)
    np.testing.assert_allclose(got, wanted, rtol=1e-12, atol=1e-12)
    assert sum(dots.counts) == dots.answers == len(xs)
    assert len(dots.counts) == BINS
    assert dots.cannot_judge == 1
    assert dots.near == sum(abs(x - dots.median) <= 1 for x in xs)
    assert dots.ends[0] <= min(0, *xs) <= max(10, *xs) <= dots.ends[1]


def test_where_less_is_better_the_strip_runs_from_worst_to_best() -> None:
    dots = results(Question(Asked.RATINGS, ("buy/cost",)), SHEET, rated(900, 100, 100, item="buy/cost"))["buy/cost"]
    assert isinstance(dots, Dots)
    assert dots.ends == (900, 100)
    assert (dots.counts[0], dots.counts[-1]) == (1, 2)
    assert dots.step == 40  # a twentieth of the way: one point in 800 is none


def test_weights_are_shares_of_each_ones_points() -> None:
    question = Question(Asked.WEIGHTS, ("cost", "fit"))
    ballots = [
        Ballot(1, 1, Weights(points)) for points in ({"cost": 1.0, "fit": 3.0}, {"cost": 50.0, "fit": 50.0}, None)
    ]
    found = results(question, SHEET, ballots)
    assert isinstance(found["cost"], Dots)
    assert (found["cost"].low, found["cost"].high, found["cost"].cannot_judge) == (25, 50, 1)


def test_a_range_counts_with_what_is_likely() -> None:
    question = Question(Asked.RATINGS, ("build/fit",), Way.RANGE)
    ballot = Ballot(1, 1, Ratings({"build/fit": RatingAnswer(Spread(1.0, 4.0, 9.0, 80.0))}))
    found = results(question, SHEET, [ballot])["build/fit"]
    assert isinstance(found, Dots)
    assert found.median == 4


def test_words_are_counted() -> None:
    gut = [Ballot(1, 1, GutChoice(each)) for each in ("buy", "buy", None)]
    assert results(Question(Asked.GUT, ("build", "buy")), SHEET, gut) == {"": Counts({"build": 0, "buy": 2}, 1)}
    asked = Question(Asked.REQUIREMENTS, ("buy/hosting", "build/hosting"))
    said = [
        Ballot(1, 1, Requirements({"buy/hosting": RequirementAnswer(each)}))
        for each in (Verdict.PASS, Verdict.FAIL, None)
    ]
    assert results(asked, SHEET, said) == {"buy/hosting": Counts({"pass": 1, "fail": 1}, 1)}


def test_what_nobody_rated_is_missing() -> None:
    assert results(FIT, SHEET, rated(None)) == {}
    assert results(FIT, SHEET, []) == {}


def test_the_ends_of_what_lies_farthest_apart_are_asked_why() -> None:
    items = ("build/cost", "buy/cost", "build/fit", "buy/fit")
    question = Question(Asked.RATINGS, items)

    def ballot(*xs: float | None) -> Ballot:
        cells = {item: RatingAnswer(Number(x)) for item, x in zip(items, xs, strict=True) if x is not None}
        return Ballot(1, 1, Ratings(cells))

    ballots = {
        "ada": ballot(100, 500, 5, 1),
        "ben": ballot(200, 500, 9, 2),
        "cat": ballot(900, 500, 1, 3),
        "dan": ballot(500, 500, 5, None),
    }
    asked = asked_why(question, SHEET, ballots)
    assert asked["cat"] == [("build/cost", "highest"), ("build/fit", "lowest"), ("buy/fit", "highest")]
    assert asked["ada"] == [("build/cost", "lowest"), ("buy/fit", "lowest")]
    assert asked["ben"] == [("build/fit", "highest")]
    assert "dan" not in asked


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.floats(0, 10), max_size=30))
def test_few_are_asked_and_only_ends(said: dict[str, float]) -> None:
    ballots = {person: rated(x)[0] for person, x in said.items()}
    asked = asked_why(FIT, SHEET, ballots)
    assert len(asked) <= 2 * MOST_AT_AN_END * MOST_ASKED_WHY
    for person, items in asked.items():
        for _, end in items:
            assert said[person] == (max if end == "highest" else min)(said.values())
    if len(set(said.values())) < 2 or len(said) < 3:
        assert not asked


@pytest.mark.parametrize("count", [1, 2])
def test_of_two_nobody_is_the_highest(count: int) -> None:
    assert asked_why(FIT, SHEET, {str(k): rated(float(k))[0] for k in range(count)}) == {}


@given(st.floats(-1e9, 1e9), st.sampled_from(REAL_SHEET.items(Asked.RATINGS)))
def test_phones_say_a_rating_just_as_the_screen_does(x: float, item: str) -> None:
    assert in_words(REAL_SHEET, Asked.RATINGS, item, x) == figure_of(REAL, item.replace("/", ".", 1), x)


@given(st.floats(0, 100))
def test_phones_say_a_share_just_as_the_screen_does(x: float) -> None:
    assert in_words(REAL_SHEET, Asked.WEIGHTS, "fit", x) == figure_of(REAL, "fit", x)


def test_a_range_is_said_with_its_ends_and_what_cannot_be_judged_is_not() -> None:
    question = Question(Asked.RATINGS, ("buy/fit", "buy/cost"), Way.RANGE)
    ballot = Ballot(1, 1, Ratings({"buy/fit": RatingAnswer(Spread(3, 4, 6)), "buy/cost": RatingAnswer(None)}))
    assert ballot_in_words(ballot, question, SHEET) == {"buy/fit": "4 (3 to 6)"}
    weights = Ballot(1, 1, Weights({"cost": 39.0, "fit": 161.0}))
    assert ballot_in_words(weights, Question(Asked.WEIGHTS, ("cost", "fit")), SHEET) == {"cost": "20 %", "fit": "80 %"}

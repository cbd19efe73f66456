"""What is typed for somebody without a phone is a ballot, or is refused."""

from __future__ import annotations

import pytest

from decision.model.errors import DecisionError
from decision.model.requirement import Verdict
from decision.room.ballot import (
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
from decision.ui.room.entering import content_of

CELLS = ("buy/fit", "buy/cost", "extend/fit")
NUMBERS, RANGES = (Question(Asked.RATINGS, CELLS, way) for way in (Way.NUMBER, Way.RANGE))


def test_what_is_left_empty_is_not_answered_and_a_dash_cannot_judge() -> None:
    found = content_of(NUMBERS, {"buy/fit": "6.5", "buy/cost": "-", "extend/fit": ""}, None)
    assert found == Ratings({"buy/fit": RatingAnswer(Number(6.5)), "buy/cost": RatingAnswer(None)})


def test_three_figures_are_low_likely_and_high() -> None:
    assert content_of(RANGES, {"buy/fit": "4; 6; 8"}, None) == Ratings({"buy/fit": RatingAnswer(Spread(4, 6, 8))})
    for wrong in ("4", "4; 6", "8; 6; 4", "4; x; 8"):
        with pytest.raises(DecisionError):
            content_of(RANGES, {"buy/fit": wrong}, None)


def test_the_other_kinds() -> None:
    weights = Question(Asked.WEIGHTS, ("fit", "cost"))
    assert content_of(weights, {"fit": "60", "cost": "40"}, None) == Weights({"fit": 60, "cost": 40})
    assert content_of(weights, {"fit": "-", "cost": "-"}, None) == Weights(None)
    assert content_of(Question(Asked.GUT, ("buy", "extend")), {}, "buy") == GutChoice("buy")
    met = Question(Asked.REQUIREMENTS, ("buy/K01", "buy/K02", "buy/K03"))
    typed = {"buy/K01": "fail", "buy/K02": "cannot judge", "buy/K03": ""}
    assert content_of(met, typed, None) == Requirements(
        {"buy/K01": RequirementAnswer(Verdict.FAIL), "buy/K02": RequirementAnswer(None)}
    )

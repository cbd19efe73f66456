"""Rooms that were held, for tests: a decision, and rounds with their ballots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decision.files.reader import read_scenario
from decision.model.scenario import Scenario
from decision.room.ballot import Ballot, GutChoice, Number, RatingAnswer, Ratings, Spread, Weights
from decision.room.gathered import Gathered, RevealedRound
from decision.room.phases import Round
from decision.room.questions import Asked, Question, Way
from decision.room.store.kept import Cast

PORTAL = read_scenario(
    b"""format: 1
title: Portal
criteria:
  fit: {worst: 0, best: 10, weight: 60}
  time: {name: Time to launch, unit: months, worst: 36, best: 6, weight: 40}
options:
  buy: {approach: buy, ratings: {fit: 6, time: 12}}
  extend: {approach: extend, ratings: {fit: 7, time: 18}}
""",
    "portal.yaml",
)


def cast(person: str, content: object, number: int = 1, role: str = "") -> Cast:
    return Cast(person, person.capitalize(), role, False, Ballot(number, 1, content))  # type: ignore[arg-type]


def weighed(points: Mapping[str, Sequence[float] | None], number: int = 1) -> RevealedRound:
    """Everybody's points for fit and time; None of who cannot judge."""
    casts = tuple(
        cast(who, Weights(None if each is None else dict(zip(("fit", "time"), each, strict=True))), number)
        for who, each in points.items()
    )
    return RevealedRound(Round(number, Question(Asked.WEIGHTS, ("fit", "time")), 0.0), casts)


def rated(cells: Mapping[str, Mapping[str, float | Spread | None]], number: int = 2) -> RevealedRound:
    """Everybody's ratings by cell, such as ``buy/fit``."""
    items = tuple(dict.fromkeys(item for each in cells.values() for item in each))
    spread = any(isinstance(x, Spread) for each in cells.values() for x in each.values())
    casts = tuple(
        cast(who, Ratings({item: _answer(x) for item, x in each.items()}), number) for who, each in cells.items()
    )
    way = Way.RANGE if spread else Way.NUMBER
    return RevealedRound(Round(number, Question(Asked.RATINGS, items, way), 0.0), casts)


def chose(choices: Mapping[str, str | None], number: int = 1) -> RevealedRound:
    """Everybody's gut choice."""
    casts = tuple(cast(who, GutChoice(each), number) for who, each in choices.items())
    return RevealedRound(Round(number, Question(Asked.GUT, ("buy", "extend")), 0.0), casts)


def gathered(*rounds: RevealedRound, scenario: Scenario = PORTAL) -> Gathered:
    return Gathered(scenario, rounds)


def _answer(x: float | Spread | None) -> RatingAnswer:
    return RatingAnswer(x if x is None or isinstance(x, Spread) else Number(x))

"""Ballots of rounds that were revealed, put together: how the answers on each thing lay, and who would choose what.

Where somebody answered one thing in several rounds, the last counts. Of a rating given as low, likely and high, the
likely figure is the one that is shown; in scores it counts as what is expected of it, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

import numpy as np

from decision.model.estimate import ThreePoint
from decision.model.scenario import Scenario
from decision.room.agreement import concordance
from decision.room.answers import Answers, Array, Frame, median_of, middle_half_of, share_near
from decision.room.ballot import GutChoice, Number, RatingAnswer, Ratings, Requirements, Spread, Weights
from decision.room.disagreement import Disagreement
from decision.room.phases import Round
from decision.room.questions import Asked, parts_of
from decision.room.results import NEAR_WEIGHTS, one_point
from decision.room.store.kept import Cast


@dataclass(frozen=True)
class RevealedRound:
    """One round with its ballots."""

    round: Round
    casts: tuple[Cast, ...]

    @property
    def whose(self) -> tuple[str, ...]:
        """Who each ballot is of; where that is forgotten, of somebody of its own."""
        return tuple(cast.person or f"{self.round.number}:{place}" for place, cast in enumerate(self.casts))


@dataclass(frozen=True)
class Lying:
    """How the answers on one thing lay.

    Attributes
    ----------
    item, of
        What it is called in the room, and in the file: ``buy/fit`` and ``buy.fit``.
    figures
        (n,) of those who gave one: ratings in their unit, the likely one of three, and weights in percent of all.
    people
        Whose they are.
    spreads
        Low, likely and high (n, 3) of those who gave them, where that was asked.
    reach, whole
        What one point is, and how wide the whole scale.
    verdicts
        Of a requirement, how many said what.
    """

    item: str
    of: str
    figures: Array
    people: tuple[str, ...] = ()
    cannot_judge: int = 0
    spreads: Array = field(default_factory=lambda: np.empty((0, 3)))
    reach: float = 1.0
    whole: float = 100.0
    verdicts: Mapping[str, int] = field(default_factory=dict)

    @property
    def answered(self) -> int:
        """How many gave a figure or a result."""
        return len(self.figures) or sum(self.verdicts.values())

    @property
    def median(self) -> float | None:
        """The middle answer."""
        return float(median_of(self.figures)) if len(self.figures) else None

    @property
    def group(self) -> float | None:
        """What stands for the group: the median of ratings, the mean share of a weight."""
        if self.is_weight:
            return float(self.figures.mean()) if len(self.figures) else None
        return self.median

    @property
    def is_weight(self) -> bool:
        return "/" not in self.item

    @property
    def middle(self) -> tuple[float, float] | None:
        """Between which figures the middle half lies."""
        if not len(self.figures):
            return None
        low, high = middle_half_of(self.figures)
        return float(low), float(high)

    @property
    def within_one(self) -> float | None:
        """Which share of the answers lies within one point of the median."""
        median = self.median
        return None if median is None else float(share_near(self.figures, np.array(median), self.reach))

    @property
    def mean_spread(self) -> tuple[float, float, float] | None:
        """Mean low, likely and high of those who gave them: the group's by IDEA (Hemming and others 2018)."""
        if not len(self.spreads):
            return None
        low, likely, high = self.spreads.mean(axis=0).tolist()
        return low, likely, high


def expected_of(answer: RatingAnswer) -> float | None:
    """What is expected of a rating, so what it counts as in scores; None where somebody cannot judge."""
    match answer.value:
        case Number(x):
            return x
        case Spread(low, likely, high):
            return float(ThreePoint(low, likely, high).expected)
    return None


def of(item: str) -> str:
    """What an item of a round is called in the file."""
    return item.replace("/", ".", 1)


def a_point(scenario: Scenario, path: str) -> float:
    """What one point of a rating is, in its unit."""
    return one_point(scale_width(scenario, path))


def scale_width(scenario: Scenario, path: str) -> float:
    """How wide the scale of a rating is, in its unit."""
    function = scenario.leaves[path].value_function
    assert function is not None  # what is rated has a scale
    return abs(function.scale.best - function.scale.worst)


def lying(scenario: Scenario, revealed: RevealedRound) -> tuple[Lying, ...]:
    """How the answers on each thing lay in one round, in the order of its question; none of a gut choice."""
    asked = revealed.round.question
    match asked.kind:
        case Asked.WEIGHTS:
            return tuple(_weights_lying(revealed))
        case Asked.RATINGS:
            return tuple(_rating_lying(scenario, revealed, item) for item in asked.items)
        case Asked.REQUIREMENTS:
            return tuple(_requirement_lying(revealed, item) for item in asked.items)
    return ()


def _weights_lying(revealed: RevealedRound) -> Iterator[Lying]:
    given = [
        (key, cast.ballot.content.points)
        for key, cast in zip(revealed.whose, revealed.casts, strict=True)
        if isinstance(cast.ballot.content, Weights)
    ]
    weighed = [(key, points) for key, points in given if points is not None]
    for item in revealed.round.question.items:
        shares = np.array([100 * points[item] / sum(points.values()) for _, points in weighed])
        people = tuple(key for key, _ in weighed)
        yield Lying(item, item, shares, people, len(given) - len(weighed), reach=NEAR_WEIGHTS)


def _rating_lying(scenario: Scenario, revealed: RevealedRound, item: str) -> Lying:
    figures, people, spreads, cannot = [], [], [], 0
    for key, cast in zip(revealed.whose, revealed.casts, strict=True):
        content = cast.ballot.content
        answer = content.cells.get(item) if isinstance(content, Ratings) else None
        if answer is None:
            continue
        x = answer.likely
        if x is None:
            cannot += 1
            continue
        figures.append(x)
        people.append(key)
        if isinstance(answer.value, Spread):
            spreads.append((answer.value.low, answer.value.likely, answer.value.high))
    path = parts_of(item)[1]
    reach, whole = a_point(scenario, path), scale_width(scenario, path)
    return Lying(
        item, of(item), np.array(figures), tuple(people), cannot, np.array(spreads).reshape(-1, 3), reach, whole
    )


def _requirement_lying(revealed: RevealedRound, item: str) -> Lying:
    verdicts: dict[str, int] = {}
    cannot = 0
    for cast in revealed.casts:
        content = cast.ballot.content
        answer = content.cells.get(item) if isinstance(content, Requirements) else None
        if answer is not None and answer.verdict is None:
            cannot += 1
        elif answer is not None and answer.verdict is not None:
            verdicts[str(answer.verdict)] = verdicts.get(str(answer.verdict), 0) + 1
    return Lying(item, of(item), np.empty(0), (), cannot, verdicts=MappingProxyType(verdicts))


def gut_choices(revealed: RevealedRound) -> Mapping[str, int]:
    """By option, how many would take it now; the most first."""
    counts: dict[str, int] = {}
    for cast in revealed.casts:
        if isinstance(cast.ballot.content, GutChoice) and cast.ballot.content.option is not None:
            counts[cast.ballot.content.option] = counts.get(cast.ballot.content.option, 0) + 1
    return MappingProxyType(dict(sorted(counts.items(), key=lambda each: -each[1])))


@dataclass(frozen=True)
class Gathered:
    """All that people answered in some rounds, on a decision as it was when the room was opened."""

    scenario: Scenario
    rounds: tuple[RevealedRound, ...]

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The criteria that are rated, by k."""
        return tuple(self.scenario.leaves)

    @cached_property
    def tops(self) -> tuple[str, ...]:
        """The criteria that are weighed, by j."""
        return tuple(each.id for each in self.scenario.criteria)

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Who weighed or rated anything, by p."""
        found: dict[str, None] = {}
        for revealed in self._counting():
            found |= dict.fromkeys(revealed.whose)
        return tuple(found)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What people are called, where the room tells it."""
        return {
            key: cast.name
            for each in self.rounds
            for key, cast in zip(each.whose, each.casts, strict=True)
            if cast.name
        }

    @property
    def can_be_scored(self) -> bool:
        """Whether there are scores: somebody weighed or rated, and not every option is excluded."""
        return bool(self.people) and bool(self.scenario.ranked_options)

    @cached_property
    def frame(self) -> Frame:
        """Raises DecisionError where every option is excluded."""
        return Frame.of(self.scenario)

    @cached_property
    def answers(self) -> Answers:
        """The last answer of everybody to each thing."""
        shape = (len(self.people), len(self.scenario.options), len(self.paths))
        ratings, cannot = np.full(shape, np.nan), np.zeros(shape, dtype=bool)
        weights = np.full((len(self.people), len(self.tops)), np.nan)
        roles = dict.fromkeys(self.people, "")
        places = {key: p for p, key in enumerate(self.people)}
        for revealed in self._counting():
            for key, cast in zip(revealed.whose, revealed.casts, strict=True):
                p = places[key]
                roles[key] = cast.role or roles[key]
                match cast.ballot.content:
                    case Weights(points) if points is not None:
                        weights[p] = self._weights(points)
                    case Ratings(cells):
                        self._rate(cells, ratings[p], cannot[p])
        return Answers(ratings, weights, cannot, tuple(roles.values()))

    def _weights(self, points: Mapping[str, float]) -> list[float]:
        """Shares of all criteria: of those asked as answered, beside the file's of the others."""
        before = {id: self.scenario.weights[id] for id in self.tops}
        asked, total = sum(before[id] for id in points), sum(points.values())
        if len(points) == len(before) or asked <= 0:
            return [points.get(id, 0.0) for id in self.tops]
        return [asked * points[id] / total if id in points else before[id] for id in self.tops]

    def _rate(self, cells: Mapping[str, RatingAnswer], ratings: Array, cannot: Array) -> None:
        options = [option.id for option in self.scenario.options]
        for item, answer in cells.items():
            option, path = parts_of(item)
            cell, x = (options.index(option), self.paths.index(path)), expected_of(answer)
            ratings[cell] = np.nan if x is None else x
            cannot[cell] = x is None

    @cached_property
    def disagreement(self) -> Disagreement:
        """What they differ in."""
        return Disagreement(self.frame, self.answers)

    @cached_property
    def agreement(self) -> float | None:
        """Kendall's W of the orders that people's answers put the options in, of those that are not excluded."""
        return concordance(self.disagreement.scores[:, self.frame.ranked]) if self.can_be_scored else None

    def _counting(self) -> Sequence[RevealedRound]:
        """The rounds that bear on scores: those on ratings, and those on weights of criteria at the top."""
        return [
            each
            for each in self.rounds
            if each.round.question.kind is Asked.RATINGS
            or (each.round.question.kind is Asked.WEIGHTS and "." not in each.round.question.items[0])
        ]

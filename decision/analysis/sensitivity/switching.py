"""Switching points: the weight, or the rating, at which the leader changes.

Throughout this module
    m  is an option                     0 .. M-1
    k  is a criterion that is rated     0 .. K-1
    t  is the share of one criterion in the weights of its family, which moves from 0 to 1

When one weight moves and the others keep their proportions, every score is a straight line in t, so the leader stays
first on an interval whose ends are crossings of straight lines (Rios Insua and French 1991, A framework for sensitivity
analysis in discrete multi-objective decision-making). When one rating moves, one score follows its value function.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from decision.analysis.scoring import TIE
from decision.analysis.sensitivity.families import Families, Family
from decision.analysis.standing import Standing

_SAME = 1e-12  # crossings this close to each other are one


@dataclass(frozen=True)
class WeightSwitch:
    """The interval of one weight on which the leader stays first or joint first.

    Attributes
    ----------
    among
        Path of the criterion whose part this is, all weights being shares among its parts; None at the top level.
    weight, low, high
        Where the weight stands, and the ends of the interval, as shares of 0 to 1.
    low_to, high_to
        Id of the option that takes over beyond each end; None where the end is open: 0 or 1.
    points, low_points, high_points
        The same three as numbers to type into the file, the other weights left alone; None where none would do.
    """

    criterion: str
    among: str | None
    weight: float
    low: float
    high: float
    low_to: str | None
    high_to: str | None
    points: float | None
    low_points: float | None
    high_points: float | None

    @property
    def distance(self) -> float | None:
        """How far the weight may move before another option takes over; None if it may move anywhere."""
        ends = [
            abs(self.weight - end) for end, to in ((self.low, self.low_to), (self.high, self.high_to)) if to is not None
        ]
        return min(ends, default=None)


@dataclass(frozen=True)
class RatingSwitch:
    """The rating in one cell at which the leader changes.

    `rating` is what is expected of it and `switch` the rating at which, if it were known for certain, the leader would
    change, both in the criterion's unit; `to` is who takes over. The last two are None where no rating between worst and best changes the leader.
    """

    option: str
    criterion: str
    rating: float
    switch: float | None
    to: str | None


def weight_switches(standing: Standing, families: Families | None = None) -> tuple[WeightSwitch, ...]:
    """The interval of every criterion and part, parents before their parts, all else as it stands."""
    families = families or Families(standing)
    return tuple(_weight_switch(standing, *families.of(path), path) for path in standing.scenario.all_criteria)


def _weight_switch(standing: Standing, family: Family, i: int, path: str) -> WeightSwitch:
    weight = float(family.shares[i])
    none, all_ = family.scores(family.shares_with(i, (0.0, 1.0)))
    low, high = 0.0, 1.0
    low_to: str | None = None
    high_to: str | None = None
    for other in standing.others:
        at_none, at_all = none[standing.leader] - none[other], all_[standing.leader] - all_[other]
        if at_none < -TIE and at_all >= -TIE:
            crossing = min(weight, float(at_none / (at_none - at_all)))
            if low_to is None or crossing > low + _SAME:
                low, low_to = crossing, standing.options[other].id
        elif at_all < -TIE:
            crossing = max(weight, float(at_none / (at_none - at_all)))
            if high_to is None or crossing < high - _SAME:
                high, high_to = crossing, standing.options[other].id
    return WeightSwitch(
        criterion=path,
        among=family.parent,
        weight=weight,
        low=low,
        high=high,
        low_to=low_to,
        high_to=high_to,
        points=None if family.points is None else float(family.points[i]),
        low_points=None if low_to is None else family.points_for(i, low),
        high_points=None if high_to is None else family.points_for(i, high),
    )


def rating_switches(standing: Standing) -> tuple[RatingSwitch, ...]:
    """The switching point of every cell, options in the order of the file; none for an excluded option."""
    return tuple(_rating_switches(standing))


def _rating_switches(standing: Standing) -> Iterator[RatingSwitch]:
    leader, scores = standing.leader, standing.scores
    for m, option in enumerate(standing.options):
        # the leader falls to the runner-up; another rises to the leader
        rival = standing.runner_up if m == leader else leader
        to = standing.runner_up if m == leader else m
        ranked = m in standing.ranked and rival is not None
        for k, path in enumerate(standing.paths):
            rating = float(standing.ratings[m, k])
            switch = None
            if ranked and rival is not None:
                switch = _switch(standing, m, k, float(scores[rival] - scores[m]))
            yield RatingSwitch(
                option=option.id,
                criterion=path,
                rating=rating,
                switch=switch,
                to=None if switch is None or to is None else standing.options[to].id,
            )


def _switch(standing: Standing, m: int, k: int, gap: float) -> float | None:
    """The rating of option m on criterion k that moves its score by `gap` points."""
    weight, rating = float(standing.weights[k]), float(standing.ratings[m, k])
    if weight == 0:
        return None
    value = float(standing.values[m, k]) + (0.0 if abs(gap) <= TIE else gap / (100 * weight))
    nearest = min(max(value, 0.0), 1.0)
    if abs(value - nearest) * 100 * weight > TIE:
        return None
    return standing.functions[k].rating_worth(nearest, near=rating)

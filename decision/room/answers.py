"""What people answered, as arrays, and what the group makes of it.

Throughout the room's figures
    p  is a person                              0 .. P-1
    m  is an option                             0 .. M-1
    k  is a criterion that is rated             0 .. K-1
    j  is a criterion at the top, so weighed    0 .. J-1; k belongs to j = top[k], with the share within[k] of it
    x  are ratings (P, M, K), v their values, w weights (P, J), sum 1; g is what stands for the group

The group's rating is the median of people's, its weights are the mean of their shares. Nobody's rating is made up: who
cannot judge a cell, or was not asked, leaves it to those who can, so in their own scores it stands at the group's. A
cell that nobody judged stands at what the file expects.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from decision.analysis.expectation.expectations import expectations
from decision.analysis.scoring import TIE
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.model.value_function import ValueFunction

Array = NDArray[np.float64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True)
class Frame:
    """What people were asked about: the decision, as far as figures of the room need it.

    Attributes
    ----------
    functions
        Value functions, by k.
    top
        j of each k, (K,).
    within
        Share of each k in its j, (K,): 1 where a criterion has no parts.
    values
        What the file expects of the value of every cell, (M, K).
    weights
        The file's weights, (J,).
    ranked
        Which options are not excluded, (M,).
    """

    functions: tuple[ValueFunction, ...]
    top: NDArray[np.intp]
    within: Array
    values: Array
    weights: Array
    ranked: Truths

    def __post_init__(self) -> None:
        if not self.ranked.any():
            raise DecisionError(
                "every option is excluded or left out, so nobody leads; mend a result, a rating or a minimum"
            )

    @classmethod
    def of(cls, scenario: Scenario) -> Frame:
        """The frame of `scenario`; raises DecisionError where every option is excluded."""
        tops = [top.id for top in scenario.criteria]
        top = np.array([tops.index(path.partition(".")[0]) for path in scenario.leaves], dtype=np.intp)
        return cls(
            tuple(leaf.value_function for leaf in scenario.leaves.values() if leaf.value_function is not None),
            top,
            _shares_within(scenario),
            expectations(scenario).values,
            np.array([scenario.weights[id] for id in tops]),
            np.array([not option.excluded for option in scenario.options]),
        )

    def worth(self, x: ArrayLike) -> Array:
        """Values of ratings (..., K), in the criteria's units; what is not known stays so."""
        x = np.asarray(x, dtype=float)
        return np.stack([function(x[..., k]) for k, function in enumerate(self.functions)], axis=-1)

    def top_values(self, v: Array) -> Array:
        """Values (..., J) of the criteria at the top, of those (..., K) of all that are rated."""
        belongs = np.zeros((len(self.top), len(self.weights)))
        belongs[np.arange(len(self.top)), self.top] = self.within
        return np.asarray(v @ belongs)

    def scores(self, v: Array, w: Array) -> Array:
        """Scores (..., M), 0 to 100, of values (..., M, K) at weights (..., J)."""
        return np.asarray(100 * np.einsum("...mj,...j->...m", self.top_values(v), w))

    def first(self, scores: Array) -> Truths:
        """Which options are first or joint first, of scores (..., M); what is excluded never is."""
        counting = np.where(self.ranked, scores, -np.inf)
        return np.asarray(counting.max(axis=-1, keepdims=True) - counting <= TIE)


def _shares_within(scenario: Scenario) -> Array:
    shares = []
    for path in scenario.leaves:
        share, names = 1.0, path.split(".")
        for depth in range(2, len(names) + 1):
            share *= scenario.sibling_shares[".".join(names[:depth])]
        shares.append(share)
    return np.array(shares)


@dataclass(frozen=True)
class Answers:
    """What people answered in one round.

    Attributes
    ----------
    ratings
        (P, M, K), in the criteria's units; NaN where a person gave none.
    weights
        (P, J), in points of any total; a row of NaN where a person gave none.
    cannot_judge
        (P, M, K): which cells people said that they cannot judge. Nobody both rates a cell and says so.
    roles
        By p; an empty text where somebody named none.
    """

    ratings: Array
    weights: Array
    cannot_judge: Truths
    roles: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (np.isfinite(self.ratings) & self.cannot_judge).any():
            raise DecisionError("somebody rates a cell and says that they cannot judge it; keep one of the two")
        given = np.isfinite(self.weights)
        if (given.any(axis=1) != given.all(axis=1)).any():
            raise DecisionError("somebody weighs some criteria and not others; weigh all or none, with 0 for nothing")
        points = self.weights[given.all(axis=1)]
        if (points < 0).any() or (points.sum(axis=1) <= 0).any():
            raise DecisionError("weights are 0 or more, and not all 0; give points to what matters")

    @cached_property
    def shares(self) -> Array:
        """Weights (P, J) as shares, each row summing to 1; NaN where a person gave none."""
        return np.asarray(self.weights / self.weights.sum(axis=1, keepdims=True))

    @property
    def weighed(self) -> Truths:
        """Who gave weights, (P,)."""
        return np.asarray(np.isfinite(self.weights).all(axis=1))

    @property
    def rated(self) -> Truths:
        """Who rated which cells, (P, M, K)."""
        return np.asarray(np.isfinite(self.ratings))

    def among(self, people: Sequence[int] | NDArray[np.intp]) -> Answers:
        """The answers of some of the people."""
        chosen = np.asarray(people, dtype=np.intp)
        roles = tuple(self.roles[p] for p in chosen) if self.roles else ()
        return Answers(self.ratings[chosen], self.weights[chosen], self.cannot_judge[chosen], roles)


def median_of(x: Array) -> Array:
    """Medians (…) over people of (P, …), of those who answered; NaN where nobody did."""
    return _quantiles(x, (0.5,))[0]


def middle_half_of(x: Array) -> tuple[Array, Array]:
    """Between which two figures half of the people who answered lie, the middle ones; NaN where nobody did.

    The quartiles by linear interpolation between the answers (definition 7 of Hyndman and Fan 1996, Sample quantiles
    in statistical packages, The American Statistician 50(4)), as spreadsheets give them.
    """
    low, high = _quantiles(x, (0.25, 0.75))
    return low, high


def _quantiles(x: Array, levels: tuple[float, ...]) -> list[Array]:
    """Quantiles over the first axis, of what is known; sorting puts what is not known last."""
    ordered = np.sort(x, axis=0)
    known = np.isfinite(x).sum(axis=0)
    found = []
    for level in levels:
        place = level * np.maximum(known - 1, 0)
        below = np.floor(place).astype(np.intp)
        above = np.minimum(below + 1, np.maximum(known - 1, 0))
        if len(x) == 0:
            found.append(np.full(x.shape[1:], np.nan))
            continue
        at_low = np.take_along_axis(ordered, below[None], axis=0)[0]
        at_high = np.take_along_axis(ordered, above[None], axis=0)[0]
        share = place - below
        # the ends themselves where they are meant: a median of two equal figures is that figure to the bit
        found.append(
            np.where(share == 0, at_low, np.where(at_low == at_high, at_low, at_low + share * (at_high - at_low)))
        )
    return found


def share_near(x: Array, middle: Array, reach: ArrayLike) -> Array:
    """Which share of the people who answered lie within `reach` of `middle`; NaN where nobody answered."""
    known = np.isfinite(x)
    count = known.sum(axis=0)
    # a hair more, so that 7.3 lies within one point of 6.3
    near = (np.abs(np.where(known, x, np.inf) - middle) <= np.asarray(reach) * (1 + 1e-9)).sum(axis=0)
    return np.where(count > 0, near / np.maximum(count, 1), np.nan)


@dataclass(frozen=True)
class Group:
    """What the group makes of the answers.

    Attributes
    ----------
    ratings
        Medians (M, K), in the criteria's units; NaN where nobody judged.
    values
        Values (M, K) of those; the file's where nobody judged.
    weights
        Mean shares (J,); the file's where nobody weighed.
    """

    ratings: Array
    values: Array
    weights: Array

    @classmethod
    def of(cls, frame: Frame, answers: Answers) -> Group:
        """The group of `answers`."""
        medians = median_of(answers.ratings)
        worth = frame.worth(np.where(np.isfinite(medians), medians, 0.0))
        weighed = answers.weighed
        weights = answers.shares[weighed].mean(axis=0) if weighed.any() else frame.weights
        return cls(medians, np.where(np.isfinite(medians), worth, frame.values), weights / weights.sum())

    def values_of_each(self, frame: Frame, answers: Answers) -> Array:
        """Everybody's values (P, M, K): their own where they rated, the group's where they did not."""
        rated = answers.rated
        return np.where(rated, frame.worth(np.where(rated, answers.ratings, 0.0)), self.values)

    def weights_of_each(self, answers: Answers) -> Array:
        """Everybody's weights (P, J): their own where they weighed, the group's where they did not."""
        return np.where(answers.weighed[:, None], answers.shares, self.weights)

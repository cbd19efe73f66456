"""Whether one option can be first: its margin over its rivals, and the weights that make it largest.

Throughout this module
    m  is an option                     0 .. M-1
    j  is a rival of the option asked about, another that is ranked
    k  is a criterion that is rated     0 .. K-1
    i  is a node of the tree of weights, and u, s, t weights, shares and the share of the way, as in `weight_region`
    v  are values (M, K)
    z  is the margin in points: the option's score less the best rival's

For given values, the largest margin is a linear programme: maximise z subject to z <= the difference to each rival,
over weights in the region (Rios Insua and French 1991, A framework for sensitivity analysis in discrete multi-objective
decision-making: potential optimality).

Its dual is a mixture of the rivals. Whatever the mixture, the largest lead over it is a bound on the largest margin,
and takes no programme: shares are given to what is worth most (`WeightRegion.most`). A mixture that was best for one t
is nearly best for the next, and mostly settles without a programme that the option cannot be first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decision.analysis.reversal.programmes import Programme, Solution, solved
from decision.analysis.reversal.weight_region import FamilyRegion, WeightRegion
from decision.analysis.scoring import TIE

Array = NDArray[np.float64]

STEP = 1e-9  # in t, to which a smallest share is exact
_ROUNDING = 1e-13  # of the largest value, in points: what a sum of doubles may be off by
_ROUNDS = 8  # of mixtures, after which the interval is halved
_HARDLY = 1e-6  # a share so small that the tolerance of a linear programme may be all of it
_WITHIN = 2e-13  # in t, to which a crossing is found


@dataclass(frozen=True)
class Reached:
    """A share t of the way at which the option is first, with the shares s (I,) among siblings that make it so."""

    t: float
    shares: Array


@dataclass(frozen=True)
class Best:
    """Shares s (I,) among siblings that make the margin largest, and the mixture (J,) of rivals that proves it."""

    shares: Array
    mixture: Array | None


@dataclass(frozen=True)
class Question:
    """A programme, and what its solution says; so that several can be solved at once."""

    programme: Programme
    answer: Callable[[Solution | None], Best]


class FirstPlace:
    """The question whether option `asked` can be first, among `rivals`; all are places m."""

    def __init__(self, region: WeightRegion, asked: int, rivals: Sequence[int]) -> None:
        self.region = region
        self.asked = asked
        self.rivals = list(rivals)

    def leads(self, values: Array, weights: Array) -> Array:
        """By how many points the option leads each rival, (J,), with weights of the criteria that are rated (K,)."""
        return np.asarray(100 * ((values[self.asked] - values[self.rivals]) @ weights))

    def margin(self, values: Array, shares: Array) -> float:
        """z, and half a tie more, for shares (I,): at least 0 where the option is first or joint first."""
        z = self.leads(values, self.region.weights(shares)[self.region.leaves])
        return float(z.min(initial=np.inf)) + _slack(values)

    def best(self, values: Array, t: float, held: Collection[int] = ()) -> Best:
        """The shares within share t of the way to the region's edge that make the margin largest.

        Those of the nodes `held` keep their proportions.
        """
        question = self.question(values, t, held)
        return question.answer(solved(question.programme))

    def question(self, values: Array, t: float, held: Collection[int] = ()) -> Question:
        """What `best` asks."""
        flat = self.region.flat
        return self._of_tree(values, t, held) if flat is None else self._of_one_family(flat, values, t, held)

    def _of_one_family(self, family: FamilyRegion, values: Array, t: float, held: Collection[int]) -> Question:
        """With a variable for each share, or those held, between its ends, and for z."""
        portions = family.portions(t, held)
        nodes = list(family.nodes)
        differences = self._differences(values)[:, nodes] @ portions.mixing
        count = differences.shape[1]

        def answer(solution: Solution | None) -> Best:
            if solution is None:
                return self._stated
            weights = np.array(self.region.stated)
            weights[nodes] = portions.mixing @ np.clip(solution.x[:count], portions.low, portions.high)
            return Best(self.region.shares(weights), _mixture(solution.worth))

        programme = Programme(
            costs=np.append(np.zeros(count), -1.0),
            rows=np.hstack([-differences, np.ones((len(differences), 1))]),
            equations=np.append(np.ones(count), 0.0)[np.newaxis],
            low=np.append(portions.low, -np.inf),
            high=np.append(portions.high, np.inf),
        )
        return Question(programme, answer)

    def _of_tree(self, values: Array, t: float, held: Collection[int]) -> Question:
        """With a variable for each weight, and for z."""
        region, count = self.region, len(self.region.stated)
        differences, limits = self._differences(values), region.limits(t)
        equations = np.vstack([np.eye(1, count), region.sums, region.held(held)])

        def answer(solution: Solution | None) -> Best:
            if solution is None:
                return self._stated
            return Best(region.shares(solution.x[:count]), _mixture(solution.worth[len(limits) :]))

        programme = Programme(
            costs=np.append(np.zeros(count), -1.0),
            rows=np.block([[limits, np.zeros((len(limits), 1))], [-differences, np.ones((len(differences), 1))]]),
            equations=np.pad(equations, ((0, 0), (0, 1))),
            low=np.append(np.zeros(count), -np.inf),
            high=np.append(np.ones(count), np.inf),
        )
        return Question(programme, answer)

    @property
    def _stated(self) -> Best:
        """Those stated are always in the region, though rounding may hide a region that is a single point."""
        return Best(self.region.stated, None)

    def bound(self, values: Array, t: float, held: Collection[int], mixture: Array | None) -> float:
        """No less than the margin of any shares at share t: the largest lead over a mixture (J,) of the rivals."""
        if mixture is None:
            return np.inf
        with np.errstate(over="ignore", invalid="ignore"):  # a bound that is no number bounds nothing
            lead = 100 * (values[self.asked] - mixture @ values[self.rivals])
            return self.region.most(lead, t, held) + _slack(values)

    def smallest_by_weights(self, values: Array, held: Collection[int] = ()) -> Reached | None:
        """The smallest t at which some weights make the option first, the values staying as they are; None if none do.

        One linear programme where parts keep their shares; else, and where t is too small for it, as in `smallest`.
        """
        region = self.region
        if region.limits_of_whole is None:
            return self.smallest(lambda _: values, held)
        nodes = len(region.stated)
        differences = self._differences(values)
        equations = np.vstack([np.eye(1, nodes), region.sums, region.held(held)])
        solution = solved(
            Programme(
                costs=np.append(np.zeros(nodes), 1.0),
                rows=np.block(
                    [
                        [region.limits(0.0), region.limits_of_whole[:, np.newaxis]],
                        [-differences, np.zeros((len(differences), 1))],
                    ]
                ),
                equations=np.pad(equations, ((0, 0), (0, 1))),
                low=np.zeros(nodes + 1),
                high=np.ones(nodes + 1),
            )
        )
        if solution is None:
            return None
        found = Reached(min(1.0, float(solution.x[nodes])), region.shares(solution.x[:nodes]))
        if found.t < _HARDLY and self.margin(values, region.stated) < 0:
            return self.smallest(lambda _: values, held)
        return found

    def smallest(
        self, values: Callable[[float], Array], held: Collection[int] = (), known: Reached | None = None
    ) -> Reached | None:
        """The smallest t at which values(t) and weights at share t make the option first, to `STEP`; None if none does.

        Margins do not fall with t. From a t at which the option is first, its shares are followed straight back
        towards those stated, as far as it stays first. From below, a mixture of the rivals says up to which t it
        cannot be. Just above, a linear programme finds shares that will do, or a better mixture; and so on, until
        both meet.

        Parameters
        ----------
        known
            A t at which the option is known to be first, from which to start.
        """
        mixture: Array | None = None
        if known is None:
            best = self.best(values(1.0), 1.0, held)
            known, mixture = Reached(1.0, best.shares), best.mixture
            if self.margin(values(1.0), known.shares) < 0:
                return None
        low, rounds = 0.0, 0
        known = self._followed_back(values, known, low)
        while known.t - low > STEP + _WITHIN:
            before, low = low, self._ruled_out(values, held, mixture, low, known.t)
            below, rounds = known.t - STEP, rounds + 1
            if below <= low + _WITHIN:
                break
            at = below if low == before else min(below, low + STEP)
            if rounds > _ROUNDS:
                at = (low + below) / 2
            best = self.best(values(at), at, held)
            mixture = best.mixture
            if self.margin(values(at), best.shares) < 0:
                low = at
            else:
                known = self._followed_back(values, Reached(at, best.shares), low)
        return known

    def _ruled_out(
        self, values: Callable[[float], Array], held: Collection[int], mixture: Array | None, low: float, high: float
    ) -> float:
        """The t from `low` on up to which a mixture of the rivals says that the option cannot be first."""

        def bound(t: float) -> float:
            return self.bound(values(t), t, held, mixture)

        if not bound(low) < 0:
            return low
        below = high - STEP
        if below > low and bound(below) < 0:
            return below
        return max(low, first_reached(bound, low, high) - _WITHIN)

    def _followed_back(self, values: Callable[[float], Array], known: Reached, low: float) -> Reached:
        if known.t == 0:
            return known
        stated = self.region.stated
        way = (known.shares - stated) / known.t

        def margin(t: float) -> float:
            return self.margin(values(t), stated + t * way)

        t = first_reached(margin, low, known.t)
        return Reached(t, stated + t * way)

    def possible_weights(self, values: Array) -> Array | None:
        """Weights (K,), anywhere on the simplex, that make the option first; None if there are none.

        That there are none is proven by the dual: some mixture of the rivals is better than the option on every
        criterion (Hazen 1986, Partial information, dominance, and potential optimality in multiattribute utility
        theory).
        """
        criteria = values.shape[1]
        differences = self._differences(values)[:, self.region.leaves]
        solution = solved(
            Programme(
                costs=np.append(np.zeros(criteria), -1.0),
                rows=np.hstack([-differences, np.ones((len(differences), 1))]),
                equations=np.append(np.ones(criteria), 0.0)[np.newaxis],
                low=np.append(np.zeros(criteria), -np.inf),
                high=np.append(np.ones(criteria), np.inf),
            )
        )
        assert solution is not None  # any weights are feasible
        mixture = solution.worth / solution.worth.sum()
        bound = 100 * (values[self.asked] - mixture @ values[self.rivals])
        if float(bound.max()) + 2 * _slack(values) < 0:
            return None
        weights = np.clip(solution.x[:criteria], 0.0, None)
        return np.asarray(weights / weights.sum())

    def _differences(self, values: Array) -> Array:
        """Points to each rival on all nodes (J, I), over the largest of them where that is more than 1."""
        differences = np.zeros((len(self.rivals), len(self.region.stated)))
        differences[:, self.region.leaves] = 100 * (values[self.asked] - values[self.rivals])
        return np.asarray(differences / max(1.0, float(np.abs(differences).max())))


def first_reached(margin: Callable[[float], float], low: float, high: float) -> float:
    """The t between `low`, where margin(t) < 0, and `high`, where it is not, at which it reaches 0; not below 0 there.

    By the ITP method (Oliveira and Takahashi 2020, An enhancement of the bisection method average performance
    preserving minmax optimality), to 2e-13 in t.
    """
    tolerance, k1 = 1e-13, 0.2 / (high - low)
    y_low, y_high = margin(low), margin(high)
    most = int(np.ceil(np.log2((high - low) / (2 * tolerance)))) + 1
    for step in range(most + 1):
        if high - low <= 2 * tolerance or y_high <= 0 or y_low >= 0:
            break
        middle, width = (low + high) / 2, high - low
        falsi = (y_high * low - y_low * high) / (y_high - y_low)
        towards = 1.0 if middle >= falsi else -1.0
        truncation = max(k1 * width**2, tolerance)  # less would be lost in rounding, and one end stay where it is
        nearer = falsi + towards * truncation if truncation <= abs(middle - falsi) else middle
        radius = tolerance * 2.0 ** (most - step) - width / 2
        t = nearer if abs(nearer - middle) <= radius else middle - towards * radius
        y = margin(t)
        if y >= 0:
            high, y_high = t, y
        else:
            low, y_low = t, y
    return high


def _slack(values: Array) -> float:
    """Points by which the option may lack and still be first: half a tie, or what rounding of large values takes.

    The other half is left to rounding, so that whoever scores anew with the weights and ratings found sees a tie too.
    """
    return max(TIE / 2, _ROUNDING * float(np.abs(values).max()))


def _mixture(dual: Array) -> Array | None:
    total = float(dual.sum())
    return dual / total if total > 0 else None

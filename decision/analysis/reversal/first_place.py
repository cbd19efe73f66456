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
decision-making: potential optimality). It is solved with HiGHS, through scipy, which is imported only here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decision.analysis.reversal.weight_region import WeightRegion
from decision.analysis.scoring import TIE
from decision.model.errors import DecisionError

Array = NDArray[np.float64]

STEP = 1e-9  # in t, to which a smallest share is exact
_ROUNDING = 1e-13  # of the largest value, in points: what a sum of doubles may be off by
_ROUNDS = 4  # of following straight ways, after which the interval is also halved
_INFEASIBLE = 2  # linprog's status


@dataclass(frozen=True)
class Reached:
    """A share t of the way at which the option is first, with the shares s (I,) among siblings that make it so."""

    t: float
    shares: Array


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

    def best(self, values: Array, t: float, held: Collection[int] = ()) -> Array:
        """The shares (I,) within share t of the way to the region's edge that make the margin largest.

        Those of the nodes `held` keep their proportions.
        """
        region = self.region
        nodes = len(region.stated)
        differences = self._differences(values)
        limits = region.limits(t)
        equations = np.vstack([np.eye(1, nodes), region.sums, region.held(held)])
        solution = _solve(
            costs=np.append(np.zeros(nodes), -1.0),
            rows=np.block([[limits, np.zeros((len(limits), 1))], [-differences, np.ones((len(differences), 1))]]),
            equations=np.pad(equations, ((0, 0), (0, 1))),
            bounds=[(0, 1)] * nodes + [(None, None)],
        )
        # those stated are always in the region, though rounding may hide a region that is a single point
        return region.stated if solution is None else region.shares(solution[0][:nodes])

    def smallest_by_weights(self, values: Array, held: Collection[int] = ()) -> Reached | None:
        """The smallest t at which some weights make the option first, the values staying as they are; None if none do.

        One linear programme where parts keep their shares; else as in `smallest`.
        """
        region = self.region
        if region.limits_of_whole is None:
            return self.smallest(lambda _: values, held)
        nodes = len(region.stated)
        differences = self._differences(values)
        equations = np.vstack([np.eye(1, nodes), region.sums, region.held(held)])
        solution = _solve(
            costs=np.append(np.zeros(nodes), 1.0),
            rows=np.block(
                [
                    [region.limits(0.0), region.limits_of_whole[:, np.newaxis]],
                    [-differences, np.zeros((len(differences), 1))],
                ]
            ),
            equations=np.pad(equations, ((0, 0), (0, 1))),
            bounds=[(0, 1)] * (nodes + 1),
        )
        return None if solution is None else Reached(float(solution[0][nodes]), region.shares(solution[0][:nodes]))

    def smallest(
        self, values: Callable[[float], Array], held: Collection[int] = (), known: Reached | None = None
    ) -> Reached | None:
        """The smallest t at which values(t) and weights at share t make the option first, to `STEP`; None if none does.

        Margins do not fall with t. From a t at which the option is first, its shares are followed straight back
        towards those stated, as far as it stays first; then a linear programme asks whether other shares would do for
        a little less. When none do, t is the smallest.

        Parameters
        ----------
        known
            A t at which the option is known to be first, from which to start.
        """
        if known is None:
            known = Reached(1.0, self.best(values(1.0), 1.0, held))
            if self.margin(values(1.0), known.shares) < 0:
                return None
        low, rounds = 0.0, 0
        while True:
            known = self._followed_back(values, known, low)
            below = known.t - STEP
            if below <= low:
                return known
            shares = self.best(values(below), below, held)
            if self.margin(values(below), shares) < 0:
                return known
            known = Reached(below, shares)
            rounds += 1
            if rounds > _ROUNDS:
                middle = (low + below) / 2
                shares = self.best(values(middle), middle, held)
                if self.margin(values(middle), shares) < 0:
                    low = middle
                else:
                    known = Reached(middle, shares)

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
        solution = _solve(
            costs=np.append(np.zeros(criteria), -1.0),
            rows=np.hstack([-differences, np.ones((len(differences), 1))]),
            equations=np.append(np.ones(criteria), 0.0)[np.newaxis],
            bounds=[(0, 1)] * criteria + [(None, None)],
        )
        assert solution is not None  # any weights are feasible
        x, dual = solution
        mixture = dual / dual.sum()
        bound = 100 * (values[self.asked] - mixture @ values[self.rivals])
        if float(bound.max()) + 2 * _slack(values) < 0:
            return None
        weights = np.clip(x[:criteria], 0.0, None)
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


def _solve(
    costs: Array, rows: Array, equations: Array, bounds: Sequence[tuple[float | None, float | None]]
) -> tuple[Array, Array] | None:
    """The x that minimises costs·x, with what each row is worth (R,), at least 0; None where no x keeps to the limits.

    rows·x <= 0, and equations·x is 1 for the first and 0 for the others.
    """
    from scipy.optimize import linprog

    result = linprog(
        costs,
        A_ub=rows,
        b_ub=np.zeros(len(rows)),
        A_eq=equations,
        b_eq=np.eye(1, len(equations))[0],
        bounds=bounds,
        method="highs",
        options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10},
    )
    if result.status == _INFEASIBLE:
        return None
    if result.status != 0:
        raise DecisionError(f"a linear programme of the reversal was not solved ({result.message}); report the file")
    return np.asarray(result.x), np.clip(-result.ineqlin.marginals, 0.0, None)

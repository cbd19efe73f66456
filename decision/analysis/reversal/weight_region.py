"""The region of weights that a decision leaves open, as linear inequalities, drawn in towards the stated weights.

Throughout this module
    i  is a node of the tree of weights  0 is the whole, 1 .. I-1 the criteria and parts, parents before their parts
    s  are shares (I,) among siblings; that of the whole is 1
    u  are weights (I,): u[i] = s[i]·u[parent of i], and u[0] = 1
    t  is the share of the way from the stated shares to the edge of the region, 0 to 1

Each family of siblings has a region W of its own:
    any         all of the simplex
    order       the weights that keep the order
    ranges      the box of the bounds, cut by the simplex
    Dirichlet   the box from P5 to P95 of every share by itself, which is beta (Kotz, Balakrishnan and Johnson 2000,
                Continuous Multivariate Distributions, chapter 49), cut by the simplex; where the law is so skewed
                that a stated share lies outside, the box is stretched to hold it
    none        each share more or less its own size, from 0 to twice as much, cut by the simplex
A stated share of 0 stays 0, unless an order or a range names the criterion.

At share t the shares of a family are s0 + t(s' - s0) with s' in W. As W is convex and holds s0, these regions are
nested. A limit a·s <= b among siblings is a·u <= b·u[parent] in weights, so for one t the whole tree is one set of
linear inequalities, and its coefficients are straight lines in t.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from decision.model.distribution import Beta
from decision.model.scenario import Scenario
from decision.model.weights import Anything, Concentrated, Fixed, Ordered, Ranged, WeightUncertainty

Array = NDArray[np.float64]

LOW_END, HIGH_END = 0.05, 0.95  # probabilities at which an open law is taken to end
_SAME = 1e-12  # shares this close to each other are one
_NOTHING = 1e-9  # a parent that weighs less says nothing about the shares of its parts


@dataclass(frozen=True)
class FamilyRegion:
    """W of one family of siblings.

    Attributes
    ----------
    parent, nodes
        Places i of the parent and of the siblings.
    stated
        s0 of the siblings.
    low, high
        Ends of the box in which each share lies, as close as all of them together allow.
    pairs
        Places among the siblings of a heavier and a lighter one that are in order.
    """

    parent: int
    nodes: tuple[int, ...]
    stated: Array
    low: Array
    high: Array
    pairs: tuple[tuple[int, int], ...] = ()

    @property
    def movable(self) -> tuple[int, ...]:
        """Places i of the siblings whose share may differ from what is stated."""
        return tuple(node for node, may in zip(self.nodes, self.high > self.low, strict=True) if may)

    def portions(self, t: float, held: Collection[int] = ()) -> Portions:
        """Its shares at share t of the way, those of `held` nodes in their proportions; not for a family in order."""
        low, high = (self.stated + t * (end - self.stated) for end in (self.low, self.high))
        together = np.array([node in held for node in self.nodes])
        total = float(self.stated[together].sum())
        mixing = np.eye(len(self.nodes))[:, ~together]
        lows, highs = low[~together], high[~together]
        if total > 0:  # else those held are 0 and stay so
            joined = np.where(together, self.stated, 0.0) / total
            in_it = joined > 0
            lows = np.append(lows, (low[in_it] / joined[in_it]).max())
            highs = np.append(highs, (high[in_it] / joined[in_it]).min())
            mixing = np.column_stack([mixing, joined])
        return Portions(lows, highs, mixing)

    def limits(self) -> Iterator[tuple[Mapping[int, float], float, float]]:
        """Coefficients by node, and b at t = 0 and t = 1, of every limit that is not implied by the others."""
        most = 1 - (self.low.sum() - self.low)  # what the lowest shares of the others leave
        for place, node in enumerate(self.nodes):
            yield {node: -1.0}, -float(self.stated[place]), -float(self.low[place])
            if self.high[place] < most[place]:
                yield {node: 1.0}, float(self.stated[place]), float(self.high[place])
        for heavier, lighter in self.pairs:
            gap = float(self.stated[lighter] - self.stated[heavier])
            yield {self.nodes[lighter]: 1.0, self.nodes[heavier]: -1.0}, gap, max(0.0, gap)


@dataclass(frozen=True)
class Portions:
    """One family at one t, its held shares joined: portions x (P,) of it, low <= x <= high, that sum to 1.

    Attributes
    ----------
    low, high
        Ends of the portions.
    mixing
        Shares (siblings, P) of each portion: a share by itself, or those held, in their proportions.
    """

    low: Array
    high: Array
    mixing: Array

    def most(self, worth: Array) -> float:
        """The largest worth of the family, given those of its siblings: the portions worth most are filled first."""
        of_portions = worth @ self.mixing
        order = np.argsort(-of_portions, kind="stable")
        room = (self.high - self.low)[order]
        left = 1.0 - float(self.low.sum())
        filled = np.clip(left - (np.cumsum(room) - room), 0.0, room)
        return float(of_portions @ self.low + of_portions[order] @ filled)


class WeightRegion:
    """The region of all weights of a scenario, parts included.

    Attributes
    ----------
    paths
        Of nodes 1 .. I-1.
    stated
        s0 (I,).
    leaves
        Places i of the criteria that are rated, in the scenario's order.
    families
        The top level first, parents before their parts.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.paths = tuple(scenario.all_criteria)
        self.stated = np.array([1.0, *(scenario.sibling_shares[path] for path in self.paths)])
        place = {path: i for i, path in enumerate(self.paths, start=1)}
        self.leaves = np.array([place[path] for path in scenario.leaves], dtype=np.intp)
        self.families = tuple(self._families(scenario, place))

    def weights(self, shares: Array) -> Array:
        """u of s."""
        u = np.array(shares)
        for family in self.families:
            u[list(family.nodes)] *= u[family.parent]
        return u

    def shares(self, weights: Array) -> Array:
        """s of u; those stated where a parent weighs nothing. Rounding is taken out: none is negative, all sum to 1."""
        u = np.clip(weights, 0.0, None)
        s = np.array(self.stated)
        for family in self.families:
            nodes = list(family.nodes)
            if u[family.parent] > _NOTHING and u[nodes].sum() > 0:
                s[nodes] = u[nodes] / u[nodes].sum()
        return s

    def weights_of_leaves(self, leaves: Array) -> Array:
        """u of the weights (K,) of the criteria that are rated."""
        u = np.zeros(len(self.stated))
        u[self.leaves] = leaves
        for family in reversed(self.families):
            u[family.parent] = u[list(family.nodes)].sum()
        return u

    def by_path(self, weights: Array) -> Mapping[str, float]:
        """u by path."""
        return MappingProxyType(dict(zip(self.paths, weights[1:].tolist(), strict=True)))

    def limits(self, t: float) -> Array:
        """Rows (R, I) of the inequalities rows·u <= 0 at share t."""
        return np.asarray(self._rows + t * self._rows_per_share)

    @cached_property
    def sums(self) -> Array:
        """Rows (F, I) of the equations rows·u = 0: parts weigh as much as their parent."""
        rows = np.zeros((len(self.families), len(self.stated)))
        for row, family in zip(rows, self.families, strict=True):
            row[list(family.nodes)] = 1.0
            row[family.parent] = -1.0
        return rows

    @property
    def flat(self) -> FamilyRegion | None:
        """The one family there is, where there are no parts and no order; else None."""
        return self.families[0] if len(self.families) == 1 and not self.families[0].pairs else None

    def most(self, worth_of_leaves: Array, t: float, held: Collection[int] = ()) -> float:
        """The largest sum of weight times worth (K,) at share t; infinite, as a bound, where shares are in order.

        Weights are products of shares down the tree, so the largest sum follows from family to family, parts first.
        """
        if any(family.pairs for family in self.families):
            return np.inf
        worth = np.zeros(len(self.stated))
        worth[self.leaves] = worth_of_leaves
        for family in reversed(self.families):
            worth[family.parent] = family.portions(t, held).most(worth[list(family.nodes)])
        return float(worth[0])

    @cached_property
    def limits_of_whole(self) -> Array | None:
        """By how much each limit's coefficient of u[0] rises with t, (R,); None if parts' limits change with t too."""
        return None if self._rows_per_share[:, 1:].any() else self._rows_per_share[:, 0]

    def held(self, nodes: Collection[int]) -> Array:
        """Rows (., I) of the equations rows·u = 0 by which `nodes` keep their proportions among siblings."""
        rows = []
        for family in self.families:
            held = [node for node in family.nodes if node in nodes]
            if not held:
                continue
            largest = max(held, key=lambda node: self.stated[node])
            none = self.stated[largest] == 0
            for node in held:
                if none or node != largest:
                    row = np.zeros(len(self.stated))
                    row[node] = 1.0 if none else self.stated[largest]
                    row[largest] -= 0.0 if none else self.stated[node]
                    rows.append(row)
        return np.array(rows).reshape(-1, len(self.stated))

    @cached_property
    def _rows(self) -> Array:
        return self._limits[0]

    @cached_property
    def _rows_per_share(self) -> Array:
        return self._limits[1]

    @cached_property
    def _limits(self) -> tuple[Array, Array]:
        at_none, per_share = [], []
        for family in self.families:
            for coefficients, b_at_none, b_at_all in family.limits():
                row, change = np.zeros((2, len(self.stated)))
                for node, coefficient in coefficients.items():
                    row[node] = coefficient
                row[family.parent] -= b_at_none
                change[family.parent] = b_at_none - b_at_all
                at_none.append(row)
                per_share.append(change)
        return np.array(at_none), np.array(per_share)

    def _families(self, scenario: Scenario, place: Mapping[str, int]) -> Iterator[FamilyRegion]:
        ids = [criterion.id for criterion in scenario.criteria]
        yield self._family(0, ids, [place[id] for id in ids], scenario.weight_uncertainty)
        for path, criterion in scenario.all_criteria.items():
            if criterion.parts:
                ids = [part.id for part in criterion.parts]
                nodes = [place[f"{path}.{id}"] for id in ids]
                yield self._family(place[path], ids, nodes, criterion.weight_uncertainty)

    def _family(self, parent: int, ids: list[str], nodes: list[int], uncertainty: WeightUncertainty) -> FamilyRegion:
        stated = self.stated[nodes]
        low, high, pairs = _region(uncertainty, ids, stated)
        # no lower than the highest shares of the others leave, nor higher than their lowest
        low, high = np.maximum(low, 1 - (high.sum() - high)), np.minimum(high, 1 - (low.sum() - low))
        low, high = (np.where(np.abs(end - stated) < _SAME, stated, end) for end in (low, high))
        return FamilyRegion(parent, tuple(nodes), stated, np.minimum(low, stated), np.maximum(high, stated), pairs)


def _region(
    uncertainty: WeightUncertainty, ids: list[str], stated: Array
) -> tuple[Array, Array, tuple[tuple[int, int], ...]]:
    """Low and high ends of the shares of `ids`, and the pairs in order."""
    low, high = np.zeros(len(ids)), (stated > 0).astype(float)
    match uncertainty:
        case Fixed():
            return low, np.minimum(1.0, 2 * stated), ()
        case Concentrated(concentration):
            return *_marginal_ends(concentration, stated), ()
        case Anything():
            return low, high, ()
        case Ordered(tiers):
            for tier in tiers:
                high[[ids.index(id) for id in tier]] = 1.0
            pairs = [
                (ids.index(heavier), ids.index(lighter))
                for tier, below in itertools.pairwise(tiers)
                for heavier in tier
                for lighter in below
            ]
            return low, high, tuple(pairs)
        case Ranged(bounds):
            for id, (least, most) in bounds.items():
                low[ids.index(id)], high[ids.index(id)] = least / 100, most / 100
            return low, high, ()


def _marginal_ends(concentration: float, stated: Array) -> tuple[Array, Array]:
    """P5 and P95 of the shares of a Dirichlet law, each by itself; those stated where the law is too narrow to tell."""
    low, high = np.array(stated), np.array(stated)
    for place, share in enumerate(stated):
        if 0 < share < 1:
            law = Beta(concentration * share, concentration * (1 - share))
            ends = law.quantile((LOW_END, HIGH_END))
            if np.isfinite(ends).all():
                low[place], high[place] = ends
    return low, high

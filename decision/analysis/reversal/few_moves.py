"""The few moves that matter: what to say of a reversal in one sentence.

Throughout this module
    m  is an option                     0 .. M-1
    k  is a criterion that is rated     0 .. K-1
    i  is a node of the tree of weights, and s, u shares and weights, as in `weight_region`
    t  is the share of the way that all moves have in common

At the smallest t of a reversal all moves are needed, though most of them hardly matter. So moves may go farther than
that, to `farthest_share`, and are dropped one by one, the least needed first, as long as the option is still first;
then the smallest t is found for what remains. How much a move is needed is measured in points of the margin it brings.

A rating that is dropped stays as uncertain as it is, and so does what all options share. A weight that is dropped keeps
its proportion to the other dropped ones of its family, which share out what the moving ones leave: the sentence says
what one criterion counts for, the others staying in proportion.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decision.analysis.reversal.favourable_ratings import FavourableRatings
from decision.analysis.reversal.first_place import Best, FirstPlace, Question, Reached, first_reached
from decision.analysis.reversal.programmes import all_solved
from decision.analysis.reversal.shared_way import SharedWay, places
from decision.analysis.reversal.weight_region import WeightRegion
from decision.analysis.stopping import go_on

Array = NDArray[np.float64]
Cells = NDArray[np.bool_]
Steps = Generator[Question, Best, None]

_FARTHER, _FURTHER_ON = 2.5, 0.2
_LEVEL = 1e-7  # points, or of the largest lead where that is more, within which rivals are level


def farthest_share(t: float) -> float:
    """How far of their way the moves that remain may go, where all of them together need t.

    Two and a half times as far, or a fifth of the way further on if that is more; to the end at most. With less, a
    sentence names moves that hardly matter; with more, it names one or two that nobody would believe.
    """
    return min(1.0, max(_FARTHER * t, t + _FURTHER_ON))


@dataclass(frozen=True)
class FewMoves:
    """What remains.

    Attributes
    ----------
    reached
        The smallest t for it, and s (I,) there.
    nodes
        Places i whose weights move; the others keep their proportions.
    cells
        Which ratings (M, K) move.
    shared
        Names of the figures that move of those that all options share.
    """

    reached: Reached
    nodes: tuple[int, ...]
    cells: Cells
    shared: tuple[str, ...] = ()


@dataclass(frozen=True)
class Many:
    """The moves of a reversal of which few are wanted; `reached` is its smallest share, more than 0."""

    place: FirstPlace
    ratings: FavourableRatings
    reached: Reached
    weights_move: bool
    ratings_move: bool
    shared: SharedWay


def few_moves(reversals: Sequence[Many], done: Callable[[int], None] = lambda _: None) -> list[FewMoves]:
    """What remains of each reversal when nothing more can be dropped.

    They go side by side, so that what they ask at once is solved at once; `done` is told how many are through.
    """
    all_ = [_Dropping(each) for each in reversals]
    asking = {dropping: dropping.drop_all() for dropping in all_}
    questions = {dropping: next(steps, None) for dropping, steps in asking.items()}
    while asked := {dropping: question for dropping, question in questions.items() if question is not None}:
        done(len(all_) - len(asked))
        solutions = all_solved([question.programme for question in asked.values()])
        questions = {
            dropping: _next(asking[dropping], question.answer(solution))
            for (dropping, question), solution in zip(asked.items(), solutions, strict=True)
        }
    return [dropping.what_remains() for dropping in all_]


def _next(steps: Steps, answer: Best) -> Question | None:
    try:
        return steps.send(answer)
    except StopIteration:
        return None


@dataclass(frozen=True)
class _Needs:
    """How many points of the margin each move is needed for.

    Attributes
    ----------
    margin
        The least of the leads (M,) over the rivals; the option's own place has it too, and all others are infinite.
    gains, of_ratings
        By how many points each rating's move brings a lead forward, and by how many the margin falls without it (M, K).
    of_weights
        About how many points of the lead over the strongest rival, the first of several that are level, are owed to the
        move of each weight (I,).
    """

    leads: Array
    margin: float
    gains: Array
    of_ratings: Array
    of_weights: Array

    @classmethod
    def of(cls, place: FirstPlace, values: Array, expected: Array, shares: Array) -> _Needs:
        """With ratings at `values` (M, K), some of them moved from `expected`, and weights at `shares` (I,)."""
        region = place.region
        weights = region.weights(shares)
        gains = 100 * np.abs(values - expected) * weights[region.leaves]
        over_rivals = place.leads(values, weights[region.leaves])
        leads = np.full(len(values), np.inf)
        leads[place.rivals] = over_rivals
        leads[place.asked] = margin = leads.min()
        needs = np.maximum(0.0, margin - (leads[:, np.newaxis] - gains))
        # shares that make the margin largest leave several rivals level: which is least is then but rounding
        level = np.array(place.rivals)[over_rivals <= margin + _LEVEL * max(1.0, float(np.abs(over_rivals).max()))]
        strongest = values[place.asked] - values[level[0]]
        return cls(leads, float(margin), gains, needs, _needs_of_weights(region, strongest, weights, shares))


def _needs_of_weights(region: WeightRegion, differences: Array, weights: Array, shares: Array) -> Array:
    """Of the moves to `shares` (I,) with `weights` (I,), given how far the option's values exceed a rival's (K,)."""
    of_nodes = np.zeros(len(shares))
    of_nodes[region.leaves] = differences
    for family in reversed(region.families):
        nodes = list(family.nodes)
        of_nodes[family.parent] = float(region.stated[nodes] @ of_nodes[nodes])
    needs = np.full(len(shares), np.inf)
    for family in region.families:
        nodes = list(family.nodes)
        moved = shares[nodes] - region.stated[nodes]
        needs[nodes] = np.abs(100 * weights[family.parent] * moved * (of_nodes[nodes] - of_nodes[family.parent]))
    return needs


class _Dropping:
    """Moves that remain, with `best` shares that make the option first when they go `farthest`."""

    def __init__(self, many: Many) -> None:
        self.place = many.place
        self.region = many.place.region
        self.ratings = many.ratings
        self.reached = many.reached
        self.way = many.shared
        self.shared = set(many.shared.ways)
        self._known: dict[tuple[float, frozenset[str]], tuple[Array, Array]] = {}
        self._go(farthest_share(many.reached.t))
        self.cells = np.array(many.ratings.moving & many.ratings_move)
        movable = {node for family in self.region.families for node in family.movable}
        self.nodes = movable if many.weights_move else set()
        self.best = Best(self.region.stated, None)

    def _go(self, t: float) -> None:
        """Take all moves that remain to share t of their way."""
        self.farthest = t
        self.expected, self.end = self._known_at(t, self.shared)

    def _known_at(self, t: float, names: set[str]) -> tuple[Array, Array]:
        """Values (M, K) where no rating moves and where all do, with those of what all options share at share t."""
        key = t, frozenset(names)
        if key not in self._known:
            shared = self.way.at(t, names)
            self._known[key] = self.ratings.stays(shared), self.ratings.values(t, shared)
        return self._known[key]

    def drop_all(self) -> Steps:
        """Drop whatever can be dropped, each move being tried once."""
        if self.nodes:
            self.best = yield self.place.question(self._values(), self.farthest)
        if self.shared and self.place.margin(self._values(), self.best.shares) < 0:  # farther need not be better
            self._go(self.reached.t)
            self.best = Best(self.reached.shares, None)
        cells, nodes, shared = np.array(self.cells), set(self.nodes), set(self.shared)
        while nodes or shared or cells.any():
            go_on()
            needs = _Needs.of(self.place, self._values(), self.expected, self.best.shares)
            node = min(sorted(nodes), key=lambda node: needs.of_weights[node], default=None)
            node_need = np.inf if node is None else float(needs.of_weights[node])
            of_cells = np.where(cells, needs.of_ratings, np.inf)
            without = {name: self._margin_without(name) for name in sorted(shared)}
            name = max(without, key=lambda name: without[name], default=None)
            if name is not None and needs.margin - without[name] <= min(node_need, float(of_cells.min())):
                shared.discard(name)
                self._try_without_shared(name)
            elif node is not None and node_need <= of_cells.min():
                nodes.discard(node)
                yield from self._try_without_weight(node)
            elif of_cells.min() <= 0:
                cells &= ~self._drop_spare_ratings(cells, needs)
            else:
                rows, columns = np.nonzero(of_cells == of_cells.min())
                cell = min(zip(rows.tolist(), columns.tolist(), strict=True), key=lambda cell: needs.gains[cell])
                cells[cell] = False
                if not self._try_without_rating(cell):
                    cells &= of_cells >= node_need  # what is needed more cannot be dropped either, as things stand

    def what_remains(self) -> FewMoves:
        """The moves not dropped, as far as they have to go."""
        return FewMoves(self._smallest(), tuple(sorted(self.nodes)), self.cells, tuple(sorted(self.shared)))

    def _values(self) -> Array:
        return np.where(self.cells, self.end, self.expected)

    def _held(self) -> set[int]:
        return set(range(1, len(self.region.stated))) - self.nodes

    # --- doing without ------------------------------------------------------------------------------------

    def _margin_without(self, name: str) -> float:
        """The margin where one figure that all options share stays as uncertain as it is."""
        expected, end = self._known_at(self.farthest, self.shared - {name})
        return self.place.margin(np.where(self.cells, end, expected), self.best.shares)

    def _try_without_shared(self, name: str) -> None:
        if self._margin_without(name) >= 0:
            self.shared.discard(name)
            self._go(self.farthest)

    def _drop_spare_ratings(self, candidates: Cells, needs: _Needs) -> Cells:
        """Drop the candidates that cost the margin nothing, in each row those that bring least first; which (M, K)."""
        order = np.argsort(np.where(candidates, needs.gains, np.inf), axis=1, kind="stable")
        given_up = np.cumsum(np.take_along_axis(np.where(candidates, needs.gains, np.inf), order, axis=1), axis=1)
        spare = np.zeros_like(candidates)
        with np.errstate(invalid="ignore"):  # who is excluded is no rival and has no candidates
            np.put_along_axis(spare, order, needs.leads[:, np.newaxis] - given_up >= needs.margin, axis=1)
        self.cells &= ~spare
        return spare

    def _try_without_rating(self, cell: tuple[int, int]) -> bool:
        self.cells[cell] = False
        if self.place.margin(self._values(), self.best.shares) < 0:
            self.cells[cell] = True
        return not self.cells[cell]

    def _try_without_weight(self, node: int) -> Steps:
        held = self._held()
        if len(self.region.held(held | {node})) == len(self.region.held(held)):  # the first has none to be held to
            self.nodes.discard(node)
            return
        values = self._values()
        if self.place.bound(values, self.farthest, held | {node}, self.best.mixture) < 0:
            return
        best = yield self.place.question(values, self.farthest, held | {node})
        if self.place.margin(values, best.shares) >= 0:
            self.nodes.discard(node)
            self.best = best

    def _smallest(self) -> Reached:
        def values(t: float) -> Array:
            shared = self.way.at(t, self.shared)
            return np.where(self.cells, self.ratings.values(t, shared), self.ratings.stays(shared))

        farthest = Reached(self.farthest, self.best.shares)
        if not self.nodes:
            stated, end = self.region.stated, self.farthest
            if self.shared:
                end = next((t for t in places(end) if self.place.margin(values(t), stated) >= 0), end)
            return Reached(first_reached(lambda t: self.place.margin(values(t), stated), 0.0, end), stated)
        if not self.cells.any() and not self.shared:
            return self.place.smallest_by_weights(self.expected, self._held()) or farthest
        return self.place.smallest(values, self._held(), farthest) or farthest

"""The few moves that matter: what to say of a reversal in one sentence.

Throughout this module
    m  is an option                     0 .. M-1
    k  is a criterion that is rated     0 .. K-1
    i  is a node of the tree of weights, and s, u shares and weights, as in `weight_region`
    t  is the share of the way that all moves have in common

At the smallest t of a reversal all moves are needed, though most of them hardly matter. So moves may go farther than
that, to `farthest_share`, and are dropped one by one, the least needed first, as long as the option is still first;
then the smallest t is found for what remains. How much a move is needed is measured in points of the margin it brings.

A rating that is dropped stays at what is expected of it. A weight that is dropped keeps its proportion to the other dropped
ones of its family, which share out what the moving ones leave: the sentence says what one criterion counts for, the
others staying in proportion.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decision.analysis.reversal.favourable_ratings import FavourableRatings
from decision.analysis.reversal.first_place import FirstPlace, Reached, first_reached

Array = NDArray[np.float64]
Cells = NDArray[np.bool_]

_FARTHER, _FURTHER_ON = 2.5, 0.2


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
    """

    reached: Reached
    nodes: tuple[int, ...]
    cells: Cells


def few_moves(
    place: FirstPlace, ratings: FavourableRatings, t: float, *, weights_move: bool, ratings_move: bool
) -> FewMoves:
    """What remains of a reversal when nothing more can be dropped; t > 0 is its smallest share."""
    dropping = _Dropping(place, ratings, farthest_share(t), weights_move=weights_move, ratings_move=ratings_move)
    dropping.drop_all()
    return dropping.what_remains()


class _Dropping:
    """Moves that remain, with `shares` (I,) that make the option first when they go `farthest`."""

    def __init__(
        self,
        place: FirstPlace,
        ratings: FavourableRatings,
        farthest: float,
        *,
        weights_move: bool,
        ratings_move: bool,
    ) -> None:
        self.place = place
        self.region = place.region
        self.ratings = ratings
        self.farthest = farthest
        self.expected = ratings.standing.values
        self.end = ratings.values(farthest)
        self.cells = np.array(ratings.moving & ratings_move)
        self.nodes = {node for family in self.region.families for node in family.movable} if weights_move else set()
        self.shares = place.best(self._values(), farthest) if self.nodes else self.region.stated

    def drop_all(self) -> None:
        """Drop whatever can be dropped, each move being tried once."""
        cells, nodes = np.array(self.cells), set(self.nodes)
        while nodes or cells.any():
            cell, cell_need = self._least_needed_cell(cells)
            needs = {node: self._need_of_weight(node) for node in sorted(nodes)}
            node = min(needs, key=lambda node: needs[node], default=None)
            if node is not None and needs[node] <= cell_need:
                nodes.discard(node)
                self._try_without_weight(node)
            else:
                cells[cell] = False
                self._try_without_rating(cell)

    def what_remains(self) -> FewMoves:
        """The moves not dropped, as far as they have to go."""
        return FewMoves(self._smallest(), tuple(sorted(self.nodes)), self.cells)

    def _values(self) -> Array:
        return np.where(self.cells, self.end, self.expected)

    def _held(self) -> set[int]:
        return set(range(1, len(self.shares))) - self.nodes

    # --- which one next -----------------------------------------------------------------------------------

    def _least_needed_cell(self, candidates: Cells) -> tuple[tuple[int, int], float]:
        """Of `candidates` (M, K), the rating whose absence costs the margin least, and how many points."""
        if not candidates.any():
            return (0, 0), np.inf
        weights = self.region.weights(self.shares)[self.region.leaves]
        values = self._values()
        gains = 100 * np.abs(values - self.expected) * weights
        leads = np.full(len(values), np.inf)
        leads[self.place.rivals] = self.place.leads(values, weights)
        leads[self.place.asked] = margin = leads.min()
        needs = np.maximum(0.0, margin - (leads[:, np.newaxis] - gains))
        rows, columns = np.nonzero(candidates)
        least = int(np.lexsort((gains[rows, columns], needs[rows, columns]))[0])
        cell = int(rows[least]), int(columns[least])
        return cell, float(needs[cell])

    def _need_of_weight(self, node: int) -> float:
        """About how many points of the lead over the strongest rival are owed to the move of one weight."""
        region, stated = self.region, self.region.stated
        values = self._values()
        leads = self.place.leads(values, region.weights(self.shares)[region.leaves])
        differences = np.zeros(len(stated))
        differences[region.leaves] = values[self.place.asked] - values[self.place.rivals[int(leads.argmin())]]
        for each in reversed(region.families):
            nodes = list(each.nodes)
            differences[each.parent] = float(stated[nodes] @ differences[nodes])
        family = next(each for each in region.families if node in each.nodes)
        parent_weight = float(region.weights(self.shares)[family.parent])
        moved = float(self.shares[node] - stated[node])
        return abs(100 * parent_weight * moved * float(differences[node] - differences[family.parent]))

    # --- doing without ------------------------------------------------------------------------------------

    def _try_without_rating(self, cell: tuple[int, int]) -> None:
        self.cells[cell] = False
        if self.place.margin(self._values(), self.shares) < 0:
            self.cells[cell] = True

    def _try_without_weight(self, node: int) -> None:
        held = self._held()
        if len(self.region.held(held | {node})) == len(self.region.held(held)):  # the first has none to be held to
            self.nodes.discard(node)
            return
        shares = self.place.best(self._values(), self.farthest, held | {node})
        if self.place.margin(self._values(), shares) >= 0:
            self.nodes.discard(node)
            self.shares = shares

    def _smallest(self) -> Reached:
        def values(t: float) -> Array:
            return np.where(self.cells, self.ratings.values(t), self.expected)

        farthest = Reached(self.farthest, self.shares)
        if not self.nodes:
            stated = self.region.stated
            return Reached(first_reached(lambda t: self.place.margin(values(t), stated), 0.0, self.farthest), stated)
        if not self.cells.any():
            return self.place.smallest_by_weights(self.expected, self._held()) or farthest
        return self.place.smallest(values, self._held(), farthest) or farthest

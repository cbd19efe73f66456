"""Whether certain moves are enough for an option to be first: asked of moves as they are printed.

A rating that moves is where it is said to be, for certain, and all others are worth what is expected of them, given
what is said of what all options share. Weights
that move count for what is said, of their siblings' total; the other siblings keep their proportions and share what is
left, alike where they are all 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from decision.analysis.reversal.favourable_ratings import FavourableRatings
from decision.analysis.reversal.first_place import FirstPlace
from decision.analysis.standing import Standing

if TYPE_CHECKING:
    from decision.analysis.reversal.reversal import Move

_ROUNDING = 1e-12  # of shares, which sum to 1


@dataclass(frozen=True, eq=False)
class MovesCheck:
    """The question for the option that `place` asks about."""

    standing: Standing
    place: FirstPlace
    ratings: FavourableRatings

    def are_enough(self, moves: Iterable[Move]) -> bool:
        """Whether the option is first, or joint first, once all these are true."""
        moves = list(moves)
        shared = {move.criterion: move.to for move in moves if move.kind == "shared"}
        values, weights = np.array(self.ratings.stays(shared)), {}
        places = {option.id: m for m, option in enumerate(self.standing.options)}
        for move in moves:
            if move.kind == "weight":
                weights[1 + self.place.region.paths.index(move.criterion)] = move.to
                continue
            if move.kind != "rating":
                continue
            k = self.standing.paths.index(move.criterion)
            values[places[move.option or ""], k] = self.standing.functions[k](move.to)
        shares = self._shares(weights)
        return shares is not None and self.place.margin(values, shares) >= 0

    def _shares(self, moved: dict[int, float]) -> NDArray[np.float64] | None:
        """Shares (I,) among siblings; None where those that move cannot be so at once."""
        shares = np.array(self.place.region.stated)
        for family in self.place.region.families:
            known = [node for node in family.nodes if node in moved]
            others = [node for node in family.nodes if node not in moved]
            left = 1 - sum(moved[node] for node in known)
            if not known:
                continue
            if left < -_ROUNDING or (left > _ROUNDING and not others):
                return None
            shares[known] = [moved[node] for node in known]
            total = float(shares[others].sum())
            shares[others] = max(left, 0.0) * (shares[others] / total if total else 1 / max(len(others), 1))
        return shares

"""Families of siblings: how scores follow when one weight of a family moves and the others keep their proportions.

Throughout this module
    m  is an option        0 .. M-1
    i  is a sibling        0 .. I-1, a criterion or part; its share is of the weights of its family
    s  are scores (M,) of 0 to 100

The top-level criteria are a family, and so are the parts of each criterion that has parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from decision.analysis.standing import Standing
from decision.model.weights import Fixed, WeightUncertainty

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Family:
    """Siblings, with what is theirs to share out.

    Attributes
    ----------
    parent
        Path of the criterion whose parts they are; None at the top level.
    weight
        Share of the whole that the siblings share out.
    shares
        Of the siblings (I,), summing to 1.
    values
        Of all options on each sibling (M, I), by what is expected.
    rest
        What all else adds to the scores (M,).
    points
        As stated (I,) in the file, on the scale of the family; None where none are stated.
    """

    parent: str | None
    paths: tuple[str, ...]
    uncertainty: WeightUncertainty
    weight: float
    shares: Array
    values: Array
    rest: Array
    points: Array | None

    def others(self, i: int) -> Array:
        """Shares (I,) of the others among themselves as they stand, equal if `i` has all; 0 for `i` itself."""
        others = np.delete(self.shares, i)
        total = others.sum()
        among = others / total if total > 0 else np.full(len(others), 1 / max(1, len(others)))
        return np.concatenate([among[:i], [0.0], among[i:]])

    def shares_with(self, i: int, t: ArrayLike) -> Array:
        """Shares (..., I) when that of `i` is t, array_like (...), and the others keep their proportions.

        A sibling without others has all, whatever t.
        """
        share = np.asarray(t, dtype=float)[..., np.newaxis]
        only = np.eye(len(self.paths))[i]
        return np.asarray(share * only + (1 - share) * (self.others(i) if len(self.paths) > 1 else only))

    def scores(self, shares: ArrayLike) -> Array:
        """s (..., M) for shares, array_like (..., I)."""
        return np.asarray(self.rest + 100 * self.weight * (np.asarray(shares, dtype=float) @ self.values.T))

    def points_for(self, i: int, t: float) -> float | None:
        """The points to type for sibling `i`, the others left alone, so that its share is t; None if none will do."""
        if self.points is None:
            return None
        others = float(np.delete(self.points, i).sum())
        if others == 0:
            return float(self.points[i]) if t == 1 else None
        return t / (1 - t) * others if t < 1 else None


class Families:
    """All families of a decision."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing

    @cached_property
    def by_parent(self) -> Mapping[str | None, Family]:
        """By the path of the parent, None for the top level, parents before their parts."""
        scenario = self.standing.scenario
        top = self._family(None, scenario.weight_uncertainty, tuple(each.id for each in scenario.criteria))
        families: dict[str | None, Family] = {None: top}
        for path, criterion in scenario.all_criteria.items():
            if criterion.parts:
                paths = tuple(f"{path}.{part.id}" for part in criterion.parts)
                families[path] = self._family(path, criterion.weight_uncertainty, paths)
        return families

    def of(self, path: str) -> tuple[Family, int]:
        """The family of a criterion or part, and its place in it."""
        family = self.by_parent[path.rpartition(".")[0] or None]
        return family, family.paths.index(path)

    @property
    def uncertain(self) -> tuple[Family, ...]:
        """The families whose weights are uncertain."""
        return tuple(each for each in self.by_parent.values() if not isinstance(each.uncertainty, Fixed))

    def _family(self, parent: str | None, uncertainty: WeightUncertainty, paths: tuple[str, ...]) -> Family:
        standing, scenario = self.standing, self.standing.scenario
        shares = np.array([scenario.sibling_shares[path] for path in paths])
        values = np.stack([standing.values_by_path[path] for path in paths], axis=1)
        weight = 1.0 if parent is None else scenario.weights[parent]
        rest = np.zeros(len(values)) if parent is None else standing.scores - 100 * weight * (values @ shares)
        stated = [scenario.all_criteria[path].weight for path in paths]
        points = None if None in stated else np.array(stated, dtype=float)
        return Family(parent, paths, uncertainty, weight, shares, values, rest, points)

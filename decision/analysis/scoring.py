"""Weighted scoring: what each option is worth at the central figures.

Throughout this module
    m  is an option                     0 .. M-1
    k  is a criterion that is rated     0 .. K-1
    v  are values (M, K), on the 0–1 scale of preference
    w  are weights (K,), sum 1
    s  are scores (M,), 0 to 100

The score is the additive value model (Keeney and Raiffa 1976, Decisions with Multiple Objectives, chapter 3):
s[m] = 100 · sum over k of w[k]·v[m,k].
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from decision.model.scenario import Scenario
from decision.version import __version__

if TYPE_CHECKING:
    import pandas as pd

Array = NDArray[np.float64]

TIE = 1e-9  # points within which scores are the same


def weighted_scores(values: ArrayLike, weights: ArrayLike) -> Array:
    """s of values, array_like (..., M, K), and weights, array_like (K,): array (..., M), 0 to 100."""
    return np.asarray(100 * (np.asarray(values, dtype=float) @ np.asarray(weights, dtype=float)))


def competition_ranks(scores: ArrayLike, tie: float = TIE) -> NDArray[np.intp]:
    """Ranks of scores, array_like (M,): 1 for the highest; those within `tie` share a rank, as in 1-1-3."""
    s = np.asarray(scores, dtype=float)
    return np.asarray(1 + np.sum(s[np.newaxis, :] > s[:, np.newaxis] + tie, axis=1))


@dataclass(frozen=True)
class OptionScore:
    """What one option is worth, in all and on each criterion and part, by path.

    `rank` is None for an excluded option; `left_out` says that it is so as a question of what if. `ratings` holds the
    central figures, in the criteria's units.
    """

    id: str
    name: str
    approach: str | None
    excluded: bool
    rank: int | None
    score: float
    ratings: Mapping[str, float]
    values: Mapping[str, float]
    contributions: Mapping[str, float]
    left_out: bool = False


@dataclass(frozen=True)
class Evaluation:
    """The result of weighted scoring.

    Attributes
    ----------
    weights
        Share of every criterion and part in the whole, by path.
    options
        In the order of the file.
    leader
        Id of the first in file order of those first; None if every option is excluded.
    joint_leaders
        Ids of all that are first.
    margin
        Points between the leader and the runner-up; None where fewer than two options are ranked.
    """

    title: str
    fingerprint: str
    version: str
    weights: Mapping[str, float]
    options: tuple[OptionScore, ...]
    leader: str | None
    joint_leaders: tuple[str, ...]
    margin: float | None

    @property
    def in_rank_order(self) -> tuple[OptionScore, ...]:
        """The options by rank, ties in file order, the excluded last."""
        return tuple(sorted(self.options, key=lambda option: math.inf if option.rank is None else option.rank))

    def option(self, id: str) -> OptionScore:
        """The result for the option called `id`."""
        return next(option for option in self.options if option.id == id)

    def to_dict(self) -> dict[str, Any]:
        """The result as the JSON of the command line."""
        return {
            "title": self.title,
            "fingerprint": self.fingerprint,
            "version": self.version,
            "weights": dict(self.weights),
            "options": [
                {
                    "id": option.id,
                    "name": option.name,
                    "approach": option.approach,
                    "excluded": option.excluded,
                    "rank": option.rank,
                    "score": option.score,
                    "ratings": dict(option.ratings),
                    "values": dict(option.values),
                    "contributions": dict(option.contributions),
                }
                for option in self.options
            ],
            "leader": self.leader,
            "joint_leaders": list(self.joint_leaders),
            "margin": self.margin,
        }

    def to_frame(self) -> pd.DataFrame:
        """One row an option, indexed by id: rank, score and the contribution of every criterion and part."""
        import pandas as pd

        rows = [
            {"name": option.name, "excluded": option.excluded, "rank": option.rank, "score": option.score}
            | dict(option.contributions)
            for option in self.options
        ]
        frame = pd.DataFrame(rows, index=pd.Index([option.id for option in self.options], name="option"))
        return frame.astype({"rank": "Int64"})


def evaluate(scenario: Scenario) -> Evaluation:
    """Score every option of `scenario` at its central figures, and rank those not excluded."""
    leaves, weights = scenario.leaves, scenario.weights
    ratings = {path: [scenario.most_likely_rating(option, path) for option in scenario.options] for path in leaves}
    values = values_by_path(scenario, ratings)
    scores = weighted_scores(np.stack([values[path] for path in leaves], axis=-1), [weights[path] for path in leaves])
    ranked = [m for m, option in enumerate(scenario.options) if not option.excluded]
    ranks = dict(zip(ranked, competition_ranks(scores[ranked]).tolist(), strict=True))
    joint = tuple(scenario.options[m].id for m in ranked if ranks[m] == 1)
    best_first = np.sort(scores[ranked])[::-1]
    margin = None if len(ranked) < 2 else 0.0 if len(joint) > 1 else float(best_first[0] - best_first[1])
    return Evaluation(
        title=scenario.title,
        fingerprint=scenario.fingerprint,
        version=__version__,
        weights=weights,
        options=tuple(
            OptionScore(
                id=option.id,
                name=option.name,
                approach=option.approach,
                excluded=option.excluded,
                rank=ranks.get(m),
                score=float(scores[m]),
                ratings=MappingProxyType({path: figures[m] for path, figures in ratings.items()}),
                values=MappingProxyType({path: float(v[m]) for path, v in values.items()}),
                contributions=MappingProxyType({path: float(100 * weights[path] * v[m]) for path, v in values.items()}),
                left_out=option.left_out,
            )
            for m, option in enumerate(scenario.options)
        ),
        leader=joint[0] if joint else None,
        joint_leaders=joint,
        margin=margin,
    )


def values_by_path(scenario: Scenario, ratings: Mapping[str, Sequence[float]]) -> dict[str, Array]:
    """Values (M,) of every criterion and part, a parent's being the weighted mean of its parts'.

    `ratings` (M,) by path, of the criteria that are rated.
    """
    values: dict[str, Array] = {}
    for path, criterion in reversed(list(scenario.all_criteria.items())):
        if criterion.value_function is not None:
            values[path] = criterion.value_function(ratings[path])
        else:
            parts = [f"{path}.{part.id}" for part in criterion.parts]
            values[path] = sum(
                (scenario.sibling_shares[part] * values[part] for part in parts), start=np.zeros(len(scenario.options))
            )
    return {path: values[path] for path in scenario.all_criteria}

"""Weighted scoring: what each option can be expected to be worth.

Throughout this module
    m  is an option                     0 .. M-1
    k  is a criterion that is rated     0 .. K-1
    v  are expected values (M, K), on the 0–1 scale of preference
    w  are weights (K,), sum 1
    s  are scores (M,), 0 to 100

The score is the expectation of the additive value model (Keeney and Raiffa 1976, Decisions with Multiple Objectives,
chapters 3 and 4): s[m] = 100 · sum over k of w[k]·v[m,k], v[m,k] = E[v(x)] over what is believed of the rating x.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from decision.analysis.expectation.expectations import Expectations, expectations, most_likely
from decision.model.open_ratings import open_ratings
from decision.model.scenario import Scenario
from decision.version import __version__

if TYPE_CHECKING:
    import pandas as pd

Array = NDArray[np.float64]

At = Literal["expected", "most-likely"]

TIE = 1e-9  # points within which scores are the same


def weighted_scores(values: ArrayLike, weights: ArrayLike) -> Array:
    """s of values, array_like (..., M, K), and weights, array_like (K,): array (..., M), 0 to 100."""
    return np.asarray(100 * (np.asarray(values, dtype=float) @ np.asarray(weights, dtype=float)))


def competition_ranks(scores: ArrayLike, tie: float = TIE) -> NDArray[np.intp]:
    """Ranks of scores, array_like (M,): 1 for the highest; scores level with each other share a rank, as in 1-1-3.

    From the highest down, a score is level with the first of those before it that it is within `tie` of; so those level
    with each other all lie within `tie`.
    """
    s = np.asarray(scores, dtype=float)
    ranks = np.empty(len(s), dtype=np.intp)
    top, rank = math.inf, 0
    for place, m in enumerate(np.argsort(-s, kind="stable"), start=1):
        if rank == 0 or top - s[m] > tie:
            top, rank = s[m], place
        ranks[m] = rank
    return ranks


def are_first(scores: ArrayLike) -> NDArray[np.bool_]:
    """Which of scores, array_like (..., M), are first or joint first, by the rule of `competition_ranks`."""
    s = np.asarray(scores, dtype=float)
    return np.asarray(s.max(axis=-1, keepdims=True) - s <= TIE)


@dataclass(frozen=True)
class OptionScore:
    """What one option is worth, in all and on each criterion and part, by path.

    `rank` is None for an excluded option; `left_out` says that it is so as a question of what if. `ratings` holds what
    is expected of the ratings, in the criteria's units, and `values_of_ratings` what those figures would be worth if
    they were certain; where a value function bends within a rating's spread, that is not what its value is expected to
    be (`values`). `error` is how far off the score may be, in points: 0 unless a cost plan is put on a lattice.
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
    values_of_ratings: Mapping[str, float]
    error: float
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
    at
        ``expected``, or ``most-likely`` where ratings were taken at what was typed.
    open_ratings
        The ratings of the ranked options that nobody knows yet, such as ``buy.fit``.
    """

    title: str
    fingerprint: str
    version: str
    weights: Mapping[str, float]
    options: tuple[OptionScore, ...]
    leader: str | None
    joint_leaders: tuple[str, ...]
    margin: float | None
    at: At = "expected"
    open_ratings: tuple[str, ...] = ()

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
            "at": self.at,
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
                    "error": option.error,
                }
                for option in self.options
            ],
            "leader": self.leader,
            "joint_leaders": list(self.joint_leaders),
            "margin": self.margin,
            "open": list(self.open_ratings),
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


def evaluate(scenario: Scenario, at: At = "expected", expected: Expectations | None = None) -> Evaluation:
    """Score every option of `scenario`, and rank those not excluded.

    Parameters
    ----------
    at
        ``expected``: at what is expected of the value of every rating; ``most-likely``: at what the ratings that were
        typed are worth, as if they were certain.
    expected
        What is expected of the ratings at that, where it is known already: no weight changes it.

    Raises
    ------
    DecisionError
        The value of a cost plan is too far out to compute with.
    """
    if expected is None:
        expected = expectations(scenario) if at == "expected" else most_likely(scenario)
    leaves, weights = scenario.leaves, scenario.weights
    values = values_by_path(scenario, dict(zip(leaves, expected.values.T, strict=True)))
    errors = expected.errors @ [100 * weights[path] for path in leaves]
    scores = weighted_scores(np.stack([values[path] for path in leaves], axis=-1), [weights[path] for path in leaves])
    ranked = [m for m, option in enumerate(scenario.options) if not option.excluded]
    ranks = dict(zip(ranked, competition_ranks(scores[ranked]).tolist(), strict=True))
    joint = tuple(scenario.options[m].id for m in ranked if ranks[m] == 1)
    by_path = np.stack(list(values.values()), axis=1)
    contributions = 100 * np.array([weights[path] for path in values]) * by_path
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
                ratings=_by_path(leaves, expected.ratings[m]),
                values=_by_path(values, by_path[m]),
                contributions=_by_path(values, contributions[m]),
                values_of_ratings=_by_path(leaves, expected.values_of_ratings[m]),
                error=float(errors[m]),
                left_out=option.left_out,
            )
            for m, option in enumerate(scenario.options)
        ),
        leader=joint[0] if joint else None,
        joint_leaders=joint,
        margin=margin,
        at=at,
        open_ratings=tuple(f"{option_id}.{path}" for option_id, path in open_ratings(scenario)),
    )


def _by_path(paths: Iterable[str], figures: Array) -> Mapping[str, float]:
    return MappingProxyType(dict(zip(paths, figures.tolist(), strict=True)))


def values_by_path(scenario: Scenario, of_leaves: Mapping[str, Array]) -> dict[str, Array]:
    """Values (M,) of every criterion and part, a parent's being the weighted mean of its parts'.

    `of_leaves` are those of the criteria that are rated, by path.
    """
    values: dict[str, Array] = {}
    for path, criterion in reversed(list(scenario.all_criteria.items())):
        if path in of_leaves:
            values[path] = of_leaves[path]
        else:
            parts = [f"{path}.{part.id}" for part in criterion.parts]
            values[path] = sum(
                (scenario.sibling_shares[part] * values[part] for part in parts), start=np.zeros(len(scenario.options))
            )
    return {path: values[path] for path in scenario.all_criteria}

"""How a decision stands by what is expected of it, as arrays: what every question of "what if" starts from.

Throughout this module
    m  is an option                     0 .. M-1
    k  is a criterion that is rated     0 .. K-1
    v  are expected values (M, K), w weights (K,), s scores (M,) of 0 to 100
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from decision.analysis.expectation.expectations import Expectations, expectations
from decision.analysis.scoring import competition_ranks, values_by_path, weighted_scores
from decision.model.contents import Option
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.model.value_function import ValueFunction

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Standing:
    """A decision by its expected values. The indices m of `ranked` options ascend; what is excluded is not among them.

    Raises
    ------
    DecisionError
        Every option is excluded, so that nothing leads.
    """

    scenario: Scenario

    def __post_init__(self) -> None:
        if not self.scenario.ranked_options:
            raise DecisionError(
                "every option is excluded or left out, so nothing leads; mend a result, a rating or a minimum"
            )

    @property
    def options(self) -> tuple[Option, ...]:
        """All options, in the order of the file."""
        return self.scenario.options

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The criteria that are rated, in the order of k."""
        return tuple(self.scenario.leaves)

    @cached_property
    def functions(self) -> tuple[ValueFunction, ...]:
        """Their value functions."""
        return tuple(leaf.value_function for leaf in self.scenario.leaves.values() if leaf.value_function is not None)

    @cached_property
    def expected(self) -> Expectations:
        """What is expected of every rating and its value."""
        return expectations(self.scenario)

    @property
    def ratings(self) -> Array:
        """Expected ratings (M, K), in the criteria's units."""
        return self.expected.ratings

    @property
    def values(self) -> Array:
        """v."""
        return self.expected.values

    @cached_property
    def values_by_path(self) -> Mapping[str, Array]:
        """Values (M,) of every criterion and part."""
        return values_by_path(self.scenario, dict(zip(self.paths, self.values.T, strict=True)))

    @cached_property
    def weights(self) -> Array:
        """w."""
        return np.array([self.scenario.weights[path] for path in self.paths])

    @cached_property
    def scores(self) -> Array:
        """s."""
        return weighted_scores(self.values, self.weights)

    @cached_property
    def ranked(self) -> tuple[int, ...]:
        """The options that are not excluded."""
        return tuple(m for m, option in enumerate(self.options) if not option.excluded)

    @cached_property
    def ranks(self) -> tuple[int, ...]:
        """Competition ranks of `ranked`, in its order."""
        return tuple(competition_ranks(self.scores[list(self.ranked)]).tolist())

    @cached_property
    def leader(self) -> int:
        """The first in file order of those first."""
        return self.ranked[self.ranks.index(1)]

    @cached_property
    def others(self) -> tuple[int, ...]:
        """The ranked options other than the leader."""
        return tuple(m for m in self.ranked if m != self.leader)

    @cached_property
    def runner_up(self) -> int | None:
        """The best of the others, the first in file order at a tie; None where there are none."""
        if not self.others:
            return None
        ranks = dict(zip(self.ranked, self.ranks, strict=True))
        return min(self.others, key=lambda m: ranks[m])

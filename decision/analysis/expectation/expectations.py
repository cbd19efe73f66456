"""What is expected of every rating, and what that is worth.

Throughout this module
    m  is an option                     0 .. M-1
    k  is a criterion that is rated     0 .. K-1
    x  is a rating, v its value

The value of an option on a criterion is E[v(x)], the expectation over what is believed of the rating (Keeney and Raiffa
1976, Decisions with Multiple Objectives, chapter 4: with uncertain consequences, options are ranked by expectations).
A plain number is its own expectation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from decision.analysis.stopping import go_on
from decision.model.contents import Contents, Option
from decision.model.cost_plan import CostPlan
from decision.model.criterion import Criterion
from decision.model.distribution import Distribution
from decision.model.errors import DecisionError
from decision.model.expectation.value import value_gaps
from decision.model.value_function import ValueFunction

if TYPE_CHECKING:
    from decision.analysis.expectation.plans import ExpectedPlan

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Expectations:
    """Arrays (M, K), read-only.

    Attributes
    ----------
    ratings
        E[x], in the criteria's units.
    values
        E[v(x)].
    values_of_ratings
        v(E[x]).
    errors
        How far off a value may be; 0 where it has a closed form or is an integral over one law.
    """

    ratings: Array
    values: Array
    values_of_ratings: Array
    errors: Array

    def __post_init__(self) -> None:
        for array in (self.ratings, self.values, self.values_of_ratings, self.errors):
            array.setflags(write=False)


def expectations(scenario: Contents) -> Expectations:
    """What is expected of every rating of `scenario`.

    Raises
    ------
    DecisionError
        The value of a cost plan is too far out to compute with.
    """
    columns = [_column(scenario, path, leaf) for path, leaf in scenario.leaves.items()]
    ratings, values, of_ratings, errors = (np.stack(arrays, axis=1) for arrays in zip(*columns, strict=True))
    for function, cells in _uncertain_cells(scenario).items():
        gaps = value_gaps(function, tuple(law for *_, law in cells))
        for (m, k, _), gap in zip(cells, gaps, strict=True):
            values[m, k] += gap
    return Expectations(ratings, values, of_ratings, errors)


def _uncertain_cells(scenario: Contents) -> dict[ValueFunction, list[tuple[int, int, Distribution]]]:
    """By value function, m, k and law of the uncertain ratings that are no plans: all of one are found at once."""
    cells: dict[ValueFunction, list[tuple[int, int, Distribution]]] = {}
    for k, (path, leaf) in enumerate(scenario.leaves.items()):
        assert leaf.value_function is not None  # leaves have a scale
        of_function = cells.setdefault(leaf.value_function, [])
        for m, option in enumerate(scenario.options):
            estimate = option.ratings[path].estimate
            if not isinstance(estimate, CostPlan) and not estimate.is_certain:
                of_function.append((m, k, estimate.law))
    return cells


def most_likely(scenario: Contents) -> Expectations:
    """The same as if the ratings that were typed were certain: the mode where one is given, else the median."""
    ratings = np.array(
        [[scenario.most_likely_rating(option, path) for path in scenario.leaves] for option in scenario.options]
    )
    functions = [leaf.value_function for leaf in scenario.leaves.values() if leaf.value_function is not None]
    values = np.stack([function(ratings[:, k]) for k, function in enumerate(functions)], axis=1)
    return Expectations(ratings, values, values.copy(), np.zeros_like(values))


def _column(scenario: Contents, path: str, criterion: Criterion) -> tuple[Array, Array, Array, Array]:
    """E[x], v, v(E[x]) and errors (M,) on one criterion; v is E[v(x)] of plans and v(E[x]) of all else."""
    go_on()
    function = criterion.value_function
    assert function is not None  # leaves have a scale
    estimates = [option.ratings[path].estimate for option in scenario.options]
    plans = {
        m: _expected_plan(scenario, option, path, function)
        for m, (option, estimate) in enumerate(zip(scenario.options, estimates, strict=True))
        if isinstance(estimate, CostPlan) and not estimate.is_certain
    }
    ratings = np.array(
        [
            plans[m].rating if m in plans else _expected(scenario, option, path)
            for m, option in enumerate(scenario.options)
        ]
    )
    of_ratings = function(ratings)
    values, errors = of_ratings.copy(), np.zeros(len(ratings))
    for m, plan in plans.items():
        values[m], errors[m] = plan.value, plan.error
    return ratings, values, of_ratings, errors


def _expected(scenario: Contents, option: Option, path: str) -> float:
    estimate = option.ratings[path].estimate
    return scenario.most_likely_rating(option, path) if isinstance(estimate, CostPlan) else estimate.expected


def _expected_plan(scenario: Contents, option: Option, path: str, function: ValueFunction) -> ExpectedPlan:
    from decision.analysis.expectation.plans import expected_plan  # not needed where no plan is uncertain

    plan = expected_plan(scenario, option, path, function)
    if not math.isfinite(plan.value):
        raise DecisionError(
            f"the value of {option.id}.{path} is too far out to compute with; "
            "narrow the plan, or let the criterion clip"
        )
    return plan

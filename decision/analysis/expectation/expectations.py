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
    columns = [_Column(scenario, path, leaf) for path, leaf in scenario.leaves.items()]
    values = np.stack([column.values for column in columns], axis=1)
    of_function: dict[ValueFunction, list[int]] = {}
    for k, column in enumerate(columns):
        of_function.setdefault(column.function, []).append(k)
    for function, ks in of_function.items():  # those of one function are found at once
        gaps = value_gaps(function, tuple(law for k in ks for law in columns[k].laws.values()))
        values[[m for k in ks for m in columns[k].laws], [k for k in ks for _ in columns[k].laws]] += gaps
    return Expectations(
        np.stack([column.ratings for column in columns], axis=1),
        values,
        np.stack([column.values_of_ratings for column in columns], axis=1),
        np.stack([column.errors for column in columns], axis=1),
    )


def most_likely(scenario: Contents) -> Expectations:
    """The same as if the ratings that were typed were certain: the mode where one is given, else the median."""
    ratings = np.array(
        [[scenario.most_likely_rating(option, path) for path in scenario.leaves] for option in scenario.options]
    )
    functions = [leaf.value_function for leaf in scenario.leaves.values() if leaf.value_function is not None]
    values = np.stack([function(ratings[:, k]) for k, function in enumerate(functions)], axis=1)
    return Expectations(ratings, values, values.copy(), np.zeros_like(values))


class _Column:
    """What is expected on one criterion.

    Attributes
    ----------
    laws
        Of the uncertain ratings that are no plans, by m.
    ratings, values, values_of_ratings, errors
        E[x], v, v(E[x]) and errors (M,); v is E[v(x)] of plans and v(E[x]) of all else.
    """

    def __init__(self, scenario: Contents, path: str, criterion: Criterion) -> None:
        go_on()
        assert criterion.value_function is not None  # leaves have a scale
        self.function = criterion.value_function
        estimates = [option.ratings[path].estimate for option in scenario.options]
        self.laws: dict[int, Distribution] = {}
        plans: dict[int, ExpectedPlan] = {}
        ratings = []
        for m, (option, estimate) in enumerate(zip(scenario.options, estimates, strict=True)):
            if not isinstance(estimate, CostPlan):
                ratings.append(estimate.expected)
                if not estimate.is_certain:
                    self.laws[m] = estimate.law
            elif scenario.is_certain_rating(option, path):
                ratings.append(scenario.most_likely_rating(option, path))
            else:
                plans[m] = _expected_plan(scenario, option, path, self.function)
                ratings.append(plans[m].rating)
        self.ratings = np.array(ratings)
        self.values_of_ratings = self.function(self.ratings)
        self.values, self.errors = self.values_of_ratings.copy(), np.zeros(len(estimates))
        for m, plan in plans.items():
            self.values[m], self.errors[m] = plan.value, plan.error


def _expected_plan(scenario: Contents, option: Option, path: str, function: ValueFunction) -> ExpectedPlan:
    from decision.analysis.expectation.plans import expected_plan  # not needed where no plan is uncertain

    plan = expected_plan(scenario, option, path, function)
    if not math.isfinite(plan.value):
        raise DecisionError(
            f"the value of {option.id}.{path} is too far out to compute with; "
            "narrow the plan, or let the criterion clip"
        )
    return plan

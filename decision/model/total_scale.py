"""The scale on which people total ratings that share one: what their spreadsheet calls 4.45 of 5.

Throughout this module
    w  are weights, sum 1
    x  are what is expected of the ratings, all on a scale from worst a to best b

The total is the weighted mean, sum of w·x. As long as no rating lies outside the scale it is a + (b - a)·score/100.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from decision.model.scenario import Scenario
from decision.model.value_function import Linear, Scale

_ONE = 1e-9  # sums of weights that are 1


@dataclass(frozen=True)
class TotalScale:
    """The ends that all ratings share; `weight` is what the weights sum to as they are stated, None where that is 1."""

    ends: Scale
    weight: float | None = None

    def mean(self, weights: Mapping[str, float], ratings: Mapping[str, float]) -> float:
        """The weighted mean of ratings by path, with the weights of every criterion and part."""
        return math.fsum(weights[path] * x for path, x in ratings.items())


def total_scale(scenario: Scenario) -> TotalScale | None:
    """The scale that all weighted criteria share; None where they have several, or a curve is bent."""
    functions = {
        criterion.value_function for path, criterion in scenario.leaves.items() if scenario.weights.get(path, 0.0) > 0
    }
    scales = {function.scale for function in functions if function is not None}
    if len(scales) != 1 or not all(
        function is not None and isinstance(function.curve, Linear) for function in functions
    ):
        return None
    stated = [criterion.weight for criterion in scenario.criteria]
    known = [x for x in stated if x is not None]
    total = math.fsum(known) if len(known) == len(stated) else 1.0
    return TotalScale(scales.pop(), None if abs(total - 1) <= _ONE else total)

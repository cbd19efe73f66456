"""Within which range a rating is believed to lie: for showing beside what is expected of it."""

from __future__ import annotations

import numpy as np

from decision.model.contents import Option
from decision.model.cost_plan import CostPlan
from decision.model.distribution import Z90
from decision.model.estimate import Levels, Percentiles, Range, ThreePoint, Unknown
from decision.model.expectation.latent import at_latent
from decision.model.scenario import Scenario


def rating_range(scenario: Scenario, option: Option, path: str) -> tuple[float, float] | None:
    """The ends that were stated for a rating, else its P10 and P90, in the criterion's unit; None where it is certain.

    Raises
    ------
    KeyError
        The option is not rated on `path`.
    """
    estimate = option.ratings[path].estimate
    if scenario.is_certain_rating(option, path):
        return None
    match estimate:
        case CostPlan():
            from decision.analysis.expectation.plans import plan_range  # not needed where no plan is uncertain

            return plan_range(scenario, option, path)
        case ThreePoint(low, _, high) | Range(low, high):
            return low, high
        case Unknown():
            return estimate.ends
        case Percentiles(p10, p90):
            return p10, p90
        case Levels(levels):
            possible = [x for x, probability in levels if probability > 0]
            return min(possible), max(possible)
    low, high = at_latent(estimate.law, np.array([-Z90, Z90])).tolist()
    return low, high

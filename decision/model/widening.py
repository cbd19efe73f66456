"""A rating made wider for a reason that can only make things worse: towards worst, as far as an assumption goes."""

from __future__ import annotations

from dataclasses import replace

from decision.model.bounds import LONGEST_TEXT
from decision.model.estimate import Exact, Range, ThreePoint
from decision.model.evidence_ranges import range_around
from decision.model.rating import Evidence, Rating
from decision.model.scenario import Scenario
from decision.model.structure.curves import more_is_better


def widened(scenario: Scenario, option: str, path: str, reason: str) -> Rating | None:
    """A rating whose end towards worst is as far from its middle as that of an assumption, within the scale.

    `reason`, a sentence, stands behind the reason that was given. The middle is the number, the most likely figure, or
    half way between low and high. None where the rating goes as far already, lies off the scale, is given in another
    form, or leaves no room for the reason.
    """
    rating = scenario.option(option).ratings[path]
    because = f"{rating.because.rstrip()} {reason}".strip()
    wider = _wider(scenario, rating.estimate, path) if len(because) <= LONGEST_TEXT else None
    if wider is None or wider == rating.estimate:
        return None
    return replace(rating, estimate=wider, because=because)


def _wider(scenario: Scenario, estimate: object, path: str) -> ThreePoint | Range | None:
    match estimate:
        case Exact(x):
            middle, low, high = x, x, x
        case ThreePoint(low, middle, high):
            pass
        case Range(low, high):
            middle = low / 2 + high / 2
        case _:
            return None
    leaf = scenario.leaves[path]
    around = range_around(middle, leaf, Evidence.ASSUMPTION)
    if around is None:
        return None
    assert leaf.value_function is not None  # a criterion that is rated has one
    if more_is_better(leaf.value_function):
        low = min(low, around.low)
    else:
        high = max(high, around.high)
    match estimate:
        case Range():
            return Range(low, high)
        case ThreePoint():
            return ThreePoint(low, middle, high, estimate.shape)
    return ThreePoint(low, middle, high) if low < high else None

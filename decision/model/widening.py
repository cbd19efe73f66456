"""A rating made wider for a reason: as wide as an assumption, and never narrower than it was."""

from __future__ import annotations

from dataclasses import replace

from decision.model.bounds import LONGEST_TEXT
from decision.model.estimate import Exact, Range, ThreePoint
from decision.model.evidence_ranges import range_around
from decision.model.rating import Evidence, Rating
from decision.model.scenario import Scenario


def widened(scenario: Scenario, option: str, path: str, reason: str) -> Rating | None:
    """A rating whose ends are at least as far from its middle as those of an assumption, within the scale.

    `reason`, a sentence, stands behind the reason that was given. The middle is the number, the most likely figure, or
    half way between low and high. None where the rating is as wide already, lies off the scale, is given in another
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
    around = range_around(middle, scenario.leaves[path], Evidence.ASSUMPTION)
    if around is None:
        return None
    low, high = min(low, around.low), max(high, around.high)
    if isinstance(estimate, Range):
        return Range(low, high)
    return (
        ThreePoint(low, middle, high, estimate.shape)
        if isinstance(estimate, ThreePoint)
        else ThreePoint(low, middle, high)
    )

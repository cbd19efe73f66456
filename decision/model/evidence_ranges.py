"""How much of a decision rests on single numbers, and ranges for them by the evidence there is.

Throughout this module
    m  is an option that is not excluded   0 .. M-1
    k  is a criterion that is rated        0 .. K-1
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from decision.model.criterion import Criterion
from decision.model.estimate import Exact, ThreePoint
from decision.model.rating import Evidence, Rating
from decision.model.scenario import Scenario
from decision.model.uncertain_figures import RatingSampler

# half the width of a range, in tenths of the way from worst to best; a judgement of ours, without a source
HALF_WIDTHS: Mapping[Evidence, float] = MappingProxyType(
    {
        Evidence.ASSUMPTION: 3.0,
        Evidence.VENDOR: 2.5,
        Evidence.DEMO: 1.5,
        Evidence.REFERENCE: 1.0,
        Evidence.PILOT: 0.5,
    }
)
_TENTHS = 10


@dataclass(frozen=True)
class SingleNumbers:
    """How many ratings of the ranked options are single numbers, of how many, and on which share of the weight.

    `weight` is 0 to 1: the sum over criteria of weight × the share of the ranked options whose rating is one number.
    """

    count: int
    total: int
    weight: float


def is_single(scenario: Scenario, option_id: str, path: str) -> bool:
    """Whether a rating leaves nothing open, be it a number or a plan of numbers: nor does anything that it shares."""
    sampler = RatingSampler(scenario, scenario.option(option_id), path)
    return not sampler.uncertain and not sampler.shared


def single_shares(scenario: Scenario) -> Mapping[str, float]:
    """By path of each criterion that is rated, the share of the ranked options whose rating is a single number."""
    ranked = [option.id for option in scenario.ranked_options]
    return {
        path: sum(is_single(scenario, id, path) for id in ranked) / len(ranked) if ranked else 0.0
        for path in scenario.leaves
    }


def single_numbers(scenario: Scenario) -> SingleNumbers:
    """How much of `scenario` rests on single numbers."""
    shares, options = single_shares(scenario), len(scenario.ranked_options)
    return SingleNumbers(
        count=round(options * sum(shares.values())),
        total=options * len(shares),
        weight=min(1.0, sum(scenario.weights[path] * share for path, share in shares.items())),
    )


def with_ranges_by_evidence(scenario: Scenario) -> Scenario:
    """The same decision with a range for every rating that is a plain number, as wide as its evidence is weak.

    A rating goes `HALF_WIDTHS` tenths of its scale to either side, as far as worst and best; without evidence it
    counts as an assumption. All else stays: ranges, plans, estimates by a reference class, and ratings that lie off the
    scale.

    Raises
    ------
    ImpossibleScenarioError
        A pair that is stated cannot be, once these figures are uncertain and hang together too.
    """
    for option_id, path, rating in _given_ranges(scenario):
        scenario = scenario.with_rating(option_id, path, rating)
    return scenario


def range_by_evidence(scenario: Scenario, option_id: str, path: str) -> Rating | None:
    """One rating as `with_ranges_by_evidence` makes it; None where that leaves it as it is."""
    rating = scenario.option(option_id).ratings[path]
    if not isinstance(rating.estimate, Exact):
        return None
    estimate = range_around(rating.estimate.x, scenario.leaves[path], evidence_counted(rating))
    return None if estimate is None else replace(rating, estimate=estimate)


def evidence_counted(rating: Rating) -> Evidence:
    """How a rating is known, as its range takes it: as an assumption where that is not said."""
    return rating.evidence or Evidence.ASSUMPTION


def can_be_given_ranges(scenario: Scenario) -> int:
    """How many ratings `with_ranges_by_evidence` would give a range."""
    return sum(1 for _ in _given_ranges(scenario))


def _given_ranges(scenario: Scenario) -> Iterator[tuple[str, str, Rating]]:
    for option in scenario.options:
        for path in scenario.leaves:
            rating = range_by_evidence(scenario, option.id, path)
            if rating is not None:
                yield option.id, path, rating


def range_around(x: float, leaf: Criterion, evidence: Evidence) -> ThreePoint | None:
    """The range around x; None where x lies off the scale, so that no range within it holds it."""
    function = leaf.value_function
    assert function is not None  # a criterion that is rated has one
    ends = sorted((function.scale.worst, function.scale.best))
    if not ends[0] <= x <= ends[1]:
        return None
    half = HALF_WIDTHS[evidence] * (ends[1] / _TENTHS - ends[0] / _TENTHS)
    low, high = max(ends[0], x - half), min(ends[1], x + half)
    return ThreePoint(_readable(low, ends[0], x), x, _readable(high, x, ends[1]))


def _readable(end: float, lowest: float, highest: float) -> float:
    """An end without the dust of arithmetic, as 0.1 + 0.2 leaves it; as it is where that would pass its bounds."""
    rounded = float(f"{end:.12g}")
    return rounded if lowest <= rounded <= highest else end

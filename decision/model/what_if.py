"""What if: a decision with options or criteria left out for now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from decision.model.scenario import Scenario
from decision.model.weights import Ordered, Ranged, WeightUncertainty


def leaving_out(scenario: Scenario, options: Collection[str] = (), criteria: Collection[str] = ()) -> Scenario:
    """The same decision with some options not ranked and some top-level criteria of weight 0.

    The options stay, to be scored and shown. What an order or ranges say of a criterion that is left out falls away
    with it; that is what keeps its weight at 0 wherever weights are uncertain.

    Raises
    ------
    ImpossibleScenarioError
        No weight is left, or those that are left lie outside the region stated for them.
    """
    if not options and not criteria:
        return scenario
    changed = tuple(
        replace(option, left_out=option.left_out or option.id in options) if option.id in options else option
        for option in scenario.options
    )
    if not criteria:
        return replace(scenario, options=changed)
    points = {
        criterion.id: 0.0
        if criterion.id in criteria
        else 100 * scenario.sibling_shares[criterion.id]
        if criterion.weight is None
        else criterion.weight
        for criterion in scenario.criteria
    }
    return replace(
        scenario,
        options=changed,
        criteria=tuple(
            replace(criterion, weight=points[criterion.id], left_out=criterion.left_out or criterion.id in criteria)
            for criterion in scenario.criteria
        ),
        weight_uncertainty=_without(scenario.weight_uncertainty, criteria),
    )


def _without(region: WeightUncertainty, criteria: Collection[str]) -> WeightUncertainty:
    match region:
        case Ordered(tiers):
            kept = tuple(tuple(id for id in tier if id not in criteria) for tier in tiers)
            return Ordered(tuple(tier for tier in kept if tier))
        case Ranged(bounds):
            return Ranged({id: ends for id, ends in bounds.items() if id not in criteria})
    return region

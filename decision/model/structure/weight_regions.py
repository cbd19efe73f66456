"""What is left open about weights, changed: as they stand, around them, in an order, within ranges, or anything.

Throughout this module
    under  is the path of a criterion with parts, whose weights beside each other are meant; empty at the top
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from decision.model.criterion import Criterion
from decision.model.errors import ImpossibleError
from decision.model.scenario import Scenario
from decision.model.weights import Anything, Concentrated, Fixed, Ordered, Ranged

Region = Fixed | Concentrated | Anything | Ordered | Ranged
Kind = Literal["none", "concentration", "order", "ranges", "any"]

BEGINNING = 40.0  # concentration: a weight of 20 % then mostly lies between 10 and 32 %
_ROOM = 0.5  # of a weight, to each side, where ranges begin


def region_of(scenario: Scenario, under: str = "") -> Region:
    """What is left open about weights."""
    return scenario.all_criteria[under].weight_uncertainty if under else scenario.weight_uncertainty


def kind_of(region: Region) -> Kind:
    """The key that stands for it in a file."""
    kinds: dict[type[Region], Kind] = {
        Fixed: "none", Concentrated: "concentration", Ordered: "order", Ranged: "ranges", Anything: "any"
    }  # fmt: skip
    return kinds[type(region)]


def leaving_open(scenario: Scenario, region: Region, under: str = "") -> Scenario:
    """The decision with something else left open; weights that nobody stated are stated where they have to be."""
    if not under:
        if isinstance(region, Fixed | Concentrated):
            scenario = _with_stated_weights(scenario)
        return replace(scenario, weight_uncertainty=region)
    return scenario.with_criterion(under, replace(scenario.all_criteria[under], weight_uncertainty=region))


def beginning(scenario: Scenario, kind: Kind, under: str = "") -> Region:
    """A region of one kind that begins at the weights as they are, which lie in it."""
    shares = _shares(scenario, under)
    match kind:
        case "none":
            return Fixed()
        case "any":
            return Anything()
        case "concentration":
            return Concentrated(BEGINNING)
        case "order":
            return _ordered({id: -share for id, share in shares.items()})
    return Ranged(
        {id: (_down(100 * share * (1 - _ROOM)), _up(100 * share * (1 + _ROOM))) for id, share in shares.items()}
    )


def places(region: Ordered) -> dict[str, int]:
    """Which place each criterion has in an order, from 1; those that are in none are left out."""
    return {id: place for place, tier in enumerate(region.tiers, start=1) for id in tier}


def placing(scenario: Scenario, id: str, place: float | None, under: str = "") -> Scenario:
    """The decision with one criterion at another place of the order, beside those that have the same, or at none."""
    region = region_of(scenario, under)
    if not isinstance(region, Ordered):
        raise ImpossibleError("these weights are in no order", "choose an order first")
    now: dict[str, float] = {other: float(at) for other, at in places(region).items() if other != id}
    return leaving_open(scenario, _ordered(now if place is None else {**now, id: place}), under)


def bounding(scenario: Scenario, id: str, end: Literal[0, 1], x: float | None, under: str = "") -> Scenario:
    """The decision with another lower (0) or upper (1) bound on one weight, in percent; None lifts it."""
    region = region_of(scenario, under)
    if not isinstance(region, Ranged):
        raise ImpossibleError("these weights have no ranges", "choose ranges first")
    ends = list(region.bounds.get(id, (0.0, 100.0)))
    ends[end] = (0.0, 100.0)[end] if x is None else x
    bounds = {**region.bounds, id: (ends[0], ends[1])}
    return leaving_open(scenario, Ranged({each: x for each, x in bounds.items() if x != (0.0, 100.0)}), under)


# --- parts ------------------------------------------------------------------------------------------------------


def siblings(scenario: Scenario, under: str = "") -> tuple[Criterion, ...]:
    """The criteria whose weights are meant."""
    return scenario.all_criteria[under].parts if under else scenario.criteria


def _shares(scenario: Scenario, under: str) -> dict[str, float]:
    """Share of each among its siblings."""
    before = f"{under}." if under else ""
    return {each.id: scenario.sibling_shares[before + each.id] for each in siblings(scenario, under)}


def _with_stated_weights(scenario: Scenario) -> Scenario:
    if all(each.weight is not None for each in scenario.criteria):
        return scenario
    return scenario.with_weights({id: float(f"{100 * share:.3g}") for id, share in _shares(scenario, "").items()})


def _ordered(by: Mapping[str, float]) -> Ordered:
    """An order by numbers, smallest first; those with the same number are in none among themselves."""
    steps = sorted(set(by.values()))
    return Ordered(tuple(tuple(id for id, x in by.items() if x == step) for step in steps))


def _down(percent: float) -> float:
    return float(max(0, math.floor(round(percent, 9))))


def _up(percent: float) -> float:
    return float(min(100, math.ceil(round(percent, 9))))

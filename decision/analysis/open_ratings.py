"""How much of a decision is still open, and whether that could change who leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from decision.analysis.scoring import TIE, Evaluation, evaluate
from decision.model.open_ratings import OpenRating, is_open, open_ratings
from decision.model.scenario import Scenario


@dataclass(frozen=True)
class Openness:
    """How many ratings of the ranked options nobody knows yet.

    Attributes
    ----------
    count, total
        The open ones, and all that are rated.
    could_change_leader
        Whether another option could draw level or lead, were the open ratings what favours it most: with the weights
        as stated, and every other rating as it is expected.
    """

    count: int
    total: int
    could_change_leader: bool


def open_weights(scenario: Scenario, option_id: str) -> Mapping[str, float]:
    """By id of each top-level criterion on which something of the option is open, the weight of that, 0 to 1."""
    weights: dict[str, float] = {}
    for path in scenario.leaves:
        if is_open(scenario, option_id, path):
            top = path.partition(".")[0]
            weights[top] = weights.get(top, 0.0) + scenario.weights[path]
    return weights


def openness(scenario: Scenario, evaluation: Evaluation | None = None) -> Openness:
    """How much of `scenario` is open, by its expected scores in `evaluation`, worked out here where it is not given."""
    missing, total = open_ratings(scenario), len(scenario.ranked_options) * len(scenario.leaves)
    if not missing:
        return Openness(0, total, could_change_leader=False)
    return Openness(len(missing), total, _could_change(missing, evaluation or evaluate(scenario)))


def _could_change(missing: Iterable[OpenRating], evaluation: Evaluation) -> bool:
    """As in `Openness`: an open rating is worth one half as expected, and from nothing to all of its weight."""
    if len(evaluation.joint_leaders) != 1:
        return bool(evaluation.joint_leaders)
    room: dict[str, float] = {}
    for option_id, path in missing:
        room[option_id] = room.get(option_id, 0.0) + 50 * evaluation.weights[path]
    return _within_reach(evaluation, room)


def _within_reach(evaluation: Evaluation, room: Mapping[str, float]) -> bool:
    leader = evaluation.joint_leaders[0]
    lowest = evaluation.option(leader).score - room.get(leader, 0.0)
    return any(
        option.score + room.get(option.id, 0.0) > lowest - TIE
        for option in evaluation.options
        if option.rank is not None and option.id != leader and (option.id in room or leader in room)
    )

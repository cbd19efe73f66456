"""Robustness: what the probability of being best, the nearest switching point and the nearest reversal amount to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from decision.analysis.reversal.reversal import Reversal
from decision.analysis.sensitivity.switching import WeightSwitch
from decision.analysis.simulation.result import SimulationResult
from decision.analysis.standing import Standing

SURE, LIKELY = 0.8, 0.6  # P(best) from which an answer is robust, and below which it is a toss-up
NEAR_WEIGHT = 0.05  # a weight's share that a group may well change its mind by
NEAR_REVERSAL = 0.25  # of the way that all ratings and weights together may well go

Verdict = Literal["robust", "fragile", "toss-up"]


@dataclass(frozen=True)
class Robustness:
    """How much it takes to change the leader.

    Attributes
    ----------
    verdict
        ``toss-up`` where the leader is joint first, is not the one most often best, or is best in fewer than `LIKELY`
        of the draws; ``robust`` where it is best in at least `SURE` of them, no weight within `NEAR_WEIGHT` changes
        the leader, and no reversal needs less than `NEAR_REVERSAL` of the way; ``fragile`` otherwise.
    p_best
        Of the leader, with what the file says is uncertain.
    weight
        The switching point nearest to its weight; None where no single weight changes the leader.
    reversal
        The reversal that needs the smallest part of the way; None where none is within reach.
    """

    verdict: Verdict
    p_best: float
    weight: WeightSwitch | None
    reversal: Reversal | None


def robustness(
    standing: Standing, simulation: SimulationResult, switches: Sequence[WeightSwitch], reversals: Sequence[Reversal]
) -> Robustness:
    """The verdict on the present leader."""
    leader = standing.options[standing.leader].id
    p_best = simulation.option(leader).p_best or 0.0
    weight = min(
        (each for each in switches if each.distance is not None), key=lambda each: each.distance or 0.0, default=None
    )
    reversal = min((each for each in reversals if each.t is not None), key=lambda each: each.t or 0.0, default=None)
    joint = standing.ranks.count(1) > 1
    near = (weight is not None and (weight.distance or 0.0) < NEAR_WEIGHT) or (
        reversal is not None and (reversal.t or 0.0) < NEAR_REVERSAL
    )
    verdict: Verdict = "fragile" if near or p_best < SURE else "robust"
    if joint or p_best < LIKELY or simulation.likeliest.id != leader:
        verdict = "toss-up"
    return Robustness(verdict, p_best, weight, reversal)

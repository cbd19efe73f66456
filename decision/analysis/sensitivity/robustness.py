"""Robustness: what the probability of being best, the nearest switching point and the nearest reversal amount to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from decision.analysis.reversal.reversal import Reversal
from decision.analysis.sensitivity.switching import WeightSwitch
from decision.analysis.simulation.certainty import Certainty, certainty
from decision.analysis.simulation.result import SimulationResult
from decision.analysis.standing import Standing


@dataclass(frozen=True)
class Robustness:
    """How much it takes to change the leader.

    Attributes
    ----------
    verdict
        How sure the answer is, on the one scale that there is.
    p_best
        Of the leader, with what the file says is uncertain.
    weight
        The switching point nearest to its weight; None where no single weight changes the leader.
    reversal
        The reversal that needs the smallest part of the way; None where none is within reach.
    """

    verdict: Certainty
    p_best: float
    weight: WeightSwitch | None
    reversal: Reversal | None


def robustness(
    standing: Standing, simulation: SimulationResult, switches: Sequence[WeightSwitch], reversals: Sequence[Reversal]
) -> Robustness:
    """How sure the present leader is, and what is nearest to changing it."""
    leader = standing.options[standing.leader].id
    p_best = simulation.option(leader).p_best or 0.0
    weight = min(
        (each for each in switches if each.distance is not None), key=lambda each: each.distance or 0.0, default=None
    )
    reversal = min((each for each in reversals if each.t is not None), key=lambda each: each.t or 0.0, default=None)
    first = [standing.options[m].id for m, rank in zip(standing.ranked, standing.ranks, strict=True) if rank == 1]
    return Robustness(certainty(simulation, first), p_best, weight, reversal)

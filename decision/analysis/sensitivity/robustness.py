"""Robustness: what the probability of being best, the nearest switching point and the nearest reversal amount to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from decision.analysis.reversal.reversal import Reversal
from decision.analysis.sensitivity.shared_switching import SharedSwitch
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
    shared
        Of what all options share, the switching point beyond which most futures lie; of those beyond which as many lie,
        the one at the smallest part of what is expected. None where none changes the leader.
    """

    verdict: Certainty
    p_best: float
    weight: WeightSwitch | None
    reversal: Reversal | None
    shared: SharedSwitch | None = None


def robustness(
    standing: Standing,
    simulation: SimulationResult,
    switches: Sequence[WeightSwitch],
    reversals: Sequence[Reversal],
    shared: Sequence[SharedSwitch] = (),
) -> Robustness:
    """How sure the present leader is, and what is nearest to changing it."""
    leader = standing.options[standing.leader].id
    p_best = simulation.option(leader).p_best or 0.0
    weight = min(
        (each for each in switches if each.distance is not None), key=lambda each: each.distance or 0.0, default=None
    )
    reversal = min((each for each in reversals if each.t is not None), key=lambda each: each.t or 0.0, default=None)
    first = [standing.options[m].id for m, rank in zip(standing.ranked, standing.ranks, strict=True) if rank == 1]
    driver = min((each for each in shared if each.low_to or each.high_to), key=_how_far, default=None)
    return Robustness(certainty(simulation, first), p_best, weight, reversal, driver)


def _how_far(switch: SharedSwitch) -> tuple[float, float]:
    """Less where more futures lie beyond, then where the end is nearer to what is expected."""
    ends = [(switch.low, switch.chance_low), (switch.high, switch.chance_high)]
    size = abs(switch.expected) or 1.0
    return min((-chance, abs(x - switch.expected) / size) for x, chance in ends if x is not None)

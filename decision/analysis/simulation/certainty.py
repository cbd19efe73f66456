"""One scale for how sure an answer is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from decision.analysis.simulation.result import SimulationResult

CLEAR, AHEAD = 80, 60  # futures of 100, from which on an answer is clear, and ahead
MOST = 0.5  # of the weight: where more of it rests on single numbers, how sure an answer is cannot be known

_SAME = 1e-9

Certainty = Literal["clear", "ahead, but not clearly", "too close to call", "not known"]


def certainty(result: SimulationResult, leaders: Sequence[str] = ()) -> Certainty:
    """How sure the answer is.

    Judged from whole futures of 100, as they are shown, so that what is said follows from the figure beside it.

    Parameters
    ----------
    leaders
        Ids of those first by score; where the likeliest best is not the only one of them, the answer is too close to
        call, whatever its chance. Not asked where empty.
    """
    likeliest = result.likeliest
    if result.certain or rests_on_single_numbers(result) or result.openness.could_change_leader:
        return "not known"
    if leaders and tuple(leaders) != (likeliest.id,):
        return "too close to call"
    in_hundred = round(100 * (likeliest.p_best or 0.0))
    return "clear" if in_hundred >= CLEAR else "ahead, but not clearly" if in_hundred >= AHEAD else "too close to call"


def rests_on_single_numbers(result: SimulationResult) -> bool:
    """Whether most of the weight rests on ratings that leave nothing open, or that were held."""
    return not result.ratings_drawn or result.single_numbers.weight > MOST + _SAME

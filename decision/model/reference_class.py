"""Reference classes: how estimates of a kind have turned out, as a multiplier on a new estimate."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from decision.model.bounds import WIDEST_LOGARITHM
from decision.model.distribution import BodyAndTail, Lognormal
from decision.model.errors import ImpossibleError

# Beyond, a multiplier says nothing, and its moments overflow
_LARGEST_MU = 30.0
_LARGEST_THRESHOLD = 1e12
_LARGEST_INDEX = 20.0
_FARTHEST_BELOW = 6.0  # standard deviations


@dataclass(frozen=True)
class ReferenceClass:
    """The law of actual / estimate in a class of finished projects (Flyvbjerg 2006, taking the outside view).

    Attributes
    ----------
    kind
        Where the parameters come from: ``fitted`` to project data, ``derived`` from published
        summaries, or ``constructed`` from parts of several sources.
    observations
        How many projects a fitted class rests on; None where that is not known.
    """

    id: str
    name: str
    law: Lognormal | BodyAndTail
    kind: str = ""
    observations: int | None = None
    use: str = ""
    caveat: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        law = self.law
        if not law.sigma > 0:
            raise ImpossibleError(f"sigma {law.sigma:g} is not positive", "give a spread above 0")
        if isinstance(law, BodyAndTail):
            if not 0 < law.tail_share < 1:
                raise ImpossibleError(
                    f"the tail's share {law.tail_share:g} is not between 0 and 1",
                    "give the share of projects in the tail",
                )
            if not (law.threshold > 0 and law.tail_index > 0):
                raise ImpossibleError("the threshold and the tail index must be positive", "correct them")
            if not law.cap > law.threshold:
                raise ImpossibleError(
                    f"the cap {law.cap:g} is not above the threshold {law.threshold:g}", "raise the cap or leave it out"
                )
        if not math.isfinite(law.mu):
            raise ImpossibleError(f"mu {law.mu} is not a finite number", "correct it")
        self._check_that_figures_can_be_worked_out()

    def _check_that_figures_can_be_worked_out(self) -> None:
        law = self.law
        if abs(law.mu) > _LARGEST_MU:
            raise ImpossibleError(
                f"mu {law.mu:g} is out of reach", f"give one within -{_LARGEST_MU:g} to {_LARGEST_MU:g}"
            )
        if law.sigma > WIDEST_LOGARITHM:
            raise ImpossibleError(
                f"sigma {law.sigma:g} is too large for a multiplier", f"give at most {WIDEST_LOGARITHM:g}"
            )
        if isinstance(law, BodyAndTail):
            for name, x, most in (
                ("the threshold", law.threshold, _LARGEST_THRESHOLD),
                ("1/the threshold", 1 / law.threshold, _LARGEST_THRESHOLD),
                ("the tail index", law.tail_index, _LARGEST_INDEX),
            ):
                if x > most:
                    raise ImpossibleError(f"{name}, {x:g}, is too large for a multiplier", f"give at most {most:g}")
            if math.log(law.threshold) < law.mu - _FARTHEST_BELOW * law.sigma:
                raise ImpossibleError(
                    f"the threshold {law.threshold:g} lies below all of the body", "raise it, or lower mu"
                )

    @cached_property
    def median(self) -> float:
        """P50 of the multiplier."""
        return math.exp(self.law.mu) if isinstance(self.law, Lognormal) else self.law.median

"""What a decision asks to be checked for whenever it changes: floors and limits, and how much each rule counts.

The rules themselves are in `decision.gate`; no score follows from any of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from decision.model.errors import ImpossibleError, choice

MOST_DAYS = 36_500


class Level(StrEnum):
    """What it means that a rule finds something."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"


USUAL_LEVELS: Mapping[str, Level] = MappingProxyType(
    {
        "leader": Level.ERROR,
        "min_p_best": Level.ERROR,
        "reasons": Level.WARNING,
        "requirements": Level.WARNING,
        "evidence_age": Level.WARNING,
        "weight_after_range": Level.WARNING,
        "weights_after_ratings": Level.WARNING,
        "review_by": Level.WARNING,
        "trigger": Level.ERROR,
    }
)
"""By rule, how much it counts where nothing is said: of those that a decision can set, in the order of being asked."""


@dataclass(frozen=True)
class Checks:
    """What is asked of a decision.

    Attributes
    ----------
    min_p_best
        The least P(best) that the leader may have, 0 to 1; None asks for none.
    evidence_age_days
        How many days old what ratings rest on may be; None asks for no age.
    levels
        By rule, how much it counts, as far as that is said: see `USUAL_LEVELS`.
    """

    min_p_best: float | None = None
    evidence_age_days: int | None = None
    levels: Mapping[str, Level] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "levels", MappingProxyType(dict(self.levels)))
        for rule in self.levels:
            if rule not in USUAL_LEVELS:
                raise ImpossibleError(f"{rule} is not a rule", choice(rule, USUAL_LEVELS), (rule,))
        if self.min_p_best is not None and not 0 <= self.min_p_best <= 1:
            raise ImpossibleError(
                f"a P(best) of {self.min_p_best:g} cannot be asked for", "give a share of 0 to 1", ("min_p_best",)
            )
        if self.evidence_age_days is not None and not 0 <= self.evidence_age_days <= MOST_DAYS:
            raise ImpossibleError(
                f"{self.evidence_age_days:,} days cannot be asked for",
                f"give 0 to {MOST_DAYS:,}",
                ("evidence_age_days",),
            )

    def __reduce__(self) -> tuple[Any, ...]:
        # sent to other processes, where a read-only mapping cannot go
        return Checks, (self.min_p_best, self.evidence_age_days, dict(self.levels))

    @property
    def is_said(self) -> bool:
        """Whether anything is asked for at all."""
        return self != Checks()

    def level(self, rule: str) -> Level:
        """How much a rule counts: as is said, else as usual."""
        return self.levels.get(rule, USUAL_LEVELS[rule])

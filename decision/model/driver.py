"""Drivers: what costs hang on, such as the number of patients, shared by all options."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from decision.model.errors import ImpossibleError
from decision.model.estimate import Estimate, Unknown
from decision.model.payment import refuse_below, refuse_to_lose_more_than_everything
from decision.model.rating import Evidence

DRIVERS = "drivers"  # what the names of their figures begin with, as the key in a file does


@dataclass(frozen=True)
class Driver:
    """So many units in year 1, and by what share they grow each year after it, with the reason and the evidence.

    In year t there are now · (1 + growth)^(t-1); before year 1 as many as in year 1.
    """

    id: str
    now: Estimate
    name: str = ""
    unit: str = ""
    growth: Estimate | None = None
    because: str = ""
    source: str = ""
    evidence: Evidence | None = None
    evidence_on: datetime.date | None = None

    def __post_init__(self) -> None:
        if not self.name:
            object.__setattr__(self, "name", self.id.replace("_", " ").capitalize())
        for key, estimate in (("now", self.now), ("growth", self.growth)):
            if isinstance(estimate, Unknown):
                raise ImpossibleError(
                    f"{key} is unknown", "only a whole rating can be unknown; give a wide range", (key,)
                )
        refuse_below(0.0, self.now, "the driver", "give 0 units or more", ("now",))
        if self.growth is not None:
            refuse_to_lose_more_than_everything(self.growth)

    @property
    def figure(self) -> str:
        """What its number of units in year 1 is called among the figures of a decision."""
        return f"{DRIVERS}.{self.id}.now"

    @property
    def growth_figure(self) -> str:
        """What its growth is called among the figures of a decision."""
        return f"{DRIVERS}.{self.id}.growth"

    def figures(self) -> Iterator[tuple[str, Estimate]]:
        """Its figures, certain or not, by name."""
        yield self.figure, self.now
        if self.growth is not None:
            yield self.growth_figure, self.growth

    @property
    def is_certain(self) -> bool:
        """Whether neither its number nor its growth is open."""
        return all(estimate.is_certain for _, estimate in self.figures())

"""Ratings: what an option does on a criterion, and how that is known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from decision.model.cost_plan import CostPlan
from decision.model.estimate import Estimate


class Evidence(StrEnum):
    """How a rating is known, weakest first."""

    ASSUMPTION = "assumption"
    VENDOR = "vendor"
    DEMO = "demo"
    REFERENCE = "reference"
    PILOT = "pilot"


@dataclass(frozen=True)
class Rating:
    """What an option does on a criterion, in the criterion's unit, with the reason and the evidence for it."""

    estimate: Estimate | CostPlan
    because: str = ""
    source: str = ""
    evidence: Evidence | None = None

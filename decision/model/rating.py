"""Ratings: what an option does on a criterion, and how that is known."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import StrEnum

from decision.model.cost_plan import CostPlan
from decision.model.estimate import Estimate
from decision.model.fingerprint import COUNTS_IF_SET


class Evidence(StrEnum):
    """How a rating is known, weakest first."""

    ASSUMPTION = "assumption"
    VENDOR = "vendor"
    DEMO = "demo"
    REFERENCE = "reference"
    PILOT = "pilot"


@dataclass(frozen=True)
class Rating:
    """What an option does on a criterion, in the criterion's unit, with the reason and the evidence for it.

    `evidence_on` is the day that the evidence is of: when a vendor was asked, or a pilot ended.
    """

    estimate: Estimate | CostPlan
    because: str = ""
    source: str = ""
    evidence: Evidence | None = None
    evidence_on: datetime.date | None = field(default=None, metadata=COUNTS_IF_SET)

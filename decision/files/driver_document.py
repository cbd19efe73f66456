"""The shape of what files say of drivers: what costs hang on, shared by all options."""

from __future__ import annotations

from pydantic import Field

from decision.files.estimate_document import EstimateDocument, Reasoned
from decision.files.kinds import Name


class DriverDocument(Reasoned):
    """What costs hang on: so many units in year 1, and how they grow."""

    name: Name | None = Field(None, description="How the driver is called on screen.")
    unit: Name = Field("", description="What it counts, such as patients.")
    now: EstimateDocument = Field(description="How many units there are in year 1.")
    growth: EstimateDocument | None = Field(None, description="By what share they grow a year, after year 1.")

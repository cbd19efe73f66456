"""Who sees whose ballot."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """Who sees whose ballot; fixed at the first."""

    NAMED = "named"
    UNNAMED_TO_OTHERS = "unnamed to the others"  # the host sees who
    UNNAMED_TO_ALL = "unnamed to all"  # no names are asked for; at settling it is forgotten whose ballot was whose

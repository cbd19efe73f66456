"""Sheets read once: a room keeps the one that it was opened with, and is looked at with every ballot."""

from __future__ import annotations

import json
from functools import lru_cache

from decision.room.sheet import Sheet, sheet_from

MOST_AT_HAND = 64


@lru_cache(maxsize=MOST_AT_HAND)
def sheet_in(text: str) -> Sheet:
    """The sheet that is kept as `text`."""
    return sheet_from(json.loads(text))

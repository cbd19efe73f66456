"""What a command ends with."""

from __future__ import annotations

from decision.model.errors import DecisionError

FINE, FAILED, WRONG_CALL = 0, 1, 2


class WrongCallError(DecisionError):
    """The command was called in a way that cannot work."""

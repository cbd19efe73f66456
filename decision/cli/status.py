"""What a command ends with."""

from __future__ import annotations

from decision.model.errors import DecisionError

FINE, FAILED, WRONG_CALL = 0, 1, 2
INTERRUPTED = 130  # what shells give a command that ended at Ctrl-C


class WrongCallError(DecisionError):
    """The command was called in a way that cannot work."""


class OutputError(DecisionError):
    """What a command has to say cannot be written."""

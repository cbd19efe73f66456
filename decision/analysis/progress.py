"""How far long work is, told while it goes on.

One piece of work tells how much of it is done, and work of several steps gives each step its part of the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

Progress = Callable[[int, int], None]  # how much of one piece is done, and how much there is to do
Told = Callable[[str, float], None]  # what is being done, and what share of all is done, from 0 to 1


class Steps:
    """Work of several steps, one after the other.

    Parameters
    ----------
    told
        Called with the step in hand and the share of all that is done; None where nobody listens.
    parts
        By step, in order, how long it takes beside the others.
    """

    def __init__(self, told: Told | None, parts: Mapping[str, float]) -> None:
        self._told = told
        self._parts = parts
        self._whole = sum(parts.values())
        self._before = 0.0

    def begin(self, step: str) -> Progress:
        """Begin a step; what is returned is called with how much of it is done, and how much there is to do."""
        before, part = self._before, self._parts[step]
        self._before += part

        def progress(done: int, total: int) -> None:
            if self._told is not None:
                self._told(step, (before + part * done / max(total, 1)) / self._whole)

        progress(0, 1)
        return progress

"""One thing that differs between two works, in words."""

from __future__ import annotations

from dataclasses import dataclass

IN, OUT = "counts", "left out"


@dataclass(frozen=True)
class Difference:
    """One thing that differs.

    `kind` is what sort of thing, `about` tells it from others of its kind, and `was` and `now` are empty where there
    is nothing to compare.
    """

    kind: str
    about: str
    subject: str
    was: str = ""
    now: str = ""

    def __str__(self) -> str:
        if self.kind == "left out":
            return f"{self.subject} {'left out' if self.now == OUT else 'put back'}"
        return f"{self.subject} {self.was} → {self.now}" if self.was or self.now else self.subject

"""What a command says: results on standard output, complaints and progress on standard error."""

from __future__ import annotations

import json
import sys
import time
from typing import Any


def complain(words: object) -> None:
    print(words, file=sys.stderr)


def print_json(content: Any) -> None:
    print(json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False))


class Progress:
    """Says on standard error how far a run of more than two seconds is."""

    def __init__(self, command: str) -> None:
        self.command = command
        self.start = time.monotonic()
        self.said = self.start + 1

    def __call__(self, done: int, draws: int) -> None:
        now = time.monotonic()
        if now - self.said >= 1 and done < draws:
            self.said = now
            left = (now - self.start) * (draws - done) / done
            complain(f"{self.command}: {done:,} of {draws:,} draws, about {left:.0f} s to go")

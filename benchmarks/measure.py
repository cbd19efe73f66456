"""How things are timed: in turn, several times, medians compared."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """How long one thing takes as a multiple of another, measured in the same run."""

    what: str
    against: str
    ratio: float
    most: float
    detail: str

    @property
    def kept(self) -> bool:
        """Whether the ratio stays within what was promised."""
        return self.ratio <= self.most


def ratio(
    what: str, ours: Callable[[], object], against: str, theirs: Callable[[], object], most: float, repeats: int = 7
) -> Ratio:
    """Time `ours` and `theirs` in turn; the ratio is the median of the pairs' ratios."""
    ours(), theirs()  # once without counting: caches, imports
    pairs = [(_seconds(ours), _seconds(theirs)) for _ in range(repeats)]
    middle = [statistics.median(times) for times in zip(*pairs, strict=True)]
    return Ratio(
        what,
        against,
        statistics.median(mine / other for mine, other in pairs),
        most,
        f"{1000 * middle[0]:.0f} ms against {1000 * middle[1]:.0f} ms",
    )


def seconds_of_processor(work: Callable[[], object]) -> float:
    """What `work` takes of the processor, which does not grow much with what else the machine does."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start

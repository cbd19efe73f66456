"""How things are timed: in turn, several times, medians compared."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]


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


def beyond_bare(what: str, call: Callable[[int], tuple[str, ...]], most: float, repeats: int = 15) -> Ratio:
    """What ``python CALL`` takes of the processor beyond Python with numpy and yaml, in seconds, as a share of `most`.

    `call` gives the arguments of each turn. Both run in turn; the median of the differences counts.
    """
    bare = ("-c", "import numpy, yaml")
    _of_processor(*call(0)), _of_processor(*bare)  # once without counting
    pairs = [(_of_processor(*call(turn)), _of_processor(*bare)) for turn in range(1, repeats + 1)]
    over = statistics.median(ours - theirs for ours, theirs in pairs)
    return Ratio(
        f"{what}, beyond bare Python with numpy and yaml",
        f"{1000 * most:.0f} ms of the processor",
        over / most,
        1,
        f"{1000 * over:.0f} ms",
    )


def _of_processor(*arguments: str) -> float:
    """What a call takes of the processor, in seconds, which hangs little on what else the machine does."""
    # a shell keeps what was compiled once; to compile everything anew is not what is measured
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], cwd=_ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def seconds_of_processor(work: Callable[[], object]) -> float:
    """What `work` takes of the processor, which does not grow much with what else the machine does."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start

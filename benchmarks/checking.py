"""Holding one decision against rules, beside bare Python with numpy and yaml; many of them are in `benchmarks.many`."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Ratio

_ROOT = Path(__file__).resolve().parents[1]
_OVER_BARE = 0.150  # seconds that a check may take beyond Python with numpy and yaml
_REPEATS = 15


def ratios() -> Iterator[Ratio]:
    """The median of what one check takes of the processor beyond bare Python, measured in turn."""
    check, bare = ("-m", "decision", "check", "scenarios/health-centre-portal.yaml"), ("-c", "import numpy, yaml")
    _of_processor(*check), _of_processor(*bare)  # once without counting
    pairs = [(_of_processor(*check), _of_processor(*bare)) for _ in range(_REPEATS)]
    over = statistics.median(ours - theirs for ours, theirs in pairs)
    yield Ratio(
        "python -m decision check, on the example, beyond bare Python with numpy and yaml",
        f"{1000 * _OVER_BARE:.0f} ms of the processor",
        over / _OVER_BARE,
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

"""Holding decisions against rules: one file beside bare Python, and many with their draws."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Ratio

_ROOT = Path(__file__).resolve().parents[1]
_EXAMPLE = _ROOT / "scenarios" / "health-centre-portal.yaml"
_OVER_BARE = 0.150  # seconds that a check may take beyond Python with numpy and yaml
_FILES, _ALL = 500, 15.0  # files of the size of the example, and seconds for all of them on two processors
_REPEATS = 15


def ratios() -> Iterator[Ratio]:
    yield _one()
    with tempfile.TemporaryDirectory() as folder:
        yield _many(Path(folder))


def _one() -> Ratio:
    """The median of what one check takes of the processor beyond bare Python, measured in turn."""
    check, bare = ("-m", "decision", "check", str(_EXAMPLE)), ("-c", "import numpy, yaml")
    _of_processor(*check), _of_processor(*bare)  # once without counting
    pairs = [(_of_processor(*check), _of_processor(*bare)) for _ in range(_REPEATS)]
    over = statistics.median(ours - theirs for ours, theirs in pairs)
    return Ratio(
        "python -m decision check, on the example, beyond bare Python with numpy and yaml",
        f"{1000 * _OVER_BARE:.0f} ms of the processor",
        over / _OVER_BARE,
        1,
        f"{1000 * over:.0f} ms",
    )


def _many(folder: Path) -> Ratio:
    """Files that all differ in their figures, so that nothing of one serves another."""
    text = _EXAMPLE.read_text(encoding="utf-8")
    (folder / "criteria").symlink_to(_ROOT / "criteria")
    for n in range(_FILES):
        changed = text.replace("mode: 160000", f"mode: {150000 + 37 * n}").replace(
            "mode: 60000", f"mode: {60000 + 11 * n}"
        )
        (folder / f"{n:03}.yaml").write_text(changed, encoding="utf-8")
    took = _seconds("-m", "decision", "check", str(folder), "--min-p-best", "0.5", "--draws", "10000", "--jobs", "2")
    return Ratio(
        f"python -m decision check, on {_FILES} files with 10,000 draws each, on two processors",
        f"{_ALL:g} s",
        took / _ALL,
        1,
        f"{took:.1f} s",
    )


def _of_processor(*arguments: str) -> float:
    """What a call takes of the processor, in seconds, which hangs little on what else the machine does."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _seconds(*arguments)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _seconds(*arguments: str) -> float:
    # a shell keeps what was compiled once; to compile everything anew is not what is measured
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=_ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start

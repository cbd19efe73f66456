"""Many files at once on two processors, and a file with many commits, against the seconds that were promised.

``python -m benchmarks.many`` prints these rows alone.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Ratio

_ROOT = Path(__file__).resolve().parents[1]
_FILES, _COMMITS, _DRAWS, _REPEATS = 500, 100, 10_000, 3
_VALIDATED, _CHECKED, _WALKED = 3.0, 15.0, 5.0  # seconds


def ratios() -> Iterator[Ratio]:
    """How long it takes from the shell, start of Python included, as a share of what it may."""
    portal = (_ROOT / "scenarios" / "health-centre-portal.yaml").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for number in range(_FILES):
            path = Path(folder) / f"{number % 20}" / f"{number}.yaml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(_another(portal, number), encoding="utf-8")
        what = f"{_FILES} files of the portal's size"
        yield _promised(f"{what} validated on two processors", _VALIDATED, "validate", folder, "--jobs", "2")
        checked = ("check", folder, "--jobs", "2", "--draws", str(_DRAWS), "--min-p-best", "0.01")
        yield _promised(f"{what} checked with {_DRAWS:,} draws each, on two processors", _CHECKED, *checked)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "portal.yaml"
        _git(folder, "init", "-q")
        for number in range(_COMMITS):
            file.write_text(_another(portal, number), encoding="utf-8")
            _git(folder, "add", "portal.yaml")
            _git(folder, "commit", "-q", "-m", f"Number {number}")
        walked = ("history", str(file), "--draws", str(_DRAWS))
        yield _promised(f"history of {_COMMITS} commits, {_DRAWS:,} draws each", _WALKED, *walked)


def _another(portal: str, number: int) -> str:
    """The example with another title, and weights and ratings of its own."""
    text = portal.replace("title: ", f"title: {number} ", 1).replace("fit: 30", f"fit: {20 + number % 30}", 1)
    return text.replace("risk: 4", f"risk: {3 + number % 7 / 3:.2f}")


def _promised(what: str, seconds: float, *arguments: str) -> Ratio:
    times = [_run(*arguments) for _ in range(_REPEATS)]
    middle = statistics.median(times)
    return Ratio(what, f"{seconds:g} s", middle / seconds, 1, f"{middle:.2f} s, {min(times):.2f} to {max(times):.2f}")


def _run(*arguments: str) -> float:
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    start = time.perf_counter()
    command = [sys.executable, "-m", "decision", *arguments]
    ran = subprocess.run(command, cwd=_ROOT, env=environment, check=False, capture_output=True)
    if ran.returncode not in (0, 1):  # a gate may fail, and that is no fault of its speed
        raise RuntimeError(ran.stderr.decode())
    return time.perf_counter() - start


def _git(folder: str, *arguments: str) -> None:
    said = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-c", "gc.auto=0"]
    subprocess.run(["git", *said, *arguments], cwd=folder, check=True, capture_output=True)  # noqa: S607


if __name__ == "__main__":
    for each in ratios():
        print(f"{each.what}: {each.detail} ({each.against} at most)", flush=True)

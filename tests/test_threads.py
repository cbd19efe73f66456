"""Numpy's linear algebra works with one thread in the app and in every command, unless the environment says otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from decision.threads import one_thread_unless_told

ROOT = Path(__file__).resolve().parents[1]
COUNTED = """
import os
{first}
import numpy
x = numpy.ones((600, 600))
x @ x
print(len(os.listdir("/proc/self/task")))
"""


def test_what_the_environment_says_stands() -> None:
    assert one_thread_unless_told({"OPENBLAS_NUM_THREADS": "4"}) == {"OMP_NUM_THREADS": "1"}


def threads(first: str, **told: str) -> int:
    environment = {name: x for name, x in os.environ.items() if not name.endswith("_NUM_THREADS")} | told
    call = [sys.executable, "-c", COUNTED.format(first=first)]
    return int(subprocess.run(call, cwd=ROOT, env=environment, capture_output=True, check=True).stdout)


@pytest.mark.skipif(
    not Path("/proc/self/task").is_dir() or os.cpu_count() == 1,
    reason="threads are counted where Linux lists them, and numpy starts none for one processor",
)
@pytest.mark.parametrize("first", ["import app", "import decision.threads; decision.threads.work_with_one_thread()"])
def test_multiplying_starts_no_thread(first: str) -> None:
    assert threads(first, OPENBLAS_NUM_THREADS="2") == 1 + threads(first)

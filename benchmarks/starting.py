"""Starting the command line, against starting Python with numpy and yaml."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Ratio, ratio

_ROOT = Path(__file__).resolve().parents[1]


def ratios() -> Iterator[Ratio]:
    yield ratio(
        "python -m decision evaluate, on the example",
        lambda: _run("-m", "decision", "evaluate", "scenarios/health-centre-portal.yaml"),
        'python -c "import numpy, yaml"',
        lambda: _run("-c", "import numpy, yaml"),
        most=3,
        repeats=15,
    )


def _run(*arguments: str) -> None:
    # a shell keeps what was compiled once; to compile everything anew is not what is measured
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, *arguments], cwd=_ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)

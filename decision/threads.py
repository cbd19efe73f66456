"""How many threads numpy's linear algebra works with: one, unless the environment says otherwise.

What we multiply is small, and its helper threads wait in busy loops: where others use the machine too, ten times the
processor's time was spent with them for nothing. With one the sums are also taken in the same order on every machine.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

_SETTINGS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")  # read once, when numpy is imported


def one_thread_unless_told(environment: Mapping[str, str]) -> dict[str, str]:
    """What to add to `environment` for one thread; nothing where it says how many."""
    return {name: "1" for name in _SETTINGS if name not in environment}


def work_with_one_thread() -> None:
    """Have numpy, which must not have been imported, work with one thread here and in what is started from here."""
    os.environ.update(one_thread_unless_told(os.environ))

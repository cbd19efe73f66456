"""How many connections may be open at once is raised as far as the system lets it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from decision.ui.start.open_files import ENOUGH
from tests.ui.conftest import ROOT

resource = pytest.importorskip("resource", reason="this system has no limits of that kind")

# in a process of its own, for a limit that was lowered cannot be raised again
CODE = """
import logging, resource, sys
logging.basicConfig(stream=sys.stdout, format="%(message)s")
soft, hard = int(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
from decision.ui.start.open_files import allow_many_open_files
print(allow_many_open_files(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


def limited(soft: int, hard: int) -> str:
    command = [sys.executable, "-c", CODE, str(soft), str(hard)]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.strip()


def test_a_low_limit_is_raised_to_what_may_be_had() -> None:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard != resource.RLIM_INFINITY and hard < 2_000:
        pytest.skip("this system allows fewer open files than the test raises the limit to")
    assert limited(256, 2_000) == "2000 2000"


def test_what_is_not_enough_is_said() -> None:
    said = limited(256, 300)
    assert said.endswith("300 300")
    assert "enough for 200 phones" in said
    assert ENOUGH > 1_000

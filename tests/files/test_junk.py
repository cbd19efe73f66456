"""Ten megabytes of anything end in a FileError, and in less than a gigabyte of memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

SCRIPT = """
import resource, sys
from decision.files.faults import FileError
from decision.files.reader import read_scenario

size = 10_000_000 if sys.argv[2] == "whole" else 4_900_000
unit = {
    "zeros": b"\\0", "brackets": b"[", "dashes": b"- ", "keys": b"a: ", "lines": b"a\\n", "pairs": b"[a, b], ",
    "quotes": b'"', "noise": bytes(range(256)), "text": b"lorem ipsum ", "remarks": b"#\\n", "tags": b"!!str ",
    "anchors": b"&a ", "list": b"- 1\\n", "braces": b"{a: {b: 1}}\\n", "numbers": b"9",
    "names": b"",
}[sys.argv[1]]
raw = (unit * (size // len(unit) + 1))[:size] if unit else b"".join(b"k%d: 1\\n" % k for k in range(390_000))
try:
    read_scenario(raw, "junk.yaml")
except FileError as error:
    assert error.faults
    assert len(str(error)) < 1_000_000
else:
    sys.exit("junk was read")
if sys.platform == "linux":  # where ru_maxrss begins with what the process was that started this one
    with open("/proc/self/status", encoding="ascii") as status:
        peak = next(1024 * int(line.split()[1]) for line in status if line.startswith("VmHWM"))
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
assert peak < 1e9, peak
"""

KINDS = (
    "zeros", "brackets", "dashes", "keys", "lines", "pairs", "quotes", "noise", "text", "remarks", "tags", "anchors",
    "list", "braces", "numbers", "names",
)  # fmt: skip


def refuse(kind: str, size: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT, kind, size], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert ended.returncode == 0, ended.stderr[-2000:]


@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured with the resource module")
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_just_below_the_limit_is_refused_in_bounded_memory(kind: str) -> None:
    refuse(kind, "nearly")


@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured with the resource module")
def test_ten_megabytes_are_refused_unread() -> None:
    refuse("lines", "whole")

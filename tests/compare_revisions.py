"""Whether two revisions say the same, byte for byte: ``python tests/compare_revisions.py OLD NEW [FILE…]``.

For every scenario (and every FILE besides): what each command prints, as text and as JSON, with its exit status, and every
export. For a change that moves code and must change nothing. Ends with status 1 where anything differs.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DRAWS = ("--draws", "2000")
CALLS = (
    ("validate",), ("validate", "--json"), ("evaluate",), ("evaluate", "--json"), ("simulate", *DRAWS),
    ("simulate", *DRAWS, "--json"), ("sensitivity", *DRAWS), ("sensitivity", *DRAWS, "--json"),
)  # fmt: skip
ENDINGS = ("csv", "md", "xlsx")


def said_by(checkout: Path, file: Path) -> Iterator[tuple[str, bytes]]:
    """What a checkout says of a file: by the name of the call, all bytes that come of it."""
    for call in CALLS:
        run = subprocess.run(
            [sys.executable, "-m", "decision", *call, str(file)], cwd=checkout, capture_output=True, check=False
        )
        yield " ".join(call), run.stdout + run.stderr + str(run.returncode).encode()
    for ending in ENDINGS:
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / f"out.{ending}"
            call = [sys.executable, "-m", "decision", "export", str(file), "--to", str(out)]
            subprocess.run(call, cwd=checkout, capture_output=True, check=False)
            yield f"export .{ending}", out.read_bytes() if out.exists() else b""


def main(old: str, new: str, *files: str) -> int:
    """Compare, say what differs, and return the exit status."""
    different = 0
    with tempfile.TemporaryDirectory() as folder:
        sides = [Path(folder) / "old", Path(folder) / "new"]
        for revision, side in zip((old, new), sides, strict=True):
            subprocess.run(["git", "worktree", "add", "-q", "--detach", side, revision], cwd=ROOT, check=True)
        try:
            scenarios = [path.relative_to(sides[0]) for path in sorted((sides[0] / "scenarios").glob("*.yaml"))]
            for file in [*scenarios, *(Path(each).resolve() for each in files)]:
                for (call, before), (_, after) in zip(*(said_by(side, file) for side in sides), strict=True):
                    if before != after:
                        different += 1
                        sys.stdout.write(f"{file}: {call} differs\n")
        finally:
            for side in sides:
                subprocess.run(["git", "worktree", "remove", "--force", side], cwd=ROOT, check=True)
    sys.stdout.write("the same, byte for byte\n" if not different else f"{different} of them differ\n")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

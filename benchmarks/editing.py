"""Changing one value of a file with every other line as it is, against reading the file, and against a bare Python."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Ratio, beyond_bare, ratio
from benchmarks.reading import large_scenario
from decision.files.editing.edits import Set, edited
from decision.files.editing.files import edited_text
from decision.files.editing.splice import spliced
from decision.files.reader import read_scenario, scenario_in
from decision.files.tree import read_tree

_ROOT = Path(__file__).resolve().parents[1]
_OVER_BARE = 0.150  # seconds
_EDIT = Set("options.option_15.ratings.criterion_150.high", 9.5)


def ratios() -> Iterator[Ratio]:
    raw = large_scenario().encode()
    root = read_tree(raw, "large.yaml")
    intended = edited(root.plain(), [_EDIT])

    def splice() -> None:
        made = spliced(raw, root, intended, "large.yaml")
        scenario_in(made.root, "large.yaml")

    def read() -> None:
        read_scenario(raw, "large.yaml")

    size = f"{len(raw) / 1e6:.1f} MB"
    yield ratio(f"one edit of a file of {size} that was read, read again and checked", splice, "reading it", read, 1.5)
    yield ratio(
        f"one edit of a file of {size} from its bytes, all told",
        lambda: edited_text(raw, [_EDIT], "large.yaml", None),
        "reading it",
        read,
        most=2,
    )
    yield _over_bare()


def _over_bare() -> Ratio:
    """What ``set`` takes, with another weight each time, so that each time there is a line to write."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "portal.yaml"
        file.write_bytes((_ROOT / "scenarios" / "health-centre-portal.yaml").read_bytes())
        return beyond_bare(
            "python -m decision set, on the example",
            lambda turn: ("-m", "decision", "set", str(file), f"weights.cost={16 + turn}"),
            _OVER_BARE,
        )

"""Measure everything and print one table."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from benchmarks import (
    briefs,
    checking,
    differing,
    disagreement,
    dragging,
    driving,
    editing,
    exporting,
    many,
    money,
    peers,
    reading,
    rooms,
    scoring,
    sensitivity,
    simulating,
    starting,
    uploads,
    visitors,
)
from benchmarks.measure import Ratio

_BENCHMARKS: tuple[Callable[[], Iterator[Ratio]], ...] = (
    reading.ratios,
    editing.ratios,
    many.ratios,
    starting.ratios,
    checking.ratios,
    scoring.ratios,
    simulating.ratios,
    money.ratios,
    driving.ratios,
    sensitivity.ratios,
    differing.ratios,
    disagreement.ratios,
    dragging.ratios,
    visitors.ratios,
    uploads.ratios,
    rooms.ratios,
    exporting.ratios,
    briefs.ratios,
    peers.ratios,
)


def main() -> int:
    """Print a row for each ratio; exit status 1 if one is more than promised."""
    print("| what | against | times | at most | |\n|---|---|---:|---:|---|")
    kept = True
    for benchmark in _BENCHMARKS:
        for each in benchmark():
            kept = kept and each.kept
            print(f"| {each.what} | {each.against} | {each.ratio:.2f} | {each.most:g} | {each.detail} |", flush=True)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())

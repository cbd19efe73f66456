"""Expected values beside the means of very many draws: ``python -m benchmarks.agreement``.

Decisions with every form of rating and every kind of value function, and all scenarios, with plans and dependence. With
10,000,000 draws the standard errors are about 1e-4 of a value; one cell in 16,000 lies beyond four of them by chance.
It prints how far cells are off, in standard errors, and ends with 1 if one is off by more than five.
"""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path

import numpy as np

from benchmarks.scoring import work
from decision.analysis.expectation.expectations import expectations
from decision.analysis.sampling.values import draw_values
from decision.files.reader import load
from decision.model.scenario import Scenario

_SCENARIOS = Path(__file__).resolve().parents[1] / "scenarios"
_AT_ONCE = 500_000  # draws
_MOST = 5.0  # standard errors
_LEAST = 1e-7  # of a value, below which the integrals and the tables of quantiles may differ


def off(scenario: Scenario, draws: int) -> np.ndarray:
    """By how many standard errors the mean of `draws` is off what is expected, of each cell that varies: (n,)."""
    expected = expectations(scenario)
    total, squares = np.zeros_like(expected.values), np.zeros_like(expected.values)
    runs = math.ceil(draws / _AT_ONCE)
    for seed in range(runs):
        apart = draw_values(scenario, _AT_ONCE, seed).values - expected.values[..., np.newaxis]
        total += apart.sum(axis=2)
        squares += (apart * apart).sum(axis=2)
    n = runs * _AT_ONCE
    mean = total / n
    error = np.sqrt((squares / n - mean * mean) / n)
    varies = error > 0
    return np.asarray(np.maximum(np.abs(mean) - expected.errors - _LEAST, 0)[varies] / error[varies])


def main() -> int:
    """Print a line for each decision."""
    parser = argparse.ArgumentParser(description="Compare expected values with the means of draws.")
    parser.add_argument("--draws", type=int, default=10_000_000)
    parser.add_argument("--decisions", type=int, default=3)
    call = parser.parse_args()
    decisions = {f"made up {seed}": work(seed, 2, 44) for seed in range(call.decisions)}
    decisions |= {path.stem: load(path) for path in sorted(_SCENARIOS.glob("*.yaml"))}
    worst = 0.0
    for name, scenario in decisions.items():
        found = off(scenario, call.draws)
        if not found.size:
            continue  # nothing in it varies
        worst = max(worst, float(found.max()))
        beyond = int((found > 4).sum())
        print(f"{name}: {len(found)} cells, off by {found.max():.2f} standard errors at most, {beyond} by more than 4")
    return 0 if worst <= _MOST else 1


if __name__ == "__main__":
    sys.exit(main())

"""Simulating 3 options on 6 criteria with PERT ratings and Dirichlet weights, and what that costs beside other work."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import numpy as np

from benchmarks.measure import Ratio, ratio
from decision.analysis.sampling import quantile_tables
from decision.analysis.sampling.values import draw_values
from decision.analysis.simulation.acceptability import Tally
from decision.analysis.simulation.result import SimulationResult
from decision.analysis.simulation.simulation import simulate
from decision.files.reader import read_scenario
from decision.model.scenario import Scenario

_MILLION, _USUAL = 1_000_000, 100_000
_UNIFORMS = 24  # as many random numbers as a draw of the work needs: 18 ratings and 6 weights


def work() -> Scenario:
    """The decision that is simulated."""
    figures = np.random.default_rng(3)
    lines = ["format: 1", "title: Benchmark", "criteria:"]
    lines += [f"  c{k}: {{worst: 0, best: 10, weight: {10 + 5 * k}}}" for k in range(6)]
    lines += ["weight_uncertainty: {concentration: 40}", "options:"]
    for m in range(3):
        lines += [f"  o{m}:", "    ratings:"]
        for k in range(6):
            low, mode, high = sorted(figures.uniform(0, 10, 3).round(2))
            lines.append(f"      c{k}: {{low: {low}, mode: {mode}, high: {high}}}")
    return read_scenario("\n".join(lines).encode(), "benchmark.yaml")


def fresh(scenario: Scenario, draws: int) -> SimulationResult:
    """A run that finds no table made by an earlier one."""
    quantile_tables.forget()
    return simulate(scenario, draws, 1)


def ratios() -> Iterator[Ratio]:
    scenario = work()
    uniforms, out = np.random.Generator(np.random.PCG64(1)), np.empty(_MILLION)

    def fill() -> None:
        for _ in range(_UNIFORMS):
            uniforms.random(out=out)

    yield ratio(
        "simulating 1,000,000 draws with all figures",
        lambda: fresh(scenario, _MILLION),
        "filling 24 float64 uniforms a draw (PCG64)",
        fill,
        most=3,
    )
    drawn = draw_values(scenario, _USUAL, 1)
    for what, weights, most in (("weights held", "stated", 0.1), ("weights uncertain", "file", 0.25)):
        yield ratio(
            f"simulating again after a weight moved, {what}",
            lambda weights=weights: simulate(scenario, _USUAL, 1, weights=weights, drawn=drawn),  # type: ignore[misc]
            "a fresh run of 100,000 draws",
            lambda: fresh(scenario, _USUAL),
            most=most,
        )
    yield _linear()
    peak = _peak_megabytes(10_000_000) - _peak_megabytes(0)
    yield Ratio("memory above the imports at 10,000,000 draws", "50 MB", peak / 50, 1, f"{peak:.0f} MB")


def _linear() -> Ratio:
    """What ten times the options cost: array functions alone, 10,000 draws, 100 criteria, no pairwise table."""
    rng = np.random.default_rng(1)
    draws, criteria, chunk = 10_000, 100, 100

    def counted(options: int) -> Tally:
        tally = Tally(options, criteria, pairwise=False)
        for _ in range(draws // chunk):
            values = rng.random((options, criteria, chunk), dtype=np.float32)
            weights = rng.dirichlet(np.ones(criteria), chunk).T
            tally.add(100 * np.einsum("kn,mkn->mn", weights, values), weights)
        return tally

    each = ratio("", lambda: counted(1000), "", lambda: counted(100), most=1, repeats=3)
    return Ratio(
        "1,000 options × 100 criteria × 10,000 draws",
        "ten times what 100 options cost",
        each.ratio / 10,
        1.5,
        each.detail,
    )


def _peak_megabytes(draws: int) -> float:
    """Peak memory of a process that simulates; resource is not there on Windows, where this says nothing."""
    code = (
        "import resource, sys\n"
        "from benchmarks.simulating import work\n"
        "from decision.analysis.simulation.simulation import simulate\n"
        "from scipy import special\n"
        "scenario = work()\n"
        f"draws = {draws}\n"
        "draws and simulate(scenario, draws, 1)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return float(done.stdout)

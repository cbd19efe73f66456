"""What would change the answer, timed beside the draws it starts from, and shares of variance beside SALib."""

from __future__ import annotations

import importlib.util
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from benchmarks.measure import Ratio, ratio, seconds_of_processor
from benchmarks.simulating import work
from decision.analysis.reversal.reversal import reversals
from decision.analysis.sampling.values import draw_values
from decision.analysis.sensitivity.sensitivity import sensitivity
from decision.analysis.sensitivity.variance import VarianceShares, variance_shares
from decision.analysis.standing import Standing
from decision.files.reader import load, read_scenario
from decision.model.distribution import Distribution
from decision.model.scenario import Scenario

_DRAWS = 100_000
_PROMISED = 0.25  # seconds for everything but the two-way map
_PROMISED_OF_REVERSALS = 3.0
_EXAMPLE = "scenarios/health-centre-portal.yaml"


def ratios() -> Iterator[Ratio]:
    for name, scenario in (("3 × 6", work()), ("the example, 3 × 6 with dependence", load(_EXAMPLE))):
        drawn = draw_values(scenario, _DRAWS, 1)
        sensitivity(scenario, drawn=drawn)  # imports what it needs
        seconds = statistics.median(seconds_of_processor(partial(sensitivity, scenario, drawn=drawn)) for _ in range(7))
        yield Ratio(
            f"all of sensitivity, {name}, after the draws",
            "250 ms",
            seconds / _PROMISED,
            1,
            f"{1000 * seconds:.0f} ms of the processor",
        )
    wide = Standing(_wide(30, 30))
    seconds = min(_seconds(lambda: reversals(wide)) for _ in range(3))
    what = "reversals of 30 options × 30 criteria"
    yield Ratio(what, "3 s", seconds / _PROMISED_OF_REVERSALS, 1, f"{seconds:.2f} s")
    if importlib.util.find_spec("SALib") is None:
        print("| SALib | is not installed | | | see benchmarks/requirements.txt |")
        return
    yield _beside_salib(work())


def _wide(options: int, criteria: int) -> Scenario:
    """Many options on many criteria, none much better than the others, a quarter of the ratings certain."""
    figures = np.random.default_rng(5)
    lines = ["format: 1", "title: Benchmark", "criteria:"]
    for k in range(criteria):
        curve = ("", ", value: {midvalue: 4}", ", value: {points: [[0, 0], [3, 0.6], [10, 1]]}")[k % 3]
        lines.append(f"  c{k}: {{worst: 0, best: 10, weight: {figures.integers(1, 30)}{curve}}}")
    lines.append("options:")
    for m in range(options):
        lines += [f"  o{m}:", "    ratings:"]
        for k in range(criteria):
            low, mode, high = sorted(figures.uniform(0, 10, 3).round(2))
            rating = f"{{low: {low}, mode: {mode}, high: {high}}}" if (m + k) % 4 else f"{mode}"
            lines.append(f"      c{k}: {rating}")
    return read_scenario("\n".join(lines).encode(), "wide.yaml")


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _beside_salib(scenario: Scenario) -> Ratio:
    """First-order shares of the margin with weights held, from draws that exist, against Sobol indices by SALib.

    SALib is given the model as an array function; its base sample is the smallest power of 2 whose largest error is no
    more than ours, up to 2^15. The exact shares follow from the variances of the laws.
    """
    drawn, standing = draw_values(scenario, _DRAWS, 1), Standing(scenario)
    exact = _exact(standing)

    def ours() -> VarianceShares:
        return variance_shares(standing, drawn, standing.weights)

    found = {(share.option, share.criterion): share.first for share in ours().inputs}
    error = max(abs(found[cell] - first) for cell, first in exact.items())
    base = 256
    while base < 2**15 and (theirs_error := _salib_error(standing, exact, base)) > error:
        base *= 2
    theirs_error = _salib_error(standing, exact, base)
    each = ratio("", ours, "", lambda: _salib(standing, base), most=1, repeats=3)
    return Ratio(
        f"first-order shares of variance, largest error {error:.4f}",
        f"a fiftieth of SALib's time, base sample {base}, largest error {theirs_error:.4f}",
        50 * each.ratio,
        1,
        f"{1 / each.ratio:,.0f} times as fast: {each.detail}",
    )


def _cells(standing: Standing) -> list[tuple[int, int]]:
    return [(m, k) for m in (standing.leader, standing.runner_up or 0) for k in range(len(standing.paths))]


def _law(standing: Standing, m: int, k: int) -> Distribution:
    estimate: Any = standing.options[m].ratings[standing.paths[k]].estimate
    law: Distribution = estimate.law
    return law


def _exact(standing: Standing) -> dict[tuple[str, str], float]:
    parts = {
        (standing.options[m].id, standing.paths[k]): (standing.weights[k] * _law(standing, m, k).sd / 10) ** 2
        for m, k in _cells(standing)
    }
    total = sum(parts.values())
    return {cell: float(part / total) for cell, part in parts.items()}


def _salib(standing: Standing, base: int) -> dict[tuple[str, str], float]:
    from SALib.analyze import sobol as analysis
    from SALib.sample import sobol as sampling

    cells = _cells(standing)
    problem = {"num_vars": len(cells), "names": [str(cell) for cell in cells], "bounds": [[0.0, 1.0]] * len(cells)}
    p = sampling.sample(problem, base, calc_second_order=False, seed=1)
    margin = np.zeros(len(p))
    for column, (m, k) in zip(p.T, cells, strict=True):
        sign = 1 if m == standing.leader else -1
        margin += sign * 100 * standing.weights[k] * _law(standing, m, k).quantile(column) / 10
    shares = analysis.analyze(problem, margin, calc_second_order=False, seed=1)["S1"]
    return {
        (standing.options[m].id, standing.paths[k]): float(share) for (m, k), share in zip(cells, shares, strict=True)
    }


def _salib_error(standing: Standing, exact: dict[tuple[str, str], float], base: int) -> float:
    found = _salib(standing, base)
    return max(abs(found[cell] - first) for cell, first in exact.items())

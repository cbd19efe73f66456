"""Costs that hang on drivers, beside the same lines as plain amounts: simulated, and scored."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from benchmarks.measure import Ratio, seconds_of_processor
from decision.analysis.scoring import evaluate
from decision.analysis.simulation.simulation import simulate
from decision.files.reader import read_scenario
from decision.model.scenario import Scenario

_LINES, _DRAWS, _REPEATS = 40, 100_000, 7
_PROMISED = 1.5
_DRIVERS = ("users", "clinics", "visits")
_FORMS = ("", ", above: 4000", ", from_year: 2", ", growth: 0.03")


def ratios() -> Iterator[Ratio]:
    driven, plain = work(driven=True), work(driven=False)
    yield _beside(
        "simulating three drivers and 40 lines, 100,000 draws", lambda each: simulate(each, _DRAWS), driven, plain
    )
    seconds = statistics.median(seconds_of_processor(partial(_read_and_scored, seed)) for seed in range(_REPEATS))
    yield Ratio("reading and scoring the same", "1 s of the processor", seconds, 1, f"{1000 * seconds:.0f} ms")


def _read_and_scored(seed: int) -> object:
    return evaluate(work(driven=True, seed=seed))


def _beside(what: str, call: Callable[[Scenario], object], driven: Scenario, plain: Scenario) -> Ratio:
    call(driven), call(plain)  # once without counting
    pairs = [
        (seconds_of_processor(lambda: call(driven)), seconds_of_processor(lambda: call(plain))) for _ in range(_REPEATS)
    ]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    detail = f"{1000 * ours:.0f} ms of the processor against {1000 * theirs:.0f} ms"
    return Ratio(what, "the same with plain amounts", ratio, _PROMISED, detail)


def work(*, driven: bool, seed: int = 0, options: int = 3) -> Scenario:
    """A decision of three options whose plans have 40 lines each; `driven` has them hang on three drivers."""
    figures = np.random.default_rng(seed)
    lines = ["format: 1", "title: Benchmark", "currency: USD", "horizon_years: 5", "discount_rate: 0.035"]
    if driven:
        lines.append("drivers:")
        lines += [f"  {name}: {{now: {{low: 3000, mode: 5000, high: 9000}}, growth: {{low: 0, mode: 0.1, high: 0.2}}}}"
                  for name in _DRIVERS]  # fmt: skip
    lines += ["criteria:", "  cost: {worst: 9000000, best: 0, kind: cost_plan, outside: extrapolate, weight: 3}",
              "  fit: {worst: 0, best: 10, weight: 2}", "options:"]  # fmt: skip
    for m in range(options):
        lines += [f"  o{m}:", "    ratings:", "      fit: {low: 3, mode: 6, high: 9}", "      cost:", "        yearly:",
                  "          lines:"]  # fmt: skip
        for i in range(_LINES):
            low, mode, high = sorted(figures.uniform(1, 9, 3).round(3).tolist())
            if driven:
                price = f"{{low: {low}, mode: {mode}, high: {high}}}"
                form = _FORMS[i % len(_FORMS)]
                lines.append(f"            l{i}: {{per: {_DRIVERS[i % len(_DRIVERS)]}, price: {price}{form}}}")
            else:
                lines.append(f"            l{i}: {{low: {5000 * low}, mode: {5000 * mode}, high: {5000 * high}}}")
    return read_scenario("\n".join(lines).encode(), "benchmark.yaml")

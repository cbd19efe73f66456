"""Scoring a large decision in which every rating is uncertain, in every form that a rating can have."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from benchmarks.measure import Ratio, seconds_of_processor
from decision.analysis.scoring import evaluate
from decision.files.reader import read_scenario
from decision.model.scenario import Scenario

_PROMISED = 0.02  # seconds of the processor
_PROMISED_OF_PLANS = 1.0
_CURVES = ("", ", value: {midvalue: 4}", ", value: {points: [[0, 0], [3, 0.6], [10, 1]]}", ", outside: extrapolate")
_REPEATS = 15


def ratios() -> Iterator[Ratio]:
    made = [work(seed) for seed in range(_REPEATS)]
    first = [seconds_of_processor(partial(evaluate, scenario)) for scenario in made]
    yield _against_promise("scoring 30 options × 60 criteria, all uncertain, in 11 forms and 4 curves", first)
    moved = [made[0].with_weights({"c0": 30.5 + each}) for each in range(_REPEATS)]
    again = [seconds_of_processor(partial(evaluate, scenario)) for scenario in moved]
    yield _against_promise("the same after a weight moved", again)
    for what, name in (("", ""), (" under a class with a heavy tail", "software-effort-survey")):
        scenario = _with_paired_lines(name)
        seconds = seconds_of_processor(partial(evaluate, scenario))  # once, for it is remembered
        detail = f"{seconds:.2f} s of the processor, told to be within {evaluate(scenario).options[0].error:.1e} points"
        plan = f"a cost plan of five lines{what}, paired with its yearly costs"
        yield Ratio(plan, f"{_PROMISED_OF_PLANS:.0f} s", seconds / _PROMISED_OF_PLANS, 1, detail)


def _against_promise(what: str, seconds: list[float]) -> Ratio:
    middle = float(np.median(seconds))
    detail = f"{1000 * middle:.1f} ms of the processor, {1000 * min(seconds):.1f} at best"
    return Ratio(what, f"{1000 * _PROMISED:.0f} ms", middle / _PROMISED, 1, detail)


def _with_paired_lines(reference_class: str) -> Scenario:
    """A decision with one criterion and one uncertain plan, whose lines have the class if one is named."""
    lines = "".join(f"l{i}: {{low: {6 * n}, mode: {10 * n}, high: {22 * n}}}, " for i, n in enumerate((10, 7, 5, 4, 3)))
    named = f"class: {reference_class}, " if reference_class else ""
    text = f"""
format: 1
title: Benchmark
currency: USD
horizon_years: 5
discount_rate: 0.035
criteria: {{cost: {{worst: 900, best: 200, kind: cost_plan, weight: 1}}}}
options:
  a: {{ratings: {{cost: {{upfront: {{{named}lines: {{{lines}}}}}, yearly: {{low: 12, mode: 20, high: 44}}}}}}}}
  b: {{ratings: {{cost: 500}}}}
dependence: {{within_option: 0.3, pairs: [[a.cost.upfront, a.cost.yearly, 0.6]]}}
"""
    return read_scenario(text.encode(), "plan.yaml")


def work(seed: int, options: int = 30, criteria: int = 60) -> Scenario:
    """A decision without one number that is certain, and none that another such decision has."""
    figures = np.random.default_rng(seed)
    lines = ["format: 1", "title: Benchmark", "criteria:"]
    for k in range(criteria):
        lines.append(f"  c{k}: {{worst: 0, best: 10, weight: {figures.integers(1, 30)}{_CURVES[k % len(_CURVES)]}}}")
    lines.append("options:")
    for m in range(options):
        lines += [f"  o{m}:", "    ratings:"]
        lines += [f"      c{k}: {_rating(figures, m + k)}" for k in range(criteria)]
    return read_scenario("\n".join(lines).encode(), "benchmark.yaml")


def _rating(figures: np.random.Generator, form: int) -> str:
    low, middle, high = sorted(figures.uniform(0.5, 11, 3).round(4).tolist())
    share = round(float(figures.uniform(0.1, 0.9)), 4)
    forms = (
        f"{{low: {low}, mode: {middle}, high: {high}}}",
        f"{{low: {low}, mode: {middle}, high: {high}, shape: triangular}}",
        f"{{low: {low}, high: {high}}}",
        f"{{p10: {low}, p90: {high}}}",
        f"{{p10: {low}, p50: {middle}, p90: {high}, shape: lognormal}}",
        f"{{mean: {middle}, sd: {2 * share}}}",
        f"{{mean: {middle}, sd: {2 * share}, shape: gamma}}",
        f"{{lognormal: [{share}, {share}]}}",
        f"{{levels: {{{low}: {share}, {high}: {round(1 - share, 4)}}}}}",
        f"{{beta: [{middle}, {high}]}}",
        f"{{estimate: {middle}, class: software-effort-survey}}",
    )
    return forms[form % len(forms)]

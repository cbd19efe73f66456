"""Decisions made up at random, as files: of every kind that a sentence can be about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from decision.files.reader import read_scenario
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario

FORMS = (
    "{x}",
    "{{low: {a}, mode: {b}, high: {c}}}",
    "{{low: {a}, high: {c}}}",
    "{{levels: {{{x}: 0.9995, 1: 0.0005}}}}",  # a rare event
    "{{mean: {x}, sd: 3}}",  # off the scale now and then
    "{{p10: 2, p50: 3, p90: 9, shape: lognormal}}",  # skewed
    "{{lognormal: [1, 1.5]}}",  # a heavy tail
    "{{estimate: {x}, class: software-effort-survey}}",
    "25",  # off the scale
)
PLANS = (
    "{{upfront: {x}00}}",
    "{{upfront: {x}00, yearly: {{low: {a}, mode: {b}, high: {c}}}}}",
    "{{upfront: {{estimate: {x}00, class: software-effort-survey}}, exit: 1{b}0}}",
    "{{yearly: {{low: 1{a}0, high: 1{c}0}}, growth: {{low: 0, high: 0.1}}}}",
)
DRIVEN_PLANS = (
    "{{upfront: {x}0, yearly: {{per: users, price: {x}}}}}",
    "{{yearly: {{per: users, price: {{low: {a}, mode: {b}, high: {c}}}, above: 20, growth: 0.05}}}}",
    "{{yearly: {{lines: {{team: {x}0, seats: {{per: users, tiers: [[0, {x}], [25, {b}]], minimum: 1{a}0}}}}}}}}",
    "{{yearly: {{per: users, all_units: true, tiers: [[0, {x}], [30, {{low: {a}, high: {c}}}]]}}, savings: {x}}}",
    "{{yearly: {{per: users, steps: {{every: 10, price: {x}0}}, from_year: 2}}, exit: {x}0}}",
    "{{upfront: {{amount: {x}00, currency: EUR, schedule: {{0: 0.5, 2: 0.5}}}}, savings: {{per: users, price: 1}}}}",
    "{{upfront: {{estimate: {x}00, class: software-effort-survey}}, yearly: {{amount: {x}0, every: 2}}}}",
)
USERS = (
    "{{now: {{low: 1{a}, mode: 2{b}, high: 4{c}}}, unit: users}}",
    "{{now: {{low: 1{a}, mode: 2{b}, high: 4{c}}}, growth: {{low: 0, mode: 0.1, high: 0.3}}}}",
    "{{now: {x}0, growth: {{low: -0.1, high: 0.4}}}}",
    "{{now: {{levels: {{5: 0.5, 1{a}: 0.25, 60: 0.25}}}}, unit: users}}",
    "{{now: {x}0}}",
)
SCALES = (
    "worst: 0, best: 10",
    "worst: 0, best: 10",
    "worst: 9, best: 2, outside: extrapolate",
    "worst: 0, best: 10, value: {midvalue: 3}",
    "worst: 10, best: 0, value: {points: [[10, 0], [6, 0.5], [0, 1]]}",
)
PLAN = "kind: cost_plan, worst: 1500, best: 100"
NAMED_PARTS = ("x", "y")


def made_up(rng: np.random.Generator, *, plain: bool = False, driven: bool = False) -> Scenario:
    """A decision in which anything may be certain, rare, level, excluded, off the scale, very uncertain or shared.

    With `plain` it has neither parts nor cost plans nor correlations nor views, and no weights are left open but by a
    concentration. With `driven` plans may hang on users, fall in some years, and be in another currency.
    """
    while True:
        text = _text(rng, plain=plain, driven=driven)
        try:
            return read_scenario(text.encode(), "made-up.yaml")
        except DecisionError as error:  # a correlation that does not fit is no decision; all else is
            if "dependence" not in str(error) and "uncertainty" not in str(error):
                raise


def _text(rng: np.random.Generator, *, plain: bool, driven: bool) -> str:
    count, options = int(rng.integers(1, 5)), int(rng.integers(2, 7))
    known: Sequence[str] = ["{x}"] if rng.random() < 0.2 else list(rng.choice(FORMS, 3))
    kinds = ["flat"] * count if plain else list(rng.choice(["flat", "flat", "flat", "parts", "plan"], count))
    lines = ["format: 1", "title: Made up", "currency: USD", "horizon_years: 3", "discount_rate: 0.04", "criteria:"]
    weights = [float(rng.choice([0 if k and kinds[k] != "parts" else 1, 0.001, 1, 5, 20])) for k in range(count)]
    for k, (kind, weight) in enumerate(zip(kinds, weights, strict=True)):
        scale = str(rng.choice(SCALES[:3] if plain else SCALES))
        inside = PLAN if kind == "plan" else scale
        if kind == "parts":
            parts = (f"{each}: {{name: Part {each}, weight: {rng.integers(1, 4)}, {scale}}}" for each in NAMED_PARTS)
            inside = f"parts: {{{', '.join(parts)}}}"
        lines.append(f"  c{k}: {{name: Criterion {k}, weight: {weight:g}, {inside}}}")
    lines += _left_open(rng, weights, plain=plain)
    lines += ["requirements: {R1: {text: must}}"]
    plans, shared = PLANS, ("", "")
    if driven:
        plans = (*PLANS, *DRIVEN_PLANS)
        shared = _rating(rng, "plan", USERS), str(rng.choice(["1.1", "{low: 0.9, high: 1.3}"]))
        if "plan" in kinds and rng.random() < 0.2:
            lines.append("inflation: {low: 0, mode: 0.02, high: 0.06}")
    lines.append("options:")
    ratings = ""
    for m in range(options):
        if m == 0 or rng.random() < 0.85:  # else level with the one before
            ratings = ", ".join(
                f"c{k}: {_rating(rng, kind, plans if kind == 'plan' else known)}" for k, kind in enumerate(kinds)
            )
        failed = "fail" if m and rng.random() < 0.1 else "pass"
        lines.append(f"  o{m}: {{name: Option {m}, requirements: {{R1: {failed}}}, ratings: {{{ratings}}}}}")
    if any("per: users" in line for line in lines):
        lines.append(f"drivers: {{users: {shared[0]}}}")
    if any("currency: EUR" in line for line in lines):
        lines.append(f"exchange: {{EUR: {shared[1]}}}")
    return "\n".join([*lines, *([] if plain else [*_moving_together(rng, kinds, options), *_views(rng, count)])])


def _rating(rng: np.random.Generator, kind: str, known: Sequence[str]) -> str:
    if kind == "parts":
        cells = ", ".join(f"{part}: {_rating(rng, 'flat', known)}" for part in NAMED_PARTS)
        return f"{{{cells}}}"
    a, b, c = np.sort(rng.integers(0, 11, 3))
    return str(rng.choice(known)).format(x=int(rng.integers(2, 11)), a=a, b=b, c=c)


def _left_open(rng: np.random.Generator, weights: Sequence[float], *, plain: bool) -> Iterator[str]:
    chance = rng.random()
    if chance < 0.2:
        yield "weight_uncertainty: {concentration: 20}"
    elif plain:
        return
    elif chance < 0.25:
        yield "weight_uncertainty: any"
    elif chance < 0.35:
        order = [f"c{k}" for k in np.argsort([-weight for weight in weights], kind="stable")]
        yield f"weight_uncertainty: {{order: [{', '.join(order)}]}}"
    elif chance < 0.45:
        share = 100 * weights[0] / sum(weights)
        yield f"weight_uncertainty: {{ranges: {{c0: [{share / 2:.3f}, {min(100.0, 1.5 * share + 5):.3f}]}}}}"


def _moving_together(rng: np.random.Generator, kinds: Sequence[str], options: int) -> Iterator[str]:
    within = f"within_option: {rng.choice([0.3, 0.7])}" if rng.random() < 0.25 else ""
    ends = [f"o{m}.c{k}" + (".x" if kind == "parts" else "") for m in range(options) for k, kind in enumerate(kinds)]
    pair = ""
    if rng.random() < 0.25:
        one, other = rng.choice(len(ends), 2, replace=False)
        pair = f"pairs: [[{ends[one]}, {ends[other]}, {rng.choice([-0.6, 0.4, 0.9])}]]"
    if within or pair:
        yield f"dependence: {{{', '.join(filter(None, (within, pair)))}}}"


def _views(rng: np.random.Generator, criteria: int) -> Iterator[str]:
    if rng.random() < 0.5:
        yield "views:"
        for name in ("first", "second", "third")[: int(rng.integers(1, 4))]:
            points = [int(x) for x in rng.choice([0, 1, 5, 30], criteria)]
            points[0] = points[0] or 1
            yield f"  {name}: {{{', '.join(f'c{k}: {x}' for k, x in enumerate(points))}}}"

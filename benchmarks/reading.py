"""Reading a large scenario, against composing its YAML with the C loader and doing nothing else."""

from __future__ import annotations

import random
from collections.abc import Iterator

import yaml

from benchmarks.measure import Ratio, ratio
from decision.files.reader import read_scenario

_OPTIONS, _CRITERIA = 30, 320


def large_scenario() -> str:
    """A scenario of about 1 MB: 30 options on 320 criteria, each rating with its reason."""
    figures = random.Random(0)
    lines = ["format: 1", "title: A large decision", "criteria:"]
    lines += [f"  criterion_{k}: {{worst: 0, best: 10, weight: {1 + k % 5}}}" for k in range(_CRITERIA)]
    lines.append("options:")
    for m in range(_OPTIONS):
        lines += [f"  option_{m}:", "    ratings:"]
        lines += [
            f"      criterion_{k}: {{low: {figures.randint(0, 4)}, mode: 5, high: {figures.randint(6, 10)}, "
            "because: Tailored to exact needs., evidence: assumption}"
            for k in range(_CRITERIA)
        ]
    return "\n".join(lines)


def ratios() -> Iterator[Ratio]:
    text = large_scenario()
    raw = text.encode()
    yield ratio(
        f"reading a scenario of {len(raw) / 1e6:.1f} MB",
        lambda: read_scenario(raw, "large.yaml"),
        "yaml.compose with the C loader",
        lambda: yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)),
        most=3,
        repeats=5,
    )

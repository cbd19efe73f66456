"""Holding one decision against rules, beside bare Python with numpy and yaml; many of them are in `benchmarks.many`."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.measure import Ratio, beyond_bare

_OVER_BARE = 0.150  # seconds that a check may take beyond Python with numpy and yaml


def ratios() -> Iterator[Ratio]:
    check = ("-m", "decision", "check", "scenarios/health-centre-portal.yaml")
    yield beyond_bare("python -m decision check, on the example", lambda _: check, _OVER_BARE)

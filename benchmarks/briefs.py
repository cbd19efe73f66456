"""Writing the interactive brief and how much it weighs, and verifying what was written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.measure import Ratio, seconds_of_processor
from decision.files.enclosed_in import enclosed_in
from decision.files.enclosure import enclosure_text
from decision.files.reader import load
from decision.outputs.files.export import export, figures_of
from decision.verification.verification import verify

_PORTAL = Path(__file__).resolve().parents[1] / "scenarios" / "health-centre-portal.yaml"
_BRIEF, _BYTES, _VERIFIED = 0.5, 1_500_000, 3.0  # seconds of the processor, bytes, seconds again
_REPEATS = 3


def ratios() -> Iterator[Ratio]:
    portal = load(_PORTAL)
    figures = figures_of(portal)
    text = enclosure_text(portal, "brief", ".html")
    write = partial(export, portal, ".html", None, figures, form="brief", enclosed=text)
    middle = float(np.median([seconds_of_processor(write) for _ in range(_REPEATS)]))
    what = "the brief of 3 options × 6 criteria, once its figures are known"
    yield Ratio(what, f"{_BRIEF:g} s", middle / _BRIEF, 1, f"{middle:.2f} s of the processor")
    size = len(write())
    yield Ratio("its size", "1.5 MB", size / _BYTES, 1, f"{size / 1e6:.2f} MB")
    raw = export(portal, ".xlsx", figures=figures, enclosed=enclosure_text(portal, "table", ".xlsx"))

    def whole() -> object:
        return verify(enclosed_in(raw, "x.xlsx"), raw, "x.xlsx")

    again = float(np.median([seconds_of_processor(whole) for _ in range(_REPEATS)]))
    what = "verifying its workbook, figures included"
    yield Ratio(what, f"{_VERIFIED:g} s", again / _VERIFIED, 1, f"{again:.2f} s of the processor")

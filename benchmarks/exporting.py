"""Writing workbooks: of an ordinary decision, and of a large one in which every rating is uncertain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.measure import Ratio, seconds_of_processor
from benchmarks.scoring import work
from decision.analysis.scoring import evaluate
from decision.analysis.simulation.simulation import simulate
from decision.files.reader import load
from decision.model.contents import Simulation
from decision.outputs.files.export import Figures, export, figures_of

_PORTAL = Path(__file__).resolve().parents[1] / "scenarios" / "health-centre-portal.yaml"
_PROMISED, _OF_LARGE = 0.5, 5.0  # seconds of the processor
_DRAWS = 2_000  # how many there are changes nothing about the writing
_REPEATS = 3


def ratios() -> Iterator[Ratio]:
    portal = load(_PORTAL)
    large = replace(work(0), simulation=Simulation(_DRAWS))
    of_large = Figures(evaluate(large), simulate(large), None)
    for what, scenario, figures, promised in (
        ("the workbook of 3 options × 6 criteria, once its figures are known", portal, figures_of(portal), _PROMISED),
        ("the workbook of 30 × 60, all ratings uncertain", large, of_large, _OF_LARGE),
    ):
        write = partial(export, scenario, ".xlsx", None, figures)
        middle = float(np.median([seconds_of_processor(write) for _ in range(_REPEATS)]))
        detail = f"{middle:.2f} s of the processor, {len(write()) / 1e6:.2f} MB"
        yield Ratio(what, f"{promised:g} s", middle / promised, 1, detail)

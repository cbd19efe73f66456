"""Writing workbooks, memos and packs: of an ordinary decision, and of a large one whose ratings are all uncertain."""

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
from decision.model.scenario import Scenario
from decision.outputs.files.export import Figures, export, export_folder, figures_of

_PORTAL = Path(__file__).resolve().parents[1] / "scenarios" / "health-centre-portal.yaml"
_PROMISED, _OF_LARGE, _OF_MEMO = 0.5, 5.0, 5.0  # seconds of the processor
_DRAWS = 2_000  # how many there are changes nothing about the writing
_REPEATS = 3


def ratios() -> Iterator[Ratio]:
    portal = load(_PORTAL)
    large = replace(work(0), simulation=Simulation(_DRAWS))
    of_large = Figures(evaluate(large), simulate(large), None)
    of_portal = figures_of(portal)
    for what, write, promised in (
        (
            "the workbook of 3 options × 6 criteria, once its figures are known",
            partial(export, portal, ".xlsx", None, of_portal),
            _PROMISED,
        ),
        ("the workbook of 30 × 60, all ratings uncertain", partial(export, large, ".xlsx", None, of_large), _OF_LARGE),
        ("the memo of 3 × 6 as a Word document", partial(export, portal, ".docx", None, of_portal), _OF_MEMO),
        ("the memo of 30 × 60", partial(export, large, ".docx", None, of_large), _OF_MEMO),
        ("a pack of 30 summaries on 60 criteria", partial(_pack, large, of_large), _OF_LARGE),
    ):
        middle = float(np.median([seconds_of_processor(write) for _ in range(_REPEATS)]))
        detail = f"{middle:.2f} s of the processor, {len(write()) / 1e6:.2f} MB"
        yield Ratio(what, f"{promised:g} s", middle / promised, 1, detail)


def _pack(scenario: Scenario, figures: Figures) -> bytes:
    return b"".join(export_folder(scenario, "pack", figures).values())

"""Writing workbooks, memos and packs: of an ordinary decision, and of a large one whose ratings are all uncertain.

And a large workbook that an evaluator filled in, read back.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from openpyxl import load_workbook

from benchmarks.measure import Ratio, ratio, seconds_of_processor
from benchmarks.scoring import work
from decision.analysis.scoring import evaluate
from decision.analysis.simulation.simulation import simulate
from decision.files.filled.bring_in import bring_in
from decision.files.reader import load
from decision.model.contents import Simulation
from decision.model.estimate import Exact
from decision.model.evaluation import Evaluation, Score
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.outputs.files.export import Figures, Settings, export, export_folder, figures_of

_PORTAL = Path(__file__).resolve().parents[1] / "scenarios" / "health-centre-portal.yaml"
_PROMISED, _OF_LARGE, _OF_MEMO = 0.5, 5.0, 5.0  # seconds of the processor
_DRAWS = 2_000  # how many there are changes nothing about the writing
_GIVEN = 5.0  # by an evaluator; all scales go from 0 to 10
_READ_BACK = 3  # times as long as reading the cells
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
    yield _whole(_evaluated(large))
    yield _read_back(large)


def _evaluated(scenario: Scenario) -> Scenario:
    """The decision with what one evaluator gave on all of it."""
    cells = [f"{option.id}.{path}" for option in scenario.options for path in scenario.leaves]
    scores = {cell: Score(Rating(Exact(_GIVEN), "As shown.")) for cell in cells}
    return replace(scenario, evaluations=(Evaluation("A", ratings=scores),))


def _whole(scenario: Scenario) -> Ratio:
    """All of it: scores, draws and the file; not what would change the result, which has bounds of its own."""

    def whole() -> bytes:
        return export(scenario, ".xlsx", None, Figures(evaluate(scenario), simulate(scenario), None))

    middle = float(np.median([seconds_of_processor(whole) for _ in range(_REPEATS)]))
    what = f"the workbook of 30 × 60 with an evaluator's 1,800 ratings, with scores and {_DRAWS:,} draws"
    return Ratio(what, f"{_OF_LARGE:g} s", middle / _OF_LARGE, 1, f"{middle:.2f} s of the processor")


def _read_back(scenario: Scenario) -> Ratio:
    """A scoring sheet with every rating filled in, against reading the cells of the same file and no more."""
    raw = _filled(export(scenario, ".xlsx", form="scoring", settings=Settings(evaluators="Ann")), scenario)
    cells = partial(_cells, raw)
    if len(bring_in(raw, "ann.xlsx", scenario).scenario.evaluations[0].ratings) != len(scenario.leaves) * len(
        scenario.options
    ):
        raise RuntimeError("not all that was filled in is read back")
    what = "a scoring sheet of 1,800 ratings read back into its decision"
    return ratio(what, partial(bring_in, raw, "ann.xlsx", scenario), "reading its cells", cells, _READ_BACK, _REPEATS)


def _filled(raw: bytes, scenario: Scenario) -> bytes:
    book, out = load_workbook(io.BytesIO(raw)), io.BytesIO()
    sheet = next(sheet for sheet in book if sheet.title.startswith("Scoring"))
    for row in sheet.iter_rows():
        option, _, path = str(row[-1].value or "").partition(".")
        if path in scenario.leaves and option in {each.id for each in scenario.options}:
            row[1].value, row[3].value = _GIVEN, "As shown."
    book.save(out)
    return out.getvalue()


def _cells(raw: bytes) -> int:
    book = load_workbook(io.BytesIO(raw), read_only=True)
    return sum(1 for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)


def _pack(scenario: Scenario, figures: Figures) -> bytes:
    return b"".join(export_folder(scenario, "pack", figures).values())

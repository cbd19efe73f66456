from __future__ import annotations

import datetime
import io
from dataclasses import replace

import openpyxl
import pytest

from decision.model.estimate import Exact
from decision.model.rating import Rating
from decision.model.record import Outcome, RecordedDecision, Trigger
from decision.model.scenario import Scenario
from decision.model.structure.record import recording
from decision.outputs.files.export import Figures, export
from decision.outputs.tables.decided import decided_table
from tests.outputs.samples import MINIMAL, OTHER, PORTAL, RUN

DECISION = RecordedDecision(
    "extend",
    datetime.date(2026, 12, 1),
    "The board",
    "It is ours",
    p_best=0.5,
    margin=1.355,
    fingerprint=MINIMAL.fingerprint,
    review_by=datetime.date(2027, 6, 1),
    revisit=(Trigger("extend.fit", "Fit falls.", below=5.3), Trigger("buy.cost", "Buying gets cheaper.", above=7)),
)
DECIDED = replace(recording(MINIMAL, DECISION), outcome=Outcome(ratings={"fit": 4.5}))
SENTENCE = (
    "Extend was chosen on 1 December 2026 (The board). The reason: It is ours. It led the best of the others by 1.355 "
    "points and was best in 50 of 100 futures. It is looked at again by 1 June 2027."
)


def exported(scenario: Scenario, ending: str) -> bytes:
    from decision.analysis.scoring import evaluate

    return export(scenario, ending, figures=Figures(evaluate(scenario), None, None))


def sheet(scenario: Scenario) -> list[list[str | None]]:
    book = openpyxl.load_workbook(io.BytesIO(exported(scenario, ".xlsx")))
    return [[cell.value for cell in row] for row in book["Decided"].iter_rows()]


def test_nothing_is_told_where_nothing_was_decided() -> None:
    assert decided_table(MINIMAL) is None
    assert "What was decided" not in exported(MINIMAL, ".md").decode()
    assert "Decided" not in openpyxl.load_workbook(io.BytesIO(exported(MINIMAL, ".xlsx"))).sheetnames


def test_markdown_tells_the_decision_its_triggers_and_what_came() -> None:
    text = exported(DECIDED, ".md").decode()
    assert f"## What was decided\n\n{SENTENCE}\n" in text
    assert "| Fit falls. | Fit of Extend below 5.3 | 5 | met |\n" in text
    assert "| Buying gets cheaper. | Cost (10 = cheapest) of Buy above 7 | 6 | not met |\n" in text
    assert "| What came of it | figure |\n| --- | --: |\n| Fit of Extend | 4.5 |\n" in text


def test_the_workbook_tells_the_same_on_a_sheet_of_its_own() -> None:
    rows = sheet(DECIDED)
    assert [row[0] for row in rows][:2] == [
        "Extend was chosen on 1 December 2026 (The board).",
        "The reason: It is ours.",
    ]
    assert ["Fit falls.", "Fit of Extend below 5.3", "5", "met"] in rows
    assert ["Fit of Extend", "4.5", None, None] in rows


def test_it_says_where_the_file_was_changed_since() -> None:
    changed = DECIDED.with_rating("extend", "fit", Rating(Exact(6)))
    told = decided_table(changed)
    assert told is not None and told.sentences[-1] == "Ratings, weights or other parts were changed since."
    assert [each.state for each in told.triggers] == ["not met", "not met"]


def test_what_nobody_knows_is_neither_met_nor_not() -> None:
    from decision.model.estimate import Unknown

    told = decided_table(DECIDED.with_rating("extend", "fit", Rating(Unknown())))
    assert told is not None and told.triggers[0].state == "not known yet"


@pytest.mark.parametrize("text", [*RUN, *OTHER])
def test_no_text_of_a_decision_runs_or_is_markup(text: str) -> None:
    trigger = Trigger("extend.fit", f"x {text}", below=5.3)
    hostile = recording(PORTAL, RecordedDecision("extend", by=text, because=text, revisit=(trigger,)))
    for row in sheet(hostile):
        assert all(cell is None or not str(cell).startswith(("=", "+", "-", "@")) for cell in row)
    assert "<script" not in exported(hostile, ".md").decode().replace("\\<script", "")

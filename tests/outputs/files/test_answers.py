"""What was answered on which approach suits us goes into every export."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import openpyxl

from decision.files.library import Library
from decision.model.structure.answers import answering
from decision.outputs.files.export import export
from tests.outputs.samples import PORTAL

QUESTIONS = Library().approach_questions
ANSWERED = answering(answering(PORTAL, QUESTIONS, "product", "none"), QUESTIONS, "data", "both")
SAID = ["No product does 85 % of it with settings alone, nor even 60 %."]


def test_markdown_lists_them() -> None:
    text = export(ANSWERED, ".md").decode()
    said = [f"{each.said[0].upper()}{each.said[1:]}." for each in ANSWERED.answers]
    assert "## Which approach suits us\n\n" + "\n".join(f"- {each}" for each in said) in text
    assert said[0] == SAID[0]
    assert "Which approach suits us" not in export(PORTAL, ".md").decode()


def test_csv_has_a_row_for_each() -> None:
    rows = list(csv.reader(io.StringIO(export(ANSWERED, ".csv").decode("utf-8-sig"))))
    assert next(row[:3] for row in rows if row[0] == "answer") == ["answer", "product", SAID[0]]
    assert [row[1] for row in rows if row[0] == "answer"] == ["product", "data"]
    assert len({len(row) for row in rows}) == 1


def test_the_workbook_tells_them_with_what_the_file_is_about() -> None:
    book = openpyxl.load_workbook(io.BytesIO(export(ANSWERED, ".xlsx")))
    rows = [[cell.value for cell in row] for row in book["About"].iter_rows()]
    at = next(place for place, row in enumerate(rows) if row[0] == "Which approach suits us")
    assert rows[at][1] == SAID[0]
    assert not rows[at + 1][0] and rows[at + 1][1]


def test_answers_are_given_changed_and_taken_back_and_no_score_follows() -> None:
    changed = answering(ANSWERED, QUESTIONS, "product", "most")
    assert [(each.question, each.answer) for each in changed.answers] == [("product", "most"), ("data", "both")]
    assert answering(answering(changed, QUESTIONS, "product", None), QUESTIONS, "data", None) == PORTAL
    assert ANSWERED.fingerprint == PORTAL.fingerprint
    assert len({each.whole_fingerprint for each in (PORTAL, ANSWERED, changed)}) == 3
    read_again = replace(ANSWERED, answers=tuple(ANSWERED.answers))
    assert read_again.whole_fingerprint == ANSWERED.whole_fingerprint

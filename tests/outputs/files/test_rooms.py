"""What rooms settled goes into every export."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import openpyxl
import pytest

from decision.model.settled_room import (
    AnswersOn,
    AskedFor,
    Dissent,
    Names,
    RoomRound,
    SettledFigure,
    SettledRoom,
)
from decision.outputs.files.export import export
from decision.outputs.words.rooms import agreement_in_words, led_in_words
from tests.outputs.samples import PORTAL

OPTION, OTHER = (option.id for option in PORTAL.options[:2])
PATH = next(path for path, leaf in PORTAL.leaves.items() if leaf.kind != "cost_plan")
ROOM = SettledRoom(
    Names.NAMED,
    3,
    None,
    (
        RoomRound(
            AskedFor.RATINGS,
            3,
            {OPTION: 2, OTHER: 1},
            0.74,
            (
                AnswersOn(f"{OPTION}.{PATH}", 2, 1, 6.5, (6, 7), 1.0),
                AnswersOn("gone.away", 3, verdicts={"pass": 2, "fail": 1}),
            ),
        ),
    ),
    (SettledFigure(f"{OPTION}.{PATH}", 6.5, 5, "=cmd|demo", (Dissent(3, "No <b>kiosk</b>", "@ann"),)),),
    ("@ann", "Bo"),
)
WITH_ROOM = replace(PORTAL, rooms=(ROOM,))


def test_markdown_tells_rounds_and_what_was_settled_and_runs_nothing() -> None:
    text = export(WITH_ROOM, ".md").decode()
    assert "## What people said together" in text
    assert "Most put the options in much the same order (agreement 0.74 of 1)" in text
    assert "2 pass, 1 fail" in text and "gone.away" in text.replace("&#46;", ".").replace("\\", "")
    assert "<b>" not in text and "@ann" not in text  # nobody is notified
    assert "What people said together" not in export(PORTAL, ".md").decode()


def test_the_workbook_has_a_sheet_of_text_alone() -> None:
    book = openpyxl.load_workbook(io.BytesIO(export(WITH_ROOM, ".xlsx")))
    cells = [cell for row in book["Rooms"].iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type == "s" for cell in cells)
    assert any("=cmd|demo" in cell.value for cell in cells)
    assert "Rooms" not in openpyxl.load_workbook(io.BytesIO(export(PORTAL, ".xlsx"))).sheetnames


def test_csv_has_a_row_for_each_sentence_and_figure() -> None:
    rows = list(csv.reader(io.StringIO(export(WITH_ROOM, ".csv").decode("utf-8-sig"))))
    assert [row[0] for row in rows if row[0].startswith("room")] == [
        "room", "room", "room", "room_answers", "room_answers", "room_settled",
    ]  # fmt: skip
    assert len({len(row) for row in rows}) == 1


def test_who_leads_for_how_many_is_said_with_the_most_first() -> None:
    leads = {OPTION: 6.0, OTHER: 14.0}
    said = led_in_words(PORTAL, leads, 20)
    assert said.endswith(" for 6") and " leads for 14 of 20, " in said
    assert led_in_words(PORTAL, {OPTION: 0.0}, 0) == ""


def test_agreement_has_a_word_for_each_degree() -> None:
    said = [agreement_in_words(w) for w in (1.0, 0.9, 0.899, 0.7, 0.5, 0.3, 0.0)]
    assert len({text.partition(" (")[0] for text in said}) == 6  # full agreement has a sentence of its own
    assert "fewer than two" in agreement_in_words(None)


@pytest.mark.parametrize("form", ["table", "memo"])
def test_pages_tell_it_and_run_nothing(form: str) -> None:
    told = export(WITH_ROOM, ".html", form=form).decode()
    assert "What people said together" in told and "agreement 0.74 of 1" in told
    assert "<b>kiosk</b>" not in told and "No &lt;b&gt;kiosk&lt;/b&gt;" in told
    assert "What people said together" not in export(PORTAL, ".html", form=form).decode()

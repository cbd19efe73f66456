"""What leaves the house: numbers stay numbers, text stays text, and nothing runs."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.analysis.scoring import evaluate
from decision.files.reader import load, read_scenario
from decision.model.errors import DecisionError
from decision.model.estimate import Exact
from decision.model.rating import Rating
from decision.model.requirement import RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.outputs.export import ENDINGS, export

ROOT = Path(__file__).resolve().parents[2]
PORTAL = load(ROOT / "scenarios" / "health-centre-portal.yaml")
MINIMAL = load(ROOT / "scenarios" / "minimal.yaml")
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")

NASTY = [
    '=HYPERLINK("http://x","y")', "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "<script>alert(1)</script>",
    "a|b", "two\nlines", "`code`", "[x](javascript:alert(1))", "![x](http://x)", "日本 é 🙂", '"quoted"', "a,b;c",
]  # fmt: skip


def with_texts(text: str) -> Scenario:
    """The minimal scenario with `text` wherever a text of a file is shown."""
    first, *others = MINIMAL.options
    title = text if text.strip() else "x"
    renamed = replace(MINIMAL, title=title, question=text, options=(replace(first, name=text or "x"), *others))
    return renamed.with_rating("buy", "fit", Rating(Exact(8), because=text, source=text))


def rows_of(scenario: Scenario) -> list[list[str]]:
    return list(csv.reader(io.StringIO(export(scenario, ".csv").decode("utf-8-sig"), newline="")))


def sheets_of(scenario: Scenario) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(io.BytesIO(export(scenario, ".xlsx")))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


# --- CSV --------------------------------------------------------------------------------------------------------


def test_csv_holds_ratings_values_and_points_as_numbers() -> None:
    head, *rows = rows_of(PORTAL)
    evaluation = evaluate(PORTAL)
    cost = dict(zip(head, rows[0], strict=True))
    build = evaluation.option("build")
    assert float(cost["weight_percent"]) == 15
    assert float(cost["Build our own: rating"]) == build.ratings["cost"]
    assert float(cost["Build our own: value"]) == build.values["cost"]
    assert float(cost["Build our own: points"]) == build.contributions["cost"]
    assert cost["unit"] == "USD"
    assert cost["Build our own: evidence"] == "assumption"
    assert cost["Build our own: because"].startswith("Three people for 9 months")


def test_csv_ends_with_score_rank_and_requirements() -> None:
    head, *rows = rows_of(PORTAL.with_requirement_result("buy", "K04", RequirementResult(Verdict.FAIL, "No export.")))
    kinds = [row[0] for row in rows]
    assert kinds == ["criterion"] * 6 + ["score", "rank"] + ["requirement"] * 11
    score, rank = (dict(zip(head, rows[kinds.index(kind)], strict=True)) for kind in ("score", "rank"))
    assert float(score["Extend the portal we have: points"]) == pytest.approx(69.18, abs=0.005)
    assert (rank["Extend the portal we have: rating"], rank["Buy a portal: rating"]) == ("1", "")
    assert (rank["Buy a portal: estimate"], rank["Buy a portal: because"]) == ("out", "fails K04")
    export_line = dict(zip(head, rows[kinds.index("requirement") + 3], strict=True))
    assert (export_line["id"], export_line["Buy a portal: estimate"]) == ("K04", "fail")
    assert export_line["Buy a portal: because"] == "No export."


@pytest.mark.parametrize("text", NASTY)
def test_csv_keeps_what_looks_like_a_formula_as_text(text: str) -> None:
    for row in rows_of(with_texts(text)):
        for cell in row:
            assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "＝")) or is_number(cell), cell


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


@given(st.text(max_size=40))
def test_csv_is_a_rectangle_whatever_the_texts(text: str) -> None:
    rows = rows_of(with_texts(text.encode("utf-8", "ignore").decode("utf-8")))
    assert len({len(row) for row in rows}) == 1


# --- Markdown ----------------------------------------------------------------------------------------------------


def test_markdown_begins_with_title_question_and_sentence() -> None:
    text = export(PORTAL, ".md").decode()
    assert text.startswith(
        "# Relaunch the patient portal\n\nDo we build, buy or extend the patient portal?\n\n"
        "**Extend leads Buy by 2.2 points.**\n\n| Criterion | Weight |"
    )
    assert PORTAL.fingerprint in text


@pytest.mark.parametrize("text", NASTY)
def test_markdown_shows_texts_as_written(text: str) -> None:
    lines = export(with_texts(text), ".md").decode().splitlines()
    tables = [line for line in lines if line.startswith("|")]
    for line in tables:
        assert "<script" not in line.replace("\\<", "")
        assert "](" not in line.replace("\\]", "")
    comparison = tables[: 2 + 6 + 2]
    assert len({line.replace("\\|", "").count("|") for line in comparison}) == 1


# --- workbook ----------------------------------------------------------------------------------------------------


def test_workbook_holds_numbers_as_numbers() -> None:
    sheets = sheets_of(PORTAL)
    assert list(sheets) == ["Comparison", "Reasons", "Requirements", "About"]
    rows = {row[0]: row for row in sheets["Comparison"]}
    build = evaluate(PORTAL).option("build")
    assert rows["Cost (USD)"][1:5] == [
        pytest.approx(0.15),
        pytest.approx(build.ratings["cost"]),
        pytest.approx(build.values["cost"]),
        pytest.approx(build.contributions["cost"]),
    ]
    assert rows["Cost (USD)"][5] == "assumption"
    assert [rows["Rank"][at] for at in (4, 8, 12)] == [3, 2, 1]
    assert rows["Score"][12] == pytest.approx(evaluate(PORTAL).option("extend").score)


def test_workbook_gives_the_reason_of_every_rating() -> None:
    head, *rows = sheets_of(PORTAL)["Reasons"]
    assert head == ["Criterion", "Option", "Estimate", "Evidence", "Because", "Source"]
    assert len(rows) == 18
    assert rows[0][:2] == ["Cost", "Build our own"]
    assert rows[0][4].startswith("Three people for 9 months")


def test_workbook_lists_every_requirement_and_result() -> None:
    failed = PORTAL.with_requirement_result("buy", "K04", RequirementResult(Verdict.FAIL, "No export."))
    sheets = sheets_of(failed)
    row = next(row for row in sheets["Requirements"] if row[0] == "K04")
    assert row[2:8:2] == ["not shown", "✗ fail", "✓ pass"]
    rank = next(row for row in sheets["Comparison"] if row[0] == "Rank")
    assert (rank[8], rank[9]) == ("out", "fails K04")


def test_workbook_without_requirements_has_no_such_sheet() -> None:
    assert list(sheets_of(MINIMAL)) == ["Comparison", "Reasons", "About"]


@pytest.mark.parametrize("text", [*NASTY, "control \x07 character", "x" * 40_000])
def test_workbook_keeps_every_text_as_text(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export(with_texts(text), ".xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert all(cell.hyperlink is None for cell in cells)


def test_a_criterion_with_parts_has_a_row_for_each_part() -> None:
    scenario = read_scenario(
        b"format: 1\ntitle: Parts\nweights: {a: 3, b: 1, a.x: 1, a.y: 3}\n"
        b"criteria:\n  a: {parts: {x: {worst: 0, best: 10}, y: {worst: 0, best: 10}}}\n  b: {worst: 0, best: 10}\n"
        b"options:\n  m: {ratings: {a: {x: 4, y: 8}, b: 5}}\n  n: {ratings: {a: {x: 5, y: 5}, b: 5}}\n",
        "parts.yaml",
    )
    rows = rows_of(scenario)
    assert [row[1] for row in rows[1:5]] == ["a", "a.x", "a.y", "b"]
    assert [float(row[4]) for row in rows[1:5]] == [75, 18.75, 56.25, 25]
    assert rows[1][5] == ""  # a criterion with parts is not rated itself
    assert float(rows[1][8]) == pytest.approx(52.5)
    assert [row[0] for row in sheets_of(scenario)["Comparison"]][6:10] == ["A", "X", "Y", "B"]


# --- all ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_decision_gives_the_same_bytes(ending: str) -> None:
    assert export(PORTAL, ending) == export(PORTAL, ending)


def test_another_ending_is_refused_with_a_way_out() -> None:
    with pytest.raises(DecisionError, match=r"a table is not written as \.pdf; use one of \.csv, \.md, \.xlsx"):
        export(PORTAL, ".pdf")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_workbook_as_it_was_meant(tmp_path: Path) -> None:
    (tmp_path / "table.xlsx").write_bytes(export(with_texts("=1+1"), ".xlsx"))
    profile = (tmp_path / "profile").as_uri()
    command = [str(SOFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "csv", "table.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    rows = list(csv.reader((tmp_path / "table.csv").read_text(encoding="utf-8").splitlines()))
    assert rows[0][0] == "=1+1"
    score = next(row for row in rows if row and row[0] == "Score")
    assert [float(score[at]) for at in (4, 8, 12)] == [48.5, 62, 65.5]

"""``verify``: what an export claims, held against the decision inside it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from decision.cli import main

ROOT = Path(__file__).resolve().parents[2]
MINIMAL = ROOT / "scenarios" / "minimal.yaml"

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def book(tmp_path: Path, capsys: Captured) -> Path:
    target = tmp_path / "x.xlsx"
    assert main(["export", str(MINIMAL), "--to", str(target)]) == 0
    capsys.readouterr()
    return target


def test_what_holds_ends_with_0(book: Path, capsys: Captured) -> None:
    assert main(["verify", str(book), str(MINIMAL)]) == 0
    told = capsys.readouterr().out
    assert "Everything it claims holds: " in told
    assert f"{MINIMAL} is still the decision that was exported." in told


def test_what_does_not_hold_ends_with_1_and_is_named(book: Path, capsys: Captured) -> None:
    opened = openpyxl.load_workbook(book)
    opened["Comparison"]["A7"].value = "Costs"
    opened.save(book)
    assert main(["verify", str(book), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["holds"] is False
    assert "Comparison!A7: says “Costs”, is “Cost (10 = cheapest)”" in [each["says_so"] for each in told["findings"]]


def test_a_decision_that_is_another_by_now_ends_with_1(book: Path, tmp_path: Path, capsys: Captured) -> None:
    now = tmp_path / "now.yaml"
    shutil.copy(MINIMAL, now)
    assert main(["set", str(now), "weights.cost=40"]) == 0
    capsys.readouterr()
    assert main(["verify", str(book), str(now)]) == 1
    told = capsys.readouterr().out
    assert "Everything it claims holds: " in told
    assert "now.yaml is no longer the decision that was exported. What changed since:\n  Weight of Cost" in told


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("x.xlsx", b"PK", "x.xlsx:1:1: file: is no workbook that can be read"),
        ("x.docx", b"", "x.docx:1:1: file: is no document that can be read"),
        ("x.html", b"<p>Hello", "x.html:1:1: file: encloses no decision"),
        ("x.pdf", b"%PDF", "x.pdf:1:1: file: is none of .xlsx, .docx, .html"),
    ],
)
def test_what_is_no_export_ends_with_2(name: str, content: bytes, says: str, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / name).write_bytes(content)
    assert main(["verify", str(tmp_path / name)]) == 2
    assert says in capsys.readouterr().err


def test_what_is_not_there_ends_with_2(tmp_path: Path, capsys: Captured) -> None:
    assert main(["verify", str(tmp_path / "no.xlsx")]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_another_name_than_it_was_exported_with_is_a_wrong_call(book: Path, capsys: Captured) -> None:
    page = book.with_suffix(".html")
    text = openpyxl.load_workbook(book)["Enclosed decision"]
    lines = "".join(str(row[0].value) for row in text.iter_rows(min_row=4))
    page.write_text(f'<script type="application/json" id="trilemma-enclosed">{lines}</script>', encoding="utf-8")
    assert main(["verify", str(page)]) == 2
    assert "does not have the ending that it was exported with" in capsys.readouterr().err

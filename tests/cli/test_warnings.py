"""Warnings of a sound file: said with their place, and a failure only where that is asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from decision.cli import main

ROOT = Path(__file__).resolve().parents[2]
SOUND = str(ROOT / "scenarios" / "health-centre-portal.yaml")
TYPO = """\
format: 1
title: A thousands point
currency: EUR
criteria:
  cost: {unit: EUR, worst: 400.000, best: 20000}
  fit: {worst: 0, best: 10}
weights: {cost: 30, fit: 70}
options:
  a: {ratings: {cost: 90000, fit: 5}}
  b: {ratings: {cost: 150000, fit: 45}}
"""
SAID = [
    (
        "5:9: criteria.cost: warning: Cost gives every option all its points: all are rated beyond its best, 20,000 EUR. "
        "So it decides nothing. Look at worst (400 EUR) and best (20,000 EUR)."
    ),
    (
        "5:9: criteria.cost: warning: Cost: more of it counts as better (worst 400 EUR, best 20,000 EUR). "
        "If less is better, swap worst and best, or look for a slip in one of them."
    ),
    "5:28: criteria.cost.worst: warning: 400.000 is read as 400; if 400,000 is meant, write 400000",
    (
        "10:36: options.b.ratings.fit: warning: B's Fit is rated 45, outside its scale of 0 to 10: it counts as 10. "
        "Correct the rating, or widen the scale."
    ),
]

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def typo(tmp_path: Path) -> str:
    file = tmp_path / "typo.yaml"
    file.write_text(TYPO, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("command", ["validate", "evaluate"])
def test_what_is_hardly_meant_is_said_with_its_place_and_fails_only_if_strict(
    command: str, typo: str, capsys: Captured
) -> None:
    assert main([command, typo]) == 0
    assert capsys.readouterr().err.splitlines() == [f"{typo}:{line}" for line in SAID]
    assert main([command, "--strict", typo]) == 1
    capsys.readouterr()
    assert main([command, "--strict", SOUND]) == 0
    assert capsys.readouterr().err == ""


def test_warnings_are_in_the_json_of_validate(typo: str, capsys: Captured) -> None:
    assert main(["validate", "--json", typo]) == 0
    (report,) = json.loads(capsys.readouterr().out)["files"]
    assert report["valid"] is True
    assert [each["path"] for each in report["warnings"]] == [
        "criteria.cost", "criteria.cost", "criteria.cost.worst", "options.b.ratings.fit",
    ]  # fmt: skip


def test_a_catalogue_has_no_warnings(capsys: Captured) -> None:
    assert main(["validate", "--strict", str(ROOT / "criteria" / "patient-facing.yaml")]) == 0
    assert capsys.readouterr().err == ""

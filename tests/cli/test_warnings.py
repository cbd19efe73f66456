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


def test_a_mean_off_the_scale_and_its_tail_are_warned_of(tmp_path: Path, capsys: Captured) -> None:
    """riskquant#11."""
    file = tmp_path / "loss.yaml"
    file.write_text(
        "format: 1\ntitle: A loss\ncriteria: {loss: {worst: 1000000, best: 0}}\nweights: {loss: 1}\noptions:\n"
        "  a: {ratings: {loss: {p10: 1, p90: 100000, shape: lognormal}}}\n  b: {ratings: {loss: 50000}}\n"
    )
    assert main(["validate", str(file)]) == 0
    at = f"{file}:6:23: options.a.ratings.loss: warning: A's Loss is 7,606,846 on average, "
    assert capsys.readouterr().err.splitlines() == [
        (
            f"{at}beyond its worst of 1,000,000, where nothing counts any more: the score leaves out how far. "
            "Check its range, or widen the scale."
        ),
        f"{at}but its highest 1 in 100 cases make up 98 % of that. Check its upper end, or give low, mode and high.",
    ]


def test_a_catalogue_has_no_warnings(capsys: Captured) -> None:
    assert main(["validate", "--strict", str(ROOT / "criteria" / "patient-facing.yaml")]) == 0
    assert capsys.readouterr().err == ""

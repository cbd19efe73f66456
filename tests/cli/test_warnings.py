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


REALLY_A_BUILD = """\
format: 1
title: A buy that is a build
horizon_years: 5
discount_rate: 0.0
currency: USD
criteria:
  cost: {kind: cost_plan, unit: USD, worst: 1000000, best: 0}
  months: {unit: months, worst: 24, best: 0}
  risk: {name: Risk of an overrun, worst: 0, best: 10}
weights: {cost: 30, months: 30, risk: 40}
options:
  ours: {approach: build, ratings: {cost: 300000, months: {estimate: 8, class: landmark-schedule}, risk: 4}}
  theirs:
    approach: buy
    ratings:
      cost:
        upfront: {lines: {customising: 300000, training: 20000}}
        yearly: {lines: {licence: 50000}}
      months: 6
      risk: 7
"""


def test_a_buy_that_is_a_build_and_an_overrun_that_counts_twice_are_said(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(REALLY_A_BUILD, encoding="utf-8")
    assert main(["validate", str(file)]) == 0
    twice, build = capsys.readouterr().err.splitlines()
    assert twice == (
        f"{file}:9:9: criteria.risk: warning: Risk of an overrun speaks of overruns, and a reference class counts them "
        "already in Build's Months. So an overrun counts twice. Rate other risks there, or take the class away."
    )
    assert build == (
        f"{file}:17:9: options.theirs.ratings.cost: warning: Buy pays $300k to customise it (customising) and $250k for "
        "the product itself (licence), over 5 years, in today's money (discounted at 0 % a year). A buy whose "
        "customisation costs more than its licence is really a build. Plan it as one, with the class of a build, or "
        "customise less."
    )
    file.write_text(REALLY_A_BUILD.replace("50000", "70000").replace("Risk of an overrun", "Risk"), encoding="utf-8")
    assert main(["validate", "--strict", str(file)]) == 0
    assert capsys.readouterr().err == ""


def test_an_evaluators_slip_is_said_where_it_stands_and_beside_what_evaluators_gave(
    tmp_path: Path, capsys: Captured
) -> None:
    file = tmp_path / "x.yaml"
    given = "evaluations: [{by: Ann Lee, interests: none, ratings: {b.fit: 75, a.fit: 8}}]\n"
    file.write_text(TYPO.replace("400.000", "400000").replace("fit: 45", "fit: 4") + given, encoding="utf-8")
    assert main(["validate", str(file)]) == 0
    assert capsys.readouterr().err == (
        f"{file}:11:63: evaluations[0].ratings.b.fit: warning: An evaluator gave Fit of B 75, outside its scale of 0 to "
        "10. Look at it again.\n"
    )
    assert main(["evaluations", str(file)]) == 0
    assert "A gave Fit of B 75, outside its scale of 0 to 10." in capsys.readouterr().out

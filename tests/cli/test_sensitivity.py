"""``sensitivity``: what would change the answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import decision
from decision.cli import main

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = str(ROOT / "scenarios" / "health-centre-portal.yaml")
MINIMAL = str(ROOT / "scenarios" / "minimal.yaml")

Captured = pytest.CaptureFixture[str]


def test_sensitivity_as_json_is_the_result_itself(capsys: Captured) -> None:
    assert main(["sensitivity", EXAMPLE, "--json", "--draws", "5000", "--seed", "3"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == decision.sensitivity(decision.load(EXAMPLE), 5000, 3).to_dict()


def test_sensitivity_says_what_would_change_the_answer(capsys: Captured) -> None:
    assert main(["sensitivity", EXAMPLE, "--draws", "5000"]) == 0
    told = capsys.readouterr().out
    assert "Buy overtakes if Fit with patients and staff counts for more than 37 %" in told
    assert "Settling Extend's Fit with patients and staff is worth up to $" in told


def test_a_scenario_with_every_option_out_has_no_sensitivity(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "out.yaml"
    text = Path(MINIMAL).read_text(encoding="utf-8").replace("ratings:", "requirements: {own: fail}\n    ratings:")
    file.write_text(text + "\nrequirements: {own: {text: Must}}\n", encoding="utf-8")
    status = main(["sensitivity", str(file)])
    told = capsys.readouterr().err
    assert (status, told.startswith("sensitivity: every option is excluded")) == (1, True), told

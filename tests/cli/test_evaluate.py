"""``evaluate``: scores and ranking."""

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


def test_evaluate_as_json_is_the_result_itself(capsys: Captured) -> None:
    assert main(["evaluate", EXAMPLE, "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == decision.evaluate(decision.load(EXAMPLE)).to_dict()
    assert printed.keys() >= {
        "title", "fingerprint", "version", "weights", "options", "leader", "joint_leaders", "margin",
    }  # fmt: skip
    assert printed["options"][0].keys() >= {
        "id", "name", "approach", "excluded", "rank", "score", "values", "contributions",
    }  # fmt: skip


def test_evaluate_begins_with_title_and_sentence(capsys: Captured) -> None:
    assert main(["evaluate", MINIMAL]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Build, buy or extend, in plain numbers"
    assert lines[3] == "Extend leads Buy by 3.5 points."


def test_evaluate_shows_options_in_rank_order_and_the_excluded_last(tmp_path: Path, capsys: Captured) -> None:
    text = Path(MINIMAL).read_text(encoding="utf-8").replace("  extend:\n", "  extend:\n    requirements: {R1: fail}\n")
    file = tmp_path / "excluded.yaml"
    file.write_text(text + "requirements: {R1: {text: Patients can sign in without e-mail.}}\n", encoding="utf-8")
    assert main(["evaluate", str(file)]) == 0
    printed = capsys.readouterr().out
    assert "Buy leads Build by 13.5 points." in printed
    assert "weight   Buy  Build  Extend" in printed
    rank = next(line for line in printed.splitlines() if line.startswith("Rank"))
    assert rank.split() == ["Rank", "1", "2", "out"]
    assert "Extend is out: it fails R1. Patients can sign in without e-mail." in printed

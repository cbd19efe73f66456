"""``simulate``: how sure the answer is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import decision
from decision.analysis.simulation.simulation import simulate
from decision.cli import main

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = str(ROOT / "scenarios" / "health-centre-portal.yaml")
MINIMAL = str(ROOT / "scenarios" / "minimal.yaml")

Captured = pytest.CaptureFixture[str]


def test_simulate_as_json_is_the_result_itself(capsys: Captured) -> None:
    assert main(["simulate", EXAMPLE, "--json", "--draws", "5000", "--seed", "0", "--weights", "any"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == simulate(decision.load(EXAMPLE), 5000, 0, weights="any").to_dict()
    assert (printed["draws"], printed["seed"], printed["weights_drawn"]) == (5000, 0, "any")
    assert printed.keys() >= {"fingerprint", "version", "options", "pairwise", "evpi", "clipped"}
    assert printed["options"][0].keys() >= {
        "id", "mean", "sd", "p10", "p50", "p90", "p_best", "p_best_se", "rank_acceptability", "central_weights",
        "confidence_factor", "expected_regret", "ratings",
    }  # fmt: skip
    assert printed["options"][0]["ratings"]["cost"].keys() == {"mean", "p10", "p50", "p80", "p90"}


def test_simulate_says_how_sure_the_answer_is(capsys: Captured) -> None:
    assert main(["simulate", EXAMPLE]) == 0
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert lines[2] == (
        "Extend is best in 54 of 100 futures, Buy in 41 and Build in 5, with weights varied as the file says: "
        "too close to call."
    )
    assert [line.split()[0] for line in lines[7:10]] == ["Extend", "Buy", "Build"]
    assert "100,000 draws from seed 20261123, with weights varied as the file says. " in lines[-1]
    assert printed.err == ""


def test_simulate_says_which_ratings_were_clipped(tmp_path: Path, capsys: Captured) -> None:
    text = Path(MINIMAL).read_text(encoding="utf-8").replace("fit: 8}", "fit: {low: 5, high: 15}}", 1)
    file = tmp_path / "clipped.yaml"
    file.write_text(text, encoding="utf-8")
    assert main(["simulate", str(file), "--draws", "1000"]) == 0
    assert (
        "Build's Fit lies beyond worst or best in 50 % of futures, and counts as that end there."
        in capsys.readouterr().out
    )


def test_a_scenario_with_every_option_out_cannot_be_simulated(tmp_path: Path, capsys: Captured) -> None:
    text = Path(MINIMAL).read_text(encoding="utf-8")
    for option in ("build", "buy", "extend"):
        text = text.replace(f"    approach: {option}\n", f"    approach: {option}\n    requirements: {{R1: fail}}\n")
    file = tmp_path / "out.yaml"
    file.write_text(text + "requirements: {R1: {text: Safe.}}\n", encoding="utf-8")
    assert main(["simulate", str(file)]) == 1
    assert capsys.readouterr().err.startswith("simulate: every option is excluded or left out, so none can be best")

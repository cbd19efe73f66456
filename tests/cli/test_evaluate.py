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


def test_evaluate_scores_what_is_expected_unless_what_was_typed_is_asked_for(capsys: Captured) -> None:
    scenario = decision.load(EXAMPLE)
    printed = {}
    for at in ("expected", "most-likely"):
        assert main(["evaluate", EXAMPLE, "--json", "--at", at]) == 0
        printed[at] = json.loads(capsys.readouterr().out)
        assert printed[at]["at"] == at
        assert printed[at] == decision.evaluate(scenario, at).to_dict()  # type: ignore[arg-type]
    build = {at: result["options"][0] for at, result in printed.items()}
    assert build["most-likely"]["score"] == pytest.approx(53.806570704114996, abs=1e-9)  # as before expectations
    assert build["expected"]["score"] < build["most-likely"]["score"] - 2  # building is skewed to what is worse
    assert build["expected"]["ratings"]["cost"] > build["most-likely"]["ratings"]["cost"]


def test_plain_numbers_score_as_they_always_did_to_the_bit(capsys: Captured) -> None:
    for at in ("expected", "most-likely"):
        assert main(["evaluate", MINIMAL, "--json", "--at", at]) == 0
        printed = json.loads(capsys.readouterr().out)
        assert [option["score"] for option in printed["options"]] == [48.50000000000001, 62.0, 65.5]
        assert (printed["leader"], printed["margin"]) == ("extend", 3.5)


def test_evaluate_refuses_what_it_cannot_score_at(capsys: Captured) -> None:
    assert main(["evaluate", MINIMAL, "--at", "mode"]) == 2
    assert "invalid choice: 'mode'" in capsys.readouterr().err


def test_totals_on_the_ratings_own_scale(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "t.yaml"
    file.write_text(
        "format: 1\ntitle: T\ncriteria: {x: {worst: 0, best: 5}, y: {worst: 0, best: 5}}\nweights: {x: 3, y: 5}\n"
        "options: {a: {ratings: {x: 4, y: 5}}, b: {ratings: {x: 3, y: 1}}}\n"
    )
    assert main(["evaluate", str(file), "--totals"]) == 0
    assert "The weighted mean of the ratings, from 0 to 5: A 4.63, B 1.75." in capsys.readouterr().out
    assert main(["evaluate", str(file), "--totals", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["totals"] == {
        "worst": 0, "best": 5, "weight": 8,
        "mean": pytest.approx({"a": 4.625, "b": 1.75}), "sum": pytest.approx({"a": 37, "b": 14}),
    }  # fmt: skip
    assert main(["evaluate", str(file), "--json"]) == 0
    assert "totals" not in json.loads(capsys.readouterr().out)
    file.write_text(file.read_text().replace("y: {worst: 0", "y: {worst: 1"))
    assert main(["evaluate", str(file), "--totals", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["totals"] is None


def test_totals_of_many_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = Path(MINIMAL).read_text(encoding="utf-8")
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert main(["evaluate", str(tmp_path), "--totals"]) == 2
    assert "name one file, or add --json" in capsys.readouterr().err
    assert main(["evaluate", str(tmp_path), "--totals", "--json"]) == 0
    both = json.loads(capsys.readouterr().out)
    assert [each["totals"]["mean"] for each in both] == 2 * [both[0]["totals"]["mean"]]

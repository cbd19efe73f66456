"""The command line: what it prints, where, and with which exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import decision
from decision.analysis.simulation.simulation import simulate
from decision.cli import main

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = str(ROOT / "scenarios" / "health-centre-portal.yaml")
MINIMAL = str(ROOT / "scenarios" / "minimal.yaml")
BROKEN = str(ROOT / "tests" / "data" / "broken.yaml")

Captured = pytest.CaptureFixture[str]


def test_validate_says_that_a_sound_file_is_sound(capsys: Captured) -> None:
    assert main(["validate", EXAMPLE]) == 0
    assert capsys.readouterr().out == f"{EXAMPLE}: a sound file (scenario)\n"


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("patient-facing", "catalogue"),
        ("reference-classes", "reference classes"),
        ("us-health-phi", "requirements"),
    ],
)
def test_validate_knows_every_kind_of_file(file: str, kind: str, capsys: Captured) -> None:
    path = str(ROOT / "criteria" / f"{file}.yaml")
    assert main(["validate", path]) == 0
    assert capsys.readouterr().out == f"{path}: a sound file ({kind})\n"


def test_validate_tells_every_fault_of_every_file_and_fails(capsys: Captured) -> None:
    assert main(["validate", BROKEN, MINIMAL]) == 1
    printed = capsys.readouterr()
    assert [line.partition(": ")[0] for line in printed.err.splitlines()] == [
        f"{BROKEN}:{place}" for place in ("1:1", "2:1", "7:33", "8:25")
    ]
    assert printed.out == f"{MINIMAL}: a sound file (scenario)\n"


def test_validate_as_json_names_file_line_column_path_and_message(capsys: Captured) -> None:
    assert main(["validate", "--json", BROKEN]) == 1
    printed = capsys.readouterr()
    report = json.loads(printed.out)
    assert printed.err == ""
    assert report["valid"] is False
    assert report["files"][0]["faults"][1] == {
        "file": BROKEN,
        "line": 2,
        "column": 1,
        "path": "titel",
        "message": 'unknown key; did you mean "title"?',
    }


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
    assert lines[2] == "Extend is best in 54 of 100 futures, Buy in 41 and Build in 5: too close to call."
    assert [line.split()[0] for line in lines[6:9]] == ["Extend", "Buy", "Build"]
    assert "100,000 draws from seed 20261123; weights as the file says" in lines[-1]
    assert printed.err == ""


def test_sensitivity_as_json_is_the_result_itself(capsys: Captured) -> None:
    assert main(["sensitivity", EXAMPLE, "--json", "--draws", "5000", "--seed", "3"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == decision.sensitivity(decision.load(EXAMPLE), 5000, 3).to_dict()


def test_sensitivity_says_what_would_change_the_answer(capsys: Captured) -> None:
    assert main(["sensitivity", EXAMPLE, "--draws", "5000"]) == 0
    told = capsys.readouterr().out
    assert "Buy overtakes if Fit with patients and staff counts for more than 43 %" in told
    assert "Settling Extend's Fit with patients and staff is worth up to $" in told


def test_a_scenario_with_every_option_out_has_no_sensitivity(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "out.yaml"
    text = Path(MINIMAL).read_text(encoding="utf-8").replace("ratings:", "requirements: {own: fail}\n    ratings:")
    file.write_text(text + "\nrequirements: {own: {text: Must}}\n", encoding="utf-8")
    status = main(["sensitivity", str(file)])
    told = capsys.readouterr().err
    assert (status, told.startswith("sensitivity: every option fails a requirement")) == (1, True), told


def test_simulate_says_which_ratings_were_clipped(tmp_path: Path, capsys: Captured) -> None:
    text = Path(MINIMAL).read_text(encoding="utf-8").replace("fit: 8}", "fit: {low: 5, high: 15}}", 1)
    file = tmp_path / "clipped.yaml"
    file.write_text(text, encoding="utf-8")
    assert main(["simulate", str(file), "--draws", "1000"]) == 0
    assert (
        "Build's rating on fit was clipped in 50 % of draws: it lies outside worst to best." in capsys.readouterr().out
    )


@pytest.mark.parametrize(
    ("draws", "status", "words"),
    [
        ("0", 1, "a simulation takes 1 to 1,000,000,000 draws (got 0)"),
        ("-5", 1, "a simulation takes 1 to 1,000,000,000 draws (got -5)"),
        ("1e12", 1, "(got 1,000,000,000,000); choose a number in between"),
        ("many", 2, "a whole number is wanted (got many)"),
        ("1.5", 2, "a whole number is wanted (got 1.5)"),
        ("inf", 2, "a whole number is wanted (got inf)"),
    ],
)
def test_draws_that_cannot_be_are_refused(draws: str, status: int, words: str, capsys: Captured) -> None:
    assert main(["simulate", MINIMAL, f"--draws={draws}"]) == status
    printed = capsys.readouterr()
    assert words in printed.err
    assert printed.out == ""


def test_a_scenario_with_every_option_out_cannot_be_simulated(tmp_path: Path, capsys: Captured) -> None:
    text = Path(MINIMAL).read_text(encoding="utf-8")
    for option in ("build", "buy", "extend"):
        text = text.replace(f"    approach: {option}\n", f"    approach: {option}\n    requirements: {{R1: fail}}\n")
    file = tmp_path / "out.yaml"
    file.write_text(text + "requirements: {R1: {text: Safe.}}\n", encoding="utf-8")
    assert main(["simulate", str(file)]) == 1
    assert capsys.readouterr().err.startswith(
        "simulate: every option fails a requirement or is left out, so none can be best"
    )


def test_a_long_simulation_says_how_far_it_is(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 10_000, 3))
    monkeypatch.setattr("decision.cli.time.monotonic", lambda: next(clock))
    assert main(["simulate", EXAMPLE, "--draws", "30000"]) == 0
    told = capsys.readouterr().err.splitlines()
    assert told
    assert all(line.startswith("simulate: ") and "of 30,000 draws, about" in line for line in told)


def test_a_missing_file_is_said_plainly(capsys: Captured) -> None:
    assert main(["evaluate", "nowhere.yaml"]) == 1
    assert capsys.readouterr().err == (
        "nowhere.yaml:1:1: file: cannot be read (No such file or directory); check the name and the rights\n"
    )


@pytest.mark.parametrize("call", [[], ["evalute", EXAMPLE], ["evaluate"], ["evaluate", EXAMPLE, "--nonsense"]])
def test_a_wrong_call_ends_with_2_and_a_way_out(call: list[str], capsys: Captured) -> None:
    assert main(call) == 2
    assert "--help" in capsys.readouterr().err


def test_a_mistyped_command_gets_the_nearest(capsys: Captured) -> None:
    assert main(["evalute", EXAMPLE]) == 2
    assert 'did you mean "evaluate"?' in capsys.readouterr().err


@pytest.mark.parametrize("ending", [".csv", ".md", ".xlsx"])
def test_export_writes_the_table(ending: str, tmp_path: Path, capsys: Captured) -> None:
    target = tmp_path / f"table{ending}"
    assert main(["export", EXAMPLE, "--to", str(target)]) == 0
    assert capsys.readouterr().out == f"wrote {target}\n"
    assert target.stat().st_size > 1000


def test_export_to_an_unknown_ending_is_a_wrong_call(tmp_path: Path, capsys: Captured) -> None:
    assert main(["export", EXAMPLE, "--to", str(tmp_path / "table.pdf")]) == 2
    assert ".csv, .md, .xlsx" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_export_where_nothing_can_be_written_is_said_plainly(tmp_path: Path, capsys: Captured) -> None:
    assert main(["export", EXAMPLE, "--to", str(tmp_path / "no" / "table.csv")]) == 1
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["scenario", "catalogue", "reference-classes", "requirements"])
def test_schema_prints_a_schema_of_each_kind(kind: str, capsys: Captured) -> None:
    assert main(["schema", kind]) == 0
    assert json.loads(capsys.readouterr().out)["$schema"].startswith("https://json-schema.org/")

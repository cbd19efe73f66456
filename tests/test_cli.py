"""The command line: what it prints, where, and with which exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import decision
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

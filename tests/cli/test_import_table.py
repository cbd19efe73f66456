"""``import``: a table made a scenario, from a shell."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

import decision
from decision.cli import main
from decision.files.validation import validate

Captured = pytest.CaptureFixture[str]

TABLE = """Criteria;Weight;Project A;Project B
Environment;3;4;3
Price;5;€ 1.200;€ 900
Reach;2;?;3-4
Total;;65;61
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "table.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


def test_import_writes_a_sound_file_and_says_what_it_understood(table: Path, tmp_path: Path, capsys: Captured) -> None:
    target = tmp_path / "new.yaml"
    assert main(["import", str(table), "--to", str(target), "--title", "Which project?"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Which project?\n")
    assert "1 of 6 ratings is open; it may be anything from worst to best." in out
    assert "Guessed from its name: less is better (Price)." in out
    assert out.endswith(f"wrote {target}\n")
    assert validate(target) == "scenario"
    text = target.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=")
    assert "  # guessed: 900 to 1200, the lowest and highest of its ratings\n" in text
    assert "reach: unknown" in text
    assert decision.load(target).title == "Which project?"


def test_import_writes_over_nothing_unless_it_is_told_to(table: Path, tmp_path: Path, capsys: Captured) -> None:
    target = tmp_path / "new.yaml"
    target.write_text("mine", encoding="utf-8")
    assert main(["import", str(table), "--to", str(target)]) == 2
    assert f"{target} is there already; choose another name" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "mine"
    assert main(["import", str(table), "--to", str(target), "--force"]) == 0
    assert validate(target) == "scenario"


def test_a_dry_run_writes_nothing(table: Path, tmp_path: Path, capsys: Captured) -> None:
    assert main(["import", str(table), "--to", str(tmp_path / "new.yaml"), "--dry-run"]) == 0
    assert capsys.readouterr().out.endswith("nothing is written: a dry run\n")
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]
    assert main(["import", str(table), "--dry-run"]) == 0


def test_import_as_json(table: Path, tmp_path: Path, capsys: Captured) -> None:
    target = tmp_path / "new.yaml"
    assert main(["import", str(table), "--to", str(target), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["options_stand"] == "across"
    assert [each["id"] for each in told["options"]] == ["project_a", "project_b"]
    assert told["criteria"][1] == {
        "id": "price", "name": "Price", "weight": 5, "worst": 1200, "best": 900, "unit": "€",
        "guesses": ["guessed: 900 to 1200, the lowest and highest of its ratings", "guessed from its name: less is better"],
    }  # fmt: skip
    assert told["ratings"]["project_a"]["reach"] is None
    assert told["ratings"]["project_b"]["reach"] == {"low": 3, "high": 4}
    assert (told["faults"], told["written"]) == ([], str(target))
    assert told["fingerprint"] == decision.load(target).fingerprint


def test_pasted_cells_come_by_standard_input(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    pasted = b"Criteria\tWeight\tA\tB\nFit\t1\tHigh\t4\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(pasted)))
    target = tmp_path / "new.yaml"
    call = ["import", "-", "--to", str(target), "--word", "High=8", "--scale", "0-10", "--less-is-better", "Fit"]
    assert main(call) == 0
    scenario = decision.load(target)
    assert scenario.most_likely_rating(scenario.option("a"), "fit") == 8
    function = scenario.all_criteria["fit"].value_function
    assert function is not None
    assert (function.scale.worst, function.scale.best) == (10, 0)


def test_faults_end_with_status_1_and_nothing_written(table: Path, tmp_path: Path, capsys: Captured) -> None:
    table.write_text(TABLE.replace("3-4", "so-so"), encoding="utf-8")
    target = tmp_path / "new.yaml"
    assert main(["import", str(table), "--to", str(target)]) == 1
    err = capsys.readouterr().err
    assert f"{table}:4:4: D4: “so-so” is not understood as a figure" in err
    assert not target.exists()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "say where the scenario goes with --to FILE"),
        (["--to", "new.csv"], "a scenario ends in .yaml or .yml (got new.csv)"),
        (["--to", "nowhere/new.yaml"], "there is no folder nowhere; make it first"),
        (["--to", "x.yaml", "--scale", "5"], "a scale is two different numbers, such as 1-5, 5-1 or -2..2 (got 5)"),
        (["--to", "x.yaml", "--scale", "5-5"], "a scale is two different numbers"),
        (["--to", "x.yaml", "--scale", "0-5", "--scale", "0-10"], "--scale is given twice for all criteria"),
        (["--to", "x.yaml", "--word", "High"], "a word and its figure are wanted, such as High=8 (got High)"),
    ],
)
def test_wrong_calls(
    arguments: list[str], expected: str, table: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["import", str(table), *arguments]) == 2
    assert expected in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]


@pytest.mark.parametrize(
    ("scale", "ends"),
    [("1-5", (1, 5)), ("5-1", (5, 1)), ("-2..2", (-2, 2)), ("-2--1", (-2, -1)), ("Environment=9-0", (9, 0))],
)
def test_scales_as_they_are_typed(scale: str, ends: tuple[float, float], table: Path, tmp_path: Path) -> None:
    target = tmp_path / "new.yaml"
    assert main(["import", str(table), "--to", str(target), f"--scale={scale}"]) == 0
    function = decision.load(target).all_criteria["environment"].value_function
    assert function is not None
    assert (function.scale.worst, function.scale.best) == ends


def test_names_units_and_approaches_can_be_said(table: Path, tmp_path: Path, capsys: Captured) -> None:
    target = tmp_path / "new.yaml"
    call = ["import", str(table), "--to", str(target), "--rename", "Project A=Northwind", "--rename", "Reach=Patients"]
    assert main([*call, "--unit", "reach=people", "--approach", "Project A=buy"]) == 0
    scenario = decision.load(target)
    assert (scenario.options[0].name, scenario.options[0].approach) == ("Northwind", "buy")
    assert (scenario.criteria[2].id, scenario.criteria[2].name, scenario.criteria[2].unit) == (
        "patients", "Patients", "people",
    )  # fmt: skip
    capsys.readouterr()
    for flags, said in (
        (["--rename", "A=B", "--rename", "a=C"], "--rename says A twice; say it once"),
        (["--approach", "Project A=lease"], "an option and one of build, buy, extend are wanted"),
        (["--unit", "=x"], "a criterion and its unit are wanted"),
        (["--rename", "Project A="], "a name and another are wanted"),
    ):
        assert main(["import", str(table), "--dry-run", *flags]) == 2
        assert said in capsys.readouterr().err

"""``evaluations`` and ``import --into``, from a shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from decision.cli import main
from tests.files.filled.filling import TEXT
from tests.files.filled.test_bring_in import CHANGED, FILLED
from tests.files.test_evaluations import EVALUATED

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "x.yaml"
    path.write_text(EVALUATED, encoding="utf-8")
    return path


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    path = tmp_path / "portal.yaml"
    path.write_text(TEXT, encoding="utf-8")
    (tmp_path / "dana.xlsx").write_bytes(FILLED)
    (tmp_path / "whole.xlsx").write_bytes(CHANGED)
    return path


def test_evaluators_are_called_by_letter_unless_names_are_asked_for(file: Path, capsys: Captured) -> None:
    assert main(["evaluations", str(file)]) == 0
    out = capsys.readouterr().out
    assert "Dana" not in out and "A and B stand at 4, median 4" not in out
    assert main(["evaluations", str(file), "--names", "--markdown"]) == 0
    assert "| Dana Okafor | Clinical safety | 2026-11-20 14:30 | None. | 3 |" in capsys.readouterr().out
    assert main(["evaluations", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["by"] for each in told["evaluators"]] == ["B", "A"]
    cell = next(each for each in told["cells"] if (each["option"], each["criterion"]) == ("a", "fit.now"))
    assert (cell["median"], cell["low"], cell["high"], cell["dissenting"], cell["taken_over"]) == (
        4,
        4,
        4,
        ["A"],
        False,
    )


def test_a_consensus_is_taken_over_in_its_line(file: Path, capsys: Captured) -> None:
    assert main(["evaluations", str(file), "--take-over", "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "-  a: {ratings: {cost: 1, fit: {now: 2, later: 3}}}" in out
    assert "+  a: {ratings: {cost: 1, fit: {now: {estimate: 4, because: No export was shown.}, later: 3}}}" in out
    assert file.read_text(encoding="utf-8") == EVALUATED
    assert main(["evaluations", str(file), "--take-over", "a.fit.now"]) == 0
    written = file.read_text(encoding="utf-8")
    assert written == EVALUATED.replace("{now: 2,", "{now: {estimate: 4, because: No export was shown.},", 1)
    capsys.readouterr()
    assert main(["evaluations", str(file), "--take-over"]) == 0
    assert "says so already" in capsys.readouterr().out


def test_what_was_not_agreed_on_cannot_be_taken_over(file: Path, portal: Path, capsys: Captured) -> None:
    assert main(["evaluations", str(file), "--take-over", "b.cost"]) == 2
    assert "nothing was agreed on b.cost" in capsys.readouterr().err
    assert main(["evaluations", str(portal), "--take-over"]) == 1
    assert "nothing is agreed on" in capsys.readouterr().err
    assert main(["evaluations", str(portal)]) == 0
    assert "keeps no evaluations" in capsys.readouterr().out


def test_filled_workbooks_come_back_one_after_the_other(portal: Path, capsys: Captured) -> None:
    folder = portal.parent
    assert main(["import", str(folder / "dana.xlsx"), "--into", str(portal), "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Dana rated 3 cells.\n--- ") and out.endswith("nothing is written: a dry run\n")
    assert portal.read_text(encoding="utf-8") == TEXT
    assert main(["import", str(folder / "dana.xlsx"), "--into", str(portal)]) == 0
    assert portal.read_text(encoding="utf-8").startswith(TEXT)
    capsys.readouterr()
    assert main(["import", str(folder / "whole.xlsx"), "--into", str(portal), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["written"] and told["said"][0] == "3 ratings changed: build.fit, buy.fit, buy.safety.now."
    assert "# ask again" in portal.read_text(encoding="utf-8")


def test_what_does_not_fit_is_told_and_nothing_is_written(portal: Path, capsys: Captured) -> None:
    folder = portal.parent
    portal.write_text(TEXT.replace("name: Buy one", "name: Rent one"), encoding="utf-8")
    assert main(["import", str(folder / "dana.xlsx"), "--into", str(portal)]) == 1
    err = capsys.readouterr().err
    assert "Scoring Dana!A" in err and "import: nothing is written" in err
    assert main(["import", str(folder / "dana.xlsx"), "--into", str(portal), "--to", "new.yaml"]) == 2
    assert main(["import", str(folder / "dana.xlsx"), "--by", "Cy"]) == 2


def test_moderation_is_written_beside_what_was_given(file: Path, capsys: Captured) -> None:
    moderate = ["evaluations", str(file), "--moderate", "B", "a.cost", "5 to 6"]
    said = ["--because", "A third quote came.", "--by", "Chair", "--on", "2026-11-26"]
    assert main([*moderate, *said]) == 0
    before, after = EVALUATED.splitlines(), file.read_text(encoding="utf-8").splitlines()
    added = [line.strip() for line in after if line not in before]
    assert [line for line in before if line not in after] == []
    assert added == [
        "- of: a.cost",
        "from: {low: 3, high: 5}",
        "to: {low: 5, high: 6}",
        "because: A third quote came.",
        "by: Chair",
        '"on": 2026-11-26',
    ]
    capsys.readouterr()
    assert main(moderate) == 2
    assert "say why the rating was moved" in capsys.readouterr().err
    assert main([*moderate[:-2], "b.cost", "5", *said]) == 2
    assert "Dana Okafor has no rating of b.cost" in capsys.readouterr().err
    assert main([*moderate, "--because", "x", "--on", "2026-11-01"]) == 2
    assert "before it was given" in capsys.readouterr().err


PLANNED = """format: 1
title: A plan  # and its lines
currency: EUR
horizon_years: 3
discount_rate: 0
criteria: {cost: {kind: cost_plan, worst: 900, best: 0}, fit: {worst: 0, best: 10}}
options:
  a:
    ratings:
      cost: {upfront: 100, yearly: 50, because: As offered., evidence: vendor}
      fit: 3  # as shown
  b: {ratings: {cost: 300, fit: 5}}
weights: {cost: 1, fit: 1}
evaluations: [{by: A, ratings: {a.cost: 280, a.fit: 4}}]
consensus:
  a.cost: {rating: 280, because: Training is missing.}
  a.fit: {rating: 4, because: Shown twice.}
"""


@pytest.fixture
def planned(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLANNED, encoding="utf-8")
    return path


def test_a_plan_is_not_lost_to_one_figure_unasked(planned: Path, capsys: Captured) -> None:
    assert main(["evaluations", str(planned), "--take-over"]) == 2
    said = capsys.readouterr().err
    assert (
        "a.cost is a cost plan, worth 250 as it is expected; what was agreed, 280, does not say which of its lines is "
        "paid when; change its lines until they come to that, or put the one figure in the place of the plan, without "
        "lines and years: --replace-plan; for the others alone name them: --take-over a.fit; nothing is written"
    ) in said
    assert planned.read_text(encoding="utf-8") == PLANNED
    assert main(["evaluations", str(planned), "--take-over", "a.fit"]) == 0
    written = planned.read_text(encoding="utf-8")
    assert "fit: {estimate: 4, because: Shown twice.}  # as shown" in written
    assert "cost: {upfront: 100, yearly: 50, because: As offered., evidence: vendor}" in written


def test_a_plan_gives_way_to_the_agreed_figure_where_that_is_asked_for(planned: Path, capsys: Captured) -> None:
    assert main(["evaluations", str(planned), "--take-over", "a.cost", "--replace-plan"]) == 0
    written = planned.read_text(encoding="utf-8")
    assert "cost: {estimate: 280, because: Training is missing., evidence: vendor}" in written
    assert "title: A plan  # and its lines" in written and "yearly" not in written
    capsys.readouterr()
    assert main(["evaluations", str(planned), "--json"]) == 0
    cost = next(each for each in json.loads(capsys.readouterr().out)["cells"] if each["criterion"] == "cost")
    assert cost["taken_over"]
    assert main(["evaluations", str(planned), "--replace-plan"]) == 2
    assert "--replace-plan is for --take-over" in capsys.readouterr().err


def test_a_driver_that_no_plan_hangs_on_any_more_goes_with_the_plan_and_is_shown(
    tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / "driven.yaml"
    text = PLANNED.replace("yearly: 50", "yearly: {per: people, price: 5}").replace(
        "criteria:", "drivers: {people: {now: 10, unit: people}}\ncriteria:"
    )
    path.write_text(text, encoding="utf-8")
    assert main(["evaluations", str(path), "--take-over", "a.cost", "--replace-plan"]) == 0
    assert "-drivers: {people: {now: 10, unit: people}}" in capsys.readouterr().out
    assert "people" not in path.read_text(encoding="utf-8")
    assert main(["validate", str(path)]) == 0

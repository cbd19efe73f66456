"""``review``: how forecasts did, over files."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from decision.cli import main
from decision.files.reader import load
from decision.outputs.words.review import reviewed

PLAN = """format: 1
title: A plan
criteria:
  fit: {worst: 0, best: 10}
  months: {worst: 24, best: 0, unit: months}
weights: {fit: 2, months: 1}
options:
  build: {approach: build, ratings: {fit: {low: 4, high: 8}, months: {low: 6, high: 12}}}
  buy: {approach: buy, ratings: {fit: 5, months: 9}}
decision: {chosen: build, on: 2026-12-01, p_best: 0.75}
"""
CAME = "outcome: {on: 2027-12-01, ratings: {fit: 6.5, months: 13}}\n"

TOLD = """\
plan.yaml: A plan
Build was chosen on 1 December 2026; what came is as of 1 December 2027.
With what came, Build still leads. When it was chosen, Build was best in 75 of 100 futures (Brier score 0.06).

             came  expected         P10          P90
------------------------------------------------------------
Fit           6.5         6         4.4          7.6  inside
Months  13 months  9 months  6.6 months  11.4 months   above

1 of 2 figures came within P10 to P90; 80 of 100 belong there, but so few say little.
1 of 2 came out worse than expected, 1 better. The interval score is 59.3 % of the scales on average; less is better.
Of 1 choice, best in 75 of 100 futures on average, 1 still leads with what came: \
Brier score 0.06, where 0.25 is what saying 50 of 100 of each would have.
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN + CAME, encoding="utf-8")
    return Path("plan.yaml")


def test_one_file_is_told_in_full(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", str(plan)]) == 0
    assert capsys.readouterr().out == TOLD


def test_json_has_every_figure(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", str(plan), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    (file,) = told["files"]
    assert (file["chosen"], file["stands"], file["brier"], file["known_on"]) == ("build", True, 0.0625, "2027-12-01")
    fit, months = file["figures"]
    assert (fit["inside"], months["inside"], months["is_worse"]) == (True, False, True)
    assert months["score"] == pytest.approx(4.8 + 10 * 1.6)
    assert told["together"]["inside"] == 1 and told["together"]["brier"] == 0.0625
    assert told["without_outcome"] == told["failed"] == []


def test_many_files_have_a_table_and_one_that_is_faulty_stops_none(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("worse.yaml").write_text(PLAN + CAME.replace("6.5", "2"), encoding="utf-8")
    Path("open.yaml").write_text(PLAN, encoding="utf-8")
    Path("faulty.yaml").write_text(PLAN.replace("chosen: build", "chosen: bild"), encoding="utf-8")
    assert main(["review", "faulty.yaml", "plan.yaml", "open.yaml", "worse.yaml"]) == 1
    told = capsys.readouterr()
    assert 'faulty.yaml:10:20: decision.chosen: bild is not an option here; did you mean "build"?' in told.err
    assert "open.yaml: no outcome is kept yet" in told.err
    rows = [line.split() for line in told.out.split("\n") if line.startswith(("plan.yaml ", "worse.yaml "))]
    assert rows == [
        ["plan.yaml", "Build", "75", "%", "yes", "0.06", "1", "of", "2", "1", "of", "2"],
        ["worse.yaml", "Build", "75", "%", "no", "0.56", "0", "of", "2", "2", "of", "2"],
    ]
    assert (
        "Of 2 choices, best in 75 of 100 futures on average, 1 still leads with what came: Brier score 0.31" in told.out
    )


def test_a_folder_is_taken_with_all_below_it_by_as_many_processes_as_one_likes(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("below").mkdir()
    Path("below", "worse.yaml").write_text(PLAN + CAME.replace("6.5", "2"), encoding="utf-8")
    assert main(["review", "."]) == 0
    told = capsys.readouterr().out
    assert "Of 2 choices" in told and "below/worse.yaml" in told
    assert main(["review", ".", "--jobs", "1"]) == 0
    assert capsys.readouterr().out == told


def test_what_was_reviewed_can_be_sent_to_another_process(plan: Path) -> None:
    made = reviewed(str(plan), load(plan))
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - what we made ourselves


def test_where_nothing_came_it_says_what_to_do(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan.write_text(PLAN, encoding="utf-8")
    assert main(["review", str(plan)]) == 0
    told = capsys.readouterr()
    assert told.out == "No outcome is kept yet: write what came under outcome, beside the decision.\n"
    assert main(["review", str(plan), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["without_outcome"] == ["plan.yaml"]


def test_markdown_shows_texts_as_they_were_written(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan.write_text((PLAN + CAME).replace("title: A plan", 'title: "A | <b>plan</b>"'), encoding="utf-8")
    assert main(["review", str(plan), "--markdown"]) == 0
    told = capsys.readouterr().out
    assert "## A \\| \\<b\\>plan\\</b\\>\n" in told
    assert "| plan.yaml | Build | 75 % | yes | 0.06 | 1 of 2 | 1 of 2 |" in told
    assert "| Months | 13 months | 9 months | 6.6 months | 11.4 months | above |" in told


def test_a_file_that_was_changed_since_says_so(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan.write_text((PLAN + CAME).replace("p_best: 0.75", 'p_best: 0.75, fingerprint: "12"'), encoding="utf-8")
    assert main(["review", str(plan)]) == 0
    assert (
        "The file was changed since the decision: what came is held against what it says now."
        in capsys.readouterr().out
    )

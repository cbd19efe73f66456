"""``portfolio``: many decisions in one table, each with the figures that it has alone."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from decision.cli import main

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = ROOT / "scenarios"
RECORD = """\
decision:
  chosen: buy
  on: 2026-01-10
  review_by: 2026-06-30
  revisit:
    - {when: extend.fit, say: fit of Extend turns out above 4, above: 4}
    - {when: extend.fit, say: fit of Extend turns out above 9, above: 9}
"""

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A decision that was taken, one that was not, one in which all is excluded, and one with faults."""
    monkeypatch.chdir(tmp_path)
    minimal = (SCENARIOS / "minimal.yaml").read_text(encoding="utf-8")
    (tmp_path / "taken.yaml").write_text(minimal.replace("title: ", "title: =1+1 ") + RECORD, encoding="utf-8")
    visits = (SCENARIOS / "hospital-video-visits.yaml").read_bytes()
    (tmp_path / "visits.yaml").write_bytes(visits)
    out = minimal.replace("criteria:", "requirements: {R1: {text: Must}}\ncriteria:", 1)
    out = out.replace("    ratings:", "    requirements: {R1: fail}\n    ratings:")
    (tmp_path / "out.yaml").write_text(out, encoding="utf-8")
    (tmp_path / "broken.yaml").write_bytes((ROOT / "tests" / "data" / "broken.yaml").read_bytes())
    return tmp_path


def asked(capsys: Captured, *call: str, status: int = 1) -> str:
    assert main(["portfolio", ".", "--today", "2026-11-26", *call]) == status
    return capsys.readouterr().out


def test_each_row_has_the_figures_of_the_decision_alone(folder: Path, capsys: Captured) -> None:
    broken, out, _, visits = json.loads(asked(capsys, "--json", "--draws", "900"))
    assert (broken["file"], broken["error"], len(broken["faults"])) == ("broken.yaml", "4 faults", 4)
    assert main(["simulate", "visits.yaml", "--draws", "900", "--json"]) == 0
    simulated = json.loads(capsys.readouterr().out)
    leader = next(each for each in simulated["options"] if each["id"] == visits["leader"])
    assert (visits["p_best"], visits["p_best_se"]) == (leader["p_best"], leader["p_best_se"])
    (cost,) = visits["money"]
    assert (cost["criterion"], cost["p50"], cost["p80"]) == (
        "cost",
        leader["ratings"]["cost"]["p50"],
        leader["ratings"]["cost"]["p80"],
    )
    assert (visits["draws"], visits["seed"], visits["fingerprint"]) == (900, 20261123, simulated["fingerprint"])
    assert main(["evaluate", "visits.yaml", "--json"]) == 0
    evaluated = json.loads(capsys.readouterr().out)
    assert (visits["margin"], visits["leader"]) == (evaluated["margin"], evaluated["leader"])
    assert sum(visits["evidence"].values()) == pytest.approx(1)
    assert visits["evidence"]["vendor"] == pytest.approx(0.65)
    assert (visits["chosen"], visits["review_by"], visits["overdue"]) == (None, None, False)
    assert (out["leader"], out["p_best"], out["how_sure"], out["evidence"], out["money"]) == (None, None, None, {}, [])


def test_what_was_decided_is_held_against_the_day_and_what_is_expected_now(folder: Path, capsys: Captured) -> None:
    _, _, taken, _ = json.loads(asked(capsys, "--json", "--draws", "900"))
    assert (taken["chosen"], taken["leader"], taken["spoken_for"]) == ("buy", "extend", "buy")
    assert (taken["decided_on"], taken["review_by"], taken["overdue"]) == ("2026-01-10", "2026-06-30", True)
    assert taken["reopened_by"] == ["fit of Extend turns out above 4"]
    assert taken["evidence"]["none"] == pytest.approx(1)
    assert main(["portfolio", "taken.yaml", "--json", "--today", "2026-06-30"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["overdue"] is False


def test_people_are_given_one_table(folder: Path, capsys: Captured) -> None:
    text = asked(capsys, "--draws", "900")
    lines = text.splitlines()
    assert lines[1].split() == [
        "decision",
        "leader",
        "how",
        "sure",
        "review",
        "by",
        "best",
        "in",
        "unsaid",
        "cost,",
        "P50",
    ]
    joined = " ".join(text.split())
    assert "none: all are excluded" in joined
    assert "Extend, but Buy was not known now: reopened," in joined
    assert "2026-06-30, overdue" in joined
    assert "=1+1 Build, buy or extend, in plain numbers is reopened: fit of Extend turns out above 4 " in joined
    assert "broken.yaml: 4 faults Four files, 1 of them with no result. 900 draws." in joined


def test_values_for_a_spreadsheet_run_nothing_and_say_the_same(folder: Path, capsys: Captured) -> None:
    rows = list(csv.DictReader(io.StringIO(asked(capsys, "--csv", "--draws", "900"))))
    told = json.loads(asked(capsys, "--json", "--draws", "900"))
    assert [row["file"] for row in rows] == ["out.yaml", "taken.yaml", "visits.yaml", "broken.yaml"]
    assert (rows[-1]["error"], rows[-1]["p_best"]) == ("4 faults", "")
    assert rows[1]["title"].startswith("'=1+1")
    assert (rows[1]["overdue"], rows[1]["reopened_by"]) == ("yes", "fit of Extend turns out above 4")
    assert float(rows[2]["p_best"]) == told[3]["p_best"]
    assert float(rows[2]["cost_p50"]) == told[3]["money"][0]["p50"]
    assert float(rows[2]["evidence_vendor"]) == told[3]["evidence"]["vendor"]
    german = asked(capsys, "--csv", "--draws", "900", "--locale", "de").splitlines()
    assert german[0].startswith("file;title;")
    assert str(told[3]["p_best"]).replace(".", ",") in german[3]


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--json", "--csv"], "--json and --csv say two things"),
        (["--locale", "de"], "--locale is for --csv"),
        (["--today", "tomorrow"], "a day is written as in 2026-11-26 (got tomorrow)"),
    ],
)
def test_flags_that_do_not_go_together_are_a_wrong_call(flags: list[str], words: str, capsys: Captured) -> None:
    assert main(["portfolio", str(SCENARIOS), *flags]) == 2
    assert words in capsys.readouterr().err

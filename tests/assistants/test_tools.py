"""Answers to assistants: as those of the command line, with what repeats them, and no verdict that is not founded."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from decision.assistants.folder import folder_at
from decision.assistants.tools import MOST_DRAWS, Tools
from decision.cli import main
from decision.model.errors import DecisionError

ROOT = Path(__file__).resolve().parents[2]
PORTAL = "health-centre-portal.yaml"
SAYS_WHO_LEADS = (
    "leader", "joint_leaders", "margin", "rank", "score", "contributions", "p_best", "p_best_se", "rank_acceptability",
    "mean", "p10", "p50", "p90", "pairwise", "expected_regret", "confidence_factor", "central_weights", "score_shares",
    "evpi", "weights_switching", "reversal", "robustness", "tornado", "information", "runner_up", "turn", "leads",
)  # fmt: skip

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def tools() -> Tools:
    return Tools(folder_at(str(ROOT / "scenarios")))


def printed(capsys: Captured, *call: str) -> dict[str, Any]:
    assert main([*call, "--json"]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def plain(answer: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(json.dumps(answer, allow_nan=False))
    return told


@pytest.mark.parametrize("tool", ["evaluate", "simulate", "sensitivity"])
def test_a_founded_answer_is_that_of_the_command_line_with_error_seed_and_fingerprint(
    tool: str, tools: Tools, capsys: Captured
) -> None:
    draws = {} if tool == "evaluate" else {"draws": 700, "seed": 3}
    answer = plain(getattr(tools, tool)(PORTAL, **draws))
    flags = [] if tool == "evaluate" else ["--draws", "700", "--seed", "3"]
    alone = printed(capsys, tool, str(ROOT / "scenarios" / PORTAL), *flags)
    assert {key: answer[key] for key in alone} == alone
    assert answer["verdict_refused"] is None
    assert answer["ratings_without_reason"] == []
    assert answer["verdict"].startswith("Extend leads Buy by 1.3 points")
    assert (answer["draws"], answer["seed"]) == ((0, None) if tool == "evaluate" else (700, 3))
    simulated = printed(capsys, "simulate", str(ROOT / "scenarios" / PORTAL), "--draws", "700", "--seed", "3")
    errors = {each["id"]: each["p_best_se"] for each in simulated["options"]}
    assert answer["standard_error"] == (0.0 if tool == "evaluate" else errors)
    assert re.fullmatch("[0-9a-f]{64}", answer["fingerprint"])


@pytest.mark.parametrize("tool", ["evaluate", "simulate", "sensitivity", "diff", "check"])
def test_while_a_rating_that_could_change_the_leader_has_no_reason_no_answer_says_who_leads(
    tool: str, tools: Tools
) -> None:
    files = ("minimal.yaml", PORTAL) if tool == "diff" else ("minimal.yaml",)
    answer = plain(getattr(tools, tool)(*files))
    assert answer["verdict"] is None
    assert "do not work out who leads" in answer["verdict_refused"]
    paths = [each["path"] for each in answer["ratings_without_reason"]]
    assert "options.buy.ratings.cost" in paths
    assert all(each["remedy"] for each in answer["ratings_without_reason"])
    assert answer["fingerprint"]
    said = {key: answer.get(key) for key in SAYS_WHO_LEADS}
    said |= {f"option {key}": each.get(key) for each in answer.get("options") or () for key in SAYS_WHO_LEADS}
    assert {key: x for key, x in said.items() if x is not None} == {}


def test_a_reason_for_every_rating_that_matters_brings_the_verdict(tmp_path: Path) -> None:
    text = (ROOT / "scenarios" / "minimal.yaml").read_text(encoding="utf-8")
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    tools = Tools(folder_at(str(tmp_path)))
    missing = tools.evaluate("x.yaml")["ratings_without_reason"]
    for each in missing:
        figure = tools.folder.scenario("x.yaml").option(each["option"]).ratings[each["criterion"]].estimate.expected
        edit = f"{each['path']}={{estimate: {figure:g}, because: We tried it., evidence: pilot}}"
        assert (
            main(
                [
                    "set",
                    str(tmp_path / "x.yaml"),
                    edit.replace("estimate: ", "levels: {").replace(", because", ": 1}, because"),
                ]
            )
            == 0
        )
    answer = tools.evaluate("x.yaml")
    assert (answer["verdict"], answer["ratings_without_reason"]) == ("Extend leads Buy by 3.5 points.", [])
    assert answer["leader"] == "extend"


def test_an_open_rating_that_could_change_the_leader_is_listed_as_not_known(tmp_path: Path) -> None:
    text = (ROOT / "scenarios" / PORTAL).read_text(encoding="utf-8")
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    assert main(["set", str(tmp_path / "x.yaml"), "options.buy.ratings.fit=unknown"]) == 0
    answer = Tools(folder_at(str(tmp_path))).simulate("x.yaml", draws=500)
    assert [(each["path"], each["is_known"]) for each in answer["ratings_without_reason"]] == [
        ("options.buy.ratings.fit", False)
    ]
    assert answer["verdict"] is None


def test_validate_tells_every_fault_of_a_file_and_lists_all_files(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_bytes((ROOT / "tests" / "data" / "broken.yaml").read_bytes())
    (tmp_path / "x.yaml").write_bytes((ROOT / "scenarios" / "minimal.yaml").read_bytes())
    tools = Tools(folder_at(str(tmp_path)))
    broken = tools.validate("broken.yaml")
    assert [fault["line"] for fault in broken["faults"]] == [1, 2, 7, 8]
    listed = tools.validate()
    assert [(each["file"], each["valid"]) for each in listed["files"]] == [("broken.yaml", False), ("x.yaml", True)]
    (tmp_path / "empty").mkdir()
    assert Tools(folder_at(str(tmp_path / "empty"))).validate()["files"] == []


def test_a_difference_says_what_moved_the_lead(tmp_path: Path) -> None:
    text = (ROOT / "scenarios" / PORTAL).read_text(encoding="utf-8")
    (tmp_path / "old.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "new.yaml").write_text(text.replace("fit: 30", "fit: 60"), encoding="utf-8")
    answer = plain(Tools(folder_at(str(tmp_path))).diff("old.yaml", "new.yaml", draws=500))
    assert (answer["old"]["leader"], answer["new"]["leader"]) == ("extend", "buy")
    assert answer["fingerprint"] == {"old": answer["old"]["fingerprint"], "new": answer["new"]["fingerprint"]}
    assert answer["standard_error"] == {"old": answer["p_best"]["old_se"], "new": answer["p_best"]["new_se"]}
    assert (answer["draws"], answer["seed"]) == (500, 20261123)
    assert "Buy" in answer["verdict"]


def test_the_gate_answers_with_its_findings_and_the_day(tools: Tools, capsys: Captured) -> None:
    answer = plain(tools.check("self-check-in.yaml", today="2026-11-26"))
    status = main(["check", str(ROOT / "scenarios" / "self-check-in.yaml"), "--json", "--today", "2026-11-26"])
    (alone,) = json.loads(capsys.readouterr().out)["files"]
    assert (answer["passed"], answer["findings"] == []) == (status == 0, alone["findings"] == [])
    assert [each["message"] for each in answer["findings"]] == [each["message"] for each in alone["findings"]]
    assert {each["file"] for each in answer["findings"]} <= {"self-check-in.yaml"}
    assert (answer["today"], answer["fingerprint"]) == ("2026-11-26", alone["fingerprint"])


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("simulate", {"draws": 0}, "1 to 1,000,000 draws can be taken here (got 0)"),
        ("simulate", {"draws": MOST_DRAWS + 1}, "1 to 1,000,000 draws can be taken here (got 1,000,001)"),
        ("sensitivity", {"seed": -1}, "a seed is 0 or more (got -1)"),
        ("check", {"today": "tomorrow"}, "a day is written as in 2026-11-26"),
    ],
)
def test_what_cannot_be_asked_is_said(tool: str, arguments: dict[str, Any], words: str, tools: Tools) -> None:
    with pytest.raises(DecisionError, match=re.escape(words)):
        getattr(tools, tool)("minimal.yaml", **arguments)


def test_long_work_ends(tools: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("decision.assistants.tools.MOST_SECONDS", -1.0)
    with pytest.raises(DecisionError, match="longer than the -1 seconds"):
        tools.simulate(PORTAL, draws=100_000)


def test_a_catalogue_is_no_scenario(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_bytes((ROOT / "criteria" / "patient-facing.yaml").read_bytes())
    with pytest.raises(DecisionError, match=r'"c.yaml" is no scenario \(catalogue\)'):
        Tools(folder_at(str(tmp_path))).evaluate("c.yaml")

"""``set``, ``add`` and ``del``: lines changed from a shell."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from decision.cli import main

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    return Path(shutil.copy(SCENARIOS / "health-centre-portal.yaml", tmp_path))


def lines_apart(one: bytes, other: bytes) -> list[tuple[bytes, bytes]]:
    old, new = one.split(b"\n"), other.split(b"\n")
    assert len(old) == len(new)
    return [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]


def test_one_weight_is_one_line(portal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = portal.read_bytes()
    assert main(["set", str(portal), "weights.cost=30"]) == 0
    ((old, new),) = lines_apart(before, portal.read_bytes())
    assert new == old.replace(b"cost: 15", b"cost: 30")
    assert capsys.readouterr().out == (
        f"--- {portal}\n+++ {portal}\n@@ -32,3 +32,3 @@\n \n-{old.decode()}\n+{new.decode()}\n"
        f" weight_uncertainty: {{concentration: 40}}\nwrote {portal}\n"
    )


def test_a_dry_run_shows_and_writes_nothing(portal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = portal.read_bytes()
    assert main(["set", str(portal), "weights.cost=30", "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "+weights: {cost: 30," in out
    assert out.endswith("nothing is written: a dry run\n")
    assert portal.read_bytes() == before


def test_several_edits_in_one_call(portal: Path) -> None:
    before = portal.read_bytes()
    edits = ["weights.cost=30", "options.buy.ratings.risk.high=8", "title=Relaunch it: when?"]
    assert main(["set", str(portal), *edits]) == 0
    assert len(lines_apart(before, portal.read_bytes())) == 3
    assert b'title: "Relaunch it: when?"' in portal.read_bytes()


def test_add_and_del_undo_each_other(portal: Path) -> None:
    before = portal.read_bytes()
    ratings = "{cost: 900000, time_to_launch: 8, flexibility: 4, integration: 6, risk: 6, fit: 6}"
    assert main(["add", str(portal), f"options.rent={{approach: buy, ratings: {ratings}}}", "--after", "buy"]) == 0
    assert b"\n  rent:\n    approach: buy\n" in portal.read_bytes()
    assert main(["del", str(portal), "options.rent"]) == 0
    assert portal.read_bytes() == before


def test_a_name_and_a_place(portal: Path) -> None:
    assert main(["set", str(portal), "--rename", "options.buy=vendor_a", "--move", "options.vendor_a=first"]) == 0
    text = portal.read_text(encoding="utf-8")
    assert text.index("\n  vendor_a:\n") < text.index("\n  build:\n") < text.index("\n  extend:\n")


def test_what_changed_as_json(portal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["set", str(portal), "weights.cost=30", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said | {"diff": ""} == {"file": str(portal), "changed": True, "written": True, "diff": ""}
    assert "+weights: {cost: 30," in said["diff"]
    assert main(["set", str(portal), "weights.cost=30", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"file": str(portal), "changed": False, "written": False, "diff": ""}


def test_what_is_said_already_is_not_written(portal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    portal.chmod(0o444)
    assert main(["set", str(portal), "weights.cost=15"]) == 0
    assert capsys.readouterr().out == f"{portal} says so already; nothing is written\n"


def test_faults_that_an_edit_would_make_are_told_and_nothing_is_written(
    portal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = portal.read_bytes()
    assert main(["set", str(portal), "options.buy.ratings.risk.low=9"]) == 1
    error = capsys.readouterr().err
    assert f"{portal}:129:14: options.buy.ratings.risk.low: low 9 is above mode 6" in error
    assert error.endswith("set: nothing is written, for so the file has the faults above\n")
    assert main(["set", str(portal), "options.buy.nam=x"]) == 1
    assert "unknown key; name stands there too; remove one of them" in capsys.readouterr().err
    assert portal.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["set", "FILE"], "there is nothing to set; give path=value"),
        (["set", "FILE", "weights.cost"], "sets nothing; write path=value"),
        (["set", "FILE", "weights.cost="], "has no value"),
        (["set", "FILE", "weights.cost={"], "cannot be read"),
        (["set", "FILE", "wights.cost=1"], 'there is no wights; did you mean "weights"?; nothing is written'),
        (["set", "FILE", "--move", "options.buy=up"], "write first, last, before:KEY or after:KEY"),
        (["set", "FILE", "--rename", "options.buy"], "is not complete"),
        (["add", "FILE", "options.buy={}"], "is there already; use set"),
        (["add", "FILE", "a=1", "b=2", "--after", "title"], "place one addition"),
        (["del", "FILE", "options.rent"], "there is no options.rent; options has build, buy, extend"),
    ],
)
def test_a_call_that_is_wrong(
    portal: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = portal.read_bytes()
    assert main([str(portal) if each == "FILE" else each for each in arguments]) == 2
    assert words in capsys.readouterr().err
    assert portal.read_bytes() == before

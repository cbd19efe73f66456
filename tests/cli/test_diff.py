"""``diff``: what changed, and its exit status: 0 the same, 1 different, 2 that it could not compare."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from decision.cli import main

OLD = """\
format: 1
title: A choice
criteria: {fit: {worst: 0, best: 10}, price: {worst: 100, best: 0}}
weights: {fit: 60, price: 40}
options:
  a: {ratings: {fit: {low: 5, high: 9}, price: 70}}
  b: {ratings: {fit: 6, price: {low: 40, high: 80}}}
"""
NEW = OLD.replace("fit: 60, price: 40", "fit: 40, price: 60").replace("fit: 6,", "fit: 7,")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.yaml").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.yaml").write_text(NEW, encoding="utf-8")
    return tmp_path


def test_what_is_the_same_ends_with_0(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reordered = "# another layout\n" + OLD.replace("  a: ", "  z: ").replace(
        "weights: {fit: 60, price: 40}\n", "weights:\n  price: 4.0e1\n  fit: 60.0\n"
    ).replace("  z: ", "  a: ")
    (files / "again.yaml").write_text(reordered, encoding="utf-8")
    assert main(["diff", "old.yaml", "again.yaml"]) == 0
    assert capsys.readouterr().out == "Nothing changed.\n"


def test_what_differs_ends_with_1_and_the_answer_stands_first(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "old.yaml", "new.yaml"]) == 1
    told = capsys.readouterr()
    assert told.err == ""
    first, *_ = told.out.splitlines()
    assert first == "B leads A by 6.0 points. Before: A leads B by 2.0 points."
    assert "Weight of Fit" in told.out
    assert "Weight of Price" in told.out
    assert "B, Fit" in told.out


def test_json_carries_every_share_and_adds_up(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "old.yaml", "new.yaml", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["same"], told["option"], told["method"], told["draws"], told["seed"]) == (
        False,
        "b",
        "exact",
        10_000,
        0,
    )
    assert told["old"]["leader"] == "a"
    assert told["new"]["leader"] == "b"
    for of in ("margin", "p_best"):
        total = sum(change[of] for change in told["changes"])
        assert total == pytest.approx(told[of]["new"] - told[of]["old"], abs=1e-12)
    assert told["margin"] == {"old": pytest.approx(-2), "new": pytest.approx(6)}
    assert [change["changes"][0]["at"] for change in told["changes"]] == ["b.fit", "fit", "price"]
    assert set(told["turn"]) == {"alone", "needed", "together"}


def test_markdown_is_for_a_pull_request(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "old.yaml", "new.yaml", "--markdown"]) == 1
    assert capsys.readouterr().out.startswith("A choice: **B leads A by 6.0 points.")
    assert main(["diff", "old.yaml", "old.yaml", "--markdown"]) == 0
    assert capsys.readouterr().out == "A choice: Nothing changed.\n"


def test_draws_and_seed_are_taken(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for also in ([], ["--draws", "500"], ["--draws", "500", "--seed", "3"]):
        main(["diff", "old.yaml", "new.yaml", "--json", *also])
        told.append(json.loads(capsys.readouterr().out)["p_best"]["old"])
    assert len(set(told)) == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["old.yaml", "gone.yaml"], "gone.yaml:1:1: file: cannot be read (No such file or directory)"),
        (["faulty.yaml", "new.yaml"], "faulty.yaml:2:8: title: "),
        (["HEAD:old.yaml", "new.yaml"], "diff: HEAD:old.yaml: "),
        (["old.yaml"], "the following arguments are required: NEW"),
        (["old.yaml", "new.yaml", "--draws", "0"], "1 to"),
    ],
)
def test_what_cannot_be_compared_ends_with_2(
    files: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    (files / "faulty.yaml").write_text(OLD.replace("title: A choice", "title: 5"), encoding="utf-8")
    assert main(["diff", *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert message in told.err


def test_a_revision_is_compared_with_what_it_has_become(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True,
            env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
        )  # fmt: skip

    git("init", "-q", "-b", "main")
    git("add", "old.yaml")
    git("commit", "-q", "-m", "Begun")
    assert main(["diff", "HEAD:old.yaml", "old.yaml"]) == 0
    (files / "old.yaml").write_text(NEW, encoding="utf-8")
    assert main(["diff", "HEAD:old.yaml", "old.yaml"]) == 1
    assert main(["diff", "main:old.yaml", "HEAD:old.yaml"]) == 0
    assert main(["diff", "other:old.yaml", "old.yaml"]) == 2
    assert "no commit other is in the repository" in capsys.readouterr().err

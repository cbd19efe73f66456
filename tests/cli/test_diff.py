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


# --- folders --------------------------------------------------------------------------------------------------------


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "was" / "deep").mkdir(parents=True)
    for name, text in (("portal", OLD), ("deep/same", OLD), ("gone", OLD)):
        (tmp_path / "was" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "was" / "notes.yaml").write_text("shopping: [milk]\n", encoding="utf-8")
    subprocess.run(["git", "init", "-q", "."], check=True)
    subprocess.run(["git", "add", "."], check=True)
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *who, "commit", "-qm", "As it was"], check=True)
    (tmp_path / "now" / "deep").mkdir(parents=True)
    for name, text in (("portal", NEW), ("deep/same", "# the same\n" + OLD), ("newcomer", OLD)):
        (tmp_path / "now" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("old", ["was", "HEAD:was", "HEAD:./was/"])
def test_all_scenarios_of_two_folders_are_compared_each_with_its_like(
    old: str, folders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", old, "now"]) == 1
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.splitlines()[0] == "3 of 4 decisions changed."
    alone = ["gone.yaml\n---------\n\nIt is gone.\n", "newcomer.yaml\n-------------\n\nIt is new.\n"]
    assert all(each in told.out for each in alone)
    main(["diff", "was/portal.yaml", "now/portal.yaml"])
    assert f"\nportal.yaml\n-----------\n\n{capsys.readouterr().out}" in told.out
    assert "same.yaml" not in told.out
    assert "notes" not in told.out


def test_folders_as_json_and_for_a_pull_request(folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "was", "now", "--json"]) == 1
    told = {each["file"]: each for each in json.loads(capsys.readouterr().out)}
    assert {path: (each["there"], each["same"]) for path, each in told.items()} == {
        "deep/same.yaml": ("both", True),
        "gone.yaml": ("old", False),
        "newcomer.yaml": ("new", False),
        "portal.yaml": ("both", False),
    }
    main(["diff", "was/portal.yaml", "now/portal.yaml", "--json"])
    assert told["portal.yaml"] == {"file": "portal.yaml", "there": "both", **json.loads(capsys.readouterr().out)}
    assert main(["diff", "was", "now", "--markdown"]) == 1
    assert "### portal.yaml\n\nA choice: **B leads A by 6.0 points." in capsys.readouterr().out


def test_folders_that_say_the_same_end_with_0_and_one_that_cannot_be_compared_with_2(
    folders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", "HEAD:was", "was"]) == 0
    assert capsys.readouterr().out == "0 of 3 decisions changed.\n"
    (folders / "now" / "portal.yaml").write_text(NEW.replace("fit: 40", "fat: 40"), encoding="utf-8")
    assert main(["diff", "was", "now"]) == 2
    told = capsys.readouterr()
    assert "newcomer.yaml" in told.out  # one with faults does not stop the rest
    assert "portal.yaml:4" in told.err
    for wrong in (["was", "now/portal.yaml"], ["was/portal.yaml", "HEAD:was"]):
        assert main(["diff", *wrong]) == 2
        assert "is a folder and the other is not; name two files or two folders" in capsys.readouterr().err
    (folders / "empty").mkdir()
    assert main(["diff", "empty", "empty"]) == 2
    assert "no scenario is found in empty or empty" in capsys.readouterr().err

"""Many files at once: as each by itself, whoever works on them, and none keeps another from being answered."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from decision.cli import main
from decision.cli.many import Outcome, for_each

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = ROOT / "scenarios"
NAMES = ("health-centre-portal", "minimal", "remote-blood-pressure")

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three sound scenarios and one with faults, in and below the folder one is in."""
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        (tmp_path / name).mkdir()
        (tmp_path / name / "decision.yaml").write_bytes((SCENARIOS / f"{name}.yaml").read_bytes())
    (tmp_path / "broken.yaml").write_bytes((ROOT / "tests" / "data" / "broken.yaml").read_bytes())
    return tmp_path


def printed(capsys: Captured, *call: str, status: int = 0) -> str:
    assert main([*call]) == status
    return capsys.readouterr().out


CALLS = (["evaluate"], ["simulate", "--draws", "700"], ["sensitivity", "--draws", "700"])


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_of_many_files_each_is_answered_to_the_bit_as_alone(
    call: list[str], jobs: str, folder: Path, capsys: Captured
) -> None:
    many = json.loads(printed(capsys, *call, ".", "--json", "--jobs", jobs, status=1))
    assert [each["file"] for each in many] == ["broken.yaml", *(str(Path(name, "decision.yaml")) for name in NAMES)]
    assert [len(many[0]["faults"]), many[0]["error"], many[0]["faults"][1]["line"]] == [4, "4 faults", 2]
    for each in many[1:]:
        alone = json.loads(printed(capsys, *call, each.pop("file"), "--json"))
        assert each == alone


def test_a_folder_with_one_file_is_a_list_of_one_and_one_file_is_none(folder: Path, capsys: Captured) -> None:
    assert isinstance(json.loads(printed(capsys, "evaluate", "minimal", "--json")), list)
    assert isinstance(json.loads(printed(capsys, "evaluate", "minimal/decision.yaml", "--json")), dict)
    assert isinstance(json.loads(printed(capsys, "evaluate", "minimal/*.yaml", "--json")), list)


TABLES = {
    "evaluate": """\
file                                 leader  ahead of  by points
----------------------------------------------------------------
health-centre-portal/decision.yaml   Extend  Buy             1.3
minimal/decision.yaml                Extend  Buy             3.5
remote-blood-pressure/decision.yaml  Buy     Extend          1.1

broken.yaml: 4 faults

Four files, 1 of them with no result.
""",
    "validate": """\
file         faults  warnings  open ratings
-------------------------------------------
broken.yaml       4

Four files: 3 sound (scenario 3), 1 faulty.
""",
}


@pytest.mark.parametrize("command", ["evaluate", "validate"])
def test_people_are_given_one_table_and_the_faults_on_standard_error(
    command: str, folder: Path, capsys: Captured
) -> None:
    assert main([command, "."]) == 1
    told = capsys.readouterr()
    assert told.out == TABLES[command]
    assert [line.partition(": ")[0] for line in told.err.splitlines()] == [
        f"broken.yaml:{place}" for place in ("1:1", "2:1", "7:33", "8:25")
    ]


def test_how_sure_many_are_stands_in_one_table(folder: Path, capsys: Captured) -> None:
    rows = printed(capsys, "simulate", ".", "--draws", "2000", status=1).splitlines()
    assert rows[0].split() == ["file", "leader", "how", "sure", "best", "in", "next", "in"]
    assert rows[2].startswith("health-centre-portal/decision.yaml   Extend  too close to call  54.")
    assert rows[3].split(maxsplit=1)[1] == "Extend  not known"
    alone = printed(capsys, "simulate", "health-centre-portal/decision.yaml", "--draws", "2000")
    assert f"Extend  {rows[2].split('call')[1].split('  Buy')[0].strip()}" in alone


def test_what_would_change_many_stands_in_one_table(folder: Path, capsys: Captured) -> None:
    text = " ".join(printed(capsys, "sensitivity", "health*", "--draws", "2000").split())
    assert "decision.yaml Extend Buy overtakes if Fit with patients and staff Extend's Fit with patients and " in text
    assert "counts for more than 37 %; now 30 %." in text


def test_strict_fails_for_a_warning_in_any_of_many(tmp_path: Path, capsys: Captured) -> None:
    for name in ("minimal", "decision-support-1989"):
        (tmp_path / f"{name}.yaml").write_bytes((SCENARIOS / f"{name}.yaml").read_bytes())
    for command in ("validate", "evaluate"):
        assert main([command, str(tmp_path)]) == 0
        assert "decision-support-1989.yaml:20:16: " in capsys.readouterr().err
        assert main([command, str(tmp_path), "--strict"]) == 1


@pytest.mark.parametrize("command", ["validate", "evaluate", "simulate", "sensitivity"])
def test_where_nothing_is_found_the_call_was_wrong(command: str, folder: Path, capsys: Captured) -> None:
    (folder / "empty").mkdir()
    assert main([command, "empty"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"{command}: no ")


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "1001", "٢", "1.5"])
def test_a_number_of_processes_that_cannot_be_is_a_wrong_call(jobs: str, capsys: Captured) -> None:
    assert main(["validate", str(SCENARIOS), f"--jobs={jobs}"]) == 2
    assert "1 to 1,000 processes can work" in capsys.readouterr().err


# --- exports and edits ----------------------------------------------------------------------------------------


def test_many_are_exported_each_to_a_file_of_its_own(folder: Path, capsys: Captured) -> None:
    (folder / "out").mkdir()
    assert main(["export", ".", "--to", "out/{folder}-{name}.csv", "--jobs", "2"]) == 1
    told = capsys.readouterr()
    assert "broken.yaml:1:1: " in told.err
    assert len(told.out.splitlines()) == 3
    alone = folder / "alone.csv"
    for name in NAMES:
        assert main(["export", f"{name}/decision.yaml", "--to", str(alone)]) == 0
        assert (folder / "out" / f"{name}-decision.csv").read_bytes() == alone.read_bytes()


def test_nothing_is_exported_where_two_would_go_to_one_file(folder: Path, capsys: Captured) -> None:
    for to in ("out.csv", "{name}.csv"):
        assert main(["export", "minimal", "health*", "--to", to]) == 2
        assert "would both be written to" in capsys.readouterr().err
    assert not list(folder.glob("*.csv"))


def test_an_edit_is_made_in_all_scenarios_of_a_folder_that_it_can_be_made_in(folder: Path, capsys: Captured) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    entries = json.loads(printed(capsys, "set", ".", "simulation.draws=5000", "--json", "--dry-run", status=1))
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before
    assert [each["changed"] for each in entries] == [False, True, True, True]
    assert "titel: unknown key" in entries[0]["error"]
    said = printed(capsys, "set", ".", "simulation.draws=5000", status=1)
    assert said.count("wrote ") == 3
    for path, text in before.items():
        if path.name != "broken.yaml":
            assert path.read_bytes() != text
            assert json.loads(printed(capsys, "simulate", str(path), "--json"))["draws"] == 5000
    assert (folder / "broken.yaml").read_bytes() == before[folder / "broken.yaml"]


# --- processes ------------------------------------------------------------------------------------------------

WORK = """
import os, signal
from decision.model.errors import DecisionError

def work(folder, name):
    if name == "refused":
        raise DecisionError("it is refused")
    if name == "faulty":
        return [][1]
    if name == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    return name.upper(), os.getpid()
"""


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Work that goes wrong in every way, in a module that other processes find too."""
    (tmp_path / "work_that_goes_wrong.py").write_text(WORK, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    import importlib
    from functools import partial

    module = importlib.import_module("work_that_goes_wrong")
    yield partial(module.work, str(tmp_path))
    del sys.modules["work_that_goes_wrong"]


def call(**more: Any) -> Namespace:
    return Namespace(**{"name": "work", "jobs": None, "dask": "", **more})


def test_a_process_that_is_killed_a_fault_of_ours_and_a_refusal_are_told_of_their_file_alone(work: Any) -> None:
    names = ["a", "refused", "killed", "b", "faulty", "c", "d"]
    outcomes = for_each(call(jobs=2), names, work)
    assert [each.file for each in outcomes] == names
    by_name: dict[str, Outcome[Any]] = {each.file: each for each in outcomes}
    assert [by_name[name].result[0] for name in "abcd"] == ["A", "B", "C", "D"]
    assert os.getpid() not in {by_name[name].result[1] for name in "abcd"}
    assert by_name["refused"].error == "it is refused"
    assert "ended from outside" in by_name["killed"].error
    assert "a fault of Trilemma (IndexError: list index out of range)" in by_name["faulty"].error
    assert [by_name[name].result for name in ("refused", "killed", "faulty")] == [None] * 3


def test_few_files_are_worked_on_here(work: Any) -> None:
    outcomes = for_each(call(), ["a", "b", "refused"], work)
    assert [each.result and each.result[1] for each in outcomes] == [os.getpid(), os.getpid(), None]


def test_what_goes_on_for_long_goes_to_processes(work: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(0, 1000, 2))
    monkeypatch.setattr("decision.cli.many.time.monotonic", lambda: next(ticks))
    monkeypatch.setattr("decision.cli.executors.processors", lambda: 2)
    here, *others = for_each(call(), ["a", "b", "c"], work)
    assert here.result[1] == os.getpid()
    assert os.getpid() not in {each.result[1] for each in others}


def test_processes_take_no_code_from_the_folder_one_is_in(folder: Path) -> None:
    for name in ("pickle", "socket", "numpy", "decision_plugin", "sitecustomize"):
        (folder / f"{name}.py").write_text("open('executed', 'w')\nraise SystemExit('taken')\n", encoding="utf-8")
    start = "import sys; sys.path[0:1] = [sys.argv.pop(1)]; from decision.__main__ import run; run()"
    ran = subprocess.run(
        [sys.executable, "-c", start, str(ROOT), "evaluate", "minimal", "health-centre-portal", "--jobs", "2"],
        cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": ""},
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    assert not (folder / "executed").exists()


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="no groups of processes here")
@pytest.mark.parametrize("to_all", [True, False], ids=["Ctrl-C", "killed"])
def test_it_ends_at_once_and_leaves_no_process_behind(folder: Path, to_all: bool) -> None:
    command = [sys.executable, "-m", "decision", "simulate", "minimal", "health-centre-portal", "--jobs", "2"]
    with subprocess.Popen(
        [*command, "--draws", "1000000000"], cwd=folder, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as run:  # fmt: skip
        while len(_group(run.pid)) < 5:  # we, the tracker, the server, and two that work
            time.sleep(0.05)
            assert run.poll() is None
        start = time.monotonic()
        os.killpg(run.pid, signal.SIGINT) if to_all else os.kill(run.pid, signal.SIGKILL)
        out, err = run.communicate()  # which waits until nobody holds the streams any more
        assert time.monotonic() - start < 10
    assert run.returncode == (130 if to_all else -signal.SIGKILL)
    assert (out, err) == ("", "stopped\n" if to_all else "")


def _group(leader: int) -> list[str]:
    """The processes of a group that are no mere remains."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, group = path.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if group == str(leader) and state != "Z":
            found.append(path.parent.name)
    return found

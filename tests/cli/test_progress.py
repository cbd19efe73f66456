"""How far long work is, said to a terminal and to nobody else."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from decision.cli import main
from decision.cli.printing import Progress

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = str(ROOT / "scenarios" / "health-centre-portal.yaml")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that goes on by three seconds whenever it is looked at."""
    ticks = iter(range(0, 1_000_000, 3))
    monkeypatch.setattr("decision.cli.printing.time.monotonic", lambda: next(ticks))


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["simulate", EXAMPLE, "--draws", "30000"], r"simulate: [\d,]+ of 30,000 draws, about \d+ s to go"),
        (["sensitivity", EXAMPLE, "--draws", "2000"], r"sensitivity: \d+ %, about \d+ s to go: [a-z ]+"),
        (["export", EXAMPLE, "--to", "{}/x.csv"], r"export: \d+ %, about \d+ s to go: [a-z ]+"),
    ],
)
def test_a_terminal_is_told_in_one_line_that_is_gone_at_the_end(
    call: list[str], said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert main([part.format(tmp_path) for part in call]) == 0
    lines = terminal.getvalue().split("\r")
    assert len(lines) > 3
    assert lines[0] == ""
    assert all(re.fullmatch(said, line.rstrip()) for line in lines[1:-2])
    assert lines[-2:] == [" " * len(lines[-3].rstrip()), ""]


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("command", ["simulate", "sensitivity"])
def test_a_pipe_is_told_nothing(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, EXAMPLE, "--draws", "2000", "--json"]) == 0
    assert capsys.readouterr().err == ""


def test_what_is_over_soon_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, now = Terminal(), [0.0]
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr("decision.cli.printing.time.monotonic", lambda: now[0])
    with Progress("x") as progress:
        now[0] = 0.9
        progress.step("working", 0.5)
    assert terminal.getvalue() == ""


@pytest.mark.parametrize("closed", [None, "closed"])
def test_a_closed_stream_is_no_terminal(closed: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    stream.close()
    monkeypatch.setattr(sys, "stderr", stream if closed else None)
    with Progress("x") as progress:
        progress.step("working", 0.5)


def test_a_line_is_no_longer_than_the_terminal_is_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "20")
    now = [0.0]
    monkeypatch.setattr("decision.cli.printing.time.monotonic", lambda: now[0])
    with Progress("sensitivity") as progress:
        now[0] = 5.0
        progress.step("what would have to be true for another option", 0.5)
    assert max(map(len, terminal.getvalue().split("\r"))) == 19


def test_a_real_terminal_keeps_the_result_clean() -> None:
    """Through a pseudo-terminal: what is printed at last is the result, on a line of its own."""
    ours, theirs = pty.openpty()
    call = [sys.executable, "-m", "decision", "simulate", EXAMPLE, "--draws", "2000", "--json"]
    done = subprocess.run(call, stdout=subprocess.PIPE, stderr=theirs, cwd=ROOT, check=True, timeout=60)
    os.close(theirs)
    assert done.stdout.startswith(b"{")
    os.close(ours)


# --- many files -----------------------------------------------------------------------------------------------


@pytest.fixture
def long_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every run has lasted for longer than may pass without a word."""
    monkeypatch.setattr("decision.cli.progress_bar._QUIET", -1.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("CI", raising=False)


@pytest.mark.usefixtures("long_run")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_terminal_is_shown_a_bar_of_files_that_is_gone_at_the_end(jobs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    files = str(ROOT / "scenarios" / "[a-h]*.yaml")
    count = len(list((ROOT / "scenarios").glob("[a-h]*.yaml")))
    assert main(["simulate", files, "--draws", "100000", "--jobs", jobs, "--json"]) == 0
    shown = re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue())
    assert re.search(rf"simulate [━╸╺]+ [1-9]/{count} files, to go: [-:0-9]+", shown)
    assert "\x1b[?25l" not in shown  # a stop leaves nobody without a cursor
    assert shown.endswith("\x1b[2K")  # the line is cleared


@pytest.mark.usefixtures("long_run")
def test_builds_and_pipes_are_shown_no_bar(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    many = str(ROOT / "scenarios" / "[m-r]*.yaml")
    assert main(["evaluate", many, "--json"]) == 0
    assert capsys.readouterr().err == ""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("CI", "true")
    assert main(["evaluate", many, "--json"]) == 0
    assert terminal.getvalue() == ""

"""Where the command line's words go when nobody can take them, and what is left of what a terminal would obey."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from decision.cli import main

ROOT = Path(__file__).resolve().parents[2]
MINIMAL = "scenarios/minimal.yaml"
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")

Captured = pytest.CaptureFixture[str]


def shell(command: str) -> subprocess.CompletedProcess[str]:
    """Run `command`, in which `trilemma` is the command line."""
    function = f'trilemma() {{ "{sys.executable}" -m decision "$@"; }}; {command}'
    return subprocess.run(["bash", "-c", function], cwd=ROOT, capture_output=True, text=True, check=False)


@needs_full
@pytest.mark.parametrize(
    ("call", "name"),
    [
        (f"evaluate {MINIMAL}", "evaluate"),
        ("schema", "schema"),
        ("--help", "python -m decision"),
    ],
)
def test_a_result_that_cannot_be_written_is_a_failure(call: str, name: str) -> None:
    ended = shell(f"trilemma {call} > /dev/full")
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"{name}: the result cannot be written (No space left on device); ")
    assert len(ended.stderr.splitlines()) == 1


@needs_full
def test_a_wrong_call_is_one_even_where_nothing_can_be_written() -> None:
    assert shell("trilemma evalute > /dev/full").returncode == 2
    assert shell("trilemma evalute 2> /dev/full").returncode == 2
    assert shell("trilemma evaluate nowhere.yaml 2> /dev/full").returncode == 1


@pytest.mark.parametrize(
    ("call", "status"),
    [
        (f"evaluate {MINIMAL} >&-", 0),
        (f"evaluate {MINIMAL} --json >&- 2>&-", 0),
        ("evaluate nowhere.yaml >&- 2>&-", 1),
        ("evalute 2>&-", 2),
        ("--help >&- 2>&-", 0),
    ],
)
def test_closed_streams_are_silent(call: str, status: int) -> None:
    ended = shell(f"trilemma {call}")
    assert (ended.returncode, ended.stdout, ended.stderr) == (status, "", "")


@pytest.mark.parametrize("call", ["schema", "validate {}"])
def test_a_reader_that_has_gone_ends_nothing_in_a_traceback(call: str) -> None:
    ended = shell(f"trilemma {call.format(MINIMAL)} | (exec 0<&-; sleep 0.1); exit ${{PIPESTATUS[0]}}")
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_check_that_fails_says_so_to_a_shell_that_reads_one_line() -> None:
    ended = shell("trilemma validate --json nowhere.yaml | head -1; exit ${PIPESTATUS[0]}")
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "{\n", "")


def test_what_a_terminal_would_obey_is_shown(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "title.yaml"
    text = (ROOT / MINIMAL).read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    file.write_text(text.replace(title, r'title: "\e]0;x\a \u202eA \x9b31m \u2066B"'), encoding="utf-8")
    assert main(["evaluate", str(file)]) == 0
    assert capsys.readouterr().out.startswith("\\x1b]0;x\\x07 \\u202eA \\x9b31m \\u2066B\n")
    assert main(["evaluate", "--json", str(file)]) == 0
    printed = capsys.readouterr().out
    assert printed.isascii()
    assert json.loads(printed)["title"] == "\x1b]0;x\x07 \u202eA \x9b31m \u2066B"


@pytest.mark.parametrize(
    "call", [["evaluate", "\x1b[31m.yaml"], ["simulate", MINIMAL, "--draws", "\x1b[31m"], ["\x1b"]]
)
def test_what_was_typed_is_shown_too(call: list[str], capsys: Captured) -> None:
    assert main(call) > 0
    told = capsys.readouterr().err
    assert "\x1b" not in told
    assert "\\x1b" in told


def test_json_has_no_minus_zero(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "zero.yaml"
    file.write_text(
        "format: 1\ntitle: T\ncriteria: {cost: {worst: 10, best: 0}}\nweights: {cost: 1}\n"
        "options: {a: {ratings: {cost: 10}}, b: {ratings: {cost: 0}}}\n",
        encoding="utf-8",
    )
    assert main(["evaluate", "--json", str(file)]) == 0
    assert "-0.0" not in capsys.readouterr().out


# --- interrupted ----------------------------------------------------------------------------------------------------

INTERRUPTED_WHERE = """
import os, signal, sys
from importlib.abc import MetaPathFinder

class Interrupting(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == {name!r}:
            os.kill(os.getpid(), signal.SIGINT)
        return None

sys.meta_path.insert(0, Interrupting())
sys.argv = ["decision", "simulate", {file!r}, "--draws", "100"]
from decision.__main__ import run
run()
"""


@pytest.mark.parametrize(
    "name",
    [
        "decision.cli", "numpy.linalg", "decision.files.reader", "decision.analysis.simulation.simulation",
        "decision.outputs.text.simulation",
    ],
)  # fmt: skip
def test_an_interrupt_while_anything_is_imported_ends_quietly(name: str) -> None:
    code = INTERRUPTED_WHERE.format(name=name, file=MINIMAL)
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 130, ended.stderr
    assert ended.stdout == ""
    assert ended.stderr in ("", "stopped\n")


def test_an_interrupt_while_drawing_ends_quietly(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("decision.cli.simulate.simulate", interrupted)
    assert main(["simulate", MINIMAL]) == 130
    assert capsys.readouterr() == ("", "stopped\n")


def test_a_command_that_a_shell_runs_behind_does_not_hear_the_interrupt() -> None:
    command = f'{{ trap "" INT; exec "{sys.executable}" -c "import os, signal; os.kill(os.getpid(), signal.SIGINT); '
    command += "import sys; sys.argv = ['decision', '--version']; from decision.__main__ import run; run()\"; }"
    ended = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("Trilemma ")


def test_a_plain_import_of_the_package_imports_nothing() -> None:
    code = "import sys; before = set(sys.modules); import decision; print(*sorted(set(sys.modules) - before))"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["__future__", "decision"]

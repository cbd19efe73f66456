"""What docs/many-files.md and docs/assistants.md show is what the commands print and the server offers."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from argparse import ArgumentParser
from pathlib import Path

import pytest

from decision.assistants.tools import MOST_DRAWS, MOST_SECONDS, Tools
from decision.cli import main
from decision.cli.commands import COMMANDS
from decision.files.versions import MOST_VERSIONS

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "many-files.md").read_text(encoding="utf-8")
ASSISTANTS = (ROOT / "docs" / "assistants.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^```console\n\$ python -m (.*?)\n```\n\n```text\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def shown(command: str) -> tuple[list[str], str]:
    """The arguments and the output of a command on the page."""
    return next((shlex.split(call)[1:], text) for call, text in SHOWN if shlex.split(call)[1] == command)


@pytest.mark.parametrize("command", ["evaluate", "portfolio"])
def test_tables_shown_are_what_the_commands_print(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    call, text = shown(command)
    assert main(call) == 0
    assert capsys.readouterr().out == text


def test_the_history_shown_is_what_the_command_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    portal = (ROOT / "scenarios" / "health-centre-portal.yaml").read_text(encoding="utf-8")
    git("init", "-q", "-b", "main", "--object-format=sha1")
    for day, weight, message in (
        ("02", "30", "Relaunch the patient portal"),
        ("09", "60", "Fit counts for more"),
        ("16", "60,,", "Fit counts for less"),
        ("23", "25", "Fit counts for less, mended"),
    ):
        Path("portal.yaml").write_text(portal.replace("fit: 30", f"fit: {weight}"), encoding="utf-8")
        git("add", "-A")
        git("commit", "-q", "-m", message, day=day)
    call, text = shown("history")
    assert main(call) == 0
    assert capsys.readouterr().out == text
    assert Path("history.svg").is_file()


def git(*arguments: str, day: str = "01") -> None:
    when = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"2026-11-{day}T09:00:00Z")
    said = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    none = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *said, *arguments], check=True, capture_output=True, env={**os.environ, **none, **when})


@pytest.mark.parametrize("name", ["portfolio", "history"])
def test_every_flag_for_many_files_stands_on_the_page(name: str) -> None:
    parser = ArgumentParser()
    next(command for command in COMMANDS if command.name == name).module().add_arguments(parser)
    flags = {flag for action in parser._actions for flag in action.option_strings if flag.startswith("--")}
    for flag in flags - {"--help", "--seed"}:
        assert flag in PAGE, flag
    assert f"({MOST_VERSIONS:,} if not said)" in PAGE


def test_the_page_for_assistants_names_every_tool_with_what_it_takes() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", ASSISTANTS, re.MULTILINE))
    tools = {name: tool for name, tool in vars(Tools).items() if callable(tool) and not name.startswith("_")}
    assert set(rows) == set(tools)
    for name, tool in tools.items():
        taken = set(tool.__annotations__) - {"return"}
        assert set(re.findall(r"`(\w+)`", rows[name])) == taken, name
    assert f"At most {MOST_DRAWS:,} draws and two minutes" in ASSISTANTS
    assert MOST_SECONDS == 120


def test_extras_that_pages_name_are_there() -> None:
    import tomllib

    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    named = set(re.findall(r"trilemma\[(\w+)\]", PAGE + ASSISTANTS))
    assert named == {"dask", "mcp"} <= set(extras)
    pinned = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").splitlines()
    assert all(line in pinned for name in named for line in extras[name])

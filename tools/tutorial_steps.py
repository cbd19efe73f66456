"""The commands of docs/tutorial.md, and what each prints when the page is walked from an empty folder."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from decision.cli import main

PAGE = Path(__file__).resolve().parents[1] / "docs" / "tutorial.md"
PROGRAM = "python -m decision "


@dataclass(frozen=True)
class Step:
    """A command of the page, and the text shown below it, which is empty where there is none."""

    command: str
    shown: str

    @property
    def name(self) -> str:
        """Which of the program's commands it is, such as ``set``."""
        return self.command.removeprefix(PROGRAM).split()[0]

    @property
    def settles(self) -> bool:
        """Whether it rates what was left open, which it does with a reason."""
        return self.name == "set" and "because:" in self.command


def steps() -> list[Step]:
    """The steps of the page that end by themselves, in their order; the app serves until it is ended."""
    text = PAGE.read_text(encoding="utf-8")
    found = re.findall(r"^```console\n\$ (.*?)\n```\n(?:\n```text\n(.*?)^```)?", text, re.MULTILINE | re.DOTALL)
    told = [Step(command.replace("\\\n", " "), shown) for command, shown in found]
    return [step for step in told if step.name != "app"]


def walk(folder: Path, taken: Iterable[Step]) -> Iterator[tuple[int, str]]:
    """Take each step in `folder`: its exit status, and what it prints."""
    for step in taken:
        printed = io.StringIO()
        with contextlib.chdir(folder), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            status = main(shlex.split(step.command.removeprefix(PROGRAM)))
        yield status, printed.getvalue()

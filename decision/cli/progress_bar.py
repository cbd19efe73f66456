"""How many of many files are done: a bar on a terminal, and nothing in a pipe, a file or a build."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any

from decision.cli.printing import is_terminal

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_QUIET = 1.0  # seconds that a run may take without a word


class FilesDone:
    """A bar in one line that comes after a second and is gone when the run ends."""

    def __init__(self, command: str, files: int) -> None:
        self.command = command
        self.files = files
        self.done = 0
        self.begins = time.monotonic() + _QUIET
        self.seen = is_terminal(sys.stderr) and not os.environ.get("CI")
        self.bar: Progress | None = None
        self.task: TaskID | None = None

    def __enter__(self) -> FilesDone:
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.stop()

    def one_more(self) -> None:
        """One more file is done."""
        self.done += 1
        if self.bar is None and self.seen and time.monotonic() >= self.begins and self.done < self.files:
            self.bar, self.task = _started(self.command, self.files)
        if self.bar is not None and self.task is not None:
            self.bar.update(self.task, completed=self.done)


def _started(command: str, files: int) -> tuple[Progress, TaskID]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    class Steady(Console):
        """Whoever ends the command midway has a cursor afterwards."""

        def show_cursor(self, show: bool = True) -> bool:  # noqa: FBT001, FBT002  # as rich calls it
            return False

    columns: list[Any] = [
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files, to go:"),
        TimeRemainingColumn(),
    ]
    console = Steady(file=sys.stderr)
    bar = Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
    task = bar.add_task(command, total=files)
    bar.start()
    return bar, task

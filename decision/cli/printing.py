"""What a command says: results on standard output, complaints and progress on standard error.

Everything passes here, so that no text of a file can steer the terminal, and so that what becomes of the streams is
settled in one place: a stream that was closed is silent, a reader that has gone, such as ``head``, has seen enough,
and a result that cannot be written is an error.
"""

from __future__ import annotations

import io
import json
import os
import sys
import time
from typing import Any, TextIO

from decision.cli.status import OutputError
from decision.model.visible import visible


def prepare_streams() -> None:
    """Have both streams take every text, whatever the console's own characters."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str) -> None:
    """Print a result, to the end of a line; what a terminal would obey in it is shown instead."""
    _write(_seen(text) if text.endswith("\n") else _seen(text) + "\n")


def say_json(content: Any) -> None:
    """Print a result as JSON, which reads back as it was: what a terminal would obey is escaped."""
    text = json.dumps(_without_minus_zero(content), ensure_ascii=False, indent=2, allow_nan=False)
    for character in set(text) - {"\n"}:
        if visible(character) != character:
            text = text.replace(character, json.dumps(character)[1:-1])
    _write(text + "\n")


def complain(words: object) -> None:
    """Say on standard error what is wrong; if that cannot be written, the exit status has to do."""
    if sys.stderr is None:  # closed when the command began
        return
    try:
        sys.stderr.write(_seen(str(words)) + "\n")
        sys.stderr.flush()
    except OSError:
        _discard(sys.stderr)


def _write(text: str) -> None:
    if sys.stdout is None:  # closed when the command began
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _discard(sys.stdout)  # the command goes on to its exit status, which may be that of a check that failed
    except OSError as error:
        _discard(sys.stdout)
        reason = error.strerror or error
        raise OutputError(f"the result cannot be written ({reason}); make room or choose another place") from None


def _discard(stream: TextIO) -> None:
    """Let what is still waiting in `stream`, and what comes, go nowhere: it would fail again when Python ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        pass  # it is no file of the system's: nothing is written when Python ends


def _seen(text: str) -> str:
    return "\n".join(visible(line, None) for line in text.split("\n"))


def _without_minus_zero(content: Any) -> Any:
    """`content` with 0 for every -0, which is the same number and looks like another."""
    if isinstance(content, float):
        return content + 0.0
    if isinstance(content, dict):
        return {key: _without_minus_zero(x) for key, x in content.items()}
    if isinstance(content, list | tuple):
        return [_without_minus_zero(x) for x in content]
    return content


_QUIET = 1.0  # seconds that a run may take without a word
_EVERY = 0.5  # seconds between two words


class Progress:
    """Says on a terminal how far a run of more than a second is, in one line that is gone when it ends.

    A pipe, a file or the log of a build gets nothing: there nobody waits.
    """

    def __init__(self, command: str) -> None:
        self.command = command
        self.start = time.monotonic()
        self.said = self.start + _QUIET - _EVERY
        self.shown = 0
        self.seen = is_terminal(sys.stderr)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self._show("")

    def draws(self, done: int, draws: int) -> None:
        """So many of the draws are done."""
        self._tell(done / draws, f"{done:,} of {draws:,} draws", "")

    def step(self, what: str, share: float) -> None:
        """This is being done, and that share of all is done."""
        self._tell(share, f"{100 * share:.0f} %", f": {what}")

    def _tell(self, share: float, so_far: str, what: str) -> None:
        now = time.monotonic()
        if self.seen and now - self.said >= _EVERY and 0 < share < 1:
            self.said = now
            left = (now - self.start) * (1 - share) / share
            self._show(f"{self.command}: {so_far}, about {left:.0f} s to go{what}")

    def _show(self, line: str) -> None:
        """Put a line in place of the one before, no longer than the terminal is wide."""
        if not line and not self.shown:
            return
        import shutil  # which brings all it can pack with: only where something is shown

        line = _seen(line)[: shutil.get_terminal_size().columns - 1]
        try:
            sys.stderr.write("\r" + line.ljust(self.shown) + ("" if line else "\r"))
            sys.stderr.flush()
        except OSError:
            _discard(sys.stderr)
        self.shown = len(line)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody looks at what is written to `stream`."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # it is closed
        return False

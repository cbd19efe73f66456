"""The command line: ``python -m decision COMMAND FILE… [--json]``.

`commands` is the list of commands. Each has a module of its own, imported only when it is asked for, with
`add_arguments`, which says what it takes, and `run`, which does it and returns the exit status.
"""

from __future__ import annotations

from decision.cli.command_line import main

__all__ = ["main"]

"""The parser of the command line: what a command takes is added when the command is asked for."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn

from decision.cli.commands import COMMANDS, Command
from decision.cli.status import WRONG_CALL
from decision.model.errors import suggestion
from decision.version import __version__


class Parser(argparse.ArgumentParser):
    """argparse with our way of saying what to do."""

    def error(self, message: str) -> NoReturn:
        if "invalid choice: '" in message:
            word = message.partition("invalid choice: '")[2].partition("'")[0]
            hint = suggestion(word, [command.name for command in COMMANDS])
            message = f"{message}{'; ' + hint if hint else ''}"
        self.exit(WRONG_CALL, f"{self.prog}: {message}; see {self.prog} --help\n")


class CommandParser(Parser):
    """The parser of one command; empty until the command is asked for."""

    def __init__(self, *, command: Command, **options: Any) -> None:
        super().__init__(**options)
        self.command = command
        self.filled = False

    def parse_known_args(  # type: ignore[override]  # argparse has three overloads of it; we pass on what we get
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        if not self.filled:
            module = self.command.module()
            self.add_argument("--json", action="store_true", help="print JSON instead of text")
            module.add_arguments(self)
            self.set_defaults(run=module.run)
            self.filled = True
        return super().parse_known_args(args, namespace)


def parser() -> Parser:
    """Whose `parse_args` gives a namespace with the `name` of the command, its arguments, and `run`, which does it."""
    every = Parser(prog="python -m decision", description="Build it, buy it, or extend what we have?")
    every.add_argument("--version", action="version", version=f"Trilemma {__version__}")
    add = every.add_subparsers(dest="name", required=True, metavar="COMMAND", parser_class=CommandParser).add_parser
    for command in COMMANDS:
        add(command.name, help=command.help, description=command.help, command=command)
    return every

"""The parser of the command line: what a command takes is added when the command is asked for."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from decision.cli.commands import COMMANDS, Command
from decision.cli.printing import complain, say
from decision.cli.status import WRONG_CALL
from decision.model.errors import suggestion
from decision.model.visible import SHORT, visible
from decision.version import __version__


class Parser(argparse.ArgumentParser):
    """argparse with our way of saying what to do."""

    def error(self, message: str) -> NoReturn:
        found = re.fullmatch(r"(?s)(.*invalid choice: )'(.*)' \(choose from (.*)\)", message)
        if found is not None:
            start, word, known = found.groups()
            hint = suggestion(word, re.findall(r"[\w-]+", known)) if len(word) <= SHORT else ""
            message = f"{start}'{visible(word)}' (choose from {known}){'; ' + hint if hint else ''}"
        self.exit(WRONG_CALL, f"{self.prog}: {message}; see {self.prog} --help\n")

    def _print_message(self, message: str, file: object = None) -> None:
        """Help and complaints go the way of all that is printed."""
        if file is sys.stderr:
            complain(message.removesuffix("\n"))
        else:
            say(message)


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

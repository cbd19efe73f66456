"""The commands there are, in the order in which help lists them."""

from __future__ import annotations

import importlib
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from typing import Protocol, cast


class CommandModule(Protocol):
    """What the module of a command offers."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Tell `parser` what the command takes."""

    def run(self, call: Namespace) -> int:
        """Do what was asked for and return the exit status."""


@dataclass(frozen=True)
class Command:
    name: str
    help: str
    module_name: str  # in this package; imported only when the command is asked for, so that each starts quickly

    def module(self) -> CommandModule:
        return cast("CommandModule", importlib.import_module(f"decision.cli.{self.module_name}"))


COMMANDS = (
    Command("validate", "Say everything that is wrong with files, or that they are sound.", "validate"),
    Command("evaluate", "Score the options of a scenario and rank them.", "evaluate"),
    Command("simulate", "Say how sure the answer is, from many draws of ratings and weights.", "simulate"),
    Command("sensitivity", "Say what would change the answer, and what to find out first.", "sensitivity"),
    Command("pilot", "Say what a pilot, a demo or reference calls are worth before deciding.", "pilot"),
    Command("money", "Say what options cost over the years, and what they are worth beside it.", "money"),
    Command("diff", "Say what changed between two scenarios, and how much each change moved the lead.", "diff"),
    Command("check", "Hold decisions against rules, as code is held against tests: the gate of a CI job.", "check"),
    Command("new", "Begin a decision: asks on a terminal, or takes what it needs from flags.", "new"),
    Command("import", "Make a scenario of a table: .csv, .xlsx or pasted cells.", "import_table"),
    Command("evaluations", "Show what evaluators gave side by side, and take over what they agreed on.", "evaluations"),
    Command("history", "Show how a decision moved, commit by commit in git.", "history"),
    Command("portfolio", "Show many decisions in one table.", "portfolio"),
    Command("export", "Write the comparison table of a scenario to a file.", "export"),
    Command("verify", "Say whether what an export claims still follows from the decision inside it.", "verify"),
    Command("set", "Change values in a file, and no other line of it.", "set"),
    Command("add", "Add an option, a criterion or anything else to a file.", "add"),
    Command("del", "Take an option, a criterion or anything else out of a file.", "delete"),
    Command("decide", "Write down what was decided: into the file, and as a decision record beside it.", "decide"),
    Command("review", "Say how the forecast did, from what came of decisions.", "review"),
    Command("mcp", "Answer assistants that ask of the files below one folder.", "mcp"),
    Command("app", "Start the app, with the scenarios of a folder to choose from.", "app"),
    Command("schema", "Print the JSON Schema of a kind of file, for editors.", "schema"),
)

"""``del FILE path…``: something taken out of a file, with all other lines as they are."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from decision.cli.editing import add_edit_arguments, carry_out
from decision.files.editing.edits import Delete


def add_arguments(parser: ArgumentParser) -> None:
    add_edit_arguments(
        parser, "PATH", "what to take out, such as options.vendor; what speaks of an option or a criterion goes with it"
    )


def run(call: Namespace) -> int:
    return carry_out(call, [Delete(path.strip()) for path in call.edits])

"""``add FILE path=value…``: something new in a file, with all other lines as they are."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from decision.cli.editing import add_edit_arguments, carry_out, path_and_value
from decision.cli.status import WrongCallError
from decision.files.editing.edits import Add, Edit


def add_arguments(parser: ArgumentParser) -> None:
    add_edit_arguments(
        parser, "PATH=VALUE", "what to add, such as options.vendor='{approach: buy, ratings: {fit: 6}}', or to a list"
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--before", default="", metavar="KEY", help="before which of its neighbours")
    where.add_argument("--after", default="", metavar="KEY", help="after which of its neighbours; last if not said")


def run(call: Namespace) -> int:
    edits: list[Edit] = [Add(*path_and_value(edit), call.before, call.after) for edit in call.edits]
    if len(edits) > 1 and (call.before or call.after):
        raise WrongCallError("--before and --after place one addition; make the others in a call of their own")
    return carry_out(call, edits)

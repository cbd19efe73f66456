"""What ``set``, ``add`` and ``del`` share: a file edited line by line, shown, and written unless it is only tried."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from decision.cli.arguments import add_file
from decision.cli.printing import complain, say, say_json
from decision.cli.status import FAILED, FINE, WrongCallError
from decision.files.editing.edits import Edit, value_of
from decision.files.editing.files import edited_file
from decision.files.editing.paths import EditError, split_off_value
from decision.files.faults import FileError


def add_edit_arguments(parser: ArgumentParser, metavar: str, help: str, *, nargs: str = "+") -> None:
    """The file, the edits, and ``--dry-run``."""
    add_file(parser)
    parser.add_argument("edits", nargs=nargs, metavar=metavar, help=help)
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")


def path_and_value(edit: str) -> tuple[str, object]:
    """What one argument sets; raises WrongCallError."""
    try:
        path, text = split_off_value(edit)
        return path, value_of(text, path)
    except EditError as error:
        raise WrongCallError(str(error)) from None


def carry_out(call: Namespace, edits: Sequence[Edit]) -> int:
    """Make `edits` in the file of the call, say what changed, and write it unless it is only tried."""
    try:
        made = edited_file(call.file, edits)
    except EditError as error:
        raise WrongCallError(f"{error}; nothing is written") from None
    except FileError as error:
        complain(error)
        complain(f"{call.name}: nothing is written, for so the file has the faults above")
        return FAILED
    if not call.dry_run:
        made.write()
    written = made.is_changed and not call.dry_run
    if call.json:
        say_json({"file": call.file, "changed": made.is_changed, "written": written, "diff": made.diff()})
    elif made.is_changed:
        say(made.diff())
        say(f"wrote {call.file}" if written else "nothing is written: a dry run")
    else:
        say(f"{call.file} says so already; nothing is written")
    return FINE

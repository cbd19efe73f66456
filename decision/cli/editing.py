"""What ``set``, ``add`` and ``del`` share: a file edited line by line, shown, and written unless it is only tried."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from decision.cli.printing import complain, say, say_json
from decision.cli.status import FAILED, FINE, WrongCallError
from decision.files.editing.edits import Edit, value_of
from decision.files.editing.files import EditedFile, edited_file
from decision.files.editing.paths import EditError, split_off_value
from decision.files.faults import FileError
from decision.files.found_files import NothingFoundError, is_several, scenario_files
from decision.model.errors import DecisionError


def add_edit_arguments(parser: ArgumentParser, metavar: str, help: str, *, nargs: str = "+") -> None:
    """The file, or the folder or pattern whose scenarios all are edited, the edits, and ``--dry-run``."""
    parser.add_argument(
        "file", metavar="FILE", help="a file; or a folder or a pattern, all scenarios of which are edited"
    )
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
    if is_several([call.file]):
        return _carry_out_in_many(call, edits)
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
    if call.json:
        say_json(_entry(call, call.file, made))
    else:
        _say(call, call.file, made)
    return FINE


def _carry_out_in_many(call: Namespace, edits: Sequence[Edit]) -> int:
    """The same in every scenario of a folder or a pattern; where an edit cannot be made, that file stays as it is."""
    try:
        files = scenario_files([call.file])
    except NothingFoundError as error:
        raise WrongCallError(str(error)) from None
    entries, failed = [], 0
    for file in files:
        try:
            made = edited_file(file, edits)
            if not call.dry_run:
                made.write()
        except DecisionError as error:
            failed += 1
            if isinstance(error, FileError):
                complain(error)
            complain(f"{call.name}: {file} is not changed{'' if isinstance(error, FileError) else f': {error}'}")
            entries.append({"file": file, "changed": False, "written": False, "diff": "", "error": str(error)})
            continue
        entries.append(_entry(call, file, made))
        if not call.json:
            _say(call, file, made)
    if call.json:
        say_json(entries)
    return FAILED if failed else FINE


def _entry(call: Namespace, file: str, made: EditedFile) -> dict[str, Any]:
    written = made.is_changed and not call.dry_run
    return {"file": file, "changed": made.is_changed, "written": written, "diff": made.diff()}


def _say(call: Namespace, file: str, made: EditedFile) -> None:
    if made.is_changed:
        say(made.diff())
        say("nothing is written: a dry run" if call.dry_run else f"wrote {file}")
    else:
        say(f"{file} says so already; nothing is written")

"""``verify OUT [FILE]``: whether what an export claims still follows, cell by cell and sentence by sentence."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from decision.cli.printing import Progress, complain, say, say_json
from decision.cli.status import WRONG_CALL
from decision.files.faults import FileError
from decision.files.revisions import load_named
from decision.model.errors import DecisionError

HOLDS, DOES_NOT = 0, 1  # as `verify` ends; whatever keeps it from comparing is 2


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("export", metavar="OUT", help="what was exported: .xlsx, .docx or .html")
    parser.add_argument(
        "file", metavar="FILE", nargs="?", help="whether the decision in this file is still the one that was exported"
    )


def run(call: Namespace) -> int:
    try:
        return _verified(call)
    except FileError as error:
        complain(error)
    except DecisionError as error:
        complain(f"{call.name}: {error}")
    return WRONG_CALL


def _verified(call: Namespace) -> int:
    # what reads workbooks and works all out again is not needed to say how the command is called
    from decision.files.enclosed_in import load_export
    from decision.verification.text import verification_data, verification_text
    from decision.verification.verification import verify

    now = None if call.file is None else load_named(call.file)
    enclosure, raw = load_export(call.export)
    with Progress(call.name) as progress:
        found = verify(enclosure, raw, call.export, now, progress.step)
    if call.json:
        say_json(verification_data(found, call.file or ""))
    else:
        say(verification_text(found, call.file or ""))
    return HOLDS if found.holds else DOES_NOT

"""``validate FILE…``: every fault of every file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from decision.cli.printing import complain, say, say_json
from decision.cli.status import FAILED, FINE
from decision.cli.warnings import add_strict, warn, warnings_of
from decision.files.faults import Fault, FileError
from decision.files.reader import load
from decision.files.validation import validate


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE")
    add_strict(parser)


def run(call: Namespace) -> int:
    reports = [_report(call, file) for file in call.files]
    valid = all(report["valid"] for report in reports)
    if call.json:
        say_json({"valid": valid, "files": reports})
    warned = any(report["warnings"] for report in reports)
    return FINE if valid and not (warned and call.strict) else FAILED


def _report(call: Namespace, file: str) -> dict[str, Any]:
    """What is to be said of one file, which without ``--json`` is said at once."""
    try:
        kind = validate(file)
        warnings = warnings_of(file, load(file)) if kind == "scenario" else ()
    except FileError as error:
        if not call.json:
            complain(error)
        faults = [_entry(fault) for fault in error.faults]
        return {"file": file, "valid": False, "kind": None, "faults": faults, "warnings": []}
    if not call.json:
        say(f"{file}: a sound file ({kind})")
        warn(warnings)
    return {"file": file, "valid": True, "kind": kind, "faults": [], "warnings": [_entry(each) for each in warnings]}


def _entry(fault: Fault) -> dict[str, Any]:
    return {
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "path": fault.path,
        "message": fault.message,
    }

"""``validate FILE…``: every fault of every file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from decision.cli.printing import complain, say, say_json
from decision.cli.status import FAILED, FINE
from decision.cli.warnings import Warnings, add_strict, warn, warnings_of
from decision.files.faults import Fault, FileError
from decision.files.validation import sound_file


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
        sound = sound_file(file)
    except FileError as error:
        if not call.json:
            complain(error)
        faults = [_entry(fault) for fault in error.faults]
        return {"file": file, "valid": False, "kind": None, "faults": faults, "more": error.more, "warnings": []}
    warnings = Warnings() if sound.scenario is None else warnings_of(file, sound.root, sound.scenario)
    if not call.json:
        say(f"{file}: a sound file ({sound.kind})")
        warn(warnings)
    told = [_entry(each) for each in warnings.told]
    return {"file": file, "valid": True, "kind": sound.kind, "faults": [], "more": warnings.more, "warnings": told}


def _entry(fault: Fault) -> dict[str, Any]:
    return {
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "path": fault.path,
        "message": fault.message,
    }

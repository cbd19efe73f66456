"""``validate FILE…``: every fault of every file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from decision.cli.printing import complain, print_json
from decision.cli.status import FAILED, FINE
from decision.files.faults import FileError
from decision.files.validation import validate


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE")


def run(call: Namespace) -> int:
    reports: list[dict[str, Any]] = []
    for file in call.files:
        report: dict[str, Any] = {"file": file, "valid": True, "kind": None, "faults": []}
        try:
            report["kind"] = validate(file)
        except FileError as error:
            report["valid"] = False
            report["faults"] = [
                {"file": f.file, "line": f.line, "column": f.column, "path": f.path, "message": f.message}
                for f in error.faults
            ]
            if not call.json:
                complain(error)
        if report["valid"] and not call.json:
            print(f"{file}: a sound file ({report['kind']})")
        reports.append(report)
    valid = all(report["valid"] for report in reports)
    if call.json:
        print_json({"valid": valid, "files": reports})
    return FINE if valid else FAILED

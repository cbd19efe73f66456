"""``validate FILE…``: every fault of every file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from decision.analysis.open_ratings import openness
from decision.cli.printing import complain, say, say_json
from decision.cli.status import FAILED, FINE
from decision.cli.warnings import Warnings, add_strict, warn, warnings_of
from decision.files.checked import Place
from decision.files.faults import MOST_FAULTS, Fault, FileError
from decision.files.tree import Node
from decision.files.validation import sound_file
from decision.model.open_ratings import open_ratings
from decision.model.scenario import Scenario
from decision.outputs.words.open_ratings import OPEN, still_open


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
        return {
            "file": file,
            "valid": False,
            "kind": None,
            "faults": faults,
            "more": error.more,
            "warnings": [],
            "open": [],
        }
    scenario, warnings, missing = sound.scenario, Warnings(), list[Fault]()
    if scenario is not None:
        warnings, missing = warnings_of(file, sound.root, scenario), _places_of_open(file, sound.root, scenario)
    if not call.json:
        say(f"{file}: a sound file ({sound.kind})")
        if missing and scenario is not None:
            say(still_open(openness(scenario)))
            for each in missing:
                say(f"  {each.line}:{each.column}: {each.path}")
        warn(warnings)
    report = {"file": file, "valid": True, "kind": sound.kind, "faults": [], "more": warnings.more}
    return report | {"warnings": [_entry(each) for each in warnings.told], "open": [_entry(each) for each in missing]}


def _places_of_open(file: str, root: Node, scenario: Scenario) -> list[Fault]:
    """Where the ratings stand that nobody knows yet, the first of them."""
    place = Place(file, root)
    for option_id, path in open_ratings(scenario)[:MOST_FAULTS]:
        place.add(("options", option_id, "ratings", *path.split(".")), OPEN)
    return place.faults


def _entry(fault: Fault) -> dict[str, Any]:
    return {
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "path": fault.path,
        "message": fault.message,
    }

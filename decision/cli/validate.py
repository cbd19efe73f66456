"""``validate FILE…``: every fault of every file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from decision.analysis.open_ratings import openness
from decision.cli.many import Outcome, add_files, fault_entry, files_of, for_each
from decision.cli.printing import complain, say, say_json
from decision.cli.status import FAILED, FINE
from decision.cli.warnings import Warnings, add_strict, warn, warnings_of
from decision.files.checked import Place
from decision.files.faults import MOST_FAULTS, Fault
from decision.files.found_files import is_several
from decision.files.tree import Node
from decision.files.validation import sound_file
from decision.model.open_ratings import open_ratings
from decision.model.scenario import Scenario
from decision.outputs.words.open_ratings import OPEN, still_open


def add_arguments(parser: ArgumentParser) -> None:
    add_files(parser)
    add_strict(parser)


def run(call: Namespace) -> int:
    outcomes = for_each(call, files_of(call, every_kind=True), _report)
    reports = [_failure(each) if each.result is None else each.result for each in outcomes]
    valid = all(report.entry["valid"] for report in reports)
    if call.json:
        say_json({"valid": valid, "files": [report.entry for report in reports]})
    else:
        _tell(call, reports)
    warned = any(report.warnings.told for report in reports)
    return FINE if valid and not (warned and call.strict) else FAILED


@dataclass(frozen=True)
class Report:
    """What is to be said of one file: on standard error, on standard output, and as JSON."""

    entry: dict[str, Any]
    complaint: str = ""
    lines: tuple[str, ...] = ()
    warnings: Warnings = Warnings()


def _report(file: str) -> Report:
    sound = sound_file(file)
    scenario, warnings, missing = sound.scenario, Warnings(), list[Fault]()
    lines = [f"{file}: a sound file ({sound.kind})"]
    if scenario is not None:
        warnings, missing = warnings_of(file, sound.root, scenario), _places_of_open(file, sound.root, scenario)
    if missing and scenario is not None:
        lines.append(still_open(openness(scenario)))
        lines += [f"  {each.line}:{each.column}: {each.path}" for each in missing]
    entry = {"file": file, "valid": True, "kind": sound.kind, "faults": [], "more": warnings.more}
    entry |= {"warnings": [fault_entry(e) for e in warnings.told], "open": [fault_entry(e) for e in missing]}
    return Report(entry, "", tuple(lines), warnings)


def _failure(outcome: Outcome[Report]) -> Report:
    """What is said of a file that is not sound, or that could not be worked on."""
    entry = {"file": outcome.file, "valid": False, "kind": None, **outcome.to_dict(), "warnings": [], "open": []}
    if outcome.faults:
        del entry["error"]
    return Report(entry, outcome.complaint)


def _tell(call: Namespace, reports: Sequence[Report]) -> None:
    """Say each file's own lines, or, of what was found in folders and by patterns, a table of those that have more."""
    named = not any(is_several([argument]) for argument in call.files)
    for report in reports:
        if report.complaint:
            complain(report.complaint)
        for line in report.lines if named else ():
            say(line)
        warn(report.warnings)
    if not named:
        from decision.outputs.text.validation import validation_summary

        say(validation_summary([report.entry for report in reports]))


def _places_of_open(file: str, root: Node, scenario: Scenario) -> list[Fault]:
    """Where the ratings stand that nobody knows yet, the first of them."""
    place = Place(file, root)
    for option_id, path in open_ratings(scenario)[:MOST_FAULTS]:
        place.add(("options", option_id, "ratings", *path.split(".")), OPEN)
    return place.faults

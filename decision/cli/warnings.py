"""Warnings of a sound file: what is hardly meant, with its place, on standard error."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import dataclass

from decision.analysis.plausibility import oddities
from decision.cli.printing import complain
from decision.files.checked import Place
from decision.files.faults import MOST_FAULTS, Fault
from decision.files.suspect_numbers import suspect_numbers
from decision.files.tree import Node
from decision.model.scenario import Scenario
from decision.outputs.words.plausibility import oddity_in_words


@dataclass(frozen=True)
class Warnings:
    """What is told of a file, in its order, and how many warnings there are `more`."""

    told: tuple[Fault, ...] = ()
    more: int = 0


def add_strict(parser: ArgumentParser) -> None:
    """``--strict``: a warning fails."""
    parser.add_argument("--strict", action="store_true", help="end with status 1 where there is a warning")


def warnings_of(file: str, root: Node, scenario: Scenario) -> Warnings:
    """What is hardly meant in a sound file, whose tree is `root`."""
    place = Place(file, root)
    suspects = suspect_numbers(place)
    odd = oddities(scenario)
    for each in odd[:MOST_FAULTS]:
        place.add(each.keys, oddity_in_words(scenario, each))
    if scenario.evaluations:
        _note_evaluations(place, scenario)
    found = sorted({*suspects.faults, *place.faults})
    more = suspects.more + max(0, len(odd) - MOST_FAULTS) + max(0, len(found) - MOST_FAULTS)
    return Warnings(tuple(found[:MOST_FAULTS]), more)


def _note_evaluations(place: Place, scenario: Scenario) -> None:
    """Figures of evaluators that lie outside their scale; whose, the place says."""
    from decision.analysis.merging import merged
    from decision.outputs.words.evaluations import outside_in_words

    places = {each.by: number for number, each in enumerate(scenario.evaluations)}
    for cell in merged(scenario):
        for given in cell.outside[:MOST_FAULTS]:
            keys = ("evaluations", places[given.by], "ratings", cell.cell)
            place.add(keys, outside_in_words(scenario, cell, given, "An evaluator"))


def warn(warnings: Warnings) -> None:
    """Say the warnings, each a line."""
    for each in warnings.told:
        complain(f"{each.file}:{each.line}:{each.column}: {each.path or 'file'}: warning: {each.message}")
    if warnings.more:
        complain(f"… and {warnings.more:,} more {'warning' if warnings.more == 1 else 'warnings'}")

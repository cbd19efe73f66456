"""Warnings of a sound file: what is hardly meant, with its place, on standard error."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from decision.analysis.plausibility import oddities
from decision.cli.printing import complain
from decision.files.checked import Place
from decision.files.faults import Fault
from decision.files.suspect_numbers import suspect_numbers
from decision.files.tree import read_tree
from decision.model.scenario import Scenario
from decision.outputs.words.plausibility import oddity_in_words


def add_strict(parser: ArgumentParser) -> None:
    """``--strict``: a warning fails."""
    parser.add_argument("--strict", action="store_true", help="end with status 1 where there is a warning")


def warnings_of(file: str, scenario: Scenario) -> tuple[Fault, ...]:
    """What is hardly meant in a sound file, in the order of the file."""
    place = Place(file, read_tree(Path(file).read_bytes(), file))
    suspects = suspect_numbers(place)
    for each in oddities(scenario):
        place.add(each.keys, oddity_in_words(scenario, each))
    return tuple(sorted({*suspects, *place.faults}))


def warn(warnings: tuple[Fault, ...]) -> None:
    """Say the warnings, each a line."""
    for each in warnings:
        complain(f"{each.file}:{each.line}:{each.column}: {each.path or 'file'}: warning: {each.message}")

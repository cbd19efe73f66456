"""``export FILE… --to OUT``: the comparison table as a file, of many scenarios a file each."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from decision.analysis.progress import Told
from decision.cli.arguments import locale
from decision.cli.many import add_files, files_of, for_each, is_one_file
from decision.cli.printing import Progress, complain, say, say_json
from decision.cli.status import FAILED, FINE, WrongCallError
from decision.files import atomic
from decision.files.enclosure import enclosure_text
from decision.files.library import APPROACH_QUESTIONS, REFERENCE_CLASSES, Library
from decision.files.reader import load
from decision.model.scenario import Scenario
from decision.model.visible import visible
from decision.outputs.files.export import ENCLOSING, ENDINGS, export, figures_of


def add_arguments(parser: ArgumentParser) -> None:
    add_files(parser)
    parser.add_argument(
        "--to",
        required=True,
        metavar="OUT",
        help="the file to write: .csv, .md or .xlsx; for many, with {name} where the name of each goes, and {folder} "
        "where that of its folder goes, as in out/{name}.xlsx",
    )
    parser.add_argument(
        "--locale",
        type=locale,
        help="where the .csv file will be opened, such as de or fr-CH: a semicolon and decimal commas where those are "
        "usual; a comma and decimal points if not said",
    )


def run(call: Namespace) -> int:
    check_form(Path(call.to), call.locale)
    if not is_one_file(call):
        return _many(call)
    file, target = call.files[0], Path(call.to)
    with Progress(call.name) as progress:
        entry = _written(file, target, call.locale, progress.step)
    if call.json:
        say_json(entry)
    else:
        say(f"wrote {target}")
    return FINE


def check_form(target: Path, locale: str | None) -> None:
    """Raise WrongCallError if no table is written in the form that `target` and `locale` ask for."""
    if target.suffix.lower() not in ENDINGS:
        raise WrongCallError(f"--to must end in {', '.join(ENDINGS)} (got {target.name}); choose one of them")
    if locale is not None and target.suffix.lower() != ".csv":
        raise WrongCallError(f"--locale is for .csv (got {target.name}); leave it out")


def targets_of(files: Sequence[str], to: str) -> dict[str, Path]:
    """By file, what is written of it; raises WrongCallError where `to` does not give each its own."""
    targets: dict[str, Path] = {}
    taken: dict[str, str] = {}
    for file in files:
        path = Path(file)
        folder = path.resolve().parent.name
        target = Path(to.replace("{folder}", folder).replace("{name}", path.stem))
        other = taken.setdefault(os.path.normcase(Path.cwd() / target), file)
        if other != file:
            raise WrongCallError(
                f"{visible(other, None)} and {visible(file, None)} would both be written to "
                f"{visible(str(target), None)}; put {{name}} into --to where the name of each goes, "
                "or {folder}-{name}"
            )
        targets[file] = target
    return targets


def _many(call: Namespace) -> int:
    targets = targets_of(files_of(call), call.to)
    work = partial(_one_of_many, {file: str(Path.cwd() / target) for file, target in targets.items()}, call.locale)
    outcomes = for_each(call, list(targets), work)
    if call.json:
        say_json([outcome.result or outcome.to_dict() for outcome in outcomes])
    for outcome in outcomes if not call.json else ():
        if outcome.result is None:
            complain(outcome.complaint)
        else:
            say(f"wrote {outcome.result['to']}")
    return FINE if all(outcome.result for outcome in outcomes) else FAILED


def _one_of_many(targets: dict[str, str], locale: str | None, file: str) -> dict[str, Any]:
    return _written(file, Path(targets[file]), locale, None)


def _written(file: str, target: Path, locale: str | None, progress: Told | None) -> dict[str, Any]:
    """Write the table of one file, and say so as JSON."""
    scenario = load(file)
    for source in _sources(file, scenario):
        if _same(target, source):
            raise WrongCallError(f"{target} is {source}, which the decision is read from; choose another name")
    ending = target.suffix.lower()
    enclosed = enclosure_text(scenario, ending) if ending in ENCLOSING else ""
    content = export(scenario, ending, locale, figures_of(scenario, progress), enclosed)
    atomic.write(target, content)
    return {"file": file, "to": str(target), "bytes": len(content), "fingerprint": scenario.fingerprint}


def _sources(file: str, scenario: Scenario) -> Iterator[Path]:
    """The files that `scenario` was made from, or may have been."""
    yield Path(file)
    library = Library(Path(file).resolve().parent)
    catalogue = [] if scenario.catalogue is None else [scenario.catalogue]
    questions = [APPROACH_QUESTIONS] if scenario.answers else []
    for name in (*catalogue, *scenario.requirement_sets, REFERENCE_CLASSES, *questions):
        yield library.find(name)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return False

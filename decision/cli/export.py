"""``export FILE --to OUT``: the comparison table as a file."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from pathlib import Path

from decision.cli.arguments import add_file
from decision.cli.printing import Progress, say, say_json
from decision.cli.status import FINE, WrongCallError
from decision.files import atomic
from decision.files.library import APPROACH_QUESTIONS, REFERENCE_CLASSES, Library
from decision.files.reader import load
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.outputs.files.csv_form import form_of
from decision.outputs.files.export import ENDINGS, export, figures_of


def add_arguments(parser: ArgumentParser) -> None:
    add_file(parser)
    parser.add_argument("--to", required=True, metavar="OUT", help="the file to write: .csv, .md or .xlsx")
    parser.add_argument(
        "--locale",
        type=locale,
        help="where the .csv file will be opened, such as de or fr-CH: a semicolon and decimal commas where those are "
        "usual; a comma and decimal points if not said",
    )


def locale(text: str) -> str:
    try:
        form_of(text)
    except DecisionError as error:
        raise ArgumentTypeError(str(error)) from None
    return text


def run(call: Namespace) -> int:
    target = Path(call.to)
    if target.suffix.lower() not in ENDINGS:
        raise WrongCallError(f"--to must end in {', '.join(ENDINGS)} (got {target.name}); choose one of them")
    if call.locale is not None and target.suffix.lower() != ".csv":
        raise WrongCallError(f"--locale is for .csv (got {target.name}); leave it out")
    scenario = load(call.file)
    for source in _sources(call.file, scenario):
        if _same(target, source):
            raise WrongCallError(f"{target} is {source}, which the decision is read from; choose another name")
    with Progress(call.name) as progress:
        figures = figures_of(scenario, progress.step)
    content = export(scenario, target.suffix.lower(), call.locale, figures)
    atomic.write(target, content)
    if call.json:
        say_json({"file": call.file, "to": str(target), "bytes": len(content), "fingerprint": scenario.fingerprint})
    else:
        say(f"wrote {target}")
    return FINE


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

"""``export FILE… --to OUT``: a decision as a file of one of the forms, or a folder; of many scenarios one each."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any

from decision.analysis.progress import Told
from decision.cli.arguments import locale
from decision.cli.many import add_files, files_of, for_each, is_one_file
from decision.cli.printing import Progress, complain, say, say_json
from decision.cli.status import FAILED, FINE, WrongCallError
from decision.files import atomic, folder
from decision.files.enclosed_in import MOST_BYTES
from decision.files.enclosure import enclosure_text
from decision.files.library import APPROACH_QUESTIONS, REFERENCE_CLASSES, Library
from decision.files.reader import load
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.model.visible import visible
from decision.outputs.files.export import (
    ENDINGS,
    FOLDER,
    NAMES,
    SHAPES,
    SHOWN,
    FileForm,
    Form,
    Settings,
    export,
    export_folder,
    figures_of,
    form_for,
)


def add_arguments(parser: ArgumentParser) -> None:
    add_files(parser)
    parser.add_argument(
        "--to",
        required=True,
        metavar="OUT",
        help=f"the file to write: {', '.join(ENDINGS)}; or a folder, with / at its end; for many, with {{name}} where "
        "the name of each goes, and {folder} where that of its folder goes, as in out/{name}.xlsx",
    )
    parser.add_argument("--form", choices=NAMES, help="what to write, where an ending could be several things")
    parser.add_argument(
        "--locale",
        type=locale,
        help="where the .csv file will be opened, such as de or fr-CH: a semicolon and decimal commas where those are "
        "usual; a comma and decimal points if not said",
    )
    parser.add_argument(
        "--shape",
        choices=SHAPES,
        help="of the .csv file: wide, columns for each option, or long, rows for each",
    )
    parser.add_argument(
        "--ocid",
        metavar="ID",
        help="what the contracting process is called, as in ocds-213czf-000-00001, for --form ocds",
    )
    parser.add_argument(
        "--show-chosen",
        choices=SHOWN,
        help="what the summaries in a pack tell the others of the option chosen; nothing if not said",
    )
    parser.add_argument(
        "--evaluators", metavar="NAMES", help='whom scoring sheets are for, as in "A,B"; with --form scoring --to '
        "sheets/, a workbook for each",
    )  # fmt: skip
    parser.add_argument(
        "--leave-out", metavar="CRITERIA", help="criteria that are on no scoring sheet, as in risk,fit; what is rated "
        "in money never is",
    )  # fmt: skip
    parser.add_argument(
        "--names", action="store_true", default=None, help="call evaluators by name; by letter if not said"
    )


def run(call: Namespace) -> int:
    settings = Settings(**{each.name: getattr(call, each.name) for each in fields(Settings)})
    form = asked_form(call.to, call.form, settings)
    if not is_one_file(call):
        return _many(call, form, settings)
    file, target = call.files[0], Path(call.to)
    with Progress(call.name) as progress:
        entry = _written(file, target, form, settings, progress.step)
    if call.json:
        say_json(entry)
    else:
        say(f"wrote {target}")
        _tell_size(call, form, entry)
    return FINE


def asked_form(to: str, name: str | None, settings: Settings) -> Form:
    """The form that ``--to``, ``--form`` and the other flags ask for; raises WrongCallError if there is none such."""
    target = Path(to)
    if not target.suffix and not to.endswith(("/", os.sep)):
        ways = ", ".join(ENDINGS)
        raise WrongCallError(
            f"--to {visible(to, None)} does not say what to write; end it in {ways}, or in / for a folder"
        )
    try:
        return form_for(FOLDER if to.endswith(("/", os.sep)) else target.suffix.lower(), name, settings)
    except DecisionError as error:
        raise WrongCallError(f"--to {visible(to, None)}: {error}") from None


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


def _many(call: Namespace, form: Form, settings: Settings) -> int:
    targets = targets_of(files_of(call), call.to)
    places = {file: str(Path.cwd() / target) for file, target in targets.items()}
    work = partial(_one_of_many, places, (form.ending, form.name), settings)
    outcomes = for_each(call, list(targets), work)
    if call.json:
        say_json([outcome.result or outcome.to_dict() for outcome in outcomes])
    for outcome in outcomes if not call.json else ():
        if outcome.result is None:
            complain(outcome.complaint)
        else:
            say(f"wrote {outcome.result['to']}")
            _tell_size(call, form, outcome.result)
    return FINE if all(outcome.result for outcome in outcomes) else FAILED


def _tell_size(call: Namespace, form: Form, entry: Mapping[str, Any]) -> None:
    """Say of a file that encloses a decision, and is too large to be read again, that it is."""
    size = entry["bytes"]
    if isinstance(form, FileForm) and form.encloses and size > MOST_BYTES:
        complain(
            f"{call.name}: {entry['to']} has {size / 1e6:,.1f} MB, and verify reads {MOST_BYTES / 1e6:g} MB at the "
            "most: it can be opened, and not be worked out again; the memo and the page are smaller"
        )


def _one_of_many(targets: dict[str, str], form: tuple[str, str], settings: Settings, file: str) -> dict[str, Any]:
    return _written(file, Path(targets[file]), form_for(*form), settings, None)


def _written(file: str, target: Path, form: Form, settings: Settings, progress: Told | None) -> dict[str, Any]:
    """Write what one file is asked for, and say so as JSON."""
    scenario = load(file)
    for source in _sources(file, scenario):
        if _same(target, source):
            raise WrongCallError(f"{target} is {source}, which the decision is read from; choose another name")
    figures = figures_of(scenario, progress, simulated=form.simulated)
    entry = {"file": file, "to": str(target), "form": form.name, "fingerprint": scenario.fingerprint}
    if isinstance(form, FileForm):
        enclosed = enclosure_text(scenario, form.name, form.ending, settings.said) if form.encloses else ""
        content = export(scenario, form.ending, form=form.name, figures=figures, settings=settings, enclosed=enclosed)
        atomic.write(target, content)
        return entry | {"bytes": len(content)}
    contents = export_folder(scenario, form.name, figures, settings=settings)
    folder.write(target, contents)
    return entry | {"bytes": sum(len(each) for each in contents.values()), "files": sorted(contents)}


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

"""``decide FILE --choose ID``: what was decided, written into the file and as a decision record beside it."""

from __future__ import annotations

import datetime
import shlex
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from decision.cli.arguments import day
from decision.cli.printing import Progress, complain, say, say_json
from decision.cli.status import FINE, WrongCallError
from decision.files.reader import load
from decision.model.errors import DecisionError, choice
from decision.model.record import RecordedDecision
from decision.model.scenario import Scenario
from decision.model.visible import visible

if TYPE_CHECKING:
    from decision.files.editing.files import EditedFile
    from decision.files.record_folder import RecordPlace, Superseding
    from decision.outputs.files.export import Figures

FORMS = ("madr", "nhs")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the scenario that was decided on")
    parser.add_argument("--choose", required=True, metavar="ID", help="the option that was chosen")
    parser.add_argument("--because", required=True, metavar="TEXT", help="why, in a sentence or a paragraph")
    parser.add_argument("--by", default="", metavar="NAME", help="who decided")
    parser.add_argument("--on", type=day, metavar="DATE", help="when, as 2026-12-01; today if not said")
    parser.add_argument("--review-by", type=day, metavar="DATE", help="by when it is to be looked at again")
    parser.add_argument(
        "--reversibility", default="", metavar="TEXT", help="whether it can be taken back, and what that would cost"
    )
    parser.add_argument("--form", choices=FORMS, default="madr", help="the form of the record; madr if not said")
    parser.add_argument(
        "--records",
        metavar="DIR",
        help="the folder of decision records; the nearest docs/decisions above the file, or one made beside it",
    )
    parser.add_argument("--anyway", action="store_true", help="choose an option although it is excluded")
    parser.add_argument("--dry-run", action="store_true", help="show what would be written, and write nothing")


@dataclass(frozen=True)
class _Written:
    """What is to be written, and what is said of it."""

    decision: RecordedDecision
    place: RecordPlace
    text: str
    file: EditedFile
    earlier: Superseding | None
    said: tuple[str, ...]


def run(call: Namespace) -> int:
    from decision.files.record_folder import write_all

    scenario = load(call.file)
    _check(call, scenario)
    made = _made(call, scenario)
    if not call.dry_run:
        write_all(made.place.path, made.text.encode("utf-8"), made.file, made.earlier)
    if call.json:
        say_json(_as_json(call, made))
    else:
        _say(call, made)
    return FINE


def _check(call: Namespace, scenario: Scenario) -> None:
    options = {option.id: option for option in scenario.options}
    if call.choose not in options:
        raise WrongCallError(f"{visible(call.choose)} is not an option of {call.file}; {choice(call.choose, options)}")
    if not call.because.strip():
        raise WrongCallError("--because is empty; say why in a sentence, for that is what will be asked later")
    if call.review_by is not None and call.review_by < _on(call):
        raise WrongCallError(
            f"--review-by {call.review_by} is before the decision on {_on(call)}; correct one of the two"
        )
    before = scenario.decision
    if scenario.outcome is not None and before is not None and before.chosen != call.choose:
        raise WrongCallError(
            f"the file has an outcome of {before.chosen}, which says nothing of {call.choose}; "
            f"take it out first: python -m decision del {shlex.quote(call.file)} outcome"
        )
    if options[call.choose].excluded and not call.anyway:
        from decision.outputs.words.record import why_excluded

        reasons = "; ".join(why_excluded(scenario, call.choose))
        remedy = "choose another, or say --anyway if it was chosen all the same"
        raise DecisionError(f"{call.choose} is excluded: {reasons}; {remedy}")


def _on(call: Namespace) -> datetime.date:
    on: datetime.date = call.on or datetime.date.today()
    return on


def _made(call: Namespace, scenario: Scenario) -> _Written:
    """Everything that is written, worked out and checked, with nothing written yet."""
    from decision.files.editing.edits import Set
    from decision.files.editing.files import edited_file
    from decision.files.editing.revision import as_read
    from decision.files.record_folder import next_record, record_in, records_folder, relative
    from decision.files.said_writer import decision_document
    from decision.outputs.files.export import figures_of
    from decision.outputs.tables.record import recorded_decision
    from decision.outputs.words.record import said_of_choice

    with Progress(call.name) as progress:
        figures = figures_of(scenario, progress.step)
    folder = Path(call.records) if call.records else records_folder(Path(call.file))
    place = next_record(folder, scenario.title)
    here = Path(call.file).resolve().parent
    before = scenario.decision
    decision = recorded_decision(
        scenario, call.choose, figures.evaluation, figures.simulation, figures.sensitivity,
        on=_on(call), by=call.by, because=" ".join(call.because.split()), review_by=call.review_by,
        record=relative(place.path, here), supersedes="" if before is None else before.record,
    )  # fmt: skip
    file = edited_file(call.file, [Set("decision", as_read(decision_document(decision)))])
    earlier = None if before is None else record_in(folder, here, before.record)
    text = _record_text(call, scenario, decision, figures, place, earlier)
    said = [*said_of_choice(scenario, call.choose, figures.evaluation, figures.simulation)]
    if figures.missing:
        said.append(figures.missing)
    superseding, told = _superseding(place.number, earlier, "" if before is None else before.record)
    return _Written(decision, place, text, file, superseding, (*said, *told))


def _record_text(
    call: Namespace,
    scenario: Scenario,
    decision: RecordedDecision,
    figures: Figures,
    place: RecordPlace,
    earlier: Path | None,
) -> str:
    from decision.files.record_folder import relative
    from decision.outputs.files.decision_record.madr import madr
    from decision.outputs.files.decision_record.nhs import nhs
    from decision.outputs.tables.record import Earlier, decision_record

    folder = place.path.parent
    record = decision_record(
        scenario, decision, figures.evaluation, figures.simulation, figures.sensitivity,
        number=place.number, file=relative(Path(call.file), folder), call=_call(call.file, folder),
        reversibility=call.reversibility,
        earlier=None if earlier is None else Earlier(earlier.stem, relative(earlier, folder)),
    )  # fmt: skip
    return nhs(record) if call.form == "nhs" else madr(record)


def _call(file: str, records: Path) -> str:
    """How one calls a command on the file: from the folder that has the usual one for records in it, else as it was."""
    from decision.files.record_folder import USUAL, relative

    usual = records.parts[-len(USUAL.parts) :] == USUAL.parts
    return shlex.quote(relative(Path(file), records.parents[1]) if usual else Path(file).as_posix())


def _superseding(number: int, earlier: Path | None, named: str) -> tuple[Superseding | None, list[str]]:
    """The earlier record as it is to be, and what is said where it cannot be told that it was superseded."""
    from decision.files.record_folder import superseding
    from decision.outputs.files.decision_record import madr, nhs

    mark = f"mark it as superseded by ADR-{number:04d} yourself"
    if earlier is None:
        told = f"the record of the decision before, {visible(named)}, is not among the records here; {mark}."
        return None, [told] if named else []
    found = superseding(earlier, {form.ACCEPTED: form.superseded(number) for form in (madr, nhs)})
    if found is None:
        return None, [f"{earlier.name} has no line that says it is accepted; {mark}."]
    return found, []


def _as_json(call: Namespace, made: _Written) -> dict[str, Any]:
    from decision.files.editing.revision import as_read
    from decision.files.said_writer import decision_document

    return {
        "file": call.file,
        "record": _shown(made.place.path),
        "written": not call.dry_run,
        "decision": as_read(decision_document(made.decision)),
        "superseded": None if made.earlier is None else _shown(made.earlier.path),
        "said": list(made.said),
        "diff": made.file.diff(),
        "text": made.text,
    }


def _shown(path: Path) -> str:
    """A path as one would write it here."""
    path, here = path.resolve(), Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _say(call: Namespace, made: _Written) -> None:
    for each in made.said:
        complain(each)
    say(made.file.diff())
    if call.dry_run:
        say(f"{_shown(made.place.path)}:\n\n{made.text}")
        say("nothing is written: a dry run")
        return
    say(f"wrote {call.file}")
    say(f"wrote {_shown(made.place.path)}")
    if made.earlier is not None:
        say(f"{_shown(made.earlier.path)} is superseded")
    if made.decision.review_by is None:
        complain("no day was set for a review; set one with --review-by, or decision.review_by in the file")

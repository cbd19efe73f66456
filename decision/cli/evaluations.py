"""``evaluations FILE``: what evaluators gave side by side; moderation noted; what was agreed taken over."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from decision.cli.arguments import day
from decision.cli.printing import complain, say, say_json
from decision.cli.status import FAILED, FINE, WrongCallError
from decision.files.reader import read_scenario
from decision.model.errors import ImpossibleError
from decision.model.evaluation_names import as_letters
from decision.model.scenario import Scenario


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--names", action="store_true", help="call evaluators by name; by letter if not said")
    parser.add_argument("--markdown", action="store_true", help="print the moderation record as Markdown")
    parser.add_argument(
        "--take-over",
        nargs="*",
        metavar="CELL",
        help="make what was agreed the rating, on cells such as buy.fit, or on all if none is named",
    )
    parser.add_argument(
        "--replace-plan",
        action="store_true",
        help="with --take-over: where a rating is a cost plan, put the agreed figure in its place; its lines go",
    )
    parser.add_argument(
        "--moderate",
        nargs=3,
        metavar=("EVALUATOR", "CELL", "RATING"),
        help="write down that moderation moved a rating, as in --moderate A buy.fit 6; with --because",
    )
    parser.add_argument("--because", default="", metavar="TEXT", help="with --moderate: why; needed")
    parser.add_argument("--by", default="", metavar="NAME", help="with --moderate: who led the moderation")
    parser.add_argument("--on", type=day, metavar="DAY", help="with --moderate: the day of it, year-month-day")
    parser.add_argument("--dry-run", action="store_true", help="show what would change in the file, and write nothing")


def run(call: Namespace) -> int:
    _check(call)
    from decision.files.open_file import read_file

    path = Path(call.file)
    raw = read_file(path)
    scenario = read_scenario(raw, call.file, path.resolve().parent)
    if call.take_over is not None:
        return _take_over(call, path, raw, scenario)
    if call.moderate is not None:
        return _moderate(call, path, raw, scenario)
    shown = scenario if call.names else as_letters(scenario)
    if call.json:
        from decision.outputs.tables.evaluations import evaluations_dict

        say_json({"file": call.file, **evaluations_dict(shown)})
        return FINE
    from decision.outputs.tables.evaluations import evaluations_table

    table = evaluations_table(shown)
    if table is None:
        say(f"{call.file} keeps no evaluations: bring a filled sheet in with import SHEET.xlsx --into {call.file}")
    elif call.markdown:
        from decision.outputs.files.evaluations_markdown import record_markdown

        say(record_markdown(table))
    else:
        from decision.outputs.text.evaluations import evaluations_text

        say(evaluations_text(table))
    return FINE


def _check(call: Namespace) -> None:
    """Raise WrongCallError where flags do not go together."""
    if call.take_over is not None and call.moderate is not None:
        raise WrongCallError("--take-over and --moderate are two changes; make one after the other")
    if call.dry_run and call.take_over is None and call.moderate is None:
        raise WrongCallError("--dry-run is for --take-over and --moderate; without them nothing is written anyway")
    if call.replace_plan and call.take_over is None:
        raise WrongCallError("--replace-plan is for --take-over")
    if call.moderate is None and (call.because or call.by or call.on):
        raise WrongCallError("--because, --by and --on are for --moderate")
    if call.moderate is not None and not call.because.strip():
        raise WrongCallError("say why the rating was moved, with --because TEXT")


def _moderate(call: Namespace, path: Path, raw: bytes, scenario: Scenario) -> int:
    from decision.cli.saving import carry_out
    from decision.files.typed_rating import read_rating
    from decision.model.moderating import moderating
    from decision.model.scenario import ImpossibleScenarioError

    evaluator, cell, rating = call.moderate
    try:
        after = moderating(scenario, evaluator, cell, read_rating(rating), call.because, call.by, call.on)
    except (ImpossibleError, ImpossibleScenarioError) as error:
        raise WrongCallError(f"{error}; nothing is written") from None
    return carry_out(call, path, raw, after)


def _take_over(call: Namespace, path: Path, raw: bytes, scenario: Scenario) -> int:
    from decision.cli.saving import carry_out
    from decision.model.taking_over import taking_over

    if not scenario.consensus:
        complain(f"{call.name}: nothing is agreed on in {call.file}; write what was under consensus first")
        return FAILED
    try:
        after = taking_over(scenario, call.take_over or None, in_place_of_plans=call.replace_plan)
    except ImpossibleError as error:
        raise WrongCallError(f"{error}; nothing is written") from None
    return carry_out(call, path, raw, after)

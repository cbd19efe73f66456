"""``evaluate FILE…``: scores, contributions, ranking."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from functools import partial

from decision.analysis.scoring import At, evaluate
from decision.cli.many import add_files, files_of, for_each, is_one_file
from decision.cli.printing import say, say_json
from decision.cli.status import FAILED, FINE
from decision.cli.summary import Told, tell
from decision.cli.warnings import add_strict, warn, warnings_of
from decision.files.reader import load_with_tree


def add_arguments(parser: ArgumentParser) -> None:
    add_files(parser)
    add_strict(parser)
    parser.add_argument(
        "--at",
        choices=("expected", "most-likely"),
        default="expected",
        help="score what is expected of every rating, or the most likely figures as they were typed",
    )


def run(call: Namespace) -> int:
    if not is_one_file(call):
        return _many(call)
    (file,) = call.files
    scenario, root = load_with_tree(file)
    evaluation = evaluate(scenario, call.at)
    if call.json:
        say_json(evaluation.to_dict())
    else:
        from decision.outputs.text.scoring import evaluation_text

        say(evaluation_text(scenario, evaluation))
    warnings = warnings_of(file, root, scenario)
    warn(warnings)
    return FAILED if warnings.told and call.strict else FINE


def _many(call: Namespace) -> int:
    from decision.outputs.text.summary import EVALUATION

    outcomes = for_each(call, files_of(call), partial(_told, call.at))
    status = tell(call, EVALUATION, outcomes)
    warned = any(each.result is not None and each.result.warnings.told for each in outcomes)
    return FAILED if warned and call.strict else status


def _told(at: At, file: str) -> Told:
    from decision.outputs.text.summary import evaluation_cells

    scenario, root = load_with_tree(file)
    evaluation = evaluate(scenario, at)
    return Told(evaluation_cells(evaluation), evaluation.to_dict(), warnings_of(file, root, scenario))

"""``evaluate FILE``: scores, contributions, ranking."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from decision.analysis.scoring import evaluate
from decision.cli.arguments import add_file
from decision.cli.printing import say, say_json
from decision.cli.status import FAILED, FINE
from decision.cli.warnings import add_strict, warn, warnings_of
from decision.files.reader import load


def add_arguments(parser: ArgumentParser) -> None:
    add_file(parser)
    add_strict(parser)
    parser.add_argument(
        "--at",
        choices=("expected", "most-likely"),
        default="expected",
        help="score what is expected of every rating, or the most likely figures as they were typed",
    )


def run(call: Namespace) -> int:
    scenario = load(call.file)
    evaluation = evaluate(scenario, call.at)
    if call.json:
        say_json(evaluation.to_dict())
    else:
        from decision.outputs.text.scoring import evaluation_text

        say(evaluation_text(scenario, evaluation))
    warnings = warnings_of(call.file, scenario)
    warn(warnings)
    return FAILED if warnings and call.strict else FINE

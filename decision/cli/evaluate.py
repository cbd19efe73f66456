"""``evaluate FILE``: scores, contributions, ranking."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from decision.analysis.scoring import evaluate
from decision.cli.arguments import add_file
from decision.cli.printing import say, say_json
from decision.cli.status import FAILED, FINE
from decision.cli.warnings import add_strict, warn, warnings_of
from decision.files.reader import load_with_tree


def add_arguments(parser: ArgumentParser) -> None:
    add_file(parser)
    add_strict(parser)


def run(call: Namespace) -> int:
    scenario, root = load_with_tree(call.file)
    evaluation = evaluate(scenario)
    if call.json:
        say_json(evaluation.to_dict())
    else:
        from decision.outputs.text.scoring import evaluation_text

        say(evaluation_text(scenario, evaluation))
    warnings = warnings_of(call.file, root, scenario)
    warn(warnings)
    return FAILED if warnings.told and call.strict else FINE

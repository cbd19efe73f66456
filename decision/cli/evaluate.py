"""``evaluate FILE``: scores, contributions, ranking."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from decision.analysis.scoring import evaluate
from decision.cli.arguments import add_file
from decision.cli.printing import print_json
from decision.cli.status import FINE
from decision.files.reader import load


def add_arguments(parser: ArgumentParser) -> None:
    add_file(parser)


def run(call: Namespace) -> int:
    scenario = load(call.file)
    evaluation = evaluate(scenario)
    if call.json:
        print_json(evaluation.to_dict())
    else:
        from decision.outputs.text.scoring import evaluation_text

        print(evaluation_text(scenario, evaluation), end="")
    return FINE

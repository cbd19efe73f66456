"""``sensitivity FILE``: what would change the answer."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from decision.analysis.sensitivity.sensitivity import sensitivity
from decision.cli.arguments import add_draws, add_file
from decision.cli.printing import Progress, say, say_json
from decision.cli.status import FINE
from decision.files.reader import load


def add_arguments(parser: ArgumentParser) -> None:
    add_file(parser)
    add_draws(parser)


def run(call: Namespace) -> int:
    scenario = load(call.file)
    with Progress(call.name) as progress:
        result = sensitivity(scenario, call.draws, call.seed, progress=progress.step)
    if call.json:
        say_json(result.to_dict())
    else:
        from decision.outputs.text.sensitivity import sensitivity_text

        say(sensitivity_text(scenario, result))
    return FINE

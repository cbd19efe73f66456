"""``sensitivity FILE…``: what would change the answer."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from functools import partial

from decision.analysis.sensitivity.sensitivity import sensitivity
from decision.cli.arguments import add_draws
from decision.cli.many import add_files, files_of, for_each, is_one_file
from decision.cli.printing import Progress, say, say_json
from decision.cli.status import FINE
from decision.cli.summary import Told, tell
from decision.files.reader import load


def add_arguments(parser: ArgumentParser) -> None:
    add_files(parser)
    add_draws(parser)


def run(call: Namespace) -> int:
    if not is_one_file(call):
        from decision.outputs.text.summary import SENSITIVITY

        return tell(call, SENSITIVITY, for_each(call, files_of(call), partial(_told, call.draws, call.seed)))
    scenario = load(call.files[0])
    with Progress(call.name) as progress:
        result = sensitivity(scenario, call.draws, call.seed, progress=progress.step)
    if call.json:
        say_json(result.to_dict())
    else:
        from decision.outputs.text.sensitivity import sensitivity_text

        say(sensitivity_text(scenario, result))
    return FINE


def _told(draws: int | None, seed: int | None, file: str) -> Told:
    from decision.outputs.text.summary import sensitivity_cells

    scenario = load(file)
    result = sensitivity(scenario, draws, seed)
    return Told(sensitivity_cells(scenario, result), result.to_dict())

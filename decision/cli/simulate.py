"""``simulate FILE``: how sure the answer is."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from decision.analysis.scoring import evaluate
from decision.analysis.simulation.simulation import simulate
from decision.cli.arguments import add_draws, add_file
from decision.cli.printing import Progress, say, say_json
from decision.cli.status import FINE
from decision.files.reader import load


def add_arguments(parser: ArgumentParser) -> None:
    add_file(parser)
    add_draws(parser)
    parser.add_argument(
        "--weights",
        choices=("any", "stated", "file"),
        default="file",
        help="how uncertain weights are: any at all, held as stated, or as the file says",
    )


def run(call: Namespace) -> int:
    scenario = load(call.file)
    with Progress(call.name) as progress:
        result = simulate(scenario, call.draws, call.seed, weights=call.weights, progress=progress.draws)
    if call.json:
        say_json(result.to_dict())
    else:
        from decision.outputs.text.simulation import simulation_text

        say(simulation_text(scenario, evaluate(scenario), result))
    return FINE

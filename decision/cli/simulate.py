"""``simulate FILE…``: how sure the answer is."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from functools import partial

from decision.analysis.sampling.weights import WeightsDrawn
from decision.analysis.scoring import evaluate
from decision.analysis.simulation.simulation import simulate
from decision.cli.arguments import add_draws
from decision.cli.many import add_files, files_of, for_each, is_one_file
from decision.cli.printing import Progress, say, say_json
from decision.cli.status import FINE
from decision.cli.summary import Told, tell
from decision.files.reader import load


def add_arguments(parser: ArgumentParser) -> None:
    add_files(parser)
    add_draws(parser)
    parser.add_argument(
        "--weights",
        choices=("any", "stated", "file"),
        default="file",
        help="how uncertain weights are: any at all, held as stated, or as the file says",
    )


def run(call: Namespace) -> int:
    if not is_one_file(call):
        from decision.outputs.text.summary import SIMULATION

        work = partial(_told, call.draws, call.seed, call.weights)
        return tell(call, SIMULATION, for_each(call, files_of(call), work))
    scenario = load(call.files[0])
    with Progress(call.name) as progress:
        result = simulate(scenario, call.draws, call.seed, weights=call.weights, progress=progress.draws)
    if call.json:
        say_json(result.to_dict())
    else:
        from decision.outputs.text.simulation import simulation_text

        say(simulation_text(scenario, evaluate(scenario), result))
    return FINE


def _told(draws: int | None, seed: int | None, weights: WeightsDrawn, file: str) -> Told:
    from decision.outputs.text.summary import simulation_cells

    scenario = load(file)
    result = simulate(scenario, draws, seed, weights=weights)
    return Told(simulation_cells(evaluate(scenario), result), result.to_dict())

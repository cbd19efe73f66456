"""``money FILE``: what options cost over the years, and what they are worth beside it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from decision.analysis.money import money
from decision.cli.arguments import add_draws
from decision.cli.printing import Progress, say, say_json
from decision.cli.status import FINE
from decision.files.reader import load


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the scenario with the cost plans")
    parser.add_argument(
        "--of", metavar="CRITERION", help="whose cost plans; the first criterion that has one if not said"
    )
    parser.add_argument("--paid", action="store_true", help="by year as it is paid, in place of present values")
    parser.add_argument(
        "--across",
        type=_paths,
        default=(),
        metavar="CRITERIA",
        help="what the axis across shows: criteria, by commas; money if not said",
    )
    parser.add_argument(
        "--up", type=_paths, default=(), metavar="CRITERIA", help="what the axis up shows; all else if not said"
    )
    add_draws(parser)


def run(call: Namespace) -> int:
    scenario = load(call.file)
    with Progress(call.name) as progress:
        result = money(
            scenario,
            call.draws,
            call.seed,
            criterion=call.of,
            across=call.across,
            up=call.up,
            progress=progress.step,
        )
    if call.json:
        say_json(result.to_dict())
    else:
        from decision.outputs.text.money import money_text

        say(money_text(scenario, result, paid=call.paid))
    return FINE


def _paths(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())

"""``pilot FILE``: what a pilot, a demo or reference calls are worth before deciding."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace

from decision.analysis.sensitivity.sample_information import Study
from decision.analysis.sensitivity.studies import (
    STUDIES,
    cells_called,
    names_shared,
    studies,
    usual_study,
    usual_study_of,
)
from decision.cli.arguments import add_draws
from decision.cli.printing import Progress, say, say_json
from decision.cli.status import FINE, WrongCallError
from decision.files.reader import load
from decision.model.scenario import Scenario
from decision.model.visible import visible


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the scenario to decide on")
    parser.add_argument(
        "--of",
        action="append",
        default=[],
        metavar="RATING",
        help="what the study is about: a rating (extend.fit), an option or a criterion, several times if need be; or "
        "what all options share (drivers.patients), by itself",
    )
    parser.add_argument("--study", choices=tuple(STUDIES), help="its kind; pilot if neither this nor --left is said")
    parser.add_argument(
        "--left", type=_share, metavar="SHARE", help="how much of today's spread would be left, 0 to 1, as 0.3"
    )
    parser.add_argument("--price", type=_price, metavar="MONEY", help="what the study costs, in the file's currency")
    add_draws(parser)


def run(call: Namespace) -> int:
    if call.study is not None and call.left is not None:
        raise WrongCallError("--study and --left both say how good the study is; leave one out")
    if not call.of and (call.study is not None or call.left is not None or call.price is not None):
        raise WrongCallError("--study, --left and --price are of one study; name with --of what it is about")
    scenario = load(call.file)
    asked = [_asked(scenario, call)] if call.of else []
    with Progress(call.name) as progress:
        result = studies(scenario, asked, call.draws, call.seed, progress.step)
    if call.json:
        say_json(result.to_dict())
    else:
        from decision.outputs.text.studies import studies_text

        say(studies_text(scenario, result))
    return FINE


def _asked(scenario: Scenario, call: Namespace) -> Study:
    shared = [name for name in call.of if names_shared(scenario, name)]
    if shared:
        if len(call.of) > 1:
            raise WrongCallError(f"a study of {visible(shared[0])} is of nothing else; leave out the other --of")
        if call.left is None:
            return usual_study_of(scenario, call.study or "pilot", shared[0], call.price)
        return Study("A study", (), (call.left,), call.price, shared[0])
    cells = [*dict.fromkeys(cell for name in call.of for cell in cells_called(scenario, name))]
    if call.left is None:
        return usual_study(scenario, call.study or "pilot", cells, call.price)
    return Study("A study", tuple(cells), (call.left,) * len(cells), call.price)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise ArgumentTypeError(f"a share from 0 to 1 is wanted (got {visible(text)})")
    return share


def _price(text: str) -> float:
    try:
        price = float(text)
    except ValueError:
        price = -1.0
    if not 0 <= price < float("inf"):
        raise ArgumentTypeError(f"a price of 0 or more is wanted (got {visible(text)})")
    return price

"""``evaluate FILE``: scores, contributions, ranking."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from decision.analysis.scoring import Evaluation, evaluate
from decision.cli.arguments import add_file
from decision.cli.printing import say, say_json
from decision.cli.status import FAILED, FINE
from decision.cli.warnings import add_strict, warn, warnings_of
from decision.files.reader import load_with_tree
from decision.model.scenario import Scenario
from decision.model.total_scale import total_scale


def add_arguments(parser: ArgumentParser) -> None:
    add_file(parser)
    add_strict(parser)
    parser.add_argument(
        "--at",
        choices=("expected", "most-likely"),
        default="expected",
        help="score what is expected of every rating, or the most likely figures as they were typed",
    )
    parser.add_argument(
        "--totals",
        action="store_true",
        help="also total the ratings on their own scale, as a spreadsheet does, where all criteria share one",
    )


def run(call: Namespace) -> int:
    scenario, root = load_with_tree(call.file)
    evaluation = evaluate(scenario, call.at)
    if call.json:
        say_json(evaluation.to_dict() | ({"totals": _totals(scenario, evaluation)} if call.totals else {}))
    else:
        from decision.outputs.text.scoring import evaluation_text

        say(evaluation_text(scenario, evaluation, with_totals=call.totals))
    warnings = warnings_of(call.file, root, scenario)
    warn(warnings)
    return FAILED if warnings.told and call.strict else FINE


def _totals(scenario: Scenario, evaluation: Evaluation) -> dict[str, Any] | None:
    """The totals on the ratings' own scale; None where they share none."""
    scale = total_scale(scenario)
    if scale is None:
        return None
    mean = {each.id: scale.mean(evaluation.weights, each.ratings) for each in evaluation.options}
    return {
        "worst": scale.ends.worst,
        "best": scale.ends.best,
        "weight": scale.weight,
        "mean": mean,
        "sum": None if scale.weight is None else {each.id: scale.weight * mean[each.id] for each in evaluation.options},
    }

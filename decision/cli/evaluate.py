"""``evaluate FILE…``: scores, contributions, ranking."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from functools import partial
from typing import Any

from decision.analysis.scoring import At, Evaluation, evaluate
from decision.cli.many import add_files, files_of, for_each, is_one_file
from decision.cli.printing import say, say_json
from decision.cli.status import FAILED, FINE, WrongCallError
from decision.cli.summary import Told, tell
from decision.cli.warnings import add_strict, warn, warnings_of
from decision.files.reader import load_with_tree
from decision.model.scenario import Scenario
from decision.model.total_scale import total_scale


def add_arguments(parser: ArgumentParser) -> None:
    add_files(parser)
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
    if not is_one_file(call):
        return _many(call)
    (file,) = call.files
    scenario, root = load_with_tree(file)
    evaluation = evaluate(scenario, call.at)
    if call.json:
        say_json(_as_json(scenario, evaluation, totals=call.totals))
    else:
        from decision.outputs.text.scoring import evaluation_text

        say(evaluation_text(scenario, evaluation, with_totals=call.totals))
    warnings = warnings_of(file, root, scenario)
    warn(warnings)
    return FAILED if warnings.told and call.strict else FINE


def _as_json(scenario: Scenario, evaluation: Evaluation, *, totals: bool) -> dict[str, Any]:
    return evaluation.to_dict() | ({"totals": _totals(scenario, evaluation)} if totals else {})


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


def _many(call: Namespace) -> int:
    from decision.outputs.text.summary import EVALUATION

    if call.totals and not call.json:
        raise WrongCallError("the table of many files has no room for --totals; name one file, or add --json")
    outcomes = for_each(call, files_of(call), partial(_told, call.at, call.totals))
    status = tell(call, EVALUATION, outcomes)
    warned = any(each.result is not None and each.result.warnings.told for each in outcomes)
    return FAILED if warned and call.strict else status


def _told(at: At, totals: bool, file: str) -> Told:  # noqa: FBT001  # sent to other processes
    from decision.outputs.text.summary import evaluation_cells

    scenario, root = load_with_tree(file)
    evaluation = evaluate(scenario, at)
    return Told(
        evaluation_cells(evaluation), _as_json(scenario, evaluation, totals=totals), warnings_of(file, root, scenario)
    )

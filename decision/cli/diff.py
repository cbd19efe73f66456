"""``diff OLD NEW``: what changed, and how much each change moved the lead."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from functools import partial
from typing import Any

from decision.cli.arguments import draws, seed
from decision.cli.many import add_jobs, for_each
from decision.cli.printing import complain, say, say_json
from decision.cli.status import WRONG_CALL, WrongCallError
from decision.files.faults import FileError
from decision.files.folder_pairs import Pair, is_folder, pairs_of
from decision.files.revisions import load_named
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.model.visible import visible

SAME, DIFFERENT = 0, 1  # as `diff` ends; whatever keeps it from comparing is 2


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="a file or folder, or REV:FILE out of git, such as HEAD~1:x.yaml")
    parser.add_argument("new", metavar="NEW", help="the same of what it has become")
    parser.add_argument("--markdown", action="store_true", help="print Markdown, for a pull request")
    parser.add_argument(
        "--draws", type=draws, metavar="N", help="how many worlds to draw for P(best), 10,000 if not said"
    )
    parser.add_argument(
        "--weights",
        choices=("any", "stated", "file"),
        default="file",
        help="how uncertain weights are for P(best): any at all, held as stated, or as the files say",
    )
    parser.add_argument(
        "--seed", type=seed, metavar="S", help="where the random numbers begin; that of NEW if not said"
    )
    add_jobs(parser)


def run(call: Namespace) -> int:
    try:
        folders = [is_folder(name) for name in (call.old, call.new)]
        if all(folders):
            return _folders(call)
        if any(folders):
            folder = call.old if folders[0] else call.new
            raise WrongCallError(f"{folder} is a folder and the other is not; name two files or two folders")
        told, status = _compared(call, load_named(call.old), load_named(call.new))
    except FileError as error:
        complain(error)
        return WRONG_CALL
    except DecisionError as error:
        complain(f"{call.name}: {error}")
        return WRONG_CALL
    if call.json:
        say_json(told)
    else:
        say(told)
    return status


def _compared(call: Namespace, old: Scenario, new: Scenario) -> tuple[Any, int]:
    """What is to be said of two decisions, in the form that was asked for, and how it ends."""
    from decision.analysis.difference.difference import DRAWS, difference

    found = difference(old, new, DRAWS if call.draws is None else call.draws, call.seed, weights=call.weights)
    status = SAME if found.is_same else DIFFERENT
    if call.json:
        from decision.outputs.tables.difference import difference_data

        return difference_data(found), status
    if call.markdown:
        from decision.outputs.files.difference_markdown import difference_markdown

        return difference_markdown(found, new.title), status
    from decision.outputs.text.difference import difference_text

    return difference_text(found), status


# --- folders --------------------------------------------------------------------------------------------------------


def _folders(call: Namespace) -> int:
    """All scenarios of two folders, each with that at its place in the other; the worst end is that of all."""
    pairs = {pair.path: pair for pair in pairs_of(call.old, call.new)}
    if not pairs:
        raise WrongCallError(f"no scenario is found in {call.old} or {call.new}; check the folders")
    outcomes = for_each(call, list(pairs), partial(_one_of_folders, call, pairs))
    told = [(outcome.file, *outcome.result) for outcome in outcomes if outcome.result is not None]
    if call.json:
        say_json([outcome.result[1] if outcome.result else outcome.to_dict() for outcome in outcomes])
    else:
        changed = [(_heading(call, path), text) for path, status, text in told if status != SAME]
        say(f"{len(changed)} of {len(pairs)} decision{'' if len(pairs) == 1 else 's'} changed.\n")
        for heading, text in changed:
            say(f"\n{heading}\n\n{text}")
    for outcome in outcomes:
        if outcome.result is None and not call.json:
            complain(outcome.complaint)
    if len(told) < len(outcomes):
        return WRONG_CALL
    return max(status for _, status, _ in told)


def _heading(call: Namespace, path: str) -> str:
    from decision.outputs.files.markdown import plain

    return f"### {plain(path)}" if call.markdown else f"{visible(path)}\n{'-' * len(visible(path))}"


def _one_of_folders(call: Namespace, pairs: Mapping[str, Pair], path: str) -> tuple[int, Any]:
    pair = pairs[path]
    old = None if pair.old is None else load_named(pair.old)
    new = None if pair.new is None else load_named(pair.new)
    if old is not None and new is not None:
        told, status = _compared(call, old, new)
        return status, {"file": path, "there": "both", **told} if call.json else told
    there = "old" if new is None else "new"
    if call.json:
        return DIFFERENT, {"file": path, "there": there, "same": False}
    return DIFFERENT, "It is gone.\n" if new is None else "It is new.\n"

"""``review FILE…``: how forecasts did, from what came of the decisions."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from decision.cli.many import add_files, files_of, for_each
from decision.cli.printing import complain, say, say_json
from decision.cli.status import FAILED, FINE
from decision.files.reader import load

if TYPE_CHECKING:
    from decision.outputs.words.review import Reviewed

_NAMED = 3  # files without an outcome, beyond which they are counted


def add_arguments(parser: ArgumentParser) -> None:
    add_files(parser)
    parser.add_argument("--markdown", action="store_true", help="print Markdown, to paste into a page")


def run(call: Namespace) -> int:
    outcomes = for_each(call, files_of(call), _reviewed)
    found = [each.result for each in outcomes if each.result is not None]
    known = [each for each in found if not isinstance(each, str)]
    without = [each for each in found if isinstance(each, str)]
    failed = [each for each in outcomes if each.result is None]
    if call.json:
        from decision.outputs.tables.review import review_dict

        told = [each.to_dict() for each in failed]
        say_json(review_dict(known) | {"without_outcome": without, "failed": told})
        return FAILED if failed else FINE
    for each in failed:
        complain(each.complaint)
    if len(without) > _NAMED:
        complain(f"{len(without)} files keep no outcome yet")
    for file in without if len(without) <= _NAMED else ():
        complain(f"{file}: no outcome is kept yet")
    if not known:
        say("No outcome is kept yet: write what came under outcome, beside the decision.")
    elif call.markdown:
        from decision.outputs.files.review_markdown import review_markdown

        say(review_markdown(known))
    else:
        from decision.outputs.text.review import review_text

        say(review_text(known))
    return FAILED if failed else FINE


def _reviewed(file: str) -> Reviewed | str:
    """How the decision in a file did; the file's name where it keeps no outcome."""
    from decision.outputs.words.review import reviewed

    scenario = load(file)
    return file if scenario.outcome is None else reviewed(file, scenario)

"""``review FILE…``: how forecasts did, from what came of the decisions."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from decision.cli.printing import complain, say, say_json
from decision.cli.status import FAILED, FINE
from decision.files.faults import FileError
from decision.files.reader import load
from decision.model.errors import DecisionError

if TYPE_CHECKING:
    from decision.outputs.words.review import Reviewed


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--markdown", action="store_true", help="print Markdown, to paste into a page")


def run(call: Namespace) -> int:
    reviewed, without, failed = _reviewed(call)
    if call.json:
        from decision.outputs.tables.review import review_dict

        say_json(review_dict(reviewed) | {"without_outcome": without, "failed": failed})
    else:
        for each in without:
            complain(f"{each}: no outcome is kept yet")
        if not reviewed:
            say("No outcome is kept yet: write what came under outcome, beside the decision.")
        elif call.markdown:
            from decision.outputs.files.review_markdown import review_markdown

            say(review_markdown(reviewed))
        else:
            from decision.outputs.text.review import review_text

            say(review_text(reviewed))
    return FAILED if failed else FINE


def _reviewed(call: Namespace) -> tuple[list[Reviewed], list[str], list[str]]:
    """The decisions of which something came, the files that keep no outcome, and those that cannot be used."""
    from decision.analysis.review import review
    from decision.outputs.words.review import Reviewed

    reviewed: list[Reviewed] = []
    without, failed = list[str](), list[str]()
    for file in call.files:
        try:
            scenario = load(file)
            if scenario.outcome is None:
                without.append(file)
            else:
                reviewed.append(Reviewed(file, scenario, review(scenario)))
        except FileError as error:
            complain(error)
            failed.append(file)
        except DecisionError as error:
            complain(f"{file}: {error}")
            failed.append(file)
    return reviewed, without, failed

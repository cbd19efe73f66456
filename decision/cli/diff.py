"""``diff OLD NEW``: what changed, and how much each change moved the lead."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from decision.cli.arguments import draws, seed
from decision.cli.printing import complain, say, say_json
from decision.cli.status import WRONG_CALL
from decision.files.faults import FileError
from decision.files.revisions import load_named
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario

SAME, DIFFERENT = 0, 1  # as `diff` ends; whatever keeps it from comparing is 2


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="a file, or REV:FILE out of git, such as HEAD~1:x.yaml")
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


def run(call: Namespace) -> int:
    try:
        return _compared(call, load_named(call.old), load_named(call.new))
    except FileError as error:
        complain(error)
    except DecisionError as error:
        complain(f"{call.name}: {error}")
    return WRONG_CALL


def _compared(call: Namespace, old: Scenario, new: Scenario) -> int:
    from decision.analysis.difference.difference import DRAWS, difference

    found = difference(old, new, DRAWS if call.draws is None else call.draws, call.seed, weights=call.weights)
    if call.json:
        from decision.outputs.tables.difference import difference_data

        say_json(difference_data(found))
    elif call.markdown:
        from decision.outputs.files.difference_markdown import difference_markdown

        say(difference_markdown(found, new.title))
    else:
        from decision.outputs.text.difference import difference_text

        say(difference_text(found))
    return SAME if found.is_same else DIFFERENT

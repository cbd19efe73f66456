"""``schema``: the JSON Schema of a kind of file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from decision.cli.printing import say_json
from decision.cli.status import FINE
from decision.files.schema import SHAPES, schema_of


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "kind",
        nargs="?",
        default="scenario",
        choices=(
            *("scenario", "catalogue", "reference-classes", "requirements"),
            *("approach-questions", "launch-causes", "usual-lines"),
        ),
        help="which kind of file; scenario if not said",
    )


def run(call: Namespace) -> int:
    say_json(schema_of(SHAPES[call.kind]))
    return FINE

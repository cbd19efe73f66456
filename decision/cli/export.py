"""``export FILE --to OUT``: the comparison table as a file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from decision.cli.arguments import add_file
from decision.cli.printing import print_json
from decision.cli.status import FINE, WrongCallError
from decision.files.reader import load
from decision.model.errors import DecisionError
from decision.outputs.files.export import ENDINGS, export


def add_arguments(parser: ArgumentParser) -> None:
    add_file(parser)
    parser.add_argument("--to", required=True, metavar="OUT", help="the file to write: .csv, .md or .xlsx")


def run(call: Namespace) -> int:
    target = Path(call.to)
    if target.suffix.lower() not in ENDINGS:
        raise WrongCallError(f"--to must end in {', '.join(ENDINGS)} (got {target.name}); choose one of them")
    scenario = load(call.file)
    content = export(scenario, target.suffix.lower())
    try:
        target.write_bytes(content)
    except OSError as error:
        raise DecisionError(f"{target} cannot be written ({error.strerror}); choose another place") from None
    if call.json:
        print_json({"file": call.file, "to": str(target), "bytes": len(content), "fingerprint": scenario.fingerprint})
    else:
        print(f"wrote {target}")
    return FINE

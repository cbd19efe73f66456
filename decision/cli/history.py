"""``history FILE…``: how a decision moved, commit by commit."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from functools import partial
from pathlib import Path
from typing import Any

from decision.cli.arguments import draws, seed, whole_number
from decision.cli.many import add_files, files_of, for_each, is_one_file
from decision.cli.printing import Progress, say, say_json
from decision.cli.status import FINE, WrongCallError
from decision.cli.summary import Told, tell
from decision.files.versions import MOST_VERSIONS, versions
from decision.outputs.tables.history import HistoryRow, history_rows

USUAL_DRAWS = 10_000


def add_arguments(parser: ArgumentParser) -> None:
    add_files(parser)
    parser.add_argument("--chart", metavar="OUT", help="draw it to a file too: .svg")
    parser.add_argument(
        "--most", type=most, default=MOST_VERSIONS, metavar="N", help=f"the last commits; {MOST_VERSIONS:,} if not said"
    )
    parser.add_argument(
        "--draws", type=draws, default=USUAL_DRAWS, metavar="N", help=f"worlds to draw; {USUAL_DRAWS:,} if not said"
    )
    parser.add_argument(
        "--seed",
        type=seed,
        metavar="S",
        help="where the random numbers begin, of every version; the file's if not said",
    )


def most(text: str) -> int:
    """A number of commits to go back."""
    from argparse import ArgumentTypeError

    n = whole_number(text)
    if not 1 <= n <= MOST_VERSIONS:
        raise ArgumentTypeError(f"1 to {MOST_VERSIONS:,} commits can be walked (got {n})")
    return n


def run(call: Namespace) -> int:
    if call.chart is not None and Path(call.chart).suffix.lower() != ".svg":
        raise WrongCallError(f"--chart must end in .svg (got {Path(call.chart).name})")
    if not is_one_file(call):
        return _many(call)
    (file,) = call.files
    with Progress(call.name) as progress:
        rows = history_rows(versions(file, call.most), call.draws, call.seed, progress.step)
    if call.chart is not None:
        _draw(Path(call.chart), rows, file)
    if call.json:
        say_json(_content(file, rows))
    else:
        from decision.outputs.text.history import history_text

        say(history_text(file, rows))
    return FINE


def _many(call: Namespace) -> int:
    from decision.outputs.text.summary import HISTORY

    if call.chart is not None:
        raise WrongCallError("--chart draws the history of one file; name one")
    return tell(call, HISTORY, for_each(call, files_of(call), partial(_told, call.draws, call.seed, call.most)))


def _told(draws: int, seed: int | None, most: int, file: str) -> Told:
    from decision.outputs.text.summary import history_cells

    rows = history_rows(versions(file, most), draws, seed)
    return Told(history_cells(rows), _content(file, rows))


def _content(file: str, rows: tuple[HistoryRow, ...]) -> dict[str, Any]:
    return {"file": file, "versions": [row.to_dict() for row in rows]}


def _draw(target: Path, rows: tuple[HistoryRow, ...], file: str) -> None:
    from decision.files import atomic
    from decision.outputs.charts.history import history_svg

    if target.exists() and target.samefile(file):
        raise WrongCallError(f"{target} is what is read; choose another name")
    atomic.write(target, history_svg(rows).encode("utf-8"))

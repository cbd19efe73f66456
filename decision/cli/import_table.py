"""``import TABLE --to FILE``: a table made a scenario; ``--into FILE``: a filled workbook of ours brought back."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

from decision.cli.filled_workbook import bring_into
from decision.cli.new_file import check_target, scale, write_new
from decision.cli.printing import complain, say, say_json
from decision.cli.status import FAILED, FINE, WrongCallError
from decision.files.faults import FileError
from decision.files.open_file import MOST_BYTES, read_file
from decision.files.reader import read_scenario
from decision.files.tables.delimited import MARKS
from decision.files.tables.described import guesses, heads, rows, sentences
from decision.files.tables.grid import Grid
from decision.files.tables.reader import APPROACHES
from decision.files.tables.scenario import scenario_text
from decision.files.tables.tables import table_grid, understand
from decision.files.tables.understanding import Choices, Said, Understanding
from decision.files.tables.words import plain
from decision.model.errors import ImpossibleError
from decision.model.number_text import read_number
from decision.model.visible import visible

_STDIN = "-"
_WIDTH = 24  # columns of a name


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "table", metavar="TABLE", help="a .csv or .xlsx file, or - for cells pasted into standard input"
    )
    parser.add_argument("--to", metavar="FILE", help="the scenario to write; needed unless it is a dry run")
    parser.add_argument(
        "--into",
        metavar="FILE",
        help="the scenario into which a filled workbook is brought: evaluations, what was agreed, changed ratings",
    )
    parser.add_argument("--by", default="", metavar="NAME", help="with --into: who filled in the scoring sheet")
    parser.add_argument(
        "--replace", action="store_true", help="with --into: what the sheet says takes the place of what the file has"
    )
    parser.add_argument(
        "--options", choices=("across", "down"), help="which way options stand, if the table does not show"
    )
    parser.add_argument(
        "--scale",
        action="append",
        default=[],
        type=_scale,
        metavar="[NAME=]WORST-BEST",
        help="the scale of all ratings in points, such as 1-5, or of one criterion, such as 'Price=900-300'",
    )
    parser.add_argument("--weights", default="", metavar="NAME", help="the name of the column or row of weights")
    parser.add_argument("--sheet", default="", metavar="NAME", help="which sheet of a workbook, by name or number")
    parser.add_argument(
        "--less-is-better", nargs="+", default=[], metavar="NAME", help="criteria of which less is better, by name"
    )
    parser.add_argument(
        "--rename", action="append", default=[], type=_pair, metavar="NAME=NEW",
        help="another name for an option or criterion, such as 'Vendor A=Northwind'",
    )  # fmt: skip
    parser.add_argument(
        "--unit", action="append", default=[], type=_unit, metavar="NAME=UNIT",
        help="the unit of a criterion, by its name in the table, such as 'Time=months'",
    )  # fmt: skip
    parser.add_argument(
        "--approach", action="append", default=[], type=_approach, metavar="NAME=APPROACH",
        help="whether an option, by its name in the table, is build, buy or extend",
    )  # fmt: skip
    parser.add_argument(
        "--word",
        nargs="+",
        default=[],
        type=_word,
        metavar="WORD=FIGURE",
        help="what a word stands for, such as High=8",
    )
    parser.add_argument(
        "--decimal", choices=("point", "comma"), help="what parts decimals, where figures can be read twice"
    )
    parser.add_argument("--delimiter", choices=tuple(MARKS), help="what parts the cells of a text, if it is not found")
    parser.add_argument("--title", default="", help="what is decided; what stands above the table if not said")
    parser.add_argument("--force", action="store_true", help="write FILE even if it is there")
    parser.add_argument("--dry-run", action="store_true", help="show what is understood, and write nothing")


def run(call: Namespace) -> int:
    if call.into is not None:
        return bring_into(call)
    if call.by or call.replace:
        raise WrongCallError("--by and --replace are for a filled workbook: say into which scenario with --into FILE")
    if call.to is None and not call.dry_run:
        raise WrongCallError("say where the scenario goes with --to FILE, or only look with --dry-run")
    target = None if call.to is None else check_target(call.to, force=call.force or call.dry_run, source=call.table)
    grid = _grid(call)
    understanding = understand(grid, _choices(call), call.options, call.weights)
    try:
        text = scenario_text(understanding, target)
        scenario = read_scenario(text.encode("utf-8"), call.to or grid.file, target and target.resolve().parent)
    except FileError as error:
        if call.json:
            say_json(_told(understanding, error, None))
        complain(error)
        complain(f"{call.name}: nothing is written; mend the table, or say how it is meant: {call.name} --help")
        return FAILED
    if target is not None and not call.dry_run:
        write_new(target, text)
    if call.json:
        say_json(_told(understanding, None, None if call.dry_run else call.to) | {"fingerprint": scenario.fingerprint})
    else:
        say(_text(understanding))
        say("nothing is written: a dry run" if call.dry_run else f"wrote {call.to}")
    return FINE


def _grid(call: Namespace) -> Grid:
    delimiter = MARKS[call.delimiter] if call.delimiter else ""
    if call.table != _STDIN:
        return table_grid(read_file(Path(call.table)), call.table, call.sheet, delimiter)
    if sys.stdin is None:
        raise WrongCallError("there is no standard input to read; name a file")
    return table_grid(sys.stdin.buffer.read(MOST_BYTES + 1), "standard input", call.sheet, delimiter)


def _choices(call: Namespace) -> Choices:
    everyone = [ends for name, ends in call.scale if not name]
    if len(everyone) > 1:
        raise WrongCallError("--scale is given twice for all criteria; name the criterion, as in 'Price=900-300'")
    return Choices(
        call.title,
        everyone[0] if everyone else None,
        {name: ends for name, ends in call.scale if name},
        tuple(call.less_is_better),
        dict(call.word),
        {"point": ".", "comma": ",", None: ""}[call.decimal],  # type: ignore[arg-type]  # of these three words
        _said(call),
    )


def _said(call: Namespace) -> dict[str, Said]:
    """What the flags say of single options and criteria, by name in the table."""
    found: dict[str, Said] = {}
    for key, pairs in (("name", call.rename), ("unit", call.unit), ("approach", call.approach)):
        names = [plain(name) for name, _ in pairs]
        for name, x in pairs:
            if names.count(plain(name)) > 1:
                flag = "--rename" if key == "name" else f"--{key}"
                raise WrongCallError(f"{flag} says {visible(name)} twice; say it once")
            known = next((each for each in found if plain(each) == plain(name)), name)
            found[known] = replace(found.get(known, Said()), **{key: x})
    return found


def _text(understanding: Understanding) -> str:
    from decision.outputs.text.layout import heading, one_line, table, wrapped

    cells = [[heading(name, _WIDTH) for name in heads(understanding)]]
    cells += [[wrapped(name, _WIDTH), *rest] for name, *rest in rows(understanding)]
    lines = [one_line(understanding.title), "", table(cells), "", *sentences(understanding, flags=True)]
    return "\n".join([*lines, *guesses(understanding)])


def _told(understanding: Understanding, error: FileError | None, written: str | None) -> dict[str, Any]:
    ratings = understanding.ratings
    return {
        "file": understanding.layout.grid.file,
        "title": understanding.title,
        "options_stand": "across" if understanding.layout.options_are_across else "down",
        "options": [{"id": each.id, "name": each.name, "approach": each.approach} for each in understanding.options],
        "criteria": [
            {
                "id": each.id,
                "name": each.name,
                "weight": each.weight,
                "worst": each.worst,
                "best": each.best,
                "unit": each.unit,
                "guesses": list(each.guesses),
            }
            for each in understanding.criteria
        ],
        "ratings": {
            option.id: {
                each.id: None
                if (rating := ratings[option.id, each.id]).low is None
                else {"low": rating.low, "high": rating.high}
                for each in understanding.criteria
            }
            for option in understanding.options
        },
        "notes": [note.text for note in understanding.notes],
        "totals": list(understanding.totals),
        "faults": [] if error is None else error.lines,
        "written": written,
    }


# --- values of flags --------------------------------------------------------------------------------------------


def _scale(text: str) -> tuple[str, tuple[float, float]]:
    name, _, ends = text.rpartition("=")
    return name.strip(), scale(ends)


def _pair(text: str) -> tuple[str, str]:
    name, _, other = (part.strip() for part in text.rpartition("="))
    if not name or not other:
        raise ArgumentTypeError(f"a name and another are wanted, such as 'Vendor A=Northwind' (got {visible(text)})")
    return name, other


def _unit(text: str) -> tuple[str, str]:
    name, _, unit = (part.strip() for part in text.rpartition("="))
    if not name:
        raise ArgumentTypeError(f"a criterion and its unit are wanted, such as 'Time=months' (got {visible(text)})")
    return name, unit


def _approach(text: str) -> tuple[str, str]:
    name, _, approach = (part.strip() for part in text.rpartition("="))
    if not name or approach not in APPROACHES:
        known = ", ".join(APPROACHES)
        raise ArgumentTypeError(
            f"an option and one of {known} are wanted, such as 'Vendor A=buy' (got {visible(text)})"
        )
    return name, approach


def _word(text: str) -> tuple[str, float]:
    word, _, figure = text.rpartition("=")
    try:
        if word.strip():
            return plain(word), read_number(figure)
    except ImpossibleError:
        pass
    raise ArgumentTypeError(f"a word and its figure are wanted, such as High=8 (got {visible(text)})")

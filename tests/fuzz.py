"""Anything at all, given to whatever reads what others wrote: it is taken, or refused with a reason, and nothing else.

The tests run a few hundred of each kind, always the same. ``python -m tests.fuzz SECONDS [SEED]`` goes on with others for
as long as it is told, says what it began with, and ends with 1 and the smallest example at the first that breaks.
"""

from __future__ import annotations

import copy
import json
import math
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

import decision
from decision.analysis.scoring import evaluate
from decision.files.editing.edits import Add, Delete, Edit, Move, Rename, Set, value_of
from decision.files.editing.files import edited_text
from decision.files.editing.paths import split_off_value
from decision.files.reader import read_scenario
from decision.files.tables.scenario import scenario_text
from decision.files.tables.tables import table_grid, understand
from decision.files.tables.understanding import Choices
from decision.model.errors import DecisionError
from decision.model.number_text import NumberKind, read_number
from decision.outputs.panel.payload import with_slider
from decision.ui.live.commits import Edition, applied, read_commit
from decision.ui.session.work import Origin, Work, opened
from decision.ui.storage.share_link import PARAMETERS, LinkError, followed, query
from decision.ui.storage.work_file import WorkFileError, Writer, read_work_file
from tests.files.test_fuzz import VALUES, broken, only_ever_a_scenario_or_faults

ROOT = Path(__file__).resolve().parents[1]
PATH = ROOT / "scenarios" / "health-centre-portal.yaml"
WORK_BYTES = PATH.read_bytes()
WORK = opened(decision.load(PATH), Origin(PATH.name, PATH, WORK_BYTES))

_NUMBERS = st.sampled_from([0, -1, 1, 2, 1001, 0.5, 2**53, 2**63, 10**30, 1e308, -1e308, math.nan, math.inf, 5e-324])
_WORDS = st.sampled_from(
    [
        "",
        "cost",
        "fit",
        "build",
        "nobody",
        "file",
        "view:patients",
        "view:x",
        "\0",
        "\ud800",
        "é" * 300,
        "a: b: c",
        "[",
        "<b>",
        "nan",
    ]
)
_SCALARS = st.none() | st.booleans() | _NUMBERS | _WORDS | st.text(max_size=8)
_ANYTHING = st.recursive(
    _SCALARS, lambda x: st.lists(x, max_size=3) | st.dictionaries(_WORDS, x, max_size=3), max_leaves=5
)


# --- mutated documents ----------------------------------------------------------------------------------------------


def _places(document: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all that stands in a document, itself first."""
    found = [path]
    entries = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    for key, each in entries:
        found += _places(each, (*path, key))
    return found


@st.composite
def mutated(draw: st.DrawFn, document: Any) -> Any:
    """The document with one to four of its parts replaced, taken out, or put in another place."""
    changed = copy.deepcopy(document)
    for _ in range(draw(st.integers(1, 4))):
        places = _places(changed)
        path = draw(st.sampled_from(places))
        if not path:
            continue
        holder = _at(changed, path[:-1])
        match draw(st.integers(0, 3)):
            case 0:
                del holder[path[-1]]
            case 1:
                holder[path[-1]] = copy.deepcopy(_at(changed, draw(st.sampled_from(places))))
            case _:
                holder[path[-1]] = draw(_ANYTHING)
    return changed


def _at(document: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        document = document[key]
    return document


# --- what reads --------------------------------------------------------------------------------------------------


def _file(text: str) -> None:
    only_ever_a_scenario_or_faults(text.encode("utf-8", "surrogatepass"))


def _edits(told: list[tuple[str, str]]) -> None:
    """What ``set``, ``add`` and ``del`` are told is done, and a sound file comes of it, or it is refused."""
    try:
        made = edited_text(WORK_BYTES, [edit_of(word, text) for word, text in told], PATH.name, PATH.parent)
    except DecisionError as error:
        says_why(error)
        return
    read_scenario(made, PATH.name, PATH.parent)


def edit_of(word: str, text: str) -> Edit:
    if word == "del":
        return Delete(text)
    path, value = split_off_value(text)
    match word:
        case "set":
            return Set(path, value_of(value, path))
        case "add":
            return Add(path, value_of(value, path))
        case "rename":
            return Rename(path, value)
        case _:
            return Move(path, before=value) if value else Move(path, last=True)


def only_ever_a_scenario_or_a_reason(raw: bytes) -> None:
    """A table becomes a scenario that can be read and scored, or is refused."""
    try:
        made = scenario_text(understand(table_grid(raw, "table.csv"), Choices()))
        scenario = read_scenario(made.encode(), "table.yaml")
    except DecisionError as error:
        says_why(error)
        return
    assert all(math.isfinite(option.score) for option in evaluate(scenario).options)


def follow(asked: Mapping[str, str]) -> None:
    try:
        work = followed(WORK, asked)
    except LinkError as error:
        says_why(error)
        return
    assert query(work)
    evaluate(work.scenario_in_force)


def _kept(document: Any) -> None:
    try:
        kept = read_work_file(json.dumps(document), lambda path: PATH if path == str(PATH) else None)
    except WorkFileError as error:
        says_why(error)
        return
    Writer().text(kept.work)
    _is_shown(kept.work)


def _told(commit: Any) -> None:
    read = read_commit(commit, WORK.scenario)
    if read is None:
        return
    edition, work = Edition(WORK.points), WORK
    for move in edition.taken(read):
        work = applied(work, move)
        edition = edition.after(read.panel, move, work.points)
    _is_shown(work)


def _typed(text: str) -> None:
    for kind in (NumberKind(), NumberKind(magnitudes=True, units=("$", "USD")), NumberKind(percent="unit")):
        try:
            assert math.isfinite(read_number(text, kind))
        except DecisionError as error:
            says_why(error)


def says_why(error: DecisionError) -> None:
    """A refusal has its reason, in a readable length."""
    assert 0 < len(str(error)) < 20_000


def _is_shown(work: Work) -> None:
    """Whatever was taken can be scored, unless what is wrong with it is said."""
    if not work.weights_problem and not work.what_if_problem:
        evaluate(work.scenario_in_force)


def _weights(work: Work) -> str:
    return ",".join(f"{id}:{x:g}" for id, x in work.points.items())


_COMMIT = {
    "origin": "x", "panel": "p", "seen": 0,
    "moves": [
        {"number": 1, "gesture": "g", "points": {each.id: 50.0 for each in with_slider(WORK.scenario, ())}},
        {"number": 2, "gesture": "g", "preset": "equal"},
    ],
}  # fmt: skip
_BUSY = WORK.with_snapshot("Before").with_equal_weights().leaving_out({"build"}, {"fit"}).with_snapshot("After")
_LINK_TEXTS = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from([*_weights(WORK).split(","), ",", ":", "cost:", "nan", "-1", "1e9", "fit", "٥"]), max_size=12).map(",".join),
)  # fmt: skip
_STEPS = st.sampled_from(
    ["options", "criteria", "weights", "build", "buy", "ratings", "cost", "fit", "upfront", "lines", "low", "high", "use",
     "dependence", "pairs", "[0]", "[9]", "title", "views", "requirements", "simulation", "seed", "because", '"a b"', "x"]
)  # fmt: skip
_EDIT_PATHS = st.lists(_STEPS, min_size=1, max_size=5).map(lambda steps: ".".join(steps).replace(".[", "["))
_EDITS = st.lists(
    st.tuples(
        st.sampled_from(["set", "add", "del", "rename", "move"]),
        st.builds("{}={}".format, _EDIT_PATHS, st.sampled_from(VALUES) | st.text(max_size=12)) | _EDIT_PATHS | st.text(max_size=12),
    ),
    min_size=1, max_size=3,
)  # fmt: skip
_TABLE_CELLS = st.sampled_from(
    ["", "Criterion", "Weight", "Total", "Vendor A", "Build", "Cost", "Price (USD)", "Unit", "5", "3-8", "40 %", "1.234,5", "$2m",
     "High", "★★★", "n/a", "=1+1", "x" * 300, "\u202e", '"', "-1e400", "Notes", "7 of 10"]
) | st.text(max_size=5)  # fmt: skip
_TABLES = st.one_of(
    st.builds(
        lambda rows, mark: "\n".join(mark.join(row) for row in rows).encode("utf-8", "surrogatepass"),
        st.lists(st.lists(_TABLE_CELLS, min_size=1, max_size=6), min_size=1, max_size=8),
        st.sampled_from([",", ";", "\t", "|"]),
    ),
    st.binary(max_size=200),
)  # fmt: skip
_DIGITS = st.text("0123456789.,'’ \u00a0\u202f+-−eEkKmM%$€٥ⅴ½/()", max_size=14)

TARGETS: Mapping[str, tuple[st.SearchStrategy[Any], Callable[[Any], None]]] = MappingProxyType(
    {
        "reader": (broken() | st.text(max_size=60), _file),
        "edits": (_EDITS, _edits),
        "tables": (_TABLES, only_ever_a_scenario_or_a_reason),
        "links": (st.dictionaries(st.sampled_from(PARAMETERS), _LINK_TEXTS), follow),
        "kept work": (mutated(json.loads(Writer().text(_BUSY))) | _ANYTHING, _kept),
        "the panel's messages": (mutated(_COMMIT) | _ANYTHING, _told),
        "typed numbers": (_DIGITS | st.text(max_size=70), _typed),
    }
)


def run(name: str, examples: int, number: int | None = None) -> None:
    """Give a reader so many examples, always the same for the same `number`; raises what breaks it."""
    strategy, read = TARGETS[name]

    def check(told: Any) -> None:
        read(told)

    wanted = settings(
        max_examples=examples, deadline=None, database=None, derandomize=number is None,
        phases=(Phase.generate, Phase.shrink) if number is not None else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    test = wanted(given(strategy)(check))
    (test if number is None else seed(number)(test))()


def main(arguments: list[str]) -> int:
    if not arguments or not all(each.isdigit() for each in arguments) or len(arguments) > 2:
        print("python -m tests.fuzz SECONDS [SEED]", file=sys.stderr)
        return 2
    end = time.monotonic() + int(arguments[0])
    number = int(arguments[1]) if len(arguments) > 1 else int(time.time())
    rounds = 0
    while time.monotonic() < end:
        for name in TARGETS:
            try:
                run(name, 200, number + rounds)
            except Exception:
                traceback.print_exc()
                print(f"{name} broke; again: python -m tests.fuzz 1 {number + rounds}", file=sys.stderr)
                return 1
        rounds += 1
    print(
        f"{200 * rounds:,} of each of {', '.join(TARGETS)}, from seed {number}: all were taken or refused with a reason"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

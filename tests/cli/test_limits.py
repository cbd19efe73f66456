"""Whatever a file says is answered or refused within a gigabyte and five seconds of a processor.

The files are made here; a process is set up once, and forks for every command, so that the limits are those of the command.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

import pytest

pytestmark = [
    pytest.mark.alone,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="limits are those of the resource module"),
]

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = (("validate",), ("evaluate",), ("simulate", "--draws", "1000"))
RANDOM = Random(1)

RUN = """
import contextlib, io, json, os, resource, sys
from decision.cli import main
import decision.analysis.simulation.simulation, decision.cli.evaluate, decision.cli.simulate, decision.cli.validate

for path, command in json.loads(sys.argv[1]):
    inside, outside = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9))
        resource.setrlimit(resource.RLIMIT_CPU, (5, 5))
        out, err = io.StringIO(), io.StringIO()
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                status = main([command[0], path, *command[1:]])
        except BaseException as error:
            status = repr(error)
        told = json.dumps([status, len(out.getvalue()), len(err.getvalue()), err.getvalue()[:2000]])
        os.write(outside, told.encode())
        os._exit(0)
    os.close(outside)
    with open(inside, "rb") as pipe:
        told = pipe.read()
    _, ended = os.waitpid(child, 0)
    print(told.decode() if told else json.dumps([f"ended by {ended}", 0, 0, ""]), flush=True)
"""

HEAD = "format: 1\ntitle: T\ncurrency: USD\nhorizon_years: 20\ndiscount_rate: 0.03\ncriteria:\n"
SMALL = HEAD + (
    "  fit: {worst: 0, best: 10}\n  cost: {worst: 10, best: 0}\nweights: {fit: 60, cost: 40}\noptions:\n"
    "  a: {ratings: {fit: {low: 2, high: 9}, cost: 7}}\n  b: {ratings: {fit: 6, cost: 4}}\n"
)


def large(
    criteria: int, options: int, rating: Callable[[], str], more: str = "worst: 0, best: 10", end: str = ""
) -> str:
    """A decision with that many criteria and options."""
    text = HEAD + "".join(f"  c{k}: {{{more}, weight: 1}}\n" for k in range(criteria)) + "options:\n"
    for m in range(options):
        text += f"  o{m}: {{ratings: {{" + ", ".join(f"c{k}: {rating()}" for k in range(criteria)) + "}}\n"
    return text + end


def figure(low: float = 0) -> str:
    return f"{low + RANDOM.random():.3f}"


def pert() -> str:
    return f"{{low: {figure()}, mode: {figure(1)}, high: {figure(8)}}}"


def plan(lines: int) -> Callable[[], str]:
    def made() -> str:
        inside = ", ".join(f"l{line}: {pert()}" for line in range(lines))
        return f"{{upfront: {{lines: {{{inside}}}}}, yearly: {pert()}, growth: {{low: 0, high: 0.1}}}}"

    return made


def similar(ids: int) -> tuple[list[str], list[str]]:
    names = ["c" + "".join(RANDOM.choice("ab") for _ in range(190)) for _ in range(2 * ids)]
    return names[:ids], names[ids:]


def hard_to_tell() -> str:
    known, unknown = similar(300)
    text = HEAD + "".join(f"  {name}: {{worst: 0, best: 1}}\n" for name in known)
    text += "weights: {" + ", ".join(f"{name}: 1" for name in unknown) + "}\noptions:\n"
    row = ", ".join(f"{name}: 1" for name in known)
    return text + f"  a: {{ratings: {{{row}}}}}\n  b: {{ratings: {{{row}}}}}\n"


def aliased(characters: int, criteria: int) -> str:
    about = HEAD.replace("title: T", f'title: T\nabout: &b "{"x" * characters}"')
    text = about + "".join(f"  c{k}: {{worst: 0, best: 1, weight: 1}}\n" for k in range(criteria)) + "options:\n"
    cells = "".join(f"      c{k}: {{estimate: 1, because: *b}}\n" for k in range(criteria))
    return text + "".join(f"  o{m}:\n    ratings:\n{cells}" for m in range(30))


CURVED = "kind: cost_plan, worst: 900, best: 0, value: {midvalue: 200}"
PAIRED = (
    "dependence: {within_option: 0.3, pairs: [" + ", ".join(f"[o0.c{k}, o1.c{k}, 0.2]" for k in range(200)) + "]}\n"
)
ANSWERED: Mapping[str, Callable[[], str]] = {
    "thousands of estimates": lambda: large(200, 30, pert),
    "pairs among thousands that none joins": lambda: large(200, 30, pert, end=PAIRED),
    "plans of many lines": lambda: large(1, 2, plan(250), CURVED),
    "many plans": lambda: large(10, 25, plan(2), CURVED),
    "more draws than anybody waits for": lambda: SMALL + "simulation: {draws: 1000000000}\n",
    "ranges for all weights": lambda: large(500, 5, pert).replace(", weight: 1", "")
    + "weight_uncertainty: {ranges: {" + ", ".join(f"c{k}: [0.05, 0.9]" for k in range(500)) + "}}\n",
}  # fmt: skip
REFUSED: Mapping[str, Callable[[], str]] = {
    "a key of two million letters": lambda: SMALL
    + f"requirements:\n  ? {'k' * 2_000_000}\n  : {{text: T, " + ", ".join(f"z{k}: 1" for k in range(900)) + "}\n",
    "a text a thousand times": lambda: aliased(10_000, 100),
    "a long text a thousand times": lambda: aliased(4_000_000, 20),
    "aliases of aliases": lambda: "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{chr(98 + k)}: &{chr(98 + k)} [{','.join(['*' + chr(97 + k)] * 9)}]\n" for k in range(9)),
    "names that are hard to tell apart": hard_to_tell,
    "many unknown keys": lambda: SMALL + "".join(f"k{k}: 1\n" for k in range(380_000)),
    "many criteria": lambda: large(2, 2, pert).replace(
        "options:", "".join(f"  d{k}: {{worst: 0, best: 1}}\n" for k in range(100_000)) + "options:"
    ),
    "many options": lambda: SMALL + "".join(f"  o{m}: {{ratings: {{fit: 1, cost: 1}}}}\n" for m in range(100_000)),
    "deep brackets": lambda: "[" * 2_400_000,
    "a long number": lambda: SMALL.replace("fit: 6", "fit: 1e" + "9" * 4_900_000),
    "a thousand criteria": lambda: large(1000, 30, lambda: "{low: 0, high: 1}"),
    "a plan of ten thousand lines": lambda: large(1, 2, plan(4_990), CURVED),
    "plans that hang together closely": lambda: large(1, 20, plan(20), CURVED, "dependence: {within_option: 0.98}\n"),
    "more joined than can be": lambda: large(251, 4, pert, end=PAIRED.replace("o1.c9,", "o2.c9,").replace("o1.c8,", "o3.c8,")),
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], tuple[object, int, int, str]]:
    """What every command says of every file: its status, how much it writes to either stream, and how its errors begin."""
    folder = tmp_path_factory.mktemp("large")
    asked, calls = [], []
    for place, (name, text) in enumerate({**ANSWERED, **REFUSED}.items()):
        path = folder / f"{place}.yaml"
        path.write_text(text(), encoding="utf-8")
        for command in COMMANDS:
            asked.append((name, command[0]))
            calls.append((str(path), command))
    ran = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(calls)], cwd=ROOT, capture_output=True, text=True, check=True,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip
    return dict(zip(asked, map(tuple, map(json.loads, ran.stdout.splitlines())), strict=True))


@pytest.mark.parametrize("command", [command[0] for command in COMMANDS])
@pytest.mark.parametrize("name", ANSWERED)
def test_the_largest_decisions_are_answered(
    name: str, command: str, told: Mapping[tuple[str, str], tuple[object, int, int, str]]
) -> None:
    status, written, _, error = told[name, command]
    assert status == 0, error
    assert 0 < written < 2_000_000


@pytest.mark.parametrize("command", [command[0] for command in COMMANDS])
@pytest.mark.parametrize("name", REFUSED)
def test_larger_ones_are_refused_in_a_readable_length(
    name: str, command: str, told: Mapping[tuple[str, str], tuple[object, int, int, str]]
) -> None:
    status, written, complained, error = told[name, command]
    assert (status, written) == (1, 0), error
    assert 0 < complained < 120_000
    assert all(len(line) < 2_000 for line in error.splitlines())

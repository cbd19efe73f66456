"""Files that attack by their size or form, uploaded while somebody else moves weights: how long that person waits.

``python -m benchmarks.uploads FOLDER`` tells of every file of a folder; by itself, of the files made here.
"""

from __future__ import annotations

import asyncio
import re
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Ratio
from benchmarks.serving import ROOT, Served, served
from benchmarks.visitor import Visitor

_EVERY = 0.2  # seconds between two moves of the person who is not to wait
_WAIT, _ANSWER = 1.0, 5.0  # seconds that person may wait at most, and the one who uploads for an answer
_MOST_BYTES = 5_000_000
_MEMORY = 6_000_000_000  # that the server may take; beyond, it would be the machine that suffers

_HEAD = "format: 1\ntitle: T\ncriteria:\n"
_TWO = _HEAD + "  fit: {worst: 0, best: 10}\n  cost: {worst: 10, best: 0}\nweights: {fit: 60, cost: 40}\noptions:\n"
_SMALL = _TWO + "  a: {ratings: {fit: {low: 2, high: 9}, cost: 7}}\n  b: {ratings: {fit: 6, cost: 4}}\n"


@dataclass(frozen=True)
class Attack:
    """What became of one file: when it was answered, what was said, and the longest wait of somebody else meanwhile."""

    name: str
    seconds: float
    said: str
    wait: float
    megabytes: float


def files() -> Mapping[str, bytes]:
    """Files of several kinds, by name."""
    many = range(100_000)
    below = ", ".join(f"z{place}: 1" for place in range(900))
    aliased = _HEAD.replace("title: T", f'title: T\nabout: &b "{"x" * 10_000}"')
    aliased += "".join(f"  c{k}: {{worst: 0, best: 1, weight: 1}}\n" for k in range(100)) + "options:\n"
    cells = "".join(f"      c{k}: {{estimate: 1, because: *b}}\n" for k in range(100))
    large = _HEAD + "".join(f"  c{k}: {{worst: 0, best: 1, weight: 1}}\n" for k in range(1000)) + "options:\n"
    row = ", ".join(f"c{k}: {{low: 0, high: 1}}" for k in range(1000))
    texts = {
        "long-key": f"{_SMALL}requirements:\n  ? {'k' * 2_000_000}\n  : {{text: T, {below}}}\n",
        "aliases": aliased + "".join(f"  o{m}:\n    ratings:\n{cells}" for m in range(30)),
        "options": _TWO + "".join(f"  o{m}: {{ratings: {{fit: 1, cost: 1}}}}\n" for m in many),
        "keys": _SMALL + "".join(f"k{k}: 1\n" for k in many),
        "deep": "[" * 2_400_000,
        "ratings": large + "".join(f"  o{m}: {{ratings: {{{row}}}}}\n" for m in range(30)),
        "draws": _SMALL + "simulation: {draws: 1000000000}\n",
    }
    return {f"{name}.yaml": text.encode() for name, text in texts.items()}


def ratios() -> Iterator[Ratio]:
    with served(ROOT / "app.py", _MEMORY) as app:
        attacks = asyncio.run(_attacked(app, files()))
    worst, slowest = max(attacks, key=lambda each: each.wait), max(attacks, key=lambda each: each.seconds)
    yield Ratio(
        f"{len(attacks)} files that attack, uploaded: the longest wait of somebody who moves a weight meanwhile",
        f"{_WAIT:g} s",
        worst.wait / _WAIT,
        1,
        f"{1000 * worst.wait:.0f} ms, at {worst.name}",
    )
    yield Ratio(
        "and the longest until one of them is opened or refused",
        f"{_ANSWER:g} s",
        slowest.seconds / _ANSWER,
        1,
        f"{slowest.seconds:.1f} s, {slowest.name}; {max(each.megabytes for each in attacks):.0f} MB at most",
    )


async def _attacked(app: Served, contents: Mapping[str, bytes]) -> list[Attack]:
    bystander = Visitor(app, 0)
    await bystander.open()
    for _ in range(5):  # everything is imported once
        await bystander.move()
    attacks = []
    for number, (name, content) in enumerate(contents.items()):
        attacks.append(await _attack(app, bystander, number + 1, name, content))
        print(_in_words(attacks[-1]), file=sys.stderr, flush=True)
    await bystander.close()
    return attacks


async def _attack(app: Served, bystander: Visitor, number: int, name: str, content: bytes) -> Attack:
    attacker, over, waits = Visitor(app, number), asyncio.Event(), [0.0]

    async def move_on() -> None:
        due = time.perf_counter()
        while not over.is_set():
            await bystander.move()
            waits.append(time.perf_counter() - due)
            due = max(due + _EVERY, time.perf_counter())
            await asyncio.sleep(due - time.perf_counter())

    await attacker.open()
    moving = asyncio.create_task(move_on())
    try:
        seconds = await attacker.upload(name, content)
        said = _said(attacker)
    except Exception as error:  # whatever it is, it is what became of the file
        seconds, said = float("inf"), f"{type(error).__name__} {error}"
    await asyncio.sleep(_EVERY)
    over.set()
    await moving
    await attacker.close()
    return Attack(name, seconds, said, max(waits), app.megabytes())


def _said(attacker: Visitor) -> str:
    """What the page says of the file, in its first words."""
    faults = [text for text in attacker.texts if "cannot be opened" in text]
    return "refused: " + re.sub(r"<[^>]*>", " ", faults[0])[:110].strip() if faults else "opened"


def _in_words(attack: Attack) -> str:
    return (
        f"{attack.name:26} {attack.seconds:6.2f} s, others wait {1000 * attack.wait:5.0f} ms, "
        f"{attack.megabytes:5.0f} MB: {attack.said}"
    )


def _of_folder(folder: Path) -> Mapping[str, bytes]:
    """The files of a folder that a page would upload."""
    found = sorted(path for path in folder.glob("*.y*ml") if path.stat().st_size <= _MOST_BYTES)
    return {path.name: path.read_bytes() for path in found}


if __name__ == "__main__":
    chosen = _of_folder(Path(sys.argv[1])) if len(sys.argv) > 1 else files()
    with served(ROOT / "app.py", _MEMORY) as served_app:
        became = asyncio.run(_attacked(served_app, chosen))
    kept = all(each.wait <= _WAIT and each.seconds <= _ANSWER for each in became)
    waited, answered = max(each.wait for each in became), max(each.seconds for each in became)
    print(f"longest wait {waited:.2f} s; longest answer {answered:.2f} s")
    sys.exit(0 if kept else 1)

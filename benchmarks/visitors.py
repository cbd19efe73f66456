"""Many people at once, each moving a weight once a second: how long a move waits for its results.

``python -m benchmarks.visitors 10,30,60`` tells more of each number of people.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.measure import Ratio
from benchmarks.serving import ROOT, Served, served
from benchmarks.visitor import Visitor

_SECONDS = 15
_PROMISED = ((30, 0.1), (60, 0.5))  # people, and seconds within which 95 of 100 moves are answered


@dataclass(frozen=True)
class Waits:
    """Seconds from when each move was due to its results, and what that took of the server's processor."""

    people: int
    seconds: list[float]
    processor: float

    def share(self, percent: int) -> float:
        """The seconds within which so many percent of the moves are answered."""
        return statistics.quantiles(self.seconds, n=100)[percent - 1]

    def __str__(self) -> str:
        return (
            f"{len(self.seconds)} moves, half within {1000 * self.share(50):.0f} ms, all within "
            f"{1000 * max(self.seconds):.0f} ms; {1000 * self.processor / len(self.seconds):.1f} ms of processor each"
        )


def ratios() -> Iterator[Ratio]:
    with served(ROOT / "app.py") as app:
        for people, promised in _PROMISED:
            waits = asyncio.run(_waits(app, people))
            yield Ratio(
                f"{people} people who each move a weight once a second: the wait for all results, 95th percentile",
                f"{1000 * promised:.0f} ms",
                waits.share(95) / promised,
                1,
                f"{1000 * waits.share(95):.0f} ms; {waits}",
            )


async def _waits(app: Served, people: int) -> Waits:
    visitors = [Visitor(app, seed) for seed in range(people)]
    for begin in range(0, people, 5):
        await asyncio.gather(*(each.open() for each in visitors[begin : begin + 5]))
    await asyncio.sleep(1)
    seconds: list[float] = []
    used, begun = app.processor_seconds(), time.perf_counter()
    await asyncio.gather(*(_move_on(each, begun, seconds) for each in visitors))
    used = app.processor_seconds() - used
    for each in visitors:
        await each.close()
    return Waits(people, seconds, used)


async def _move_on(visitor: Visitor, begun: float, seconds: list[float]) -> None:
    """Move once a second from a moment of one's own; whoever is late does not catch up by waiting less."""
    due = begun + visitor.random.random()
    while due < begun + _SECONDS:
        await asyncio.sleep(due - time.perf_counter())
        await visitor.move()
        seconds.append(time.perf_counter() - due)
        due += 1


if __name__ == "__main__":
    with served(ROOT / "app.py") as served_app:
        for number in sys.argv[1].split(",") if len(sys.argv) > 1 else ["10", "30", "60"]:
            found = asyncio.run(_waits(served_app, int(number)))
            print(f"{number} people: 95 of 100 within {1000 * found.share(95):.0f} ms; {found}", flush=True)

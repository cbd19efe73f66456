"""A room full of phones, over real sockets: how long a ballot waits, and how long a reveal takes to reach everybody.

``python -m benchmarks.rooms kill`` kills the server twenty times in the middle of a round instead, and asks whether
every ballot that it had acknowledged is there.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.facilitator import Facilitator
from benchmarks.measure import Ratio
from benchmarks.phone import BenchPhone, Connection, UnreachedError
from benchmarks.serving import ROOT, Served

_APP = ROOT / "benchmarks" / "rooms_app.py"
_EVERY = 2.0  # seconds between two ballots of a phone
_SECONDS = 12
_PHONES, _MANY = 200, 1_000
_VOTE, _REVEAL, _REVEAL_TO_MANY, _STOP = 0.05, 0.5, 1.0, 3.0  # seconds promised
_PAGE = 1.5  # times its idle time that the facilitator's page may take
_KILLS = 20


class Server:
    """The app, started and ended here, whose folder of rooms outlasts it."""

    def __init__(self, state: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._environment = {
            **os.environ,
            "TRILEMMA_STATE": state,
            "PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", ""))),
        }
        self.process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        command = [
            sys.executable, "-m", "streamlit", "run", str(_APP),
            "--server.headless=true", "--server.address=127.0.0.1", f"--server.port={self.port}",
        ]  # fmt: skip
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                status, _, _ = await Connection(self.port).ask("/join/AAAAAAAA/state")
            except UnreachedError:
                status = 0
            if status == 404:  # rooms are there
                return
            await asyncio.sleep(0.05)
        raise TimeoutError("the app did not start")

    def end(self, number: signal.Signals = signal.SIGTERM) -> float:
        """Send a signal; seconds until the process is gone."""
        if self.process is None:
            return 0.0
        begun = time.perf_counter()
        self.process.send_signal(number)
        self.process.wait(60)
        return time.perf_counter() - begun


@dataclass(frozen=True)
class Room:
    """A room with phones in it."""

    server: Server
    code: str
    secret: str
    items: list[str]
    phones: list[BenchPhone]
    ears: list[asyncio.Task[None]]

    async def click(self, what: str) -> Any:
        path = f"/click/{what}?code={self.code}&secret={self.secret}"
        return (await Connection(self.server.port).ask(path))[2]

    async def empty(self) -> None:
        for ear in self.ears:
            ear.cancel()
        await asyncio.gather(*self.ears, return_exceptions=True)


async def full_room(server: Server, people: int) -> Room:
    """A room in which so many phones listen to a round that has begun."""
    opened = (await Connection(server.port).ask("/click/open"))[2]
    room = await filled(server, opened["code"], opened["secret"], people)
    room.items.extend((await room.click("start"))["items"])
    return room


async def filled(server: Server, code: str, secret: str, people: int) -> Room:
    """So many phones come into a room, and listen."""
    phones = [BenchPhone(server.port, code, k) for k in range(people)]
    for begin in range(0, people, 20):
        await asyncio.gather(*(each.come_in() for each in phones[begin : begin + 20]))
    ears = [asyncio.create_task(each.listen()) for each in phones]
    await asyncio.gather(*(each.listening.wait() for each in phones))
    return Room(server, code, secret, [], phones, ears)


async def vote_for(room: Room, seconds: float) -> None:
    """Every phone votes every two seconds, from a moment of its own."""
    begun = time.perf_counter()

    async def go_on(phone: BenchPhone) -> None:
        due = begun + random.random() * _EVERY
        while due < begun + seconds:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            await phone.vote(room.items)
            due += _EVERY

    await asyncio.gather(*(go_on(each) for each in room.phones))


async def reveal(room: Room) -> float:
    """Seconds from the click to the last phone that has it; the round is locked before."""
    await room.click("lock")
    await asyncio.sleep(2)
    begun = time.perf_counter()
    await room.click("reveal")
    await asyncio.gather(*(each.revealed.wait() for each in room.phones))
    return max(each.at for each in room.phones) - begun


@dataclass
class Spent:
    """What the server and the phones, which share the machine, take of its processors from now on."""

    server: Server
    then: tuple[float, float] = (0.0, 0.0)

    def __post_init__(self) -> None:
        self.then = self._now()

    def _now(self) -> tuple[float, float]:
        process = self.server.process
        served = 0.0 if process is None else Served(self.server.port, process.pid).processor_seconds()
        return served, time.process_time()

    def each(self, count: int) -> str:
        """In words, of each of so many ballots or phones."""
        server, phones = (1000 * (now - then) / count for now, then in zip(self._now(), self.then, strict=True))
        return f"of processors, the server took {server:.2f} ms for each and the phones {phones:.2f} ms"


@dataclass(frozen=True)
class PageRuns:
    """What the facilitator's page takes, in seconds: the whole of it, and what it draws by itself once a second."""

    whole: float
    looks: float


async def page_runs(facilitator: Facilitator, seconds: float) -> PageRuns:
    """The medians of what the page takes, drawn in turn whole and in part."""
    whole, looks, end = [], [], time.perf_counter() + seconds
    while time.perf_counter() < end:
        whole.append(await facilitator.draw())
        await asyncio.sleep(0.25)
        looks.append(await facilitator.look())
        await asyncio.sleep(0.25)
    return PageRuns(statistics.median(whole), statistics.median(looks))


async def led_room(server: Server, found: list[Ratio]) -> Room:
    """A room led from its page, alone at first and then with phones that vote; what the page takes goes to `found`."""
    facilitator = Facilitator(Served(server.port, 0))
    code = await facilitator.open_room()
    await facilitator.ask("Ratings: how good is each option")
    await page_runs(facilitator, 1.0)  # what is made once is made now
    idle = await page_runs(facilitator, _SECONDS / 2)
    room = await filled(server, code, "", _PHONES)
    room.items.extend(await room.phones[0].asked())
    busy, _ = await asyncio.gather(page_runs(facilitator, _SECONDS), vote_for(room, _SECONDS))
    for what, beside, alone in (
        ("the facilitator's page", busy.whole, idle.whole),
        ("how many are ready on it, once a second,", busy.looks, idle.looks),
    ):
        told = f"{1000 * beside:.0f} ms against {1000 * alone:.0f} ms"
        found.append(
            Ratio(
                f"{what} beside {_PHONES} phones that each vote every two seconds", "alone", beside / alone, _PAGE, told
            )
        )
    await facilitator.press("Lock")
    await asyncio.sleep(2)
    begun = time.perf_counter()
    page = asyncio.create_task(facilitator.press("Reveal"))
    await asyncio.gather(*(each.revealed.wait() for each in room.phones))
    took = max(each.at for each in room.phones) - begun
    found.append(
        _with(
            _promised(f"a reveal on the last of {_PHONES} phones, from the click on the page", took, _REVEAL),
            f"; the page itself was there after {1000 * await page:.0f} ms",
        )
    )
    await facilitator.close()
    return room


async def _measured(state: str) -> list[Ratio]:
    server = Server(state)
    await server.start()
    found: list[Ratio] = []
    try:
        await (await led_room(server, found)).empty()
        room = await full_room(server, _PHONES)
        spent = Spent(server)
        await vote_for(room, _SECONDS)
        waits = [wait for phone in room.phones for wait in phone.waits]
        found.append(_promised("a ballot of 18 cells from one of 200 phones, 95th percentile", _share(waits), _VOTE))
        found[-1] = _with(
            found[-1],
            f"; half within {1000 * statistics.median(waits):.1f} ms, {len(waits)} ballots; {spent.each(len(waits))}",
        )
        await room.empty()
        many = await full_room(server, _MANY)
        await asyncio.gather(*(each.vote(many.items) for each in many.phones))
        spent = Spent(server)
        found.append(_promised("a reveal on the last of 1,000 phones", await reveal(many), _REVEAL_TO_MANY))
        found[-1] = _with(found[-1], f"; {spent.each(_MANY)}, the lock before it included")
        await many.empty()
        room = await full_room(server, _PHONES)
        took = await asyncio.to_thread(server.end)
        found.append(_promised("the end of the app with 200 streams open", took, _STOP))
        await room.empty()
    finally:
        if server.process is not None and server.process.poll() is None:
            server.process.kill()
            server.process.wait()
    return found


def _share(waits: list[float]) -> float:
    return statistics.quantiles(waits, n=100)[94]


def _promised(what: str, seconds: float, most: float) -> Ratio:
    return Ratio(what, f"{1000 * most:.0f} ms", seconds / most, 1, f"{1000 * seconds:.0f} ms")


def _with(ratio: Ratio, more: str) -> Ratio:
    return Ratio(ratio.what, ratio.against, ratio.ratio, ratio.most, ratio.detail + more)


def ratios() -> Iterator[Ratio]:
    with tempfile.TemporaryDirectory() as state:
        yield from asyncio.run(_measured(state))


# --- killed in the middle ---------------------------------------------------------------------------------------------


async def _killed(state: str, kills: int, people: int = 50) -> tuple[int, int]:
    """How many ballots were acknowledged, and how many of the last of each phone were not there."""
    server = Server(state)
    await server.start()
    room = await full_room(server, people)
    chance = random.Random(0)
    lost = 0

    async def go_on(phone: BenchPhone) -> None:
        while True:
            try:
                await phone.vote(room.items)
            except UnreachedError:
                await asyncio.sleep(0.1)  # and again, by itself
            await asyncio.sleep(0.02)

    for kill in range(kills):
        hands = [asyncio.create_task(go_on(each)) for each in room.phones]
        await asyncio.sleep(0.3 + chance.random())
        await asyncio.to_thread(server.end, signal.SIGKILL)
        for hand in hands:
            hand.cancel()
        await asyncio.gather(*hands, return_exceptions=True)
        acknowledged = {each: each.acknowledged for each in room.phones}
        await server.start()
        kept = {each: await each.kept() for each in room.phones}
        lost += sum(kept[each] < acknowledged[each] for each in room.phones)
        for each in room.phones:  # what was sent and not acknowledged may be there, and counts as sent
            each.sent = max(each.sent, kept[each])
        print(
            f"killed {kill + 1} times: {sum(len(each.waits) for each in room.phones):,} acknowledged, {lost} lost",
            flush=True,
        )
    took = await reveal(room)
    print(f"phones went on by themselves: the reveal was on all {people} of them after {1000 * took:.0f} ms")
    await room.empty()
    server.end()
    return sum(len(each.waits) for each in room.phones), lost


def main() -> int:
    if sys.argv[1:2] == ["kill"]:
        with tempfile.TemporaryDirectory() as state:
            acknowledged, lost = asyncio.run(_killed(state, _KILLS))
        print(f"{_KILLS} times killed: of {acknowledged:,} acknowledged ballots, {lost} last ones were not there")
        return 1 if lost else 0
    kept = True
    for each in ratios():
        kept = kept and each.kept
        print(f"| {each.what} | {each.against} | {each.ratio:.2f} | {each.most:g} | {each.detail} |", flush=True)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())

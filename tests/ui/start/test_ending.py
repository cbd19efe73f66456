"""The app ends when it is told to, with everything written, whatever is under way."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from types import FrameType

import pytest

from decision.ui.start import ending
from decision.ui.start.ending import Ending
from tests.ui.conftest import ROOT

# A server like the app's, quick to start: one address answers at once, one waits for what never comes, and one has a
# thread of the pool work on, as a file that is made does.
SERVER = """
import asyncio, sys, time
from contextlib import asynccontextmanager
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from decision.ui.start import ending
ending.LEAVE, ending.ENDING = 0.2, 0.8
ending.write_what_waits = lambda: print("written", flush=True)

@asynccontextmanager
async def lifespan(app):
    it = ending.Ending()
    it.listen()
    yield
    it.finish()

async def quick(request):
    return PlainTextResponse("here")

async def waits_for_the_rest(request):
    print("under way", flush=True)
    await request.body()

async def works(request):
    print("under way", flush=True)
    asyncio.get_running_loop().run_in_executor(None, time.sleep, 3600)
    return PlainTextResponse("working")

routes = [Route("/quick", quick), Route("/rest", waits_for_the_rest, methods=["PUT"]), Route("/works", works, methods=["PUT"])]
uvicorn.run(Starlette(routes=routes, lifespan=lifespan), fd=int(sys.argv[1]), log_level="critical")
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("where", ["rest", "works"])
def test_a_server_ends_with_all_written_whatever_is_under_way(where: str, number: signal.Signals) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        server = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(door.fileno())],
            stdout=subprocess.PIPE, text=True, cwd=ROOT, pass_fds=[door.fileno()],
        )  # fmt: skip
        try:
            assert server.stdout is not None
            with socket.create_connection(door.getsockname()) as visitor:
                visitor.sendall(f"PUT /{where} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n".encode())
                assert server.stdout.readline() == "under way\n"
                server.send_signal(number)
                server.wait(60)
                assert server.stdout.read() == "written\n"
        finally:
            server.kill()
            server.wait()
            server.stdout.close()


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(ending, "LEAVE", 0.05)
    monkeypatch.setattr(ending, "ENDING", 0.1)
    monkeypatch.setattr(ending, "end_all_work", lambda: said.append("stopped") if "stopped" not in said else None)
    monkeypatch.setattr(ending, "write_what_waits", lambda: said.append("written"))
    return said


def test_the_server_hears_every_signal_and_the_end_comes_once(monkeypatch: pytest.MonkeyPatch, said: list[str]) -> None:
    heard: list[int] = []
    set_now: dict[int, object] = {}

    def server(number: int, frame: FrameType | None) -> None:
        heard.append(number)

    monkeypatch.setattr(ending.signal, "getsignal", lambda number: server)
    monkeypatch.setattr(ending.signal, "signal", set_now.__setitem__)
    left = threading.Event()
    Ending(lambda status: (said.append(f"left {status}"), left.set())).listen()
    for _ in range(3):
        for number in (signal.SIGTERM, signal.SIGINT):
            set_now[number](number, None)  # type: ignore[operator]
    assert left.wait(60)
    assert heard == 3 * [signal.SIGTERM, signal.SIGINT]
    assert said == ["stopped", "written", "left 0"]


def test_whoever_finishes_second_waits_until_all_is_written(monkeypatch: pytest.MonkeyPatch, said: list[str]) -> None:
    writing, may_go_on = threading.Event(), threading.Event()

    def write() -> None:
        writing.set()
        may_go_on.wait(60)
        said.append("written")

    monkeypatch.setattr(ending, "write_what_waits", write)
    it = Ending()
    first = threading.Thread(target=it.finish)
    first.start()
    assert writing.wait(60)
    threading.Timer(0.05, may_go_on.set).start()
    it.finish()
    assert said == ["stopped", "written"]
    first.join()
    assert said == ["stopped", "written"]


def test_signals_that_nobody_hears_here_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    changed: list[object] = []
    monkeypatch.setattr(ending.signal, "signal", lambda *each: changed.append(each))
    monkeypatch.setattr(ending.signal, "getsignal", lambda number: signal.SIG_IGN)
    Ending().listen()
    aside = threading.Thread(target=Ending().listen)  # only the main thread may say who hears
    aside.start()
    aside.join()
    assert changed == []


def test_writing_has_its_time_within_the_bound() -> None:
    from decision.ui.storage.autosave import STOPPING

    assert ending.LEAVE + STOPPING <= ending.ENDING < 5

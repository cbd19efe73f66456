"""Rooms to test with: on SQLite and on PostgreSQL, with a clock that stands still, and served on a socket of their own.

PostgreSQL is started for the tests alone, in a folder of its own and without a port. Where its programs are not
installed, what needs it is skipped, and says so.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import pwd
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from sqlalchemy import text
from sqlalchemy.engine import make_url
from starlette.applications import Starlette

from decision.files.reader import load
from decision.model.scenario import Scenario
from decision.room.events import Start
from decision.room.hub import Hub
from decision.room.modes import Mode
from decision.room.questions import Asked, Question
from decision.room.store import HostRoom, Opened, Store
from decision.room.store.engine import engine_for
from decision.room.web import room_routes

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
BEGAN = 1_800_000_000.0


@dataclass
class Clock:
    """A clock that stands still until it is moved on."""

    now: float = BEGAN

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    return load(ROOT / "scenarios" / "health-centre-portal.yaml")


# --- databases --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a private server."""
    programs = PROGRAMS[-1].parent if PROGRAMS else None
    if programs is None:
        found = shutil.which("initdb")
        programs = None if found is None else Path(found).parent
    if programs is None:
        pytest.skip("PostgreSQL is not installed: no initdb under /usr/lib/postgresql or on the path")
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # pytest's own are too long for the path of a socket
    as_user = _as_user(folder)
    options = f"-k {folder} -h '' -c fsync=off"
    control = [str(programs / "pg_ctl"), "-D", str(folder / "data"), "-l", str(folder / "log"), "-w"]
    try:
        _run(
            [str(programs / "initdb"), "-D", str(folder / "data"), "-A", "trust", "-U", "trilemma", "--no-sync"],
            as_user,
        )
        _run([*control, "-o", options, "start"], as_user)
        try:
            yield f"postgresql+psycopg://trilemma@/postgres?host={folder}"
        finally:
            _run([*control, "-m", "immediate", "stop"], as_user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_user(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as the user that its package made, or as nobody."""
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            os.chown(folder, user.pw_uid, user.pw_gid)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": folder}
    pytest.skip("PostgreSQL does not run as root, and there is no other user")


def _run(command: list[str], as_user: dict[str, Any]) -> None:
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **as_user
    )
    if done.returncode:
        pytest.fail(f"{command[0]} ended with {done.returncode}:\n{done.stdout.decode('utf-8', 'replace')}")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'rooms.sqlite'}"
    address: str = request.getfixturevalue("postgresql")
    engine = engine_for(make_url(address))
    with engine.begin() as connection:
        connection.execute(text("TRUNCATE trilemma_rooms, trilemma_people, trilemma_ballots, trilemma_reasons CASCADE"))
    engine.dispose()
    return address


@pytest.fixture
def store(database: str, clock: Clock) -> Iterator[Store]:
    store = Store(engine_for(make_url(database)), clock)
    yield store
    store.close()


@dataclass
class Room:
    """An open room with what its host knows."""

    store: Store
    opened: Opened
    host: HostRoom

    @property
    def id(self) -> str:
        return self.host.id

    def ask(self, kind: Asked = Asked.GUT, items: tuple[str, ...] | None = None, **more: Any) -> Question:
        """A round on a kind of question is started."""
        question = Question(kind, items or self.host.room.sheet.items(kind), **more)
        self.host.apply(Start(question))
        return question


@pytest.fixture
def room_in(scenario: Scenario) -> Callable[..., Room]:
    def open_room(store: Store, mode: Mode = Mode.UNNAMED_TO_OTHERS, **more: Any) -> Room:
        opened = store.open_room(scenario, mode, **more)
        return Room(store, opened, store.as_host(opened.code, opened.host_secret))

    return open_room


# --- served -----------------------------------------------------------------------------------------------------------


@dataclass
class Phone:
    """A phone that speaks HTTP: it keeps its cookie, and every byte that it was sent."""

    port: int
    code: str
    base: str = ""
    cookie: str = ""
    received: bytearray = field(default_factory=bytearray)

    def ask(
        self, what: str, body: Any = None, *, raw: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        """The status and what was answered, as JSON where it is."""
        response, answered = self.ask_raw(what, body, raw=raw, headers=headers)
        is_json = response.getheader("content-type", "").startswith("application/json")
        return response.status, json.loads(answered) if is_json else answered.decode("utf-8", "replace")

    def ask_raw(
        self, what: str, body: Any = None, *, raw: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        sends = body is not None or raw is not None
        content = raw if raw is not None else json.dumps(body).encode() if sends else None
        said = {"Cookie": self.cookie} if self.cookie else {}
        if sends:
            said |= {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{self.port}"}
        said |= headers or {}
        connection.request("POST" if sends else "GET", f"{self.base}/join/{self.code}{what}", content, said)
        response = connection.getresponse()
        answered = response.read()
        self.received += str(response.headers).encode() + answered
        for each in response.headers.get_all("set-cookie") or []:
            self.cookie = each.split(";")[0]
        connection.close()
        return response, answered

    def enter(self, name: str = "Ada", role: str = "", *, watching: bool = False) -> tuple[int, Any]:
        return self.ask("/enter", {"name": name, "role": role, "watching": watching})

    def state(self, after: int = 0) -> Any:
        status, told = self.ask(f"/state?after={after}")
        assert status == 200, told
        return told

    @contextlib.contextmanager
    def listening(self) -> Iterator[Callable[[str], str]]:
        """Its stream; what is given waits for an event of a name, and returns what it says."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", f"{self.base}/join/{self.code}/events", headers={"Cookie": self.cookie})
        response = connection.getresponse()
        assert response.status == 200

        def wait_for(name: str) -> str:
            while True:
                line = response.readline()
                self.received += line
                if not line:
                    raise EOFError
                if line.strip() == f"event: {name}".encode():
                    said = response.readline()
                    self.received += said
                    return said.decode().removeprefix("data:").strip()

        try:
            yield wait_for
        finally:
            response.close()
            connection.close()


@dataclass
class Served:
    """Rooms on a socket."""

    port: int
    store: Store
    hub: Hub
    base: str = ""

    def phone(self, code: str) -> Phone:
        return Phone(self.port, code, self.base)


@contextlib.contextmanager
def serving(store: Store, base: str = "") -> Iterator[Served]:
    """`store`, served below `base` until the block ends."""
    hub = Hub(store)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> Any:
        hub.begin()
        yield
        await hub.end()

    app = Starlette(routes=room_routes(lambda: hub, base), lifespan=lifespan)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="on", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < end, "the server did not start"
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield Served(port, store, hub, base)
    finally:
        hub.end_streams()
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Rooms on SQLite, with the real time; for all tests of a module together."""
    with served_from(tmp_path_factory.mktemp("rooms")) as served:
        yield served


@pytest.fixture
def served_alone(tmp_path: Path) -> Iterator[Served]:
    """Rooms on SQLite, with the real time, for a test that counts who asks how often."""
    with served_from(tmp_path) as served:
        yield served


@contextlib.contextmanager
def served_from(folder: Path) -> Iterator[Served]:
    store = Store(engine_for(make_url(f"sqlite:///{folder / 'rooms.sqlite'}")))
    with serving(store) as served:
        yield served
    store.close()

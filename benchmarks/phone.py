"""A phone without a browser: comes in, listens, votes and fetches the state, over sockets of its own."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from dataclasses import dataclass, field
from typing import Any

PATIENCE = 60.0  # seconds for an answer


class UnreachedError(OSError):
    """The server was not reached, or went away before it answered."""


@dataclass(eq=False)
class Connection:
    """One kept-alive connection, opened anew where it was lost."""

    port: int
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None

    async def ask(self, path: str, body: Any = None, cookie: str = "") -> tuple[int, dict[str, str], Any]:
        """Status, headers and JSON of the answer; raises UnreachedError.

        A connection that the server has closed meanwhile, as it does with idle ones, is opened anew.
        """
        was_open = self._writer is not None
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._ask(path, body, cookie)
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            self.close()
            if was_open and isinstance(error, OSError | EOFError):
                return await self.ask(path, body, cookie)
            raise UnreachedError(str(error)) from error

    async def open(self, path: str, cookie: str) -> asyncio.StreamReader:
        """A stream of events, after its headers."""
        try:
            await self._connect()
            reader = self._send(path, None, cookie)
            status, _ = await self._head(reader)
        except (OSError, EOFError, ValueError) as error:
            raise UnreachedError(str(error)) from error
        if status != 200:
            raise UnreachedError(f"status {status}")
        return reader

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def _connect(self) -> None:
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)

    async def _ask(self, path: str, body: Any, cookie: str) -> tuple[int, dict[str, str], Any]:
        await self._connect()
        reader = self._send(path, body, cookie)
        status, headers = await self._head(reader)
        content = await reader.readexactly(int(headers["content-length"]))
        return status, headers, json.loads(content)

    def _send(self, path: str, body: Any, cookie: str) -> asyncio.StreamReader:
        if self._reader is None or self._writer is None:
            raise UnreachedError("not connected")
        content = b"" if body is None else json.dumps(body).encode()
        lines = [
            f"{'GET' if body is None else 'POST'} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            f"Origin: http://127.0.0.1:{self.port}",
            f"Cookie: {cookie}",
            "Content-Type: application/json",
            f"Content-Length: {len(content)}",
        ]
        self._writer.write("\r\n".join([*lines, "", ""]).encode() + content)
        return self._reader

    @staticmethod
    async def _head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        parts = [line.lower().partition(": ") for line in head[1:]]
        headers = {name: said for name, _, said in parts if name}
        cookie = next((line for line in head if line.lower().startswith("set-cookie: ")), "")
        headers["set-cookie"] = cookie[12:]  # whose letters count
        return int(head[0].split(" ")[1]), headers


@dataclass(eq=False)
class BenchPhone:
    """One person in the room `code`; `acknowledged` is the last sequence that the server has said it keeps."""

    port: int
    code: str
    number: int
    cookie: str = ""
    acknowledged: int = 0
    sent: int = 0
    round: int = 1
    waits: list[float] = field(default_factory=list)  # seconds from each ballot to its answer
    revealed: asyncio.Event = field(default_factory=asyncio.Event)
    listening: asyncio.Event = field(default_factory=asyncio.Event)
    at: float = 0.0  # when the reveal was there
    version: int = 0
    _connection: Connection | None = None

    async def come_in(self) -> None:
        self._connection = Connection(self.port)
        _, headers, _ = await self._ask("enter", {"name": f"Person {self.number}"})
        self.cookie = headers["set-cookie"].split(";")[0]
        _, _, state = await self._ask("state?after=0")
        self.version = state["version"]

    async def asked(self) -> list[str]:
        """What the round asks for."""
        _, _, state = await self._ask("state?after=0")
        return list(state["round"]["items"])

    async def vote(self, items: list[str]) -> None:
        """A ballot on all items, whose time counts from when it is sent to when it is acknowledged."""
        self.sent += 1
        cells = {item: {"x": (self.number + self.sent + k) % 10} for k, item in enumerate(items)}
        begun = time.perf_counter()
        status, _, told = await self._ask("ballot", {"round": self.round, "sequence": self.sent, "ratings": cells})
        if status == 200:
            self.waits.append(time.perf_counter() - begun)
            self.acknowledged = self.sent
        elif status != 409:
            raise RuntimeError(f"status {status}: {told}")

    async def kept(self) -> int:
        """The sequence of the ballot that the server has of this phone."""
        _, _, state = await self._ask("state?after=0")
        return int(state["mine"]["sequence"]) if state.get("mine") else 0

    async def listen(self) -> None:
        """Hear of versions and fetch them, until cancelled; anew wherever the server went away."""
        while True:
            connection = Connection(self.port)
            with contextlib.suppress(UnreachedError, EOFError, OSError):
                reader = await connection.open(f"/join/{self.code}/events", self.cookie)
                self.listening.set()
                await self._hear(reader)
            connection.close()
            await asyncio.sleep(0.2)

    async def _hear(self, reader: asyncio.StreamReader) -> None:
        """What the stream says, until it ends: a state, or a version that is to be fetched where it is another."""
        event = b""
        while line := await reader.readline():
            if line.startswith(b"event: "):
                event = line[7:-1]
            elif line.startswith(b"data: "):
                if event == b"state":
                    self._take(json.loads(line[6:]))
                elif int(line[6:]) != self.version:
                    self._take((await self._ask(f"state?after={self.version}"))[2])

    def _take(self, state: Any) -> None:
        self.version = state["version"]
        if state.get("phase") == "revealed":
            self.at = time.perf_counter()
            self.revealed.set()

    async def _ask(self, what: str, body: Any = None) -> tuple[int, dict[str, str], Any]:
        connection, self._connection = self._connection, None  # what is asked meanwhile takes a connection of its own
        if connection is None:
            connection = Connection(self.port)
        try:
            return await connection.ask(f"/join/{self.code}/{what}", body, self.cookie)
        finally:
            if self._connection is None:
                self._connection = connection
            else:
                connection.close()

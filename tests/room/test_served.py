"""Rooms while the app is served: what is said as long as there is no database, and that all ends with the app."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette

from decision.room.store import StoreError, the_store
from decision.room.store.shared import close_the_store
from decision.room.web import room_routes, served
from decision.room.web.served import Rooms
from tests.room.conftest import Phone


@pytest.fixture(autouse=True)
def own_store() -> Iterator[None]:
    close_the_store()
    yield
    close_the_store()


def test_without_a_database_phones_are_told_to_wait(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TRILEMMA_STATE", str(tmp_path))
    rooms = Rooms()
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=room_routes(rooms.hub)), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
    phone = Phone(server.servers[0].sockets[0].getsockname()[1], "AAAAAAAA")
    for what, body in (("/state", None), ("/enter", {"name": "Ada"}), ("/ballot", {}), ("/events", None)):
        status, told = phone.ask(what, body)
        assert (status, "try again" in told["error"]) == (503, True), (what, told)
    assert phone.ask("")[0] == 200
    server.should_exit = True
    thread.join(20)


def test_a_database_that_is_not_there_is_said_in_the_log_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(served, "AGAIN", 0.01)
    monkeypatch.setenv("TRILEMMA_DATABASE", "mysql://somewhere/rooms")

    async def run() -> None:
        rooms = Rooms()
        rooms.begin()
        while not caplog.records:
            await asyncio.sleep(0.01)
        with pytest.raises(StoreError):
            rooms.hub()
        monkeypatch.setenv("TRILEMMA_DATABASE", f"sqlite:///{tmp_path / 'rooms.sqlite'}")
        while True:
            try:
                rooms.hub()
            except StoreError:
                await asyncio.sleep(0.01)
            else:
                break
        await rooms.end()
        with pytest.raises(StoreError):
            rooms.hub()

    with caplog.at_level(logging.ERROR):
        asyncio.run(asyncio.wait_for(run(), 30))
    assert "neither PostgreSQL nor SQLite" in caplog.text


def test_the_store_of_a_process_is_one_until_it_is_closed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TRILEMMA_DATABASE", raising=False)
    monkeypatch.setenv("TRILEMMA_STATE", str(tmp_path))
    store = the_store()
    assert the_store() is store
    assert (tmp_path / "rooms.sqlite").is_file()
    close_the_store()
    assert the_store() is not store

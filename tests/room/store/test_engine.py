"""The database: where it lies, and that nothing deleted is left in its files."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url

from decision.room.store import Store, StoreError
from decision.room.store.engine import address, engine_for
from decision.room.store.tables import ROOMS
from tests.room.answering import joined, revealed
from tests.room.conftest import Clock, Room

OpenRoom = Callable[..., Room]
SAID = "why-I-think-so"


def test_sqlite_keeps_what_it_says_on_the_disk_and_nothing_that_was_deleted(
    tmp_path: Path, clock: Clock, room_in: OpenRoom
) -> None:
    file = tmp_path / "below" / "rooms.sqlite"
    store = Store(engine_for(make_url(f"sqlite:///{file}")), clock)
    with store.engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar_one() == 2
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    room = room_in(store)
    people = joined(room, 3, name="Somebody")
    revealed(room, people)
    store.give_reason(people[0], 1, "build", SAID).result()

    def on_disk() -> bytes:
        return b"".join(each.read_bytes() for each in file.parent.iterdir())

    assert SAID.encode() in on_disk()
    assert b"Somebody" in on_disk()
    room.host.end()
    assert SAID.encode() not in on_disk()
    assert b"Somebody" not in on_disk()
    assert room.opened.code.encode() not in on_disk()
    store.close()


def test_the_database_is_what_the_environment_names(tmp_path: Path) -> None:
    kept = {"TRILEMMA_STATE": str(tmp_path)}
    assert address(kept).database == str(tmp_path / "rooms.sqlite")
    assert address({"XDG_STATE_HOME": str(tmp_path)}).database == str(tmp_path / "trilemma" / "rooms.sqlite")
    passing = address({"TRILEMMA_STATE": "off"}).database
    assert passing is not None
    assert Path(passing).parent.stat().st_mode & 0o077 == 0
    assert address({"TRILEMMA_DATABASE": "postgresql://h/d"}).drivername == "postgresql+psycopg"
    for wrong, what in (
        ("nonsense", "no address of a database"),
        ("mysql://h/d", "neither PostgreSQL nor SQLite"),
        ("sqlite://", "names no file"),
    ):
        with pytest.raises(StoreError, match=what):
            engine_for(address({"TRILEMMA_DATABASE": wrong}))


def test_a_database_that_cannot_be_had_is_said_without_its_password(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="correct TRILEMMA_DATABASE"):
        engine_for(make_url(f"sqlite:///{tmp_path / 'file' / 'rooms.sqlite'}"))
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    with pytest.raises(StoreError, match="cannot be kept") as refused:
        engine_for(make_url("postgresql+psycopg://me:hidden@127.0.0.1:1/none"))
    assert "hidden" not in str(refused.value)


def test_two_that_begin_at_once_wait_for_each_other(tmp_path: Path) -> None:
    file = tmp_path / "rooms.sqlite"
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("BEGIN IMMEDIATE")
    other.execute("CREATE TABLE theirs (x)")
    later = threading.Timer(0.2, other.execute, ("COMMIT",))
    later.start()
    engine = engine_for(make_url(f"sqlite:///{file}"))  # would be refused by SQLite if it had begun with a look
    later.join()
    other.close()
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(ROOMS)).scalar_one() == 0
    engine.dispose()

"""The database: where it lies, how a connection is set up, and what takes away for good what was deleted."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from decision.room.questions import RoomError
from decision.room.store.tables import METADATA

VARIABLE = "TRILEMMA_DATABASE"
STATE = "TRILEMMA_STATE"  # the folder of kept work, beside which rooms lie
OFF = "off"
FILE = "rooms.sqlite"
PATIENCE = 10  # seconds that a connection waits for another that writes


class StoreError(RoomError):
    """Rooms cannot be kept: the database is not named well, cannot be reached, or is full."""


def address(environment: Mapping[str, str]) -> URL:
    """The database that the environment names: `VARIABLE`, else a file in the folder of kept work.

    Where kept work is turned off, rooms lie in a folder that goes with the app.
    """
    said = environment.get(VARIABLE, "").strip()
    if not said:
        folder = _state_folder(environment)
        return URL.create("sqlite", database=str((folder or _passing_folder()) / FILE))
    try:
        url = make_url(said)
    except ArgumentError:
        raise StoreError(
            f"{VARIABLE} is no address of a database; write postgresql+psycopg://NAME@HOST/DATABASE"
        ) from None
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError(f"{VARIABLE} names neither PostgreSQL nor SQLite; use one of them")
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    return url


def engine_for(url: URL) -> Engine:
    """An engine whose tables are there; raises StoreError with what to do if it cannot be had."""
    try:
        engine = _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)
        with engine.execution_options(writes=True).begin() as connection:  # waits for another that makes them now
            METADATA.create_all(connection)
    except ModuleNotFoundError:
        raise StoreError("PostgreSQL needs psycopg; install it: python -m pip install 'trilemma[postgresql]'") from None
    except (SQLAlchemyError, OSError) as error:
        shown = url.render_as_string(hide_password=True)
        raise StoreError(f"rooms cannot be kept in {shown}: {_first_line(error)}; correct {VARIABLE}") from error
    return engine


def forget_for_good(engine: Engine) -> None:
    """What was deleted is gone from the files too: SQLite overwrites it, and PostgreSQL frees its rows."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        else:
            for table in METADATA.sorted_tables:
                connection.execute(text(f"VACUUM {table.name}"))


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).strip().split("\n")[0][:200]


def _state_folder(environment: Mapping[str, str]) -> Path | None:
    chosen = environment.get(STATE, "").strip()
    if chosen:
        return None if chosen.lower() == OFF else Path(chosen).expanduser()
    base = environment.get("XDG_STATE_HOME", "").strip()
    return (Path(base) if base else Path("~/.local/state").expanduser()) / "trilemma"


@lru_cache(maxsize=1)
def _passing_folder() -> Path:
    """A folder for this process alone, which is taken away with it."""
    folder = Path(tempfile.mkdtemp(prefix="trilemma-rooms-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _sqlite(url: URL) -> Engine:
    if url.database in (None, "", ":memory:"):
        raise StoreError(f"{VARIABLE} names no file; write sqlite:////whole/path/rooms.sqlite")
    file = Path(str(url.database))
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.touch(mode=0o600)  # what people said is for whoever runs the app alone
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=24,
        connect_args={"check_same_thread": False, "timeout": PATIENCE},
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are ours: see `begin`
        cursor = connection.cursor()
        for said in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {said}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(url: URL) -> Engine:
    return create_engine(
        url, pool_pre_ping=True, pool_size=8, max_overflow=8, connect_args={"connect_timeout": PATIENCE}
    )


def from_environment() -> Engine:
    return engine_for(address(os.environ))

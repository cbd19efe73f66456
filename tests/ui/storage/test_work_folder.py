from __future__ import annotations

import datetime
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from decision.files.atomic import HALF_WRITTEN, WriteError
from decision.ui.storage import days_in_use, work_folder
from decision.ui.storage.days_in_use import days_since
from decision.ui.storage.work_folder import (
    AutosaveError,
    NoRoomError,
    WorkFolder,
    new_token,
    state_folder,
    visitor_mark,
)
from tests.ui.conftest import ROOT

DAY = 86_400


@pytest.fixture
def folder(tmp_path: Path) -> WorkFolder:
    return WorkFolder(tmp_path / "state")


def begun(folder: WorkFolder, visitor: str = "", days_ago: float = 0, text: str = "x") -> str:
    """The token of work that a visitor began so many days ago."""
    token = new_token()
    folder.write(token, text, visitor and visitor_mark(visitor))
    os.utime(folder.path(token), (time.time() - DAY * days_ago,) * 2)
    return token


def there(folder: WorkFolder, tokens: list[str]) -> list[bool]:
    return [WorkFolder(folder.folder).path(token).exists() for token in tokens]


def test_what_is_written_is_read_under_its_token_alone(folder: WorkFolder) -> None:
    token = begun(folder, "", text="one")
    assert folder.read(token) == "one"
    (path,) = folder.folder.glob("*.json")
    assert token not in path.name
    assert path.stat().st_mode & 0o077 == 0
    assert folder.folder.stat().st_mode & 0o077 == 0
    with pytest.raises(AutosaveError, match="there is none; work is kept for 30 days"):
        folder.read(new_token())


def test_work_stays_in_its_file_whoever_goes_on_with_it_and_whichever_server(folder: WorkFolder) -> None:
    token = begun(folder, "one")
    WorkFolder(folder.folder).write(token, "two", visitor_mark("other"))
    assert folder.read(token) == "two"
    assert len(list(folder.folder.glob("*.json"))) == 1


def test_work_that_an_earlier_version_began_is_read_and_gone_on_with(folder: WorkFolder) -> None:
    token = begun(folder, "me", text="new name")
    path = folder.path(token)
    path.rename(path.with_name(re.sub("-.*", ".json", path.name)))  # as it was called before visitors had marks
    again = WorkFolder(folder.folder)
    assert again.read(token) == "new name"
    again.write(token, "gone on", visitor_mark("me"))
    assert again.read(token) == "gone on"
    assert len(list(folder.folder.glob("*.json"))) == 1


@pytest.mark.parametrize("token", ["", "x", "../" * 7 + "x", "a" * 23, "a" * 21 + "\n", "ä" * 22])
def test_what_is_no_token_leads_to_no_file(folder: WorkFolder, token: str) -> None:
    with pytest.raises(AutosaveError, match="its address is not complete"):
        folder.read(token)
    with pytest.raises(AutosaveError):
        folder.write(token, "x")


def test_a_mark_tells_visitors_apart_and_nobody_who_they_are() -> None:
    assert visitor_mark("192.0.2.1") != visitor_mark("192.0.2.2")
    assert re.fullmatch("[0-9a-f]{4}", visitor_mark("somebody@example.org \udcff"))


def test_what_is_too_large_is_refused(folder: WorkFolder) -> None:
    with pytest.raises(AutosaveError, match="too large"):
        folder.write(new_token(), "x" * (work_folder.MOST_BYTES + 1))


def test_a_write_that_fails_leaves_what_was_there_and_nothing_else(
    folder: WorkFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = begun(folder, text="one")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="No space"):
        folder.write(token, "two")
    assert folder.read(token) == "one"
    assert not list(folder.folder.glob(f"*{HALF_WRITTEN}"))


_WRITE_ON = """
import sys
from pathlib import Path
from decision.ui.storage.work_folder import WorkFolder
folder, number = WorkFolder(Path(sys.argv[1])), 0
while True:
    number += 1
    folder.write("t" * 22, f"{number} " * 20_000)
    print(number, flush=True)
"""


def test_a_server_that_is_killed_while_saving_loses_nothing_that_was_saved(folder: WorkFolder) -> None:
    kills = int(os.environ.get("TRILEMMA_TEST_KILLS", "4"))  # a longer one by hand
    for _ in range(kills):
        with subprocess.Popen(
            [sys.executable, "-c", _WRITE_ON, str(folder.folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as server:
            assert server.stdout is not None
            server.stdout.readline()
            time.sleep(random.uniform(0, 0.05))  # anywhere in a write
            server.send_signal(signal.SIGKILL)
            said = server.stdout.read().split()
        numbers = folder.read("t" * 22).split()
        assert len(numbers) == 20_000
        assert len(set(numbers)) == 1
        assert int(numbers[0]) >= int(said[-1] if said else 1)


# --- room ---------------------------------------------------------------------------------------------------


@pytest.fixture
def small(folder: WorkFolder, monkeypatch: pytest.MonkeyPatch) -> WorkFolder:
    """A folder with room for five works."""
    monkeypatch.setattr(work_folder, "MOST_FILES", 5)
    return folder


def test_where_room_is_short_the_oldest_work_goes(small: WorkFolder) -> None:
    tokens = [begun(small, "me", days_ago=20 - place) for place in range(5)]
    tokens.append(begun(small, "me"))
    assert there(small, tokens) == [False] + [True] * 5


def test_one_visitor_pushes_nobody_else_out(small: WorkFolder) -> None:
    other = begun(small, "other", days_ago=25)
    mine = [begun(small, "me", days_ago=20 - place) for place in range(12)]
    assert there(small, [other]) == [True]
    assert there(small, mine) == [False] * 8 + [True] * 4


def test_what_was_used_today_never_goes(small: WorkFolder) -> None:
    today = [begun(small, "other", days_ago=0.9) for _ in range(5)]
    mine = [begun(small, "me") for _ in range(5)]
    assert all(there(small, today + mine))
    with pytest.raises(NoRoomError, match="there is no room for more today"):
        begun(small, "third")
    assert all(there(small, today + mine))


def test_a_visitor_who_fills_the_room_in_a_day_leaves_room_for_others(small: WorkFolder) -> None:
    mine = [begun(small, "me") for _ in range(5)]
    with pytest.raises(NoRoomError):
        begun(small, "me")
    assert all(there(small, [*mine, begun(small, "other")]))


def test_to_come_back_to_work_is_to_use_it(small: WorkFolder) -> None:
    tokens = [begun(small, "me", days_ago=20 - place) for place in range(5)]
    small.read(tokens[0])
    begun(small, "me")
    assert there(small, tokens) == [True, False, True, True, True]


def days_of_use(folder: WorkFolder, days_ago: range) -> None:
    """Have the folder remember days on which it was in use."""
    today = datetime.datetime.now(tz=datetime.UTC).date()
    days = [(today - datetime.timedelta(days=ago)).isoformat() for ago in days_ago]
    folder.folder.mkdir(exist_ok=True)
    (folder.folder / days_in_use.FILE).write_text("\n".join(days), encoding="ascii")


def test_what_nobody_came_back_to_for_thirty_days_in_use_goes(folder: WorkFolder) -> None:
    old, less_old = begun(folder, days_ago=40), begun(folder, days_ago=28)
    days_of_use(folder, range(1, 45))
    begun(folder)
    assert there(folder, [old, less_old]) == [False, True]


def test_a_clock_that_jumps_a_month_ahead_takes_nothing_away(
    folder: WorkFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    days_of_use(folder, range(30))
    tokens = [begun(folder, days_ago=ago) for ago in range(20)]
    clock = time.time
    monkeypatch.setattr(time, "time", lambda: clock() + 40 * DAY)
    for _ in range(5):
        begun(folder)
    assert all(there(folder, tokens))
    monkeypatch.setattr(time, "time", clock)
    begun(folder)
    assert all(there(folder, tokens))


@pytest.mark.parametrize("written", [b"", b"\xff\xfe", b"nonsense\n2026-13-45\n" * 1000, b"2026-11-25" * 5])
def test_days_that_cannot_be_read_make_nothing_old(folder: WorkFolder, written: bytes) -> None:
    token = begun(folder, days_ago=300)
    (folder.folder / days_in_use.FILE).write_bytes(written)
    begun(folder)
    assert all(there(folder, [token]))


@pytest.mark.parametrize("seconds", [-1e30, 0.0, 1e30])
def test_a_day_that_no_calendar_has_is_counted_all_the_same(seconds: float) -> None:
    assert days_since(seconds, frozenset({"2026-01-01"})) == (seconds < 1e10)


def test_what_a_crash_left_half_written_is_swept_away(folder: WorkFolder) -> None:
    folder.folder.mkdir()
    old, new = folder.folder / "old.part", folder.folder / "new.part"
    for path in (old, new):
        path.write_text("x")
    os.utime(old, (time.time() - 2 * 3_600,) * 2)
    folder.sweep()
    assert (old.exists(), new.exists()) == (False, True)


def test_files_that_are_not_ours_are_left_alone(small: WorkFolder) -> None:
    small.folder.mkdir()
    other = small.folder / "notes.json"
    other.write_text("mine")
    os.utime(other, (0, 0))
    for _ in range(7):
        begun(small, "me", days_ago=2)
    assert other.exists()


def test_where_work_is_kept_is_said_by_the_environment() -> None:
    assert state_folder({"TRILEMMA_STATE": "/srv/x"}) == Path("/srv/x")
    assert state_folder({"TRILEMMA_STATE": "off"}) is None
    assert state_folder({"XDG_STATE_HOME": "/s"}) == Path("/s/trilemma")
    assert state_folder({}) == Path("~/.local/state/trilemma").expanduser()

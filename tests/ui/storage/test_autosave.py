from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from decision.model.errors import DecisionError
from decision.ui.storage import autosave, work_folder
from decision.ui.storage.autosave import Autosave
from decision.ui.storage.work_folder import AutosaveError, WorkFolder, new_token

LONG = 20  # seconds that nothing takes unless it is wrong


@pytest.fixture
def keeping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Autosave:
    monkeypatch.setattr(autosave, "REST", 0.05)
    return Autosave(tmp_path / "state")


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + LONG
    while not true() and time.monotonic() < end:
        time.sleep(0.005)
    assert true()


def test_what_moves_is_written_once_it_rests(keeping: Autosave, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "REST", 0.3)
    token, made = new_token(), []
    for place in range(5):
        keeping.put(token, lambda place=place: made.append(place) or str(place))  # type: ignore[misc, func-returns-value]
        assert keeping.pending(token)
    until(lambda: not keeping.pending(token))
    assert made == [4]
    assert keeping.read(token, "me") == "4"


def test_what_never_rests_is_written_all_the_same(keeping: Autosave, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "REST", LONG)
    monkeypatch.setattr(autosave, "LONGEST", 0.1)
    token, made = new_token(), []
    keeping.put(token, lambda: made.append(1) or "x")  # type: ignore[func-returns-value]

    def moved() -> list[int]:
        keeping.put(token, lambda: made.append(1) or "x")  # type: ignore[func-returns-value]
        return made

    until(moved)


def test_reading_waits_for_what_is_read(keeping: Autosave, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "REST", LONG)
    token = new_token()
    keeping.put(token, lambda: "one")
    assert keeping.read(token, "me") == "one"
    assert not keeping.pending(token)


def test_a_text_that_takes_long_holds_up_neither_other_works_nor_reading(keeping: Autosave) -> None:
    go_on = threading.Event()
    slow, others = new_token(), [new_token() for _ in range(5)]
    keeping.put(slow, lambda: "slow" if go_on.wait(LONG) else "never")
    until(lambda: keeping._waiting[slow].being_written)
    for token in others:
        keeping.put(token, lambda: "quick")
    until(lambda: not any(keeping.pending(token) for token in others))
    assert keeping.read(others[0], "me") == "quick"
    assert keeping.pending(slow)
    go_on.set()
    until(lambda: not keeping.pending(slow))


def test_one_text_that_cannot_be_made_loses_nothing_of_others(keeping: Autosave) -> None:
    def broken() -> str:
        raise KeyError("a fault of ours")

    def impossible() -> str:
        raise DecisionError("it is no decision")

    bad, worse, good = new_token(), new_token(), new_token()
    keeping.put(bad, broken)
    keeping.put(worse, impossible)
    keeping.put(good, lambda: "good")
    until(lambda: not keeping.pending(good) and keeping.problem(bad) and keeping.problem(worse))
    assert keeping.problem(bad) == "it cannot be written out (KeyError)"
    assert keeping.problem(worse) == "it is no decision"
    assert keeping.problem(good) == ""
    assert keeping.ailing
    keeping.put(bad, lambda: "mended")
    until(lambda: not keeping.pending(bad))
    assert keeping.problem(bad) == ""
    assert keeping.problem(worse) == "it is no decision"  # the success of one is no news of another


def test_what_cannot_be_written_is_tried_again_until_it_is(keeping: Autosave, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "_FIRST_RETRY", 0.02)
    write, full = WorkFolder.write, True

    def sometimes(self: WorkFolder, *what: Any) -> None:
        if full:
            raise OSError(28, "No space left on device")
        write(self, *what)

    monkeypatch.setattr(WorkFolder, "write", sometimes)
    token = new_token()
    keeping.put(token, lambda: "one")
    until(lambda: keeping.problem(token))
    assert keeping.problem(token) == f"the folder {keeping.place} cannot be written (No space left on device)"
    until(lambda: keeping._waiting[token].failures > 1)
    full = False
    until(lambda: not keeping.pending(token))
    assert keeping.problem(token) == ""
    assert keeping.read(token, "me") == "one"


def test_what_is_tried_again_is_not_tried_at_every_move(keeping: Autosave, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file and no folder")
    token = new_token()
    keeping.put(token, lambda: "x")
    until(lambda: keeping.problem(token))
    for _ in range(20):
        keeping.put(token, lambda: "x")
        time.sleep(0.01)
    assert keeping._waiting[token].failures == 1


def test_there_is_a_bound_to_what_waits(keeping: Autosave, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "REST", LONG)
    monkeypatch.setattr(autosave, "MOST_WAITING", 3)
    tokens = [new_token() for _ in range(3)]
    for token in tokens:
        keeping.put(token, lambda: "x")
    with pytest.raises(AutosaveError, match="too much work waits"):
        keeping.put(new_token(), lambda: "x")
    keeping.put(tokens[0], lambda: "another of the same")


def test_all_that_waits_is_written_when_the_app_ends(keeping: Autosave, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "REST", LONG)
    tokens = [new_token() for _ in range(20)]
    for token in tokens:
        keeping.put(token, lambda token=token: token)  # type: ignore[misc]
    assert keeping.flush() == 0
    assert [keeping.folder.read(token) for token in tokens] == tokens


def test_the_app_ends_in_time_whatever_cannot_be_written_and_says_so(
    keeping: Autosave, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave, "STOPPING", 0.3)
    monkeypatch.setattr(autosave, "REST", LONG)
    (tmp_path / "state").write_text("a file and no folder")
    go_on = threading.Event()
    keeping.put(new_token(), lambda: "x")
    keeping.put(new_token(), lambda: "slow" if go_on.wait(LONG) else "never")
    keeping.close()
    said = capsys.readouterr().err
    assert said.startswith("Changed works that are not kept: 2; the folder ")
    go_on.set()


def test_a_token_taken_over_belongs_to_the_one_who_took_it(keeping: Autosave) -> None:
    token = new_token()
    assert keeping.owned(token, "one")
    keeping.put(token, lambda: "x")
    keeping.read(token, "other")
    assert not keeping.owned(token, "one")
    assert keeping.owned(token, "other")


def test_many_who_write_at_once_leave_a_whole_file(keeping: Autosave) -> None:
    token = new_token()
    threads = [
        threading.Thread(target=lambda x=x: (keeping.put(token, lambda: x * 100_000), keeping.flush()))
        for x in "abcdef"  # type: ignore[misc]
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    text = keeping.read(token, "me")
    assert len(text) == 100_000
    assert len(set(text)) == 1


def test_work_that_has_grown_too_large_is_told_and_not_tried_again(keeping: Autosave) -> None:
    token = new_token()
    keeping.put(token, lambda: "x" * (work_folder.MOST_BYTES + 1))
    until(lambda: keeping.problem(token))
    assert "delete some snapshots" in keeping.problem(token)
    assert keeping._waiting[token].due == float("inf")


def test_who_began_it_is_told_once_when_writing_begins_to_fail(keeping: Autosave) -> None:
    token, told = new_token(), []
    keeping.place.write_text("in the way", encoding="utf-8")
    keeping.put(token, lambda: "x", "", lambda: told.append(keeping.problem(token)))
    until(lambda: keeping._waiting[token].failures >= 2)
    assert len(told) == 1
    assert "cannot be written" in told[0]

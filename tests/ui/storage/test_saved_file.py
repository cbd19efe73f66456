"""The file of the decision that is open, for a download or in its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import decision
from decision.files.atomic import WriteError
from decision.files.editing.files import ChangedOnDiskError
from decision.ui.session.work import Origin, Work, opened
from decision.ui.storage.saved_file import file_of, may_save_in_place, save_in_place
from tests.ui.conftest import ROOT


@pytest.fixture
def work(tmp_path: Path) -> Work:
    path = Path(shutil.copy(ROOT / "scenarios" / "health-centre-portal.yaml", tmp_path))
    return opened(decision.load(path), Origin(path.name, path, path.read_bytes()))


def place(work: Work) -> Path:
    assert work.origin.path is not None
    return work.origin.path


def test_a_download_and_the_place_in_the_folder_get_the_same_bytes(work: Work) -> None:
    moved = work.with_point("cost", 40)
    download = file_of(moved)
    assert not download.anew
    after = save_in_place(moved)
    assert place(work).read_bytes() == download.raw == after.origin.raw
    changed = [
        pair for pair in zip(work.origin.raw.split(b"\n"), download.raw.split(b"\n"), strict=True) if pair[0] != pair[1]
    ]  # type: ignore[union-attr]
    assert [new for _, new in changed] == [
        b"weights: {cost: 40, time_to_launch: 10, flexibility: 15, integration: 20, risk: 10, fit: 30}"
    ]
    assert not after.unsaved
    assert after.opened == moved.scenario


def test_what_is_saved_twice_changes_no_byte(work: Work) -> None:
    after = save_in_place(work.with_point("cost", 40))
    assert save_in_place(after) == after
    assert save_in_place(after.with_point("cost", 15)).origin.raw == work.origin.raw


def test_a_file_that_somebody_else_changed_is_overwritten_only_if_that_is_wanted(work: Work) -> None:
    path = place(work)
    theirs = path.read_bytes().replace(b"risk: 10, fit: 30", b"risk: 12, fit: 28") + b"# their comment\n"
    path.write_bytes(theirs)
    moved = work.with_point("cost", 40)
    with pytest.raises(ChangedOnDiskError):
        save_in_place(moved)
    assert path.read_bytes() == theirs
    after = save_in_place(moved, over_changes=True)
    assert path.read_bytes().endswith(b"# their comment\n")
    assert decision.load(path) == moved.scenario
    assert not after.unsaved


def test_a_file_of_which_nothing_is_known_any_more_counts_as_changed(work: Work) -> None:
    with pytest.raises(ChangedOnDiskError, match="may have been changed"):
        save_in_place(opened(work.scenario, Origin(work.origin.name, work.origin.path)))


def test_a_file_that_cannot_be_written_stays(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("decision.files.atomic.os.access", lambda *_: False)
    with pytest.raises(WriteError, match="read only"):
        save_in_place(work.with_point("cost", 40))
    assert place(work).read_bytes() == work.origin.raw


def test_no_step_back_takes_back_what_was_saved(work: Work) -> None:
    moved = work.with_snapshot("before").with_point("cost", 40)
    after = save_in_place(moved)
    back = moved.in_the_file_of(after)
    assert back.origin.raw == after.origin.raw
    assert work.in_the_file_of(after).unsaved  # the file holds something else now
    assert after.restored(1).unsaved
    assert after.restored(1).origin.raw == after.origin.raw
    assert not after.with_point("cost", 1).as_read().unsaved
    elsewhere = opened(work.scenario, Origin("another.yaml"))
    assert elsewhere.in_the_file_of(after) is elsewhere


@pytest.mark.parametrize(
    ("environment", "address", "headers", "may"),
    [
        ({}, "127.0.0.1", {"Host": "localhost:8501"}, True),
        ({}, "localhost", {}, True),
        ({}, "::1", {}, True),
        ({}, "0.0.0.0", {}, False),  # noqa: S104  # asked for, not bound
        ({}, "192.0.2.1", {}, False),
        ({}, None, {}, False),
        ({}, "decisions.example", {}, False),
        ({}, "127.0.0.1", {"X-Forwarded-For": "203.0.113.5"}, False),
        ({}, "127.0.0.1", {"Via": "1.1 caddy"}, False),
        ({"TRILEMMA_SAVING": "off"}, "127.0.0.1", {}, False),
        ({"TRILEMMA_SAVING": "On "}, "::", {"Via": "1.1 caddy"}, True),
        ({"TRILEMMA_SAVING": "perhaps"}, "127.0.0.1", {}, False),
        ({"TRILEMMA_SAVING": ""}, "127.0.0.1", {}, True),
    ],
)
def test_who_may_change_files_of_the_folder(
    environment: dict[str, str], address: str | None, headers: dict[str, str], may: bool
) -> None:
    assert may_save_in_place(environment, address, headers) is may

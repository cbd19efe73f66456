"""Files are written whole or not at all, and keep what they had: rights, links, and all of the old one on failure."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from decision.files import atomic
from decision.files.atomic import WriteError, write


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "old").write_bytes(b"old")
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_holds_what_was_written(folder: Path) -> None:
    write(folder / "new", b"content")
    write(str(folder / "as a text"), b"")
    assert (folder / "new").read_bytes() == b"content"
    assert names(folder) == ["as a text", "new", "old"]


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600)])
def test_a_new_file_has_the_rights_of_new_files(folder: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        write(folder / "new", b"content")
        write(folder / "mine", b"content", private=True)
    finally:
        os.umask(before)
    assert rights(folder / "new") == mode
    assert rights(folder / "mine") == 0o600


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
@pytest.mark.parametrize("private", [False, True])
def test_a_file_keeps_its_rights(folder: Path, mode: int, private: bool) -> None:
    (folder / "old").chmod(mode)
    write(folder / "old", b"content", private=private)
    assert (folder / "old").read_bytes() == b"content"
    assert rights(folder / "old") == mode


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="there are no extended attributes here")
def test_a_file_keeps_its_extended_attributes(folder: Path) -> None:
    try:
        os.setxattr(folder / "old", "user.label", b"kept")
    except OSError:
        pytest.skip("this file system has none")
    write(folder / "old", b"content")
    assert os.getxattr(folder / "old", "user.label") == b"kept"


def test_a_link_stays_and_what_it_leads_to_is_replaced(folder: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "deep" / "link").symlink_to("../old")
    (folder / "link").symlink_to("deep/link")
    write(folder / "link", b"content")
    assert (folder / "link").is_symlink()
    assert (folder / "deep" / "link").is_symlink()
    assert not (folder / "old").is_symlink()
    assert (folder / "old").read_bytes() == b"content"
    assert names(folder / "deep") == ["link"]


def test_a_link_to_nothing_yet_makes_what_it_leads_to(folder: Path) -> None:
    (folder / "link").symlink_to("new")
    write(folder / "link", b"content")
    assert (folder / "link").is_symlink()
    assert (folder / "new").read_bytes() == b"content"


def test_a_link_to_itself_is_refused(folder: Path) -> None:
    (folder / "link").symlink_to("link")
    with pytest.raises(WriteError, match=r"link cannot be written \(Too many levels of symbolic links\)"):
        write(folder / "link", b"content")


@pytest.mark.parametrize("way", ["folder", "link"])
def test_folders_devices_and_pipes_are_refused(folder: Path, way: str) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "link").symlink_to("pipe")
    name = "pipe" if way == "folder" else "link"
    with pytest.raises(WriteError, match="it is a device or a pipe; name a plain file".replace("; ", r"\); ")):
        write(folder / name, b"content")
    with pytest.raises(WriteError, match=r"it is a folder\); name a file in it"):
        write(folder, b"content")
    with pytest.raises(WriteError, match="it is a device"):
        write(os.devnull, b"content")
    assert stat.S_ISFIFO((folder / "pipe").stat().st_mode)


def test_a_place_that_is_not_there_is_said_plainly(folder: Path) -> None:
    with pytest.raises(WriteError) as refused:
        write(folder / "no" / "file", b"content")
    assert str(refused.value) == (
        f"{folder}/no/file cannot be written (No such file or directory); choose another place"
    )
    assert refused.value.reason == "No such file or directory"


def test_a_file_that_may_be_read_only_is_not_replaced(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "old").chmod(0o444)
    if os.access(folder / "old", os.W_OK):  # to root everything is allowed
        monkeypatch.setattr("os.access", lambda path, way: Path(path) != folder / "old" or way != os.W_OK)
    with pytest.raises(WriteError, match="it may be read only"):
        write(folder / "old", b"content")
    assert (folder / "old").read_bytes() == b"old"


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace", "pathlib.Path.chmod"])
@pytest.mark.parametrize("raised", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_whatever_fails_the_old_file_is_whole(
    folder: Path, step: str, raised: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise raised

    monkeypatch.setattr(step, fail)
    with pytest.raises(WriteError if isinstance(raised, OSError) else KeyboardInterrupt):
        write(folder / "old", b"content")
    monkeypatch.undo()
    assert names(folder) == ["old"]
    assert (folder / "old").read_bytes() == b"old"


def test_what_is_half_written_is_taken_away_by_a_process_that_ends(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def stopped(*_: object) -> None:
        seen.append(names(folder))
        atomic.abandon()
        seen.append(names(folder))
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", stopped)
    with pytest.raises(KeyboardInterrupt):
        write(folder / "old", b"content")
    (half, old), after = seen
    assert half.endswith(".part")
    assert old == "old"
    assert after == ["old"]


def test_nobody_else_can_read_what_is_half_written_in_place_of_what_was_private(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "old").chmod(0o600)
    modes = []
    whole = os.fsync

    def look(handle: int) -> None:
        modes.append(stat.S_IMODE(os.fstat(handle).st_mode))
        whole(handle)

    monkeypatch.setattr("os.fsync", look)
    write(folder / "old", b"content")
    assert modes[0] == 0o600

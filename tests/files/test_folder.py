"""A folder of files written whole or not at all, in which nobody's file is thrown away."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from decision.files import atomic
from decision.files.atomic import WriteError
from decision.files.folder import LIST, list_of, write

FIRST = {"a.md": b"one", "sub/b.md": b"two"}
SECOND = {"a.md": b"three", "c.md": b"four"}


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file() and each.name != LIST
    }


def test_a_folder_holds_what_was_written_and_its_list(tmp_path: Path) -> None:
    write(tmp_path / "pack", FIRST)
    assert files_in(tmp_path / "pack") == FIRST
    assert (tmp_path / "pack" / LIST).read_bytes() == list_of(FIRST)
    assert [each.name for each in tmp_path.iterdir()] == ["pack"]


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not installed")
def test_the_list_is_one_that_sha256sum_checks(tmp_path: Path) -> None:
    write(tmp_path / "pack", FIRST)
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", LIST], cwd=tmp_path / "pack", check=True)
    (tmp_path / "pack" / "a.md").write_bytes(b"other")
    checked = subprocess.run(["sha256sum", "--check", LIST], cwd=tmp_path / "pack", capture_output=True, check=False)
    assert checked.returncode == 1


def test_what_was_written_here_is_replaced_as_a_whole(tmp_path: Path) -> None:
    write(tmp_path / "pack", FIRST)
    write(tmp_path / "pack", SECOND)
    assert files_in(tmp_path / "pack") == SECOND
    assert sorted(each.name for each in (tmp_path / "pack").iterdir()) == [LIST, "a.md", "c.md"]
    assert [each.name for each in tmp_path.iterdir()] == ["pack"]


@pytest.mark.parametrize("name", ["notes.txt", "sub/notes.txt", ".hidden"])
def test_a_file_of_somebody_else_stays_and_is_named(name: str, tmp_path: Path) -> None:
    write(tmp_path / "pack", FIRST)
    (tmp_path / "pack" / name).write_bytes(b"mine")
    with pytest.raises(WriteError, match=rf"it holds {name}, which was not written here\); choose another folder"):
        write(tmp_path / "pack", SECOND)
    assert files_in(tmp_path / "pack") == {**FIRST, name: b"mine"}


def test_a_file_that_somebody_changed_stays(tmp_path: Path) -> None:
    write(tmp_path / "pack", FIRST)
    (tmp_path / "pack" / "a.md").write_bytes(b"mine")
    with pytest.raises(WriteError, match=r"a\.md in it was changed since"):
        write(tmp_path / "pack", SECOND)
    assert files_in(tmp_path / "pack") == {**FIRST, "a.md": b"mine"}


def test_a_folder_without_a_list_is_somebodys(tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "a.md").write_bytes(b"one")
    with pytest.raises(WriteError, match=r"it holds a\.md, which was not written here"):
        write(tmp_path / "pack", FIRST)


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    write(tmp_path / "pack", FIRST)
    assert files_in(tmp_path / "pack") == FIRST


def test_a_list_that_names_files_outside_takes_nothing_away(tmp_path: Path) -> None:
    write(tmp_path / "pack", FIRST)
    (tmp_path / "outside.md").write_bytes(b"one")
    digest = list_of({"../outside.md": b"one"})
    (tmp_path / "pack" / LIST).write_bytes((tmp_path / "pack" / LIST).read_bytes() + digest)
    write(tmp_path / "pack", SECOND)
    assert (tmp_path / "outside.md").read_bytes() == b"one"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "pack").write_bytes(b"mine")
    with pytest.raises(WriteError, match="it is a file"):
        write(tmp_path / "pack", FIRST)
    assert (tmp_path / "pack").read_bytes() == b"mine"


def test_what_cannot_be_put_in_place_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "pack", FIRST)
    renames = []
    rename = Path.rename

    def second_fails(self: Path, target: Path) -> Path:
        renames.append(target)
        if len(renames) == 2:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", second_fails)
    with pytest.raises(WriteError, match="No space left"):
        write(tmp_path / "pack", SECOND)
    assert files_in(tmp_path / "pack") == FIRST
    assert [each.name for each in tmp_path.iterdir()] == ["pack"]


def test_a_process_that_ends_takes_what_is_half_written_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ends(self: Path, target: Path) -> Path:
        atomic.abandon()
        assert list(tmp_path.iterdir()) == []
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "rename", ends)
    with pytest.raises(WriteError, match="Input/output error"):
        write(tmp_path / "pack", FIRST)
    assert list(tmp_path.iterdir()) == []

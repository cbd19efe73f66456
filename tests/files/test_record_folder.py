from __future__ import annotations

import os
from pathlib import Path

import pytest

from decision.files import atomic
from decision.files.record_folder import next_record, record_in, records_folder, relative, superseding


def test_the_next_number_is_one_more_than_the_highest_there_is(tmp_path: Path) -> None:
    assert next_record(tmp_path / "none", "A").path.name == "0001-a.md"
    for name in ("0003-x.md", "ADR-012 old.md", "adr-0009_y.md", "0100.md", "0200-x.txt", "readme.md", "7-x.md"):
        (tmp_path / name).touch()
    place = next_record(tmp_path, "Build it?")
    assert (place.number, place.path.name) == (13, "0013-build-it.md")
    (tmp_path / "12345-x.md").touch()
    assert next_record(tmp_path, "B").path.name == "12346-b.md"


@pytest.mark.parametrize(
    ("title", "name"),
    [("Größe & Preis", "0001-groe-preis.md"), ("日本", "0001-decision.md"), ("../../x", "0001-x.md"), ("a" * 90, f"0001-{'a' * 60}.md")],
)  # fmt: skip
def test_a_title_becomes_a_plain_name(tmp_path: Path, title: str, name: str) -> None:
    assert next_record(tmp_path, title).path.name == name


def test_the_nearest_folder_of_records_in_the_repository_is_found(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "x.yaml"
    file.parent.mkdir(parents=True)
    (tmp_path / "a" / ".git").touch()  # a work tree has a file
    (tmp_path / "docs" / "decisions").mkdir(parents=True)
    assert records_folder(file) == file.parent / "docs" / "decisions"
    (tmp_path / "a" / "docs" / "decisions").mkdir(parents=True)
    assert records_folder(file) == tmp_path / "a" / "docs" / "decisions"


def test_only_a_record_of_the_folder_is_the_one_before(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "decisions"
    folder.mkdir(parents=True)
    (folder / "0001-x.md").touch()
    assert record_in(folder, tmp_path, "docs/decisions/0001-x.md") == folder / "0001-x.md"
    assert record_in(folder, tmp_path, "docs\\decisions\\0001-x.md") == folder / "0001-x.md"
    for named in ("", "0001-x.md", "docs/decisions/0002-x.md", "docs/decisions/x.md", "docs/decisions/\0/0001-x.md"):
        assert record_in(folder, tmp_path, named) is None
    assert record_in(tmp_path / "none", tmp_path, "none/0001-x.md") is None


def test_one_line_is_replaced_and_its_end_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(b"a\r\nold\r\nold\r\n")
    made = superseding(path, {"old": "new"})
    assert made is not None and made.after == b"a\r\nnew\r\nold\r\n" and made.before == path.read_bytes()
    assert superseding(path, {"other": "new"}) is None


def test_a_path_is_told_as_seen_from_a_folder(tmp_path: Path) -> None:
    assert relative(tmp_path / "a" / "x.md", tmp_path / "b") == "../a/x.md"


def test_a_new_file_is_written_over_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.md"
    atomic.create(path, b"one")
    with pytest.raises(atomic.WriteError, match="it is there already"):
        atomic.create(path, b"two")

    def no_links(*_: object) -> None:
        raise OSError("not here")

    monkeypatch.setattr(os, "link", no_links)
    with pytest.raises(atomic.WriteError, match="it is there already"):
        atomic.create(path, b"two")
    atomic.create(tmp_path / "y.md", b"three")
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"x.md": b"one", "y.md": b"three"}
    with pytest.raises(atomic.WriteError):
        atomic.create(tmp_path / "none" / "x.md", b"")

"""Files edited where they lie are written whole, kept as they are otherwise, and never over somebody else's change."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from decision.files.atomic import WriteError
from decision.files.editing.edits import Set
from decision.files.editing.files import ChangedOnDiskError, edited_file, put_in_place
from decision.files.faults import FileError

TEXT = "format: 1\ntitle: x\ncriteria: {fit: {worst: 0, best: 10}}\nweights: {fit: 1}\noptions:\n  a: {ratings: {fit: 1}}\n  b: {ratings: {fit: 2}}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "x.yaml"
    path.write_text(TEXT)
    return path


def test_an_edit_is_written_through_a_link_with_the_rights_there_were(file: Path, tmp_path: Path) -> None:
    file.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(file)
    edited_file(link, [Set("title", "z")]).write()
    assert link.is_symlink()
    assert file.read_text() == TEXT.replace("title: x", "title: z")
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_file_that_was_changed_meanwhile_is_not_overwritten(file: Path) -> None:
    made = edited_file(file, [Set("title", "z")])
    file.write_text(TEXT + "# another hand\n")
    with pytest.raises(ChangedOnDiskError, match="was changed since it was read; nothing is written"):
        made.write()
    assert file.read_text() == TEXT + "# another hand\n"
    file.unlink()
    with pytest.raises(ChangedOnDiskError, match="was taken away"):
        made.write()
    assert not file.exists()


def test_a_file_that_says_so_already_is_not_written(file: Path) -> None:
    made = edited_file(file, [Set("title", "x")])
    file.chmod(0o444)
    made.write()
    assert (made.is_changed, made.diff()) == (False, "")


def test_a_protected_file_stays_as_it_is(file: Path) -> None:
    made = edited_file(file, [Set("title", "z")])
    with patch("decision.files.atomic.os.access", return_value=False), pytest.raises(WriteError, match="read only"):
        made.write()
    assert file.read_text() == TEXT


def test_what_would_be_faulty_is_not_made(file: Path) -> None:
    with pytest.raises(FileError, match="must be a number"):
        edited_file(file, [Set("weights.fit", "much")])


def test_a_faulty_file_is_mended_by_an_edit(file: Path) -> None:
    file.write_text(TEXT.replace("fit: 1}\noptions", "fit: none}\noptions"))
    made = edited_file(file, [Set("weights.fit", 3)])
    assert made.after.decode() == TEXT.replace("weights: {fit: 1}", "weights: {fit: 3}")


def test_other_kinds_of_file_are_edited_too(tmp_path: Path) -> None:
    catalogue = tmp_path / "c.yaml"
    catalogue.write_text("format: 1\nname: c  # ours\ncriteria:\n  fit: {worst: 0, best: 10}\n")
    assert b"name: d  # ours" in edited_file(catalogue, [Set("name", "d")]).after


def test_what_is_not_there_or_no_decision_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be read"):
        edited_file(tmp_path / "gone.yaml", [Set("title", "z")])
    words = tmp_path / "words.yaml"
    words.write_text("just words\n")
    with pytest.raises(FileError, match="must be a mapping"):
        edited_file(words, [Set("title", "z")])


def test_the_diff_shows_line_ends_that_are_missing(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(TEXT.rstrip("\n").encode())
    made = edited_file(path, [Set("options.b.ratings.fit", 3)])
    assert made.diff().endswith(
        "-  b: {ratings: {fit: 2}}\n\\ No newline at end of file\n+  b: {ratings: {fit: 3}}\n\\ No newline at end of file\n"
    )


def test_nothing_is_put_in_the_place_of_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be read"):
        put_in_place(tmp_path, b"", b"x")

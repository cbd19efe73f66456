"""The folder of scenarios: listed without being read, and each file told in a line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from decision.ui.storage import scenario_folder
from decision.ui.storage.scenario_folder import FOLDER, at, files, first_sentence, listed, read

SMALL = """\
format: 1
title: {title}
about: Our wiki is full. Nobody finds anything.
criteria:
  fit: {{worst: 0, best: 10}}
weights: {{fit: 1}}
options:
  a: {{name: A, ratings: {{fit: {fit}}}}}
  b: {{name: B, ratings: {{fit: 5}}}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    return tmp_path


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def were_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of files as they are read."""
    names: list[str] = []

    def reading(path: Path) -> bytes:
        names.append(path.name)
        return path.read_bytes()

    monkeypatch.setattr(scenario_folder, "read_file", reading)
    return names


def test_only_what_is_asked_for_is_read(folder: Path, were_read: list[str]) -> None:
    for number in range(5):
        put(folder, f"{number}.yaml", SMALL.format(title="T", fit=number))
    assert [path.name for path in files()] == ["0.yaml", "1.yaml", "2.yaml", "3.yaml", "4.yaml"]
    assert were_read == []
    assert next(listed()).scenario is not None
    assert were_read == ["0.yaml"]
    found = at(folder / "3.yaml")
    assert found is not None and found.headline == "B leads A by 20.0 points."
    assert were_read == ["0.yaml", "3.yaml"]
    assert [each.path.name for each in read(files()[:2])] == ["0.yaml", "1.yaml"]
    assert were_read == ["0.yaml", "3.yaml", "1.yaml"]  # what was read is remembered


def test_a_file_that_changed_is_told_anew(folder: Path) -> None:
    path = put(folder, "x.yaml", SMALL.format(title="Before", fit=7))
    (before,) = listed()
    put(folder, "x.yaml", SMALL.format(title="After", fit=1))
    os.utime(path, ns=(1, 1))
    (after,) = listed()
    assert (before.title, before.headline) == ("Before", "A leads B by 20.0 points.")
    assert (after.title, after.headline) == ("After", "B leads A by 40.0 points.")


def test_a_broken_file_is_listed_with_its_fault(folder: Path) -> None:
    put(folder, "x.yaml", SMALL.format(title="T", fit=1).replace("worst: 0", "wrost: 0"))
    put(folder, "y.yaml", "format: 1\nformat: 1\n")
    first, second = listed()
    assert (first.title, first.line) == ("x.yaml (cannot be read)", "")
    assert first.headline.startswith("2 faults; the first, in line 5: ")
    assert second.headline == "One fault, in line 2: the key stands here a second time (first in line 1); remove one"


def test_no_file_but_those_of_the_folder_is_found(folder: Path, tmp_path: Path) -> None:
    put(folder, "x.yaml", SMALL.format(title="T", fit=1))
    put(folder, "notes.txt", "no scenario")
    (folder / "below").mkdir()
    put(folder / "below", "y.yaml", SMALL.format(title="T", fit=1))
    for path in (None, "", folder / "notes.txt", folder / "below" / "y.yaml", folder / "below" / ".." / "x.yaml"):
        assert at(path) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One. Two.", "One."),
        ("Is it one? Or\ntwo.", "Is it one?"),
        ("About 3.5 of\n  them, e.g. this one. More.", "About 3.5 of them, e.g. this one."),
        ("No end", "No end"),
        ("  ", ""),
        ("x" * 200 + ". More", "x" * 150 + "…"),
        ("Line\u202e turned. More", "Line\\u202e turned."),
    ],
)
def test_the_first_sentence_stands_for_the_text(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence

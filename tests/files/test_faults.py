"""Each kind of fault is told in full: FILE:LINE:COLUMN: path: what is wrong; what to do.

The cases stand in the text files of the folder `faults`. Each case says which text of a sound file is put in place of
which, and then, indented, the lines that follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.files.reading import faults_of, read

SOUND = """\
format: 1
title: A plan
currency: USD
horizon_years: 5
discount_rate: 0.035
criteria:
  cost: {worst: 10, best: 0, kind: cost_plan}
  fit: {worst: 0, best: 10}
weights: {cost: 1, fit: 1}
options:
  a: {ratings: {cost: 1, fit: 2}}
  b: {ratings: {cost: 2, fit: 3}}
"""


def cases() -> Iterator[object]:
    for path in sorted((Path(__file__).parent / "faults").glob("*.txt")):
        for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
            change, *lines = block.split("\n")
            old, _, new = change.replace("\\n", "\n").partition(" =>")
            expected = [line.strip() for line in lines]
            yield pytest.param(old, new.removeprefix(" "), expected, id=f"{path.stem}: {change}"[:90])


def test_the_file_without_a_fault_is_read() -> None:
    assert read(SOUND).title == "A plan"


@pytest.mark.parametrize(("old", "new", "expected"), list(cases()))
def test_each_fault_is_told_with_its_place_and_remedy(old: str, new: str, expected: list[str]) -> None:
    assert old in SOUND
    assert faults_of(SOUND.replace(old, new, 1)) == [f"x.yaml:{line}" for line in expected]

"""Whatever a file says, it is a scenario or a list of faults: never anything else."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision.analysis.scoring import evaluate
from decision.files.faults import FileError
from decision.files.reader import read_scenario
from tests.files.test_faults import SOUND
from tests.files.test_reader import PLAN, TREE, WHOLE

TEXTS = [
    SOUND,
    PLAN,
    WHOLE,
    TREE.replace(
        "WEIGHTS", "weights: {integration: 3, fit: 1}\nweight_uncertainty: {order: [integration, fit]}"
    ).replace("WEIGHT", "weight_uncertainty: {ranges: {freshness: [10, 60]}}"),
]
VALUES = [
    "", "~", "true", "no", "010", "1e400", "-1", "0", "1e-320", "1e308", "-1e308", ".nan", "[]", "{}", "[1, 2]",
    "{a: 1}",
    "{low: 1}", "{low: 1, mode: 1, high: 1}", "{lines: {}}", "{levels: {1: 1}}", "{estimate: 1, class: nothing}",
    "{mean: 1e-300, sd: 1e300, shape: gamma}", "{beta: [1e-320, 1e308]}", "{lognormal: [700, 1e9]}", "*x", "&x 1",
    "!!int 1", '"', "'", "|", "[", "]", "{", "}", ":", "#", "? ", "- ", "<<", "\t", "\0", "\u2028", "€", "a: b: c",
    "1.5", "any", "{order: [cost]}", "{ranges: {cost: [0, 0]}}", "{points: [[0, 0], [10, 1]]}", "{midvalue: 5}",
]  # fmt: skip


def only_ever_a_scenario_or_faults(raw: bytes) -> None:
    try:
        scenario = read_scenario(raw, "x.yaml")
    except FileError as error:
        told = error.faults
    else:
        assert all(math.isfinite(option.score) for option in evaluate(scenario).options)
        return
    assert told
    for fault in told:
        assert fault.line >= 1
        assert fault.column >= 1
        assert "\n" not in str(fault)


@given(st.binary(max_size=200))
def test_bytes(raw: bytes) -> None:
    only_ever_a_scenario_or_faults(raw)


@given(st.text(max_size=200))
def test_text(text: str) -> None:
    only_ever_a_scenario_or_faults(text.encode("utf-8", "surrogatepass"))


@given(st.lists(st.sampled_from([*VALUES, "format", "criteria", "options", "\n", " ", "  ", ", ", ": "]), max_size=30))
def test_pieces_of_yaml(pieces: list[str]) -> None:
    only_ever_a_scenario_or_faults("".join(pieces).encode())


@st.composite
def broken(draw: st.DrawFn) -> str:
    """A sound file with up to four lines, words or characters deleted, repeated, swapped or replaced."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        separator = draw(st.sampled_from(("\n", " ", ", ", ": ", "")))
        pieces = text.split(separator) if separator else list(text)
        place = draw(st.integers(0, len(pieces) - 1))
        match draw(st.integers(0, 4)):
            case 0:
                del pieces[place]
            case 1:
                pieces.insert(place, pieces[place])
            case 2:
                other = draw(st.integers(0, len(pieces) - 1))
                pieces[place], pieces[other] = pieces[other], pieces[place]
            case 3:
                pieces[place] = draw(st.sampled_from(VALUES))
            case 4:
                pieces[place] += draw(st.sampled_from(VALUES))
        text = separator.join(pieces)
    return text


@given(broken())
@settings(max_examples=500)
def test_broken_scenarios(text: str) -> None:
    only_ever_a_scenario_or_faults(text.encode())


@pytest.mark.parametrize("text", [text for text in TEXTS if text != WHOLE])
@pytest.mark.parametrize("value", VALUES)
def test_every_value_replaced_by_every_other_in_turn(text: str, value: str) -> None:
    lines = text.split("\n")
    for place, line in enumerate(lines):
        key, colon, _ = line.partition(": ")
        if colon:
            changed = [*lines[:place], f"{key}: {value}", *lines[place + 1 :]]
            only_ever_a_scenario_or_faults("\n".join(changed).encode())


def test_a_folder_and_a_missing_file_are_told_as_unreadable(tmp_path: Path) -> None:
    from decision.files.reader import load

    for path in (tmp_path, tmp_path / "missing.yaml"):
        with pytest.raises(FileError, match=r":1:1: file: cannot be read \(.*\); check the name and the rights"):
            load(path)

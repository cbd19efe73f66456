"""What is asked for with a value that cannot be is a wrong call, told in a word, and nothing is done."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.cli import main
from decision.cli.arguments import whole_number

ROOT = Path(__file__).resolve().parents[2]
MINIMAL = str(ROOT / "scenarios" / "minimal.yaml")

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize("command", ["simulate", "sensitivity"])
@pytest.mark.parametrize(
    ("flag", "words"),
    [
        ("--draws=0", "argument --draws: 1 to 1,000,000,000 draws can be taken (got 0)"),
        ("--draws=-5", "1 to 1,000,000,000 draws can be taken (got -5)"),
        ("--draws=1e12", "1 to 1,000,000,000 draws can be taken (got 1e12)"),
        ("--draws=many", "a whole number is wanted (got many)"),
        ("--draws=1.5", "a whole number is wanted (got 1.5)"),
        ("--draws=inf", "a whole number is wanted (got inf)"),
        ("--draws=nan", "a whole number is wanted (got nan)"),
        ("--draws=", "a whole number is wanted (got )"),
        ("--draws=1_000", "a whole number is wanted (got 1_000)"),
        ("--draws=١٢", "a whole number is wanted (got ١٢)"),
        ("--draws=1e9999999999", "a whole number is wanted (got 1e9999999999)"),
        (f"--draws={'9' * 5000}", "99…)"),
        ("--seed=-1", "argument --seed: a seed is 0 or more (got -1)"),
        ("--seed=0.5", "a whole number is wanted (got 0.5)"),
        ("--seed", "expected one argument"),
        ("--nonsense", "unrecognized arguments: --nonsense"),
    ],
)
def test_a_flag_with_a_value_that_cannot_be_is_a_wrong_call(
    command: str, flag: str, words: str, capsys: Captured
) -> None:
    assert main([command, MINIMAL, flag]) == 2
    told, printed = capsys.readouterr().err, capsys.readouterr().out
    assert words in told
    assert printed == ""
    assert len(told) < 300


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (["simulate", MINIMAL, "--weights", "sated"], 'did you mean "stated"?'),
        (["schema", "scenaro"], 'did you mean "scenario"?'),
        (["schema", "valdate"], "invalid choice: 'valdate'"),
        (["evalute", MINIMAL], 'did you mean "evaluate"?'),
        (["x" * 100_000], "xx…' (choose from"),
    ],
)
def test_a_word_that_is_none_of_those_there_are_gets_the_nearest(call: list[str], words: str, capsys: Captured) -> None:
    assert main(call) == 2
    told = capsys.readouterr().err
    assert words in told
    assert "--help" in told
    assert len(told) < 500
    assert ("did you mean" in told) == ("did you mean" in words)


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), ("+7", 7), ("007", 7), ("1e6", 10**6), ("1.5E+6", 1_500_000), ("2.0", 2), ("-0", 0)]
)
def test_whole_numbers_are_written_in_several_ways(text: str, number: int) -> None:
    assert whole_number(text) == number


@given(st.integers(-(10**250), 10**250))
def test_a_whole_number_is_read_to_the_last_digit(n: int) -> None:
    assert whole_number(str(n)) == n

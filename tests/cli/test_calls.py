"""Calls of the command line: what goes where, and with which exit status."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision.cli import main

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = str(ROOT / "scenarios" / "health-centre-portal.yaml")

Captured = pytest.CaptureFixture[str]


def test_a_missing_file_is_said_plainly(capsys: Captured) -> None:
    assert main(["evaluate", "nowhere.yaml"]) == 1
    assert capsys.readouterr().err == (
        "nowhere.yaml:1:1: file: cannot be read (No such file or directory); check the name and the rights\n"
    )


@pytest.mark.parametrize("call", [[], ["evalute", EXAMPLE], ["evaluate"], ["evaluate", EXAMPLE, "--nonsense"]])
def test_a_wrong_call_ends_with_2_and_a_way_out(call: list[str], capsys: Captured) -> None:
    assert main(call) == 2
    assert "--help" in capsys.readouterr().err


def test_a_mistyped_command_gets_the_nearest(capsys: Captured) -> None:
    assert main(["evalute", EXAMPLE]) == 2
    assert 'did you mean "evaluate"?' in capsys.readouterr().err

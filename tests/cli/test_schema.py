"""``schema``: what a file may hold."""

from __future__ import annotations

import json

import pytest

from decision.cli import main

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    "kind",
    [
        "scenario",
        "catalogue",
        "reference-classes",
        "requirements",
        "approach-questions",
        "launch-causes",
        "usual-lines",
    ],
)
def test_schema_prints_a_schema_of_each_kind(kind: str, capsys: Captured) -> None:
    assert main(["schema", kind]) == 0
    assert json.loads(capsys.readouterr().out)["$schema"].startswith("https://json-schema.org/")

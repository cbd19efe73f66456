"""Reading text as a file, for the tests here."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision.files.faults import FileError
from decision.files.reader import read_scenario
from decision.files.tree import Node, read_tree
from decision.model.scenario import Scenario


def read(text: str, folder: Path | None = None) -> Scenario:
    return read_scenario(text.encode(), "x.yaml", folder)


def faults_of(text: str | bytes, folder: Path | None = None) -> list[str]:
    """The lines that tell what is wrong with a scenario."""
    with pytest.raises(FileError) as caught:
        read_scenario(text.encode() if isinstance(text, str) else text, "x.yaml", folder)
    assert str(caught.value).split("\n") == [str(fault) for fault in caught.value.faults]
    return str(caught.value).split("\n")


def tree_faults_of(text: str | bytes) -> list[str]:
    """The lines that tell why a text is no tree at all."""
    with pytest.raises(FileError) as caught:
        tree(text)
    return str(caught.value).split("\n")


def tree(text: str | bytes) -> Node:
    return read_tree(text.encode() if isinstance(text, str) else text, "x.yaml")

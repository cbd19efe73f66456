"""The tutorial is a walk that can be walked: its commands run in their order, and print what the page says they print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import decision
from decision.outputs.words.scoring import headline
from tools.tutorial_steps import PAGE, PROGRAM, steps, walk

TEXT = PAGE.read_text(encoding="utf-8")
LEFT_OUT = "…"  # a line of its own in what is shown: here stand lines that the page leaves out
LARGEST_PICTURE = 60_000  # bytes
STEPS = steps()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tutorial")


@pytest.fixture(scope="module")
def walked(folder: Path) -> list[tuple[int, str]]:
    """The status and the output of every step, walked once from an empty folder."""
    return list(walk(folder, STEPS))


def test_no_command_of_the_page_escapes_the_walk() -> None:
    assert {step.name for step in STEPS} == {"new", "set", "validate", "evaluate", "simulate", "sensitivity", "export"}
    assert [step.command for step in STEPS if not step.command.startswith(PROGRAM)] == []
    commands = re.findall(r"^\$ (.*)$", TEXT, re.MULTILINE)
    assert len(commands) == len(STEPS) + commands.count("python -m decision app")


@pytest.mark.parametrize("place", range(len(STEPS)), ids=[f"{place} {step.name}" for place, step in enumerate(STEPS)])
def test_a_command_prints_what_is_shown(walked: list[tuple[int, str]], place: int) -> None:
    shown, (status, printed) = STEPS[place].shown, walked[place]
    assert status == 0, printed
    assert shown, "nothing is shown below this command"
    assert LEFT_OUT not in printed.splitlines()
    parts = [re.escape(part) for part in re.split(rf"^{LEFT_OUT}\n", shown, flags=re.MULTILINE)]
    assert re.fullmatch(r"(?:.*\n)*?".join(parts), printed), printed


def test_two_ratings_are_left_open_and_settled_at_the_end(walked: list[tuple[int, str]], folder: Path) -> None:
    looks = [printed for step, (_, printed) in zip(STEPS, walked, strict=True) if step.name == "validate"]
    assert [re.findall(r"^(\d+) of", look, re.MULTILINE) for look in looks] == [["28"], ["2"], []]
    made = decision.load(folder / "e-readers.yaml")
    assert (len(made.options), len(made.criteria)) == (4, 7)
    assert [criterion.id for criterion in made.criteria if criterion.parts] == ["easy"]
    assert (made.currency, made.horizon_years) == ("USD", 3)


@pytest.mark.usefixtures("walked")
def test_what_is_taken_away_says_who_leads(folder: Path) -> None:
    made = decision.load(folder / "e-readers.yaml")
    assert headline(decision.evaluate(made)) in (folder / "e-readers.md").read_text(encoding="utf-8")
    assert (folder / "e-readers.xlsx").read_bytes().startswith(b"PK")


def test_what_the_page_quotes_was_printed(walked: list[tuple[int, str]]) -> None:
    prose = re.sub(r"^```.*?^```", "", TEXT, flags=re.MULTILINE | re.DOTALL)
    printed = "\n".join(printed for _, printed in walked)
    quoted = re.findall(r'"([^"]+)"', prose)
    assert len(quoted) >= 3
    assert [words for words in quoted if " ".join(words.split()) not in printed] == []


def test_every_picture_is_said_in_words_and_small() -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\((images/tutorial/[^)]+)\)", TEXT)
    there = sorted(path.name for path in (PAGE.parent / "images" / "tutorial").iterdir())
    assert sorted(Path(path).name for _, path in pictures) == there
    assert 0 < len(there) <= 8
    assert [path for words, path in pictures if len(words.split()) < 6] == []
    assert [path for _, path in pictures if (PAGE.parent / path).stat().st_size >= LARGEST_PICTURE] == []

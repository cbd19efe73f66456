from __future__ import annotations

import pytest

from decision.files.library import project_folder
from decision.files.reader import load, read_scenario
from decision.model.counted_twice import CountedTwice, counted_twice, speaks_of_overruns

FILE = """
format: 1
title: Twice?
weights: {months: 1, risk: 1}
criteria:
  months: {unit: months, worst: 24, best: 0}
  risk: {name: NAME, about: ABOUT, worst: 0, best: 10}
options:
  one:
    ratings:
      months: {estimate: 10, class: CLASS, because: Such projects overrun.}
      risk: {low: 2, mode: 4, high: 6, because: WHY}
  two:
    ratings: {months: 4, risk: {low: 5, high: 7, because: WHY}}
"""


def found(
    name: str = "Risk", about: str = "All of it", why: str = "We think so", id: str = "landmark-schedule"
) -> list[CountedTwice]:
    text = FILE.replace("NAME", name).replace("ABOUT", about).replace("WHY", why).replace("CLASS", id)
    return list(counted_twice(read_scenario(text.encode(), "x.yaml")))


def test_a_criterion_that_speaks_of_overruns_is_found_once() -> None:
    once = [CountedTwice("risk", "one", "months", by_option=False)]
    assert found(name="Risk of overruns") == once
    assert found(about="Security. Will it run over budget?", why="It will overrun.") == once


def test_a_reason_that_speaks_of_them_is_found_at_the_option_whose_class_counts_them() -> None:
    assert found(why="New people. It may overrun.") == [CountedTwice("risk", "one", "months", by_option=True)]


@pytest.mark.parametrize(
    "words",
    [
        "Security and lock-in",
        "Overruns of cost and schedule do not count here",
        "What may go wrong other than an overrun",
        "Everything but time. Without overruns!",
        "A delay of a message",
    ],
)
def test_nothing_is_said_where_overruns_are_left_out_or_not_named(words: str) -> None:
    assert found(about=f'"{words}"', why=f'"{words}"') == []


@pytest.mark.parametrize("id", ["quote-spread", "maintenance-ratio", "ai-assistance"])
def test_a_multiplier_that_is_no_overrun_counts_none(id: str) -> None:
    assert found(name="Risk of overruns", id=id) == []


def test_without_a_class_nothing_counts_twice() -> None:
    plain = FILE.replace("{estimate: 10, class: CLASS, because: Such projects overrun.}", "10")
    text = plain.replace("NAME", "Risk of overruns").replace("ABOUT", "x").replace("WHY", "x")
    assert list(counted_twice(read_scenario(text.encode(), "x.yaml"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "It overran twice",
        "behind schedule",
        "over the budget",
        "dearer than planned",
        "later than promised",
        "slippage",
    ],
)
def test_words_for_overruns(text: str) -> None:
    assert speaks_of_overruns(text)
    assert speaks_of_overruns(f"Fine so far. But: {text}.")
    assert not speaks_of_overruns(f"Apart from this: not {text}.")


@pytest.mark.parametrize("path", sorted(project_folder("scenarios").glob("*.yaml")), ids=lambda path: path.stem)
def test_our_catalogues_leave_overruns_to_the_classes(path) -> None:  # type: ignore[no-untyped-def]
    assert list(counted_twice(load(path))) == []

"""Options are told apart by their marks, whatever their approaches and names."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.model.contents import Option
from decision.model.scenario import Scenario
from decision.outputs.charts.colours import APPROACH_COLOURS, OPTION_COLOURS
from decision.outputs.charts.option_marks import option_marks
from tests.colours import EYES, apart
from tests.small_decisions import flat

CLEARLY = 10  # CIEDE2000


def decision_between(*options: tuple[str, str | None]) -> Scenario:
    """A decision between options of these names and approaches."""
    scenario = flat({f"o{place}": [1.0] for place in range(len(options))}, [1])
    named = [
        dataclasses.replace(option, name=name, approach=approach)
        for option, (name, approach) in zip(scenario.options, options, strict=True)
    ]
    return dataclasses.replace(scenario, options=tuple(named))


def letters(scenario: Scenario) -> list[str]:
    return [mark.letter for mark in option_marks(scenario).values()]


def colours(scenario: Scenario) -> list[str]:
    return [mark.colour for mark in option_marks(scenario).values()]


def test_three_approaches_have_their_own_letters_and_hues() -> None:
    usual = decision_between(("Build our own", "build"), ("A product", "buy"), ("Ours, extended", "extend"))
    assert letters(usual) == ["B", "Y", "E"]
    assert colours(usual) == list(APPROACH_COLOURS.values())


def test_bidders_have_badges_from_what_is_different_about_their_names() -> None:
    bidders = decision_between(*((f"Bidder {letter}", "buy") for letter in "AGC"))
    assert letters(bidders) == ["A", "G", "C"]
    assert letters(decision_between(("Epic MyChart", "buy"), ("Epic Cosmos", "buy"))) == ["M", "C"]
    assert letters(decision_between(("Option 1", None), ("Option 12", None), ("Option 3", None))) == ["1", "12", "3"]
    assert letters(decision_between(("Northwind", None), ("Nordstern", None))) == ["No", "Nr"]


def test_an_approach_that_stands_alone_keeps_its_letter_and_hue_among_bidders() -> None:
    mixed = decision_between(("Build", "build"), *((f"Bidder {letter}", "buy") for letter in "BXY"))
    assert letters(mixed) == ["B", "B1", "X", "Y"]
    assert colours(mixed)[0] == APPROACH_COLOURS["build"]
    assert not set(colours(mixed)[1:]) & set(APPROACH_COLOURS.values())


def test_two_of_one_approach_share_its_hue() -> None:
    two = decision_between(("Build", "build"), ("Alpha", "buy"), ("Omega", "buy"))
    assert colours(two)[1] == APPROACH_COLOURS["buy"]
    assert letters(two) == ["B", "A", "O"]


@pytest.mark.parametrize("eyes", EYES)
def test_hues_of_their_own_are_clearly_other_colours(eyes: str) -> None:
    assert min(apart(*pair, eyes) for pair in itertools.combinations(OPTION_COLOURS, 2)) >= CLEARLY


@pytest.mark.parametrize("count", range(2, 8))
@pytest.mark.parametrize("eyes", EYES)
def test_bidders_are_clearly_other_colours(count: int, eyes: str) -> None:
    made = colours(decision_between(*((f"Bidder {place}", "buy") for place in range(count))))
    assert min(apart(*pair, eyes) for pair in itertools.combinations(made, 2)) >= CLEARLY


@given(
    st.lists(
        st.tuples(st.text(max_size=30), st.sampled_from(["build", "buy", "extend", None])), min_size=2, max_size=30
    )
)
def test_no_two_options_have_the_same_badge_or_the_same_colour(options: list[tuple[str, str | None]]) -> None:
    marks = option_marks(decision_between(*options))
    assert len({mark.letter for mark in marks.values()}) == len(options)
    assert len({mark.colour for mark in marks.values()}) == len(options)
    assert all(1 <= len(mark.letter) <= 3 for mark in marks.values())


@given(st.permutations(range(5)))
def test_marks_go_with_the_options_and_not_with_their_places_where_approaches_tell_them_apart(order: list[int]) -> None:
    usual = decision_between(("Build", "build"), ("Buy", "buy"), ("Extend", "extend"))
    shuffled: tuple[Option, ...] = tuple(usual.options[place] for place in order if place < 3)
    assert option_marks(dataclasses.replace(usual, options=shuffled)) == option_marks(usual)

"""Ratings in one cell: as they are typed, and how they were understood."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.analysis.scoring import evaluate
from decision.files.typed_rating import read_rating
from decision.model.estimate import ClassEstimate, Exact, Range, ThreePoint, Unknown
from decision.outputs.words.typed_ratings import can_be_typed, rating_as_typed, rating_understood
from tests.small_decisions import flat
from tests.ui.estimates import CLASS, ESTIMATES, PLANS

FIGURES = st.integers(-999_999, 999_999).map(lambda n: n / 100) | st.integers(-(10**9), 10**9).map(float)


def words(estimate: Any, say: Any) -> str:
    scenario = flat({"a": [estimate], "b": [5]}, [1])
    said: str = say(scenario, scenario.option("a"), "c1", evaluate(scenario).option("a"))
    return said


@given(st.lists(FIGURES, min_size=1, max_size=3).map(sorted))
def test_a_rating_as_typed_reads_back_as_itself(xs: list[float]) -> None:
    forms: list[Any] = [Exact, Range, ThreePoint]
    estimate = forms[len(xs) - 1](*xs)
    assert read_rating(words(estimate, rating_as_typed)) == estimate


def test_that_nobody_knows_reads_back_as_itself() -> None:
    assert read_rating(words(Unknown(), rating_as_typed)) == Unknown()


@pytest.mark.parametrize("estimate", [*ESTIMATES, *PLANS, Unknown()], ids=str)
def test_what_one_cell_cannot_say_is_told_apart(estimate: Any) -> None:
    expected = estimate in (Exact(0.035), ThreePoint(1, 2, 5), Range(1, 2), Unknown(), ClassEstimate(640_000, CLASS))
    assert can_be_typed(estimate) is expected


@pytest.mark.parametrize(
    ("estimate", "said"),
    [
        (Exact(5), "5"),
        (Exact(80_000), "80,000"),
        (Range(3, 8), "3 to 8, anything alike"),
        (Range(3, 3), "3 to 3"),
        (ThreePoint(3, 5, 8), "most likely 5 (3 to 8)"),
        (Unknown(), "not known yet"),
    ],
)
def test_how_it_was_understood(estimate: Any, said: str) -> None:
    assert words(estimate, rating_understood) == said

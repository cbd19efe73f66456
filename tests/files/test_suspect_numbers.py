"""A point that may stand for thousands is pointed out where that would fit the numbers beside it, and only there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.files.checked import Place
from decision.files.suspect_numbers import suspect_numbers
from tests.files.reading import tree

FILE = """\
criteria:
  cost: {{worst: {worst}, best: {best}}}
weights: {{cost: 1.000, fit: 3000}}
options:
  a: {{ratings: {{cost: {rating}}}}}
"""


def said(worst: str, best: str, rating: str) -> list[str]:
    text = FILE.format(worst=worst, best=best, rating=rating)
    return [f"{each.path}: {each.message}" for each in sorted(suspect_numbers(Place("x.yaml", tree(text))).faults)]


def test_a_scale_whose_ends_are_a_thousand_apart_is_suspected() -> None:
    assert said("400.000", "20000", "90000") == [
        "criteria.cost.worst: 400.000 is read as 400; if 400,000 is meant, write 400000"
    ]


def test_a_rating_far_below_its_scale_is_suspected() -> None:
    assert said("400000", "20000", "150.000") == [
        "options.a.ratings.cost: 150.000 is read as 150; if 150,000 is meant, write 150000"
    ]


def test_an_end_of_an_estimate_is_compared_with_its_other_ends_and_with_the_scale() -> None:
    assert said("400000", "20000", "{low: 100.000, high: 160000}") == [
        "options.a.ratings.cost.low: 100.000 is read as 100; if 100,000 is meant, write 100000"
    ]


@pytest.mark.parametrize(
    "numbers",
    [
        ("400", "20000", "90000"),  # no point
        ("400.00", "20000", "90000"),  # two decimals
        ("10.000", "0", "7.125"),  # decimals among numbers of the same size
        ("0.035", "20000", "90000"),  # nothing before the point, so no thousands
        ('"400.000"', "20000", "90000"),  # a text, which is a fault of its own
    ],
)
def test_other_numbers_are_not(numbers: tuple[str, str, str]) -> None:
    assert said(*numbers) == []


@given(st.floats(1.001, 999.999), st.floats(0.5, 30))
def test_numbers_of_about_one_size_are_never_suspected(x: float, ratio: float) -> None:
    assert said(f"{x:.3f}", f"{x * ratio + 1e-3:.5f}", f"{x:.5f}") == []

from __future__ import annotations

import pytest

from decision.analysis.review import FigureReview, Review, as_far_off, record_of
from decision.outputs.words.review import how_they_did


def many(inside: int, outside: int) -> Review:
    ranged = [
        FigureReview("a", "a", x, "range", 0.5, 0.0, 1.0, None, None, None) for x in [0.5] * inside + [2.0] * outside
    ]
    return Review("t", "a", None, None, tuple(ranged), None, None, None, None)


WIDE = "the ranges are wider than they need be"
WHERE = "came within P10 to P90, where 80 of 100 belong. Were the ranges right and each figure by itself,"


@pytest.mark.parametrize(
    ("inside", "outside", "says"),
    [
        (0, 0, "No figure has come for which a range was given."),
        (2, 1, "2 of 3 figures came within P10 to P90; 80 of 100 belong there, but so few say little."),
        (7, 5, f"7 of 12 figures {WHERE} 7 or fewer would be seen in 7 of 100 such reviews."),
        (
            6,
            6,
            f"6 of 12 figures {WHERE} 6 or fewer would be seen in 2 of 100 such reviews: the ranges are too narrow.",
        ),
        (20, 0, f"20 of 20 figures {WHERE} 20 or more would be seen in 1 of 100 such reviews: {WIDE}."),
    ],
)
def test_what_is_said_of_ranges_follows_from_how_many_held(inside: int, outside: int, says: str) -> None:
    assert how_they_did(record_of([many(inside, outside)])) == [says]


def test_ranges_are_judged_only_where_luck_would_be_rare() -> None:
    for count in range(5, 60):
        for inside in range(count + 1):
            (said,) = how_they_did(record_of([many(inside, count - inside)]))
            judged = "too narrow" in said or "wider than" in said
            assert judged == (as_far_off(inside, count) < 0.05)
            assert not judged or ("too narrow" in said) == (inside < 0.8 * count)

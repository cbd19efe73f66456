"""Weights: shares, and the centroid of what is left open."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.model.errors import ImpossibleError
from decision.model.weights import Anything, Concentrated, Fixed, Ordered, Ranged, WeightUncertainty, normalised
from tests.strategies import bounds, orders

IDS = ("a", "b", "c", "d")


def uniform_on_the_simplex(n: int, ids: tuple[str, ...]) -> list[dict[str, float]]:
    """Exponentials over their sum (Devroye 1986, section V.2)."""
    e = np.random.default_rng(20261123).exponential(size=(n, len(ids)))
    return [dict(zip(ids, w, strict=True)) for w in e / e.sum(axis=1, keepdims=True)]


DRAWS = uniform_on_the_simplex(40_000, IDS)


def agrees_with_rejection(region: WeightUncertainty, centroid: Mapping[str, float]) -> None:
    kept = np.array([list(w.values()) for w in DRAWS if region.contains(w)])
    assert len(kept) > 100
    standard_errors = kept.std(axis=0) / math.sqrt(len(kept))
    assert np.all(np.abs(kept.mean(axis=0) - list(centroid.values())) <= 4 * standard_errors + 1e-12)


# --- stated weights ---------------------------------------------------------------------------------------


def test_points_become_shares() -> None:
    assert normalised({"a": 30, "b": 10, "c": 0}) == pytest.approx({"a": 0.75, "b": 0.25, "c": 0})


def test_points_of_any_size_become_shares() -> None:
    assert normalised({"a": 1.7e308, "b": 1.7e308}) == {"a": 0.5, "b": 0.5}
    assert normalised({"a": 5e-324, "b": 5e-324}) == {"a": 0.5, "b": 0.5}


@given(st.dictionaries(st.sampled_from(IDS), st.floats(0, 1e6), min_size=1).filter(lambda x: any(x.values())))
def test_shares_sum_to_1(points: dict[str, float]) -> None:
    assert math.fsum(normalised(points).values()) == pytest.approx(1, abs=1e-15)


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ({"a": -1.0, "b": 2.0}, "weight -1 is not a number of 0 or more; correct it"),
        ({"a": math.nan}, "weight nan is not a number of 0 or more; correct it"),
        ({"a": math.inf}, "weight inf is not a number of 0 or more; correct it"),
        ({"a": 0.0, "b": 0.0}, "all weights are zero; give at least one criterion a weight above 0"),
        ({}, "all weights are zero; give at least one criterion a weight above 0"),
    ],
)
def test_points_that_are_no_weights_are_refused(points: dict[str, float], message: str) -> None:
    with pytest.raises(ImpossibleError) as caught:
        normalised(points)
    assert str(caught.value) == message


# --- centroids --------------------------------------------------------------------------------------------


def test_anything_has_equal_weights_at_its_centre() -> None:
    assert Anything().centroid(IDS) == dict.fromkeys(IDS, 0.25)
    agrees_with_rejection(Anything(), Anything().centroid(IDS))


@pytest.mark.parametrize(
    ("tiers", "expected"),
    [
        ((("a",), ("b",), ("c",), ("d",)), [25 / 48, 13 / 48, 7 / 48, 3 / 48]),
        ((("a", "b"), ("c", "d")), [19 / 48, 19 / 48, 5 / 48, 5 / 48]),
        ((("a",), ("b", "c", "d")), [25 / 48, 23 / 144, 23 / 144, 23 / 144]),
        ((("a",), ("b",)), [3 / 8, 1 / 8, 1 / 4, 1 / 4]),
        ((("a", "b", "c", "d"),), [1 / 4] * 4),
        ((("d",),), [1 / 4] * 4),
        ((), [1 / 4] * 4),
    ],
)
def test_an_order_has_the_centroid_of_its_region(tiers: tuple[tuple[str, ...], ...], expected: list[float]) -> None:
    centroid = Ordered(tiers).centroid(IDS)
    assert list(centroid.values()) == pytest.approx(expected, rel=1e-14)
    agrees_with_rejection(Ordered(tiers), centroid)


@given(orders(dict(zip(IDS, (0.4, 0.3, 0.2, 0.1), strict=True))))
def test_the_centroid_of_any_order_lies_in_it_and_sums_to_1(region: Ordered) -> None:
    centroid = region.centroid(IDS)
    assert region.contains(centroid)
    assert math.fsum(centroid.values()) == pytest.approx(1, abs=1e-14)
    agrees_with_rejection(region, centroid)


@pytest.mark.parametrize(
    ("given_bounds", "expected"),
    [
        ({}, [1 / 4] * 4),
        ({"a": (40, 100)}, [0.55, 0.15, 0.15, 0.15]),  # a simplex of size 0.6 on top of 0.4
        ({"a": (50, 50)}, [0.5, 1 / 6, 1 / 6, 1 / 6]),
        ({"a": (10, 10), "b": (20, 20), "c": (30, 30)}, [0.1, 0.2, 0.3, 0.4]),
        ({"a": (0, 0)}, [0, 1 / 3, 1 / 3, 1 / 3]),
        ({"a": (40, 100), "b": (30, 100), "c": (20, 100), "d": (10, 100)}, [0.4, 0.3, 0.2, 0.1]),
        ({"a": (0, 40), "b": (0, 30), "c": (0, 20), "d": (0, 10)}, [0.4, 0.3, 0.2, 0.1]),
        ({"c": (50, 60), "d": (40, 50)}, [1 / 40, 1 / 40, 0.5 + 1 / 40, 0.4 + 1 / 40]),
    ],
)
def test_bounds_have_the_centroid_of_their_region(
    given_bounds: dict[str, tuple[float, float]], expected: list[float]
) -> None:
    assert list(Ranged(given_bounds).centroid(IDS).values()) == pytest.approx(expected, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(
    "given_bounds",
    [
        {"a": (10, 30)},
        {"a": (10, 30), "b": (5, 50), "c": (0, 25)},
        {"a": (0, 30), "b": (0, 30), "c": (0, 30), "d": (20, 60)},
        {"d": (60, 90)},
        {"a": (0, 12.5), "b": (33.3, 100)},
    ],
)
def test_bounds_agree_with_draws_that_are_kept_if_they_fit(given_bounds: dict[str, tuple[float, float]]) -> None:
    agrees_with_rejection(Ranged(given_bounds), Ranged(given_bounds).centroid(IDS))


@given(bounds(dict(zip(IDS, (0.4, 0.3, 0.2, 0.1), strict=True))))
def test_the_centroid_of_any_bounds_lies_in_them_and_sums_to_1(region: Ranged) -> None:
    assert not list(region.problems(IDS))
    centroid = region.centroid(IDS)
    assert region.contains(centroid)
    assert math.fsum(centroid.values()) == pytest.approx(1, abs=1e-12)


def test_a_region_thinner_than_rounding_has_a_centroid() -> None:
    region = Ranged({"a": (40, 40.0000001), "b": (30, 30.0000001), "c": (20, 20.0000001)})
    assert list(region.centroid(IDS).values()) == pytest.approx([0.4, 0.3, 0.2, 0.1], abs=1e-8)


def test_bounds_as_written_are_exact() -> None:
    tenths = dict.fromkeys("abc", (33.3, 33.4))
    assert not list(Ranged(tenths).problems("abc"))
    assert list(Ranged(tenths).centroid("abc").values()) == pytest.approx([1 / 3] * 3, rel=1e-15)
    exactly_full = dict.fromkeys("abcdefghij", (0.1, 100))
    exactly_full["a"] = (99.1, 100)
    assert not list(Ranged(exactly_full).problems("abcdefghij"))


def test_forty_criteria_with_whole_percents_are_no_burden() -> None:
    ids = [f"c{k}" for k in range(40)]
    centroid = Ranged({name: (1, 2 + k % 7) for k, name in enumerate(ids)}).centroid(ids)
    assert math.fsum(centroid.values()) == pytest.approx(1, abs=1e-12)
    by_room = sorted(centroid, key=lambda name: int(name[1:]) % 7)
    assert [centroid[name] for name in by_room] == sorted(centroid.values())


# --- what lies inside -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("region", "inside"),
    [
        (Fixed(), True),
        (Concentrated(3), True),
        (Anything(), True),
        (Ordered((("a",), ("b",))), True),
        (Ordered((("b",), ("a",))), False),
        (Ordered((("a",), ("b", "c"), ("d",))), True),
        (Ordered((("a", "d"), ("b",))), False),
        (Ranged({"a": (40, 50)}), True),
        (Ranged({"a": (41, 50)}), False),
        (Ranged({"d": (0, 9)}), False),
    ],
)
def test_a_region_knows_what_lies_in_it(region: WeightUncertainty, inside: bool) -> None:
    assert region.contains({"a": 0.4, "b": 0.3, "c": 0.2, "d": 0.1}) is inside


def test_weights_on_the_edge_lie_inside_whatever_rounding_does() -> None:
    shares = normalised({"a": 1, "b": 1, "c": 1})
    assert Ordered((("a",), ("b",), ("c",))).contains(shares)
    assert Ranged({"a": (33.333333333333336, 100)}).contains(shares)


# --- what cannot be ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("region", "message"),
    [
        (Ordered((("a",), ("x",))), "x is not a criterion here; use one of b, c, d"),
        (Ordered((("a",), ("b", "a"))), "a stands in the order twice; leave one out"),
        (Ordered((("a",), ())), "an empty list among the ordered; leave it out"),
        (Ranged({"x": (0, 1)}), "x is not a criterion here; use one of a, b, c, d"),
        (
            Ranged({"a": (-1, 5)}),
            (
                "the range -1 to 5 is not an interval within 0 to 100 percent; "
                "give the lower bound first, both in percent of the total"
            ),
        ),
        (
            Ranged({"a": (60, 80), "b": (40.5, 50)}),
            "the lower bounds sum to 100.5 percent (a at least 60, b at least 40.5); lower some of them",
        ),
        (
            Ranged({"a": (0, 30), "b": (0, 20), "c": (0, 20), "d": (0, 20)}),
            (
                "the upper bounds sum to only 90 percent (a at most 30, b at most 20, c at most 20, d at most 20); "
                "raise some of them"
            ),
        ),
    ],
)
def test_regions_that_cannot_be_say_why(region: WeightUncertainty, message: str) -> None:
    assert [str(problem) for problem in region.problems(IDS)] == [message]


@pytest.mark.parametrize("concentration", [0.0, -1.0, math.nan, math.inf])
def test_a_concentration_is_positive(concentration: float) -> None:
    with pytest.raises(ImpossibleError, match="give a number above 0; the larger, the surer the weights"):
        Concentrated(concentration)

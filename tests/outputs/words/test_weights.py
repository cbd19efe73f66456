"""Weights in percent add up, in every family, and none is far from what it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.outputs.words.weights import tenths_of_percent, weights_in_percent
from tests.outputs.samples import PORTAL
from tests.strategies import scenarios


def tenths(shown: str) -> int:
    return 0 if shown == "< 0.1 %" else round(10 * float(shown.removesuffix(" %")))


@pytest.mark.parametrize(
    ("weights", "shown"),
    [
        ({"a": 0.15, "b": 0.85}, ["15 %", "85 %"]),
        ({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}, ["33.4 %", "33.3 %", "33.3 %"]),
        ({"a": 0.125, "b": 0.125, "c": 0.75}, ["12.5 %", "12.5 %", "75.0 %"]),
        ({"a": 0.996, "b": 0.004}, ["99.6 %", "0.4 %"]),
        ({"a": 0.9999, "b": 0.0001}, ["100.0 %", "< 0.1 %"]),
        ({"a": 1.0, "b": 0.0}, ["100 %", "0 %"]),
        ({"a": 0.15, "a.x": 0.075, "a.y": 0.075, "b": 0.85}, ["15.0 %", "7.5 %", "7.5 %", "85.0 %"]),
    ],
)
def test_weights_are_whole_where_that_says_all(weights: dict[str, float], shown: list[str]) -> None:
    assert list(weights_in_percent(weights).values()) == shown


def test_weights_that_came_out_of_a_division_are_shown_as_they_were_typed() -> None:
    assert list(weights_in_percent(PORTAL.weights).values()) == ["15 %", "10 %", "15 %", "20 %", "10 %", "30 %"]


@pytest.mark.parametrize("n", [7, 13, 24, 30])
def test_equal_weights_differ_by_a_tenth_at_most(n: int) -> None:
    shown = [tenths(each) for each in weights_in_percent({str(k): 1 / n for k in range(n)}).values()]
    assert sum(shown) == 1000
    assert max(shown) - min(shown) <= 1


@given(scenarios())
def test_every_family_adds_up_and_nothing_is_far_off(scenario: object) -> None:
    weights = scenario.weights  # type: ignore[attr-defined]
    shown = {path: tenths(each) for path, each in weights_in_percent(weights).items()}
    assert list(shown) == list(weights)
    assert sum(n for path, n in shown.items() if "." not in path) == 1000
    whole = all(n % 10 == 0 for n in shown.values())
    for path, n in shown.items():
        parts = [shown[each] for each in shown if each.rpartition(".")[0] == path]
        assert not parts or sum(parts) == n
        assert abs(n - 1000 * weights[path]) <= (5.0001 if whole else 1.0001)
    for one in weights:
        for other in weights:
            if one.rpartition(".")[0] == other.rpartition(".")[0] and weights[one] > weights[other] + 1e-9:
                assert shown[one] >= shown[other]


@given(st.lists(st.floats(0, 100), min_size=2, max_size=40).filter(lambda points: sum(points) > 1e-6))
def test_any_weights_add_up(points: list[float]) -> None:
    weights = {str(k): x / sum(points) for k, x in enumerate(points)}
    shown = weights_in_percent(weights).values()
    assert sum(tenths(each) for each in shown) == 1000


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30).filter(lambda xs: sum(xs) > 0.01))
def test_tenths_of_one_family_add_up_and_none_is_far_off(points: list[float]) -> None:
    shares = {f"a.b{k}": x / sum(points) for k, x in enumerate(points)}
    shown = {name: tenths(each) for name, each in tenths_of_percent(shares).items()}
    assert sum(shown.values()) == 1000
    assert all(abs(shown[name] - 1000 * x) < 1 for name, x in shares.items())

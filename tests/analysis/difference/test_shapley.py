"""Shares are those of Shapley: they add up, treat alike what does alike, and give nothing to what does nothing."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from decision.analysis.difference.shapley import exact, sampled, shapley

Array = NDArray[np.float64]


def table(items: int, seed: int, figures: int = 2) -> Callable[[int], Array]:
    worths = np.random.default_rng(seed).normal(size=(1 << items, figures))
    return lambda made: worths[made]


def by_all_orders(items: int, worth: Callable[[int], Array]) -> Array:
    """The definition itself: the mean gain over every order."""
    total = np.zeros((items, len(worth(0))))
    for order in itertools.permutations(range(items)):
        made = 0
        for i in order:
            total[i] += worth(made | 1 << i) - worth(made)
            made |= 1 << i
    return total / math.factorial(items)


def test_gloves_shapley1953() -> None:
    """Two left gloves and a right one, a pair being worth 1: 1/6, 1/6 and 2/3, the textbook's case."""

    def worth(made: int) -> Array:
        return np.array([min((made & 0b011).bit_count(), made >> 2)], dtype=float)

    np.testing.assert_allclose(exact(3, worth)[:, 0], [1 / 6, 1 / 6, 2 / 3], atol=1e-15)


def test_an_airport_littlechild1973() -> None:
    """A runway costs what its largest aeroplane needs; each pays its part of every stretch that it needs."""
    needs = [1.0, 4.0, 6.0, 10.0]

    def worth(made: int) -> Array:
        return np.array([max((need for i, need in enumerate(needs) if made >> i & 1), default=0.0)])

    first, second, third = 1 / 4, 1 / 4 + 3 / 3, 1 / 4 + 3 / 3 + 2 / 2
    np.testing.assert_allclose(exact(4, worth)[:, 0], [first, second, third, third + 4], atol=1e-14)


@given(st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_shares_are_the_mean_gain_over_all_orders_and_add_up(items: int, seed: int) -> None:
    worth = table(items, seed)
    shares = exact(items, worth)
    np.testing.assert_allclose(shares, by_all_orders(items, worth), atol=1e-12)
    np.testing.assert_allclose(shares.sum(axis=0), worth((1 << items) - 1) - worth(0), atol=1e-12)


@given(st.integers(2, 6), st.integers(0, 2**32 - 1))
def test_what_does_nothing_gets_nothing_and_what_does_alike_gets_alike(items: int, seed: int) -> None:
    by_count = np.random.default_rng(seed).normal(size=items + 1)

    def worth(made: int) -> Array:  # items 1 and 2 count alike, item 0 not at all
        return np.array([by_count[(made >> 1).bit_count()]])

    shares = exact(items, worth)[:, 0]
    assert shares[0] == 0.0
    np.testing.assert_allclose(shares[1:], shares[1], atol=1e-12)


@given(st.integers(2, 12), st.integers(0, 2**32 - 1))
def test_sampled_shares_add_up_too_and_give_nothing_to_what_does_nothing(items: int, seed: int) -> None:
    worths = table(items, seed)

    def worth(made: int) -> Array:
        return worths(made | 1)  # item 0 does nothing

    found = sampled(items, worth, 4, np.random.default_rng(1))
    assert found.orders == 8
    np.testing.assert_allclose(found.shares.sum(axis=0), worth((1 << items) - 1) - worth(0), atol=1e-12)
    assert (found.shares[0] == 0).all() and (found.errors[0] == 0).all()


@pytest.mark.parametrize("seed", range(5))
def test_sampled_shares_lie_within_their_errors_of_the_exact_ones(seed: int) -> None:
    worth = table(8, seed)
    found = sampled(8, worth, 200, np.random.default_rng(seed))
    away = np.abs(found.shares - exact(8, worth)) / found.errors
    assert away.max() < 4.5  # of 16 figures; the chance is below 1 in 8,000


def test_pairs_of_an_order_and_its_reverse_are_exact_where_no_more_than_two_interact() -> None:
    rng = np.random.default_rng(3)
    alone, together = rng.normal(size=9), rng.normal(size=(9, 9))

    def worth(made: int) -> Array:
        there = [i for i in range(9) if made >> i & 1]
        return np.array([sum(alone[there]) + sum(together[i, j] for i in there for j in there if i < j)])

    found = sampled(9, worth, 2, np.random.default_rng(0))
    np.testing.assert_allclose(found.shares, exact(9, worth), atol=1e-12)
    assert found.errors.max() < 1e-12


def test_up_to_ten_items_are_exact_and_more_are_sampled_the_same_way_every_time() -> None:
    assert shapley(10, table(10, 1), np.random.default_rng(0)).orders is None
    worth = table(11, 1)
    one, other = (shapley(11, worth, np.random.default_rng(0)) for _ in range(2))
    assert one.orders == 180
    assert (one.shares == other.shares).all()


def test_no_items_have_no_shares() -> None:
    assert shapley(0, table(0, 1), np.random.default_rng(0)).shares.shape == (0, 2)

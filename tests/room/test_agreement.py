"""Agreement on an order, and whether a group has come to rest."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from decision.room.agreement import concordance, is_stable, mean_ranks, moved_share


@given(st.lists(st.lists(st.integers(0, 5), min_size=4, max_size=4), min_size=2, max_size=6))
def test_concordance_follows_from_the_mean_of_all_rank_correlations_kendall1948(rows: list[list[int]]) -> None:
    # without ties the mean of Spearman's correlations over all pairs of P people is (P·W - 1)/(P - 1)
    orders = [list(np.argsort(np.argsort(np.array(row) + np.linspace(0, 0.4, 4)))) for row in rows]
    mean = np.mean([stats.spearmanr(a, b).statistic for a, b in itertools.combinations(orders, 2)])
    found = concordance(orders)
    assert found is not None
    assert (len(orders) * found - 1) / (len(orders) - 1) == pytest.approx(mean)


@given(st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=2, max_size=6))
def test_concordance_with_ties_is_friedmans_statistic_over_its_most(rows: list[list[int]]) -> None:
    found = concordance(rows)
    if all(len(set(row)) == 1 for row in rows):
        assert found is None
        return
    # chi² = P(n - 1)W, with the same correction for ties
    assert found == pytest.approx(stats.friedmanchisquare(*np.array(rows).T).statistic / (len(rows) * 3))


def test_concordance_at_its_ends() -> None:
    assert concordance([[3, 2, 1]] * 5) == 1
    assert concordance([[3, 2, 1], [1, 2, 3]]) == 0
    assert concordance([[3, 2, 1]]) is None
    assert concordance([[1], [2]]) is None


@given(st.lists(st.integers(0, 6), min_size=1, max_size=8))
def test_ranks_are_those_of_scipy(x: list[int]) -> None:
    assert mean_ranks(x).tolist() == stats.rankdata(-np.array(x)).tolist()


def test_half_of_what_the_counts_changed_by_has_moved() -> None:
    # counts by step 1..4: before 4 8 6 2, after 3 8 8 1; the units of change are 4, so 2 of 20 have moved
    before = [1] * 4 + [2] * 8 + [3] * 6 + [4] * 2
    after = [1] * 3 + [2] * 8 + [3] * 8 + [4]
    assert moved_share(before, after, 1) == pytest.approx(2 / 20)
    assert is_stable(moved_share(before, after, 1))
    assert not is_stable(moved_share([1, 1], [5, 5], 1))
    assert moved_share([], [1.0], 1) is None and not is_stable(None)

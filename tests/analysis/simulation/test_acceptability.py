"""Ranks by comparing pairs and by sorting are the same ranks, and ties are shared either way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from decision.analysis.scoring import are_first, competition_ranks
from decision.analysis.simulation import acceptability
from decision.analysis.simulation.acceptability import Tally, first_rank_share, rank_acceptability


def by_sorting(s: NDArray[np.float64], monkeypatch: pytest.MonkeyPatch) -> NDArray[np.float64]:
    monkeypatch.setattr(acceptability, "_FEW", 0)
    return rank_acceptability(s)


@pytest.mark.parametrize("options", [1, 2, 3, 7, 12, 40])
@pytest.mark.parametrize("steps", [3, 10, 10**9])
def test_sorting_gives_the_ranks_of_comparing(options: int, steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    s = np.random.default_rng(1).integers(0, steps, (options, 300)).astype(float)
    monkeypatch.setattr(acceptability, "_FEW", 100)
    compared = rank_acceptability(s)
    assert by_sorting(s, monkeypatch) == pytest.approx(compared, abs=1e-12)
    assert compared.sum(axis=0) == pytest.approx(np.ones(options))


def test_a_tie_of_three_behind_a_leader_shares_the_next_ranks() -> None:
    ranks = rank_acceptability(np.array([[9.0], [5.0], [5.0], [5.0], [1.0]]))
    third = pytest.approx(1 / 3)
    assert ranks[0].tolist() == [1, 0, 0, 0, 0]
    assert ranks[2].tolist() == [0, third, third, third, 0]
    assert ranks[4].tolist() == [0, 0, 0, 0, 1]


def test_scores_within_the_tolerance_tie_and_beyond_it_do_not() -> None:
    s = np.array([[1.0, 1.0], [1.0 + 0.9e-9, 1.0 + 1.2e-9]])
    assert [first_rank_share(s[:, :1], 0), first_rank_share(s[:, 1:], 0)] == [0.5, 0]


def test_a_chain_of_near_ties_is_broken_from_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scores 0.8e-9 apart: the two highest are level, the third is not level with the highest and so is third."""
    s = np.array([[5.0, 1.0], [5.0 + 0.8e-9, 2.0], [5.0 + 1.6e-9, 3.0]])
    expected = np.array([[0, 0, 2], [0.5, 1.5, 0], [1.5, 0.5, 0]]) / 2
    assert rank_acceptability(s).tolist() == expected.tolist()
    assert by_sorting(s, monkeypatch).tolist() == expected.tolist()
    assert competition_ranks(s[:, 0]).tolist() == [3, 1, 1]
    assert are_first(s.T).tolist() == [[False, True, True], [False, False, True]]


@given(st.lists(st.integers(0, 40), min_size=1, max_size=9))
def test_one_rule_of_ties_counts_and_ranks_alike(steps: list[int]) -> None:
    """Scores in steps of a fifth of the tolerance: every rank counted is a rank given, and shares sum to 1."""
    s = 50 + np.array(steps) * 0.2e-9
    shares, ranks = rank_acceptability(s[:, np.newaxis]), competition_ranks(s)
    for m, rank in enumerate(ranks):
        level = int(np.count_nonzero(ranks == rank))
        assert shares[m, rank - 1 : rank - 1 + level] == pytest.approx(np.full(level, 1 / level), abs=1e-15)
    assert (ranks == 1).tolist() == are_first(s).tolist()
    assert shares.sum(axis=0) == pytest.approx(np.ones(len(s)), abs=1e-12)


@pytest.mark.parametrize("options", [1, 2, 3, 5])
def test_the_share_of_first_ranks_is_that_of_rank_acceptability(options: int) -> None:
    s = np.random.default_rng(2).integers(0, 4, (options, 500)).astype(float)
    assert [first_rank_share(s, m) for m in range(options)] == pytest.approx(rank_acceptability(s)[:, 0])


def test_chunks_add_up_to_the_whole() -> None:
    rng = np.random.default_rng(3)
    s, w = rng.random((4, 1000)), rng.dirichlet(np.ones(3), 1000).T
    whole, chunks = Tally(4, 3), Tally(4, 3)
    whole.add(s, w)
    for start in range(0, 1000, 250):
        chunks.add(s[:, start : start + 250], w[:, start : start + 250])
    assert chunks.rank_acceptability == pytest.approx(whole.rank_acceptability)
    assert chunks.pairwise_winning == pytest.approx(whole.pairwise_winning)
    assert chunks.central_weights == pytest.approx(whole.central_weights)
    assert chunks.highest == pytest.approx(whole.highest)

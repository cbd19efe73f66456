"""Gamma variates against their law.

Where draws are counted, the tolerance is 4 standard errors of the count.
"""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import gammainc, gammaincc, gammaincinv

from decision.analysis.sampling.gammas import LEAST_TABLED, MOST_TABLED, Gammas
from decision.analysis.sampling.quantile_tables import CELLS, OUTER, table_of
from decision.model.distribution import Gamma

SHAPES = (LEAST_TABLED, 0.4, 0.7, 1.0, 1.0001, 1.5, 2.0, 8.0, 40.0, 300.0, 1e4, 1e6, MOST_TABLED)


def gammas(*shapes: float, seed: int = 3) -> Gammas:
    return Gammas(shapes, seed, [(str(k),) for k in range(len(shapes))])


def assert_share(hits: NDArray[np.bool_], p: float, error: float = 0.0) -> None:
    """The share of `hits` is p, within 4 standard errors and an error that is stated."""
    assert abs(hits.mean() - p) <= 4 * np.sqrt(p * (1 - p) / hits.size) + error


@pytest.mark.parametrize("shape", SHAPES)
def test_a_table_is_within_a_third_of_a_cell_of_the_middle_of_every_cell(shape: float) -> None:
    table = table_of(Gamma(shape, 1.0)).bulk
    middles = (np.arange(CELLS) + 0.5) / CELLS
    below, above = np.abs(gammainc(shape, table) - middles), np.abs(gammaincc(shape, table) - (1 - middles))
    assert np.minimum(below, above).max() < 1 / 3 / CELLS
    assert np.all(np.diff(table) > 0)


@pytest.mark.parametrize("shape", [0.05, *SHAPES, 1e9])
def test_variates_follow_the_law(shape: float) -> None:
    x = gammas(shape).draw(400_000)[0]
    for p in (0.001, 0.025, 0.1, 0.5, 0.9, 0.975, 0.999):
        assert_share(x <= gammaincinv(shape, p), p, (1 / 2 + 1 / 3) / CELLS)
    assert abs(x.mean() - shape) <= 4 * np.sqrt(shape / x.size)
    squares = (x - shape) ** 2
    assert abs(squares.mean() - shape) <= 4 * squares.std() / np.sqrt(x.size)


@pytest.mark.parametrize("shape", [0.5, 1.5, 7.0])
def test_tails_are_drawn_within_their_cells(shape: float) -> None:
    p = gammainc(shape, gammas(shape).draw(4_000_000)[0]) * CELLS
    for from_end in (p, CELLS - p):
        tail = from_end[from_end < OUTER]
        assert_share(from_end < OUTER, OUTER / CELLS)
        for cells in (0.1, 0.5, 1.0, 4.0):
            assert_share(tail < cells, cells / OUTER)


def test_portions_in_multiples_of_four_are_the_same_as_all_at_once() -> None:
    shapes = (0.01, 0.5, 1.0, 7.3, 1e9)
    whole = gammas(*shapes).draw(20_002)
    portions = gammas(*shapes)
    assert np.array_equal(np.concatenate([portions.draw(n) for n in (4, 8192, 400, 11_404, 2)], axis=1), whole)


def test_another_row_changes_no_variate() -> None:
    assert np.array_equal(gammas(2.0, 5.0, 0.1).draw(10_000), gammas(2.0, 5.0, 0.1, 3.0).draw(10_000)[:3])


def test_rows_are_uncorrelated_and_so_are_neighbours() -> None:
    x = gammas(1.0, 1.0).draw(400_000)
    n = x.shape[1]
    assert abs(np.corrcoef(x)[0, 1]) < 4 / np.sqrt(n)
    assert abs(np.corrcoef(x[0, 1:], x[0, :-1])[0, 1]) < 4 / np.sqrt(n)

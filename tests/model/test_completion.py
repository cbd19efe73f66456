"""Correlations completed: closed forms, what defines the largest determinant, and where no completion exists."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from decision.model.completion import completion

Array = NDArray[np.float64]
Entries = list[tuple[int, int, float]]


def stated(size: int, entries: Entries) -> Array:
    matrix = np.full((size, size), np.nan)
    np.fill_diagonal(matrix, 1.0)
    for i, j, r in entries:
        matrix[i, j] = matrix[j, i] = r
    return matrix


def completed(matrix: Array) -> Array:
    found = completion(matrix)
    assert found is not None
    return found


def test_what_is_linked_to_nothing_is_independent() -> None:
    assert completed(stated(4, [(0, 1, 0.7)])).tolist() == [[1, 0.7, 0, 0], [0.7, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]


def test_along_a_chain_correlations_multiply_dempster1972() -> None:
    found = completed(stated(4, [(0, 1, 0.9), (1, 2, -0.5), (2, 3, 0.8)]))
    assert found[0, 2] == pytest.approx(-0.45, abs=1e-15)
    assert found[0, 3] == pytest.approx(-0.36, abs=1e-15)
    assert found[1, 3] == pytest.approx(-0.4, abs=1e-15)


def test_two_options_linked_by_one_pair_follow_from_it() -> None:
    inside = [(i, j, 0.5) for first in (0, 3) for i in range(first, first + 3) for j in range(i) if j >= first]
    found = completed(stated(6, [*inside, (0, 3, 0.7)]))
    assert found[0, 4] == pytest.approx(0.35, abs=1e-14)  # 0.7 · 0.5
    assert found[1, 5] == pytest.approx(0.175, abs=1e-14)  # 0.5 · 0.7 · 0.5


def test_a_square_is_completed_by_the_root_of_its_equation() -> None:
    """In a circle of four with r, s, r, s, what is missing is x on both diagonals, and the inverse is 0 there."""
    r, s = 0.5, 0.7
    found = completed(stated(4, [(0, 1, r), (1, 2, s), (2, 3, r), (3, 0, s)]))
    x = found[0, 2]
    assert found[1, 3] == pytest.approx(x, abs=1e-12)
    # the determinant is the product of these, so the sum of their logarithms is level there
    eigenvalues = [(1 + x) + (r + s), (1 + x) - (r + s), (1 - x) + (r - s), (1 - x) - (r - s)]
    slope = 1 / eigenvalues[0] + 1 / eigenvalues[1] - 1 / eigenvalues[2] - 1 / eigenvalues[3]
    assert slope == pytest.approx(0, abs=1e-9)


@st.composite
def partly_stated(draw: st.DrawFn) -> tuple[Array, Array]:
    """Correlations of a sample, which exist, and a part of them."""
    size = draw(st.integers(3, 9))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    loadings = rng.standard_normal((size, size + draw(st.integers(0, 3))))
    matrix = loadings @ loadings.T
    matrix /= np.sqrt(np.outer(np.diag(matrix), np.diag(matrix)))
    np.fill_diagonal(matrix, 1.0)
    keep = rng.random((size, size)) < draw(st.floats(0.1, 0.9))
    return matrix, np.where(np.triu(keep, 1) | np.triu(keep, 1).T | np.eye(size, dtype=bool), matrix, np.nan)


@given(partly_stated())
def test_stated_entries_stay_and_elsewhere_the_inverse_is_0_grone1984(given_: tuple[Array, Array]) -> None:
    whole, part = given_
    found, known = completed(part), ~np.isnan(part)
    assert found[known] == pytest.approx(part[known], abs=2e-9)
    assert np.array_equal(found, found.T)
    assert np.linalg.eigvalsh(found)[0] > -1e-9
    inverse = np.linalg.inv(found)
    assert np.abs(inverse[~known]).max(initial=0) < 1e-6 * np.abs(inverse).max()
    assert np.linalg.slogdet(found)[1] >= np.linalg.slogdet(whole)[1] - 1e-9


@given(st.lists(st.floats(0.05, 3.0), min_size=4, max_size=7), st.floats(-0.2, 0.2))
def test_a_circle_closes_where_no_angle_is_more_than_all_others_barrett1993(angles: list[float], slack: float) -> None:
    """Cosines around a circle have a completion if and only if every sum holds that is one of the triangle's.

    Barrett, Johnson and Tarazaga 1993, The real positive definite completion problem for a simple cycle: for every odd
    set of angles, its sum is at most that of the others plus (size of the set - 1)·pi.
    """
    size = len(angles)
    worst = -math.inf
    for chosen in range(1, 1 << size):
        members = [i for i in range(size) if chosen >> i & 1]
        if len(members) % 2:
            inside = sum(angles[i] for i in members)
            worst = max(worst, inside - (sum(angles) - inside) - (len(members) - 1) * math.pi)
    if abs(worst) < 1e-3:
        return  # on the very edge
    entries = [(i, (i + 1) % size, math.cos(angle)) for i, angle in enumerate(angles)]
    assert (completion(stated(size, entries)) is not None) is (worst < 0)


@pytest.mark.parametrize("off", [-1e-3, 1e-12, 1e-6, 1e-3])
def test_a_circle_on_the_edge_is_taken_within_rounding(off: float) -> None:
    entries = [(0, 1, math.cos(0.5)), (1, 2, math.cos(0.5)), (2, 3, math.cos(0.5)), (3, 0, math.cos(1.5 + off))]
    assert (completion(stated(4, entries)) is not None) is (off < 1e-9)


def test_three_that_contradict_each_other_have_no_completion() -> None:
    assert completion(stated(3, [(0, 1, 0.9), (1, 2, 0.9), (0, 2, -0.9)])) is None
    assert completion(stated(3, [(0, 1, 0.9), (1, 2, 0.9), (0, 2, 0.62)])) is not None  # on the edge: 2·0.81 - 1
    assert completion(stated(3, [(0, 1, 0.9), (1, 2, 0.9), (0, 2, 0.6199)])) is None


def test_many_entries_to_find_are_found_as_few_are() -> None:
    """Beyond 600 entries Newton's equations are solved by conjugate gradients; the inverse says whether rightly."""
    options, criteria = 2, 27
    size = options * criteria
    matrix = np.full((size, size), np.nan)
    for first in range(0, size, criteria):
        matrix[first : first + criteria, first : first + criteria] = 0.5
    for k in range(criteria):
        matrix[k, criteria + k] = matrix[criteria + k, k] = 0.7
    np.fill_diagonal(matrix, 1.0)
    found = completed(matrix)
    assert np.abs(np.linalg.inv(found)[np.isnan(matrix)]).max() < 1e-7

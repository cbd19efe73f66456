"""Factors behind correlations: they make them, leave something to every figure, and their states have their moments."""

from __future__ import annotations

import numpy as np
import pytest

from decision.analysis.expectation.factors import left_over, loadings_of, states_of


def alike(size: int, r: float, *others: tuple[int, int, float]) -> np.ndarray:
    """Correlations r, but for the pairs that are given."""
    correlations = np.where(np.eye(size, dtype=bool), 1.0, r)
    for i, j, other in others:
        correlations[i, j] = correlations[j, i] = other
    return correlations


MATRICES = {
    "two figures against each other": alike(2, -0.4),
    "three, a pair closer": alike(3, 0.2, (0, 1, 0.7)),
    "three, a pair less close": alike(3, 0.4, (0, 1, 0.1)),
    "three, all pairs unlike": alike(3, 0.0, (0, 1, -0.3), (0, 2, 0.2), (1, 2, 0.5)),
    "four, a pair alone": alike(4, 0.0, (1, 3, 0.6)),
    "four, a pair closer": alike(4, 0.3, (0, 1, 0.7)),
    "four, a pair apart": alike(4, 0.3, (0, 1, -0.1)),
    "four, two pairs": alike(4, 0.3, (0, 1, 0.6), (2, 3, 0.5)),
    "four of two kinds, as close as they can be": alike(4, 0.4, (0, 1, 0.2), (2, 3, 0.8)),
    "four, one paired with two": alike(4, 0.2, (0, 1, 0.5), (0, 2, 0.4)),
    "seven, three of which hang together": alike(7, 0.2, (0, 1, 0.5), (0, 2, 0.5), (1, 2, 0.5)),
}


@pytest.mark.parametrize("name", MATRICES)
def test_loadings_make_the_correlations_and_states_have_the_moments_of_normals(name: str) -> None:
    correlations = MATRICES[name]
    loadings = loadings_of(correlations)
    assert loadings is not None
    made = loadings @ loadings.T + np.diag(left_over(loadings))
    assert made == pytest.approx(correlations, abs=3e-8)
    assert left_over(loadings).min() > 0
    for shifted in (False, True):
        states = states_of(loadings, shifted=shifted)
        assert states.weights @ states.points == pytest.approx(np.zeros(loadings.shape[1]), abs=1e-6)
        second = states.points.T @ (states.weights[:, np.newaxis] * states.points)
        assert second == pytest.approx(np.eye(loadings.shape[1]), abs=1e-6)


@pytest.mark.parametrize("seed", range(40))
def test_what_is_found_makes_the_correlations_whatever_they_are(seed: int) -> None:
    """Correlations at random, many of them on the edge of what two kinds of figures allow."""
    rng = np.random.default_rng(seed)
    size = int(rng.integers(2, 8))
    kinds, few = rng.integers(0, 2, size), np.round(rng.uniform(-0.3, 0.8, 2), 2)
    vectors = np.array([few, rng.uniform(0.2, 2) * few])[kinds] + (seed % 2) * rng.normal(0, 0.2, (size, 2))
    vectors *= min(1.0, 0.98 / np.abs(vectors).max() / np.sqrt(2))
    correlations = np.where(np.eye(size, dtype=bool), 1.0, vectors @ vectors.T)
    loadings = loadings_of(correlations)
    if loadings is not None:
        assert loadings @ loadings.T + np.diag(left_over(loadings)) == pytest.approx(correlations, abs=3e-8)


def test_correlations_that_leave_nothing_to_a_figure_have_no_loadings() -> None:
    assert loadings_of(alike(3, 0.7, (0, 2, -0.01))) is None

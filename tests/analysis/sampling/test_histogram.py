"""Quantiles from counts are those of the numbers, to within the error that is stated."""

from __future__ import annotations

import numpy as np
import pytest

from decision.analysis.sampling.histogram import Histograms

LEVELS = np.array([0.01, 0.1, 0.5, 0.8, 0.9, 0.99])


def counted(x: np.ndarray[tuple[int, int], np.dtype[np.float64]], size: int = 8000) -> Histograms:
    histograms = Histograms(x[:, :size])
    for start in range(size, x.shape[1], size):
        histograms.add(x[:, start : start + size])
    return histograms


def test_quantiles_are_right_to_within_a_bin() -> None:
    rng = np.random.default_rng(1)
    x = np.stack([rng.normal(50, 10, 100_000), rng.lognormal(0, 1, 100_000), rng.integers(0, 3, 100_000).astype(float)])
    histograms = counted(x)
    exact = np.quantile(x, LEVELS, axis=1).T
    assert np.all(np.abs(histograms.quantile(LEVELS) - exact) <= histograms.errors[:, np.newaxis])


def test_what_lies_outside_the_range_is_counted_at_the_ends() -> None:
    x = np.concatenate([np.linspace(0, 1, 5000), np.full(1000, -1e9), np.full(1000, 1e9)])[np.newaxis]
    histograms = counted(x, 5000)
    assert histograms.counts.sum() == 7000
    assert histograms.quantile([0.5])[0, 0] == pytest.approx(0.5, abs=2 * float(histograms.errors[0]))


def test_what_never_varies_has_itself_as_every_quantile() -> None:
    histograms = counted(np.full((2, 100), 7.0))
    assert histograms.quantile(LEVELS).tolist() == [[7.0] * len(LEVELS)] * 2
    assert histograms.errors.tolist() == [0, 0]
    assert histograms.share_below([6, 7, 8]).tolist() == [[0, 0, 1]] * 2


def test_shares_below_are_those_of_the_numbers() -> None:
    x = np.random.default_rng(2).normal(size=(1, 50_000))
    histograms = counted(x)
    at = np.array([-1.0, 0.0, 0.5])
    bins = 50_000 * float(histograms.errors[0]) * 0.4  # numbers in a bin, at the densest
    assert histograms.share_below(at)[0] == pytest.approx([(x < each).mean() for each in at], abs=bins / 50_000)


def test_numbers_that_hardly_vary_are_one_bin() -> None:
    """Bins of 1e-310 cannot be counted in: their number to a unit is beyond a double."""
    numbers = np.array([[0.0, 1e-307, 2e-307]])
    histograms = Histograms(numbers)
    assert histograms.counts[0, 0] == 3
    assert np.all(np.abs(histograms.quantile([0.1, 0.5, 0.9])) <= 2e-307)

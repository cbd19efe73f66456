"""Laws have the quantiles and moments that other tools print."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from decision.model.distribution import Beta, Distribution, Lognormal, Pert, Triangular

LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95]


@pytest.mark.parametrize(
    ("law", "expected"),
    [
        (Pert(3, 5, 10), [3.63015865336, 4.51244928977, 5.38258860142, 6.37487230569, 7.7739214935]),
        (Triangular(3, 5, 10), [3.83666002653, 4.87082869339, 5.81669986733, 7.04196010845, 8.67712434447]),
    ],
)
def test_quantiles_mc2d(law: Distribution, expected: list[float]) -> None:
    """The R package mc2d, qpert and qtriang, run with R 4.2.2."""
    assert law.quantile(LEVELS) == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize(
    ("law", "expected"),
    [
        (Pert(3, 5, 10), [0.120537283045, 0.389591708925, 0.664363745714, 0.965622470563]),
        (Triangular(3, 5, 10), [0.0714285714286, 0.285714285714, 0.542857142857, 0.885714285714]),
    ],
)
def test_distribution_functions_mc2d(law: Distribution, expected: list[float]) -> None:
    """The R package mc2d, ppert and ptriang: P(X <= x) at 4, 5, 6 and 8, here as the quantiles they belong to."""
    # twelve printed digits over a density of 0.03 or more (the smallest, of Pert at 8)
    assert law.quantile(expected) == pytest.approx([4, 5, 6, 8], abs=5e-13 / 0.03)


@pytest.mark.parametrize(
    ("law", "mean", "variance"),
    [
        (Pert(3, 5, 10), 5.5, 1.60714285714),
        (Pert(0, 6, 10), 5.66666666667, 3.50793650794),
        (Triangular(3, 5, 10), 6.0, 2.16666666667),
        (Beta(20, 116), 0.147058823529, 0.000915565882858),
        (Lognormal(0.086, 0.056), 1.09151648504, 0.0037421208102),
    ],
)
def test_moments_mc2d(law: Distribution, mean: float, variance: float) -> None:
    """The R package mc2d, with moments from scipy."""
    assert law.mean == pytest.approx(mean, abs=1e-10)
    assert law.sd**2 == pytest.approx(variance, abs=1e-10)


def test_shapes_of_pert_probabilit() -> None:
    """The Python package probabilit, docstring of PERT: low 0, mode 6, high 10 is Beta(3.4, 2.6) on 0 to 10."""
    assert Pert(0, 6, 10).shapes == pytest.approx((3.4, 2.6), abs=1e-12)
    assert Pert(3, 5, 10).shapes == pytest.approx((2.14285714286, 3.85714285714), abs=5e-12)


@pytest.mark.parametrize(
    ("law", "other"),
    [(Beta(20, 116), stats.beta(20, 116)), (Lognormal(0.086, 0.056), stats.lognorm(0.056, scale=math.exp(0.086)))],
)
def test_quantiles_scipy(law: Distribution, other: stats.rv_continuous) -> None:
    """scipy.stats, an implementation of its own."""
    p = np.linspace(0.001, 0.999, 99)
    assert law.quantile(p) == pytest.approx(other.ppf(p), rel=1e-9)

"""What is expected of a quantity given a driver's number or its growth, against the exact mean at each."""

from __future__ import annotations

import numpy as np
import pytest

from decision.model.distribution import Constant, Distribution
from decision.model.estimate import Levels, Percentiles, Range, ThreePoint
from decision.model.expectation.quantities import mean_given, mean_quantity
from decision.model.payment import Quantity

NOW = (ThreePoint(4000, 9000, 15_000), Range(5000, 9000), Levels(((3000.0, 0.25), (9000.0, 0.75))))
GROWTHS = (ThreePoint(0, 0.1, 0.25), Percentiles(0, 0.2), Range(-0.1, 0.3), Levels(((0.0, 0.5), (0.2, 0.5))))
QUANTITIES = (
    Quantity("units", "users"),
    Quantity("units", "users", 5000),
    Quantity("tier", "users", 5000, 12_000),
    Quantity("tier", "users", 0, 9000),
    Quantity("all", "users", 8000, 12_000),
    Quantity("all", "users", 8000),
    Quantity("steps", "users", 2000, every=3000),
    Quantity("steps", "users", every=700),
)
RELATIVE = 1e-6  # of the largest


def off(found: np.ndarray, exact: list[float]) -> float:
    return float(np.abs(found - exact).max() / max(1.0, *np.abs(exact)))


@pytest.mark.parametrize("quantity", QUANTITIES)
@pytest.mark.parametrize("t", [1, 2, 5])
def test_given_its_number_or_its_growth_it_is_what_it_is_with_that_one_certain(quantity: Quantity, t: int) -> None:
    numbers, growths, n = np.array([0.0, 3000, 5000, 7000, 9000, 30_000]), np.array([-0.5, 0.0, 0.1, 0.25]), t - 1
    for growth in GROWTHS:
        exact = [mean_quantity(quantity, Constant(x), growth.law, t) for x in numbers.tolist()]
        assert off(mean_given(quantity, numbers, growth.law, n), exact) < RELATIVE, growth
    for now in NOW:
        exact = [mean_quantity(quantity, now.law, Constant(g), t) for g in growths.tolist()]
        assert off(mean_given(quantity, (1 + growths) ** n, now.law, None), exact) < RELATIVE, now


@pytest.mark.parametrize("estimate", [Range(5, 5), ThreePoint(5, 5, 5), Percentiles(5, 5, None, "lognormal")])
def test_a_range_without_width_is_a_number(estimate: Range | ThreePoint | Percentiles) -> None:
    law: Distribution = estimate.law
    assert law == Constant(estimate.most_likely)
    assert mean_quantity(Quantity("units", "users", 3), law, Constant(0.0), 2) == pytest.approx(2)

"""What an uncertain rating is worth, against closed forms and against integrals by scipy."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy import integrate, stats

from decision.model.distribution import (
    Beta,
    BodyAndTail,
    Distribution,
    Gamma,
    Lognormal,
    Normal,
    Pert,
    SplitLognormal,
    SplitNormal,
    Triangular,
    Uniform,
)
from decision.model.errors import ImpossibleError
from decision.model.estimate import ClassEstimate
from decision.model.expectation.value import expected_value
from decision.model.reference_class import ReferenceClass
from decision.model.value_function import Midvalue, Points, Scale, ValueFunction

BOUND = 1e-7
LAWS: dict[str, Distribution] = {
    "uniform": Uniform(-2, 9),
    "triangle": Triangular(1, 3, 12),
    "pert": Pert(-3, 2, 12),
    "normal": Normal(5, 3),
    "lognormal": Lognormal(1.5, 0.4),
    "split normal": SplitNormal(5, 1, 4),
    "split lognormal": SplitLognormal(SplitNormal(1.5, 0.2, 0.8)),
    "gamma": Gamma(4, 1.5),
    "beta": Beta(2, 5),
    "body and tail": BodyAndTail(0.18, 1.5, 1.378, -0.086, 0.34, 10),
}
SCALES = (Scale(0, 10), Scale(7, 3), Scale(0.2, 0.9))


def test_a_pert_law_within_its_scale_is_worth_its_mean() -> None:
    assert expected_value(ValueFunction(Scale(0, 10)), Pert(6, 8, 9)) == pytest.approx((6 + 4 * 8 + 9) / 60, rel=1e-14)


def test_a_uniform_law_that_is_clipped() -> None:
    # half of it lies between 0 and 10 and is worth 1/2 on average, the other half lies above
    assert expected_value(ValueFunction(Scale(0, 10)), Uniform(0, 20)) == pytest.approx(0.75, rel=1e-14)


def test_a_lognormal_law_against_a_straight_line() -> None:
    line = ValueFunction(Scale(10, 0), outside="extrapolate")
    assert expected_value(line, Lognormal(1, 0.8)) == pytest.approx(1 - math.exp(1 + 0.32) / 10, rel=1e-13)


def test_the_exponential_value_of_a_normal_law() -> None:
    function = ValueFunction(Scale(0, 10), Midvalue(3), "extrapolate")
    c = function.curvature
    assert c is not None
    exact = -math.expm1(-c * 0.5 + (c * 0.3) ** 2 / 2) / -math.expm1(-c)
    assert expected_value(function, Normal(5, 3)) == pytest.approx(exact, rel=1e-12)


@pytest.mark.parametrize("name", LAWS)
@pytest.mark.parametrize("scale", SCALES)
def test_clipped_values_are_those_of_an_integral_over_quantiles(name: str, scale: Scale) -> None:
    law, width = LAWS[name], scale.best - scale.worst
    broken = ((scale.worst, 0.0), (scale.worst + 0.2 * width, 0.1), (scale.worst + 0.5 * width, 0.7), (scale.best, 1.0))
    for curve in (Points(broken), Midvalue(scale.worst + 0.3 * width)):
        function = ValueFunction(scale, curve)
        corners = [scale.worst + z * width for z in (0, 0.2, 0.5, 1)]
        ends = sorted({0.0, 1.0, *(float(_below(law, x)) for x in corners)})
        exact = sum(
            integrate.quad(lambda p: float(function(law.quantile(p))), a, b, epsabs=1e-10, limit=400)[0]  # noqa: B023
            for a, b in itertools.pairwise(ends)
        )
        assert expected_value(function, law) == pytest.approx(exact, abs=BOUND)


def _below(law: Distribution, x: float) -> float:
    """P(X <= x), by halving on the quantile function."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if float(law.quantile(middle)) <= x else (low, middle)
    return low


def test_a_beta_law_is_worth_what_scipy_says() -> None:
    law = stats.beta(0.3, 0.4)
    exact = integrate.quad(lambda x: (x - 0.2) / 0.7 * law.pdf(x), 0.2, 0.9, epsabs=1e-12)[0] + law.sf(0.9)
    assert expected_value(ValueFunction(Scale(0.2, 0.9)), Beta(0.3, 0.4)) == pytest.approx(exact, abs=BOUND)


@pytest.mark.parametrize("index", [0.9, 1.0])
def test_a_pareto_tail_without_end_has_no_expectation(index: float) -> None:
    endless = ReferenceClass("c", "C", BodyAndTail(0.2, 1.5, index, 0, 0.3))
    with pytest.raises(ImpossibleError, match="the multiplier of class c has no expected value") as caught:
        ClassEstimate(10, endless)
    assert caught.value.at == ("class",)
    capped = ReferenceClass("c", "C", BodyAndTail(0.2, 1.5, index, 0, 0.3, 10))
    assert np.isfinite(ClassEstimate(10, capped).expected)

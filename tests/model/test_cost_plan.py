"""Cost plans are worth what their payments are worth today."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.model.cost_plan import CostPlan, Lines, present_value
from decision.model.distribution import Lognormal
from decision.model.errors import ImpossibleError
from decision.model.estimate import (
    ClassEstimate,
    Estimate,
    Exact,
    Levels,
    LognormalShape,
    Moments,
    Percentiles,
    Range,
    ThreePoint,
)
from decision.model.reference_class import ReferenceClass
from tests.strategies import cost_plans

CLASS = ReferenceClass("c", "C", Lognormal(0.3, 0.4))


def paid_year_by_year(upfront: float, yearly: float, growth: float, exit: float, years: int, rate: float) -> float:
    running = [yearly * (1 + growth) ** (t - 1) / (1 + rate) ** t for t in range(1, years + 1)]
    return math.fsum([upfront, *running, exit / (1 + rate) ** years])


@given(
    st.tuples(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(-0.5, 0.5), st.floats(0, 1e6)),
    st.integers(1, 30),
    st.floats(-0.2, 0.5),
)
def test_present_value_is_the_sum_of_discounted_payments(
    payments: tuple[float, float, float, float], years: int, rate: float
) -> None:
    found = float(present_value(*payments, years=years, rate=rate))
    # some 3 roundings a year, all terms positive
    assert found == pytest.approx(paid_year_by_year(*payments, years, rate), rel=1e-13)


@pytest.mark.parametrize(("years", "rate"), [(1, 0.035), (5, 0.035), (30, 0.1)])
def test_even_payments_are_an_annuity_brealey_myers(years: int, rate: float) -> None:
    """Brealey, Myers and Allen, Principles of Corporate Finance, chapter 2: (1 - (1+r)^-H)/r."""
    expected = 100 * (1 - (1 + rate) ** -years) / rate
    assert float(present_value(0, 100, 0, 0, years=years, rate=rate)) == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize(("growth", "rate"), [(0.02, 0.1), (0.1, 0.02), (-0.1, 0.05)])
def test_growing_payments_are_a_growing_annuity_brealey_myers(growth: float, rate: float) -> None:
    """Brealey, Myers and Allen, chapter 2: (1 - ((1+g)/(1+r))^H)/(r - g)."""
    expected = 100 * (1 - ((1 + growth) / (1 + rate)) ** 8) / (rate - growth)
    assert float(present_value(0, 100, growth, 0, years=8, rate=rate)) == pytest.approx(expected, rel=1e-12)


def test_growth_at_the_discount_rate_makes_every_year_worth_the_same() -> None:
    assert float(present_value(0, 100, 0.05, 0, years=8, rate=0.05)) == pytest.approx(8 * 100 / 1.05, rel=1e-13)


def test_without_discounting_money_is_only_added() -> None:
    assert float(present_value(10, 5, 0, 7, years=4, rate=0)) == 37


def test_the_first_year_does_not_grow_and_leaving_is_paid_in_the_last() -> None:
    assert float(present_value(0, 100, 9, 0, years=1, rate=0.1)) == pytest.approx(100 / 1.1)
    assert float(present_value(0, 0, 0, 121, years=2, rate=0.1)) == pytest.approx(100)


def test_many_draws_are_worth_what_each_is_worth() -> None:
    rng = np.random.default_rng(0)
    upfront, yearly, exit = rng.random((3, 50))
    growth = rng.uniform(-0.1, 0.1, 50)
    found = present_value(upfront, yearly, growth, exit, years=5, rate=0.035)
    assert found.shape == (50,)
    expected = [paid_year_by_year(*each, 5, 0.035) for each in zip(upfront, yearly, growth, exit, strict=True)]
    assert found == pytest.approx(expected, rel=1e-13)


# --- plans ------------------------------------------------------------------------------------------------


@given(cost_plans(), st.integers(1, 10), st.floats(0, 0.2))
def test_the_most_likely_figure_of_a_plan_is_that_of_its_components(plan: CostPlan, years: int, rate: float) -> None:
    figures = {name: component.most_likely for name, component in plan.components()}
    expected = paid_year_by_year(
        *(figures.get(name, 0) for name in ("upfront", "yearly", "growth", "exit")), years, rate
    )
    assert plan.most_likely(years, rate) == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_lines_add_up() -> None:
    lines = Lines((("licence", Exact(100)), ("staff", ThreePoint(40, 50, 90)), ("move", Range(10, 30))))
    assert lines.most_likely == 170
    assert CostPlan(upfront=lines).most_likely(3, 0.1) == 170


def test_a_class_of_lines_multiplies_their_sum_by_its_median() -> None:
    lines = Lines((("licence", Exact(100)), ("staff", Exact(50))), CLASS)
    assert lines.most_likely == pytest.approx(150 * math.exp(0.3))


def test_lines_may_each_have_a_class_where_their_sum_has_none() -> None:
    lines = Lines((("licence", Exact(100)), ("staff", ClassEstimate(50, CLASS))))
    assert lines.most_likely == pytest.approx(100 + 50 * math.exp(0.3))


def test_components_come_in_a_fixed_order() -> None:
    plan = CostPlan(exit=Exact(1), yearly=Exact(2), growth=Exact(0), upfront=Exact(3))
    assert [name for name, _ in plan.components()] == ["upfront", "yearly", "growth", "exit"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: CostPlan(), "the plan has no amount; give upfront, yearly or exit"),
        (lambda: CostPlan(growth=Exact(0.1)), "the plan has no amount; give upfront, yearly or exit"),
        (
            lambda: CostPlan(upfront=Exact(1), growth=Exact(0.1)),
            "growth without yearly changes nothing; give yearly or leave growth out",
        ),
        (
            lambda: CostPlan(yearly=Exact(1), growth=Exact(-1)),
            "growth -1 loses more than everything; give a share a year, such as 0.03",
        ),
        (
            lambda: CostPlan(yearly=Exact(1), growth=ThreePoint(-4, 0, 0.1)),
            (
                "growth may be -4 a year, and so lose more than everything; "
                "give shares a year from -1 on, such as 0.03 for 3 %"
            ),
        ),
        (
            lambda: CostPlan(yearly=Exact(1), growth=Lines((("a", Exact(0.1)),))),
            "growth is a rate, not a sum of lines; give one estimate",
        ),
        (lambda: Lines(()), "no line is given; give at least one line"),
        (
            lambda: Lines((("staff", ClassEstimate(1, CLASS)),), CLASS),
            (
                "staff has a reference class inside lines that have one already; "
                "keep one of the two: the overrun would count twice"
            ),
        ),
    ],
)
def test_what_cannot_be_says_why_and_what_to_do(make: Callable[[], object], message: str) -> None:
    with pytest.raises(ImpossibleError) as caught:
        make()
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("growth", "at"),
    [
        (Range(-1.01, 0.1), "low"),
        (ThreePoint(-1.01, 0, 0.1), "low"),
        (Levels(((0.0, 0.9999), (-2.0, 0.0001))), "levels"),
        (Moments(0.03, 0.28), "sd"),
        (Percentiles(-0.4, 0.4), "p10"),
        (Percentiles(-0.4, 0.1, 0.05), "p10"),
    ],
)
def test_growth_may_not_lose_more_than_everything(growth: Estimate, at: str) -> None:
    with pytest.raises(ImpossibleError, match="lose more than everything; give shares a year from -1 on") as caught:
        CostPlan(yearly=Exact(1), growth=growth)
    assert caught.value.at == ("growth", at)


@pytest.mark.parametrize(
    "growth",
    [
        Range(-1, 0.1),
        ThreePoint(-1, 0, 0.1),
        Levels(((0.0, 1.0), (-2.0, 0.0))),
        Moments(0.03, 0.27),
        Moments(0.1, 0.5, "gamma"),
        Percentiles(-0.3, 0.3),
        LognormalShape(-3, 2),
    ],
)
def test_growth_that_can_be_is_taken(growth: Estimate) -> None:
    """A normal law by its standard deviation, as long as less than 1 in 10,000 lies below -1."""
    assert CostPlan(yearly=Exact(1), growth=growth).growth == growth

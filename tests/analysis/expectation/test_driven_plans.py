"""What plans are worth that hang on drivers: against closed forms, dense quadrature, and the same written out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from decision.analysis.expectation.expectations import expectations
from decision.analysis.expectation.ranges import rating_range
from decision.model.contents import Dependence
from decision.model.cost_plan import CostPlan, Lines
from decision.model.driver import Driver
from decision.model.estimate import Exact, Range, ThreePoint
from decision.model.payment import Payment, Steps
from tests.analysis.driven import BUY, USERS, decision

_DENSE = 4001


def _dense(law: object) -> np.ndarray:
    return law.quantile((np.arange(_DENSE) + 0.5) / _DENSE)  # type: ignore[attr-defined, no-any-return]


def _annuity(growth: np.ndarray) -> np.ndarray:
    return sum((1 + growth) ** (t - 1) / 1.05**t for t in range(1, 6))  # type: ignore[return-value]


def test_a_straight_unclipped_value_is_that_of_the_mean_a_product_of_means() -> None:
    found = expectations(decision())
    growth = _dense(USERS.growth.law)  # type: ignore[union-attr]
    mean = 20_000 + BUY.yearly.price.expected * USERS.now.expected * _annuity(growth).mean()  # type: ignore[union-attr]
    assert found.ratings[1, 0] == pytest.approx(mean, rel=1e-6)
    assert found.values[1, 0] == pytest.approx((1_000_000 - mean) / 800_000, rel=1e-6)
    assert found.errors[1, 0] == 0


@pytest.mark.parametrize(
    "paid",
    [
        Payment(per="users", price=Exact(13)),
        Payment(per="users", price=Exact(30), above=6000),
        Payment(per="users", tiers=((0.0, Exact(20.0)), (8000.0, Exact(10.0)))),
        Payment(per="users", price=Exact(13), minimum=Exact(100_000)),
    ],
    ids=["units", "above", "tiers", "minimum"],
)
def test_a_clipped_value_is_that_of_dense_quadrature_within_a_ten_thousandth_of_a_point(paid: Payment) -> None:
    certain_growth = replace(USERS, growth=Exact(0.1))
    scenario = decision("clip", certain_growth, buy=CostPlan(upfront=Exact(20_000), yearly=paid))
    found = expectations(scenario)
    now = USERS.now.law.quantile((np.arange(400_000) + 0.5) / 400_000)
    cost = np.full(now.shape, 20_000.0)
    for t in range(1, 6):
        charge = np.zeros(now.shape)
        for _, estimate, quantity in paid.priced:
            charge += estimate.most_likely * quantity.of(now * 1.1 ** (t - 1))
        charge = np.maximum(charge, 0.0 if paid.minimum is None else paid.minimum.most_likely)
        cost += charge / 1.05**t
    dense = float(np.clip((1_000_000 - cost) / 800_000, 0, 1).mean())
    assert abs(found.values[1, 0] - dense) < 1e-6
    assert abs(found.values[1, 0] - dense) <= found.errors[1, 0] + 1e-9


def test_a_driver_with_one_value_scores_as_the_amounts_written_out() -> None:
    certain = Driver("users", Exact(9000.0), growth=Exact(0.1))
    lines = tuple(
        (f"year {t}", Payment(amount=Exact(13 * 9000 * 1.1 ** (t - 1)), schedule=((t, 1.0),))) for t in range(1, 6)
    )
    per = decision("clip", certain, buy=CostPlan(yearly=Payment(per="users", price=Exact(13))))
    written = decision("clip", drivers=(), buy=CostPlan(yearly=Lines(lines)))
    plain = decision("clip", drivers=(), buy=CostPlan(yearly=Exact(13 * 9000.0), growth=Exact(0.1)))
    values = [expectations(each).values for each in (per, written, plain)]
    assert np.allclose(values[0], values[1], atol=1e-12)
    assert np.allclose(values[0], values[2], atol=1e-12)


def test_savings_that_mirror_a_cost_leave_nothing() -> None:
    same = Payment(per="users", price=Exact(13), steps=Steps(5000, Exact(10_000)))
    found = expectations(decision("clip", buy=CostPlan(upfront=Exact(500_000), yearly=same, savings=same)))
    assert found.ratings[1, 0] == pytest.approx(500_000, rel=1e-9)
    assert found.values[1, 0] == pytest.approx(0.625, abs=1e-6)


def test_dependence_joins_figures_of_a_plan_and_leaves_drivers_alone() -> None:
    apart, joined = (expectations(decision(dependence=Dependence(r))) for r in (0.0, 0.6))
    assert joined.ratings[1, 0] == pytest.approx(apart.ratings[1, 0])  # a price is multiplied by a driver only
    growing = CostPlan(yearly=Payment(per="users", price=Range(10, 20), growth=Range(0, 0.2)))
    apart, joined = (expectations(decision(buy=growing, dependence=Dependence(r))) for r in (0.0, 0.6))
    assert joined.ratings[1, 0] > apart.ratings[1, 0] * 1.001  # high prices go with high growth


def test_the_range_of_a_plan_hangs_on_the_driver() -> None:
    scenario = decision()
    low, high = rating_range(scenario, scenario.option("buy"), "cost") or (0.0, 0.0)
    certain = replace(USERS, now=Exact(9000.0), growth=None)
    fixed = decision(users=certain)
    narrow_low, narrow_high = rating_range(fixed, fixed.option("buy"), "cost") or (0.0, 0.0)
    assert high - low > 2 * (narrow_high - narrow_low) > 0


def test_a_plan_of_certain_figures_is_as_open_as_its_driver() -> None:
    paid = CostPlan(yearly=Payment(per="users", price=Exact(13)))
    scenario = decision("clip", buy=paid)
    assert not scenario.is_certain_rating(scenario.option("buy"), "cost")
    certain = decision("clip", Driver("users", Exact(9000.0)), buy=paid)
    assert certain.is_certain_rating(certain.option("buy"), "cost")


def test_inflation_is_an_estimate_too() -> None:
    plans = {"build": CostPlan(yearly=Exact(100_000)), "users": USERS}
    real = expectations(decision(build=plans["build"]))  # type: ignore[arg-type]
    risen = expectations(decision(build=plans["build"], inflation=ThreePoint(0.0, 0.02, 0.06)))  # type: ignore[arg-type]
    rates = _dense(ThreePoint(0.0, 0.02, 0.06).law)
    mean = sum(100_000 * ((1 + rates) ** t).mean() / 1.05**t for t in range(1, 6))
    assert real.ratings[0, 0] == pytest.approx(sum(100_000 / 1.05**t for t in range(1, 6)))
    assert risen.ratings[0, 0] == pytest.approx(mean, rel=1e-6)

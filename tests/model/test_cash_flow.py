"""Cash of payments by year, and what is expected of it, against sums written out by hand."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision.model.cash_flow import PlanCash, Years, discounts
from decision.model.cost_plan import CostPlan, Lines
from decision.model.driver import Driver
from decision.model.errors import ImpossibleError
from decision.model.estimate import Exact, Levels, LognormalShape, Percentiles, Range, ThreePoint
from decision.model.expected_cash import expected_present_value, most_likely_present_value
from decision.model.payment import Payment, Steps
from decision.model.plan_basis import PlanBasis
from decision.model.uncertain_figures import figures_behind, rating_function, shared_figures

RATE = 0.05
USERS = Driver("users", Exact(9000.0), growth=Exact(0.1))


def basis(*drivers: Driver, years: int = 5, **more: object) -> PlanBasis:
    return PlanBasis(years, RATE, drivers or (USERS,), **more)  # type: ignore[arg-type]


def yearly(payment: Payment, **more: object) -> CostPlan:
    return CostPlan(yearly=payment, **more)  # type: ignore[arg-type]


def worth(plan: CostPlan, on: PlanBasis) -> float:
    """The present value of a plan of which nothing is uncertain, by every way there is."""
    cash = PlanCash(plan, "", on)
    by_year = sum(line.cash for line in cash.cash({}, Years(on)))
    found = float(cash.present_values({}, Years(on))[0])
    assert found == pytest.approx(float((by_year @ discounts(on))[0]), rel=1e-12, abs=1e-6)
    assert found == pytest.approx(expected_present_value(plan, on), rel=1e-10, abs=1e-6)
    assert found == pytest.approx(most_likely_present_value(plan, on), rel=1e-12, abs=1e-6)
    return found


def drawn(plan: CostPlan, on: PlanBasis, draws: int = 1 << 16) -> tuple[float, float]:
    """Mean of the present value over draws, and its standard error."""
    rng = np.random.default_rng(7)
    figures = [*figures_behind(plan, ""), *shared_figures(plan, on)]
    x = {each.name: each.law.quantile(rng.random(draws)) for each in figures}
    found = rating_function(plan, "", on)(x)
    return float(found.mean()), float(found.std()) / math.sqrt(draws)


def units(t: int) -> float:
    return 9000 * 1.1 ** (t - 1)


def test_a_price_is_paid_for_every_unit_of_the_driver_in_that_year() -> None:
    expected = sum(4 * units(t) / (1 + RATE) ** t for t in range(1, 6))
    assert worth(yearly(Payment(per="users", price=Exact(4))), basis()) == pytest.approx(expected)


def test_a_price_per_unit_that_grows_is_a_growing_annuity_brealey_myers() -> None:
    g, n = 0.1, 5
    annuity = (1 - ((1 + g) / (1 + RATE)) ** n) / (RATE - g)
    assert worth(yearly(Payment(per="users", price=Exact(4))), basis()) == pytest.approx(4 * 9000 * annuity)


def test_upfront_is_paid_for_the_units_of_year_1_and_exit_for_those_of_the_last_year() -> None:
    per = Payment(per="users", price=Exact(2))
    plan = CostPlan(upfront=per, exit=per)
    assert worth(plan, basis()) == pytest.approx(2 * 9000 + 2 * units(5) / (1 + RATE) ** 5)


def test_only_what_exceeds_a_threshold_is_paid_for() -> None:
    expected = sum(4 * max(0.0, units(t) - 10_000) / (1 + RATE) ** t for t in range(1, 6))
    payment = Payment(per="users", price=Exact(4), above=10_000)
    assert worth(yearly(payment), basis()) == pytest.approx(expected)


def test_tiers_are_paid_unit_by_unit_or_for_all_units() -> None:
    tiers = ((0.0, Exact(6.0)), (5000.0, Exact(4.0)), (11_000.0, Exact(2.5)))

    def marginal(d: float) -> float:
        return 6 * min(d, 5000) + 4 * (min(d, 11_000) - 5000) + 2.5 * max(0.0, d - 11_000)

    def of_all(d: float) -> float:
        return d * (6 if d < 5000 else 4 if d < 11_000 else 2.5)

    for all_units, charge in ((False, marginal), (True, of_all)):
        expected = sum(charge(units(t)) / (1 + RATE) ** t for t in range(1, 6))
        payment = Payment(per="users", tiers=tiers, all_units=all_units)
        assert worth(yearly(payment), basis()) == pytest.approx(expected)


def test_steps_are_paid_for_when_they_are_begun_and_rounding_begins_none() -> None:
    payment = Payment(per="users", steps=Steps(3000, Exact(100)))
    on = basis(Driver("users", Exact(3000.0), growth=Exact(0.1)), years=3)
    begun = (1, 2, 2)  # 3,000, 3,300 and 3,630
    assert worth(yearly(payment), on) == pytest.approx(
        sum(100 * n / (1 + RATE) ** t for t, n in enumerate(begun, start=1))
    )
    exact = basis(Driver("users", Exact(10_000.0), growth=Exact(0.1)), years=2)
    plan = yearly(Payment(per="users", steps=Steps(11_000, Exact(100))))
    assert worth(plan, exact) == pytest.approx(100 / (1 + RATE) + 100 / (1 + RATE) ** 2)


def test_no_less_than_the_minimum_is_charged_in_a_year() -> None:
    payment = Payment(per="users", price=Exact(4), minimum=Exact(45_000))
    expected = sum(max(45_000, 4 * units(t)) / (1 + RATE) ** t for t in range(1, 6))
    assert worth(yearly(payment), basis()) == pytest.approx(expected)


def test_payments_begin_late_end_early_and_come_every_other_year() -> None:
    for first, last, every, falls in ((2, 4, None, (2, 3, 4)), (None, None, 2, (1, 3, 5)), (2, None, 3, (2, 5))):
        payment = Payment(amount=Exact(10), from_year=first, until_year=last, every=every)
        assert worth(yearly(payment), basis()) == pytest.approx(sum(10 / (1 + RATE) ** t for t in falls))


def test_a_schedule_spreads_an_amount_over_years() -> None:
    plan = CostPlan(upfront=Payment(amount=Exact(100), schedule=((0, 0.6), (1, 0.4))))
    assert worth(plan, basis()) == pytest.approx(60 + 40 / (1 + RATE))


def test_growth_of_its_own_takes_the_place_of_the_plans() -> None:
    lines = Lines((("a", Payment(amount=Exact(10), growth=Exact(0.2))), ("b", Exact(10))))
    expected = sum(10 * (1.2 ** (t - 1) + 1.03 ** (t - 1)) / (1 + RATE) ** t for t in range(1, 6))
    assert worth(CostPlan(yearly=lines, growth=Exact(0.03)), basis()) == pytest.approx(expected)


def test_inflation_raises_amounts_from_prices_of_year_0_and_keeps_them_where_the_rate_is_nominal_fisher_1930() -> None:
    plan = CostPlan(upfront=Exact(50), yearly=Payment(per="users", price=Exact(4)), exit=Exact(20), growth=Exact(0.02))
    real = basis(years=7)
    nominal = replace(real, rate=(1 + RATE) * 1.03 - 1, inflation=Exact(0.03))
    assert worth(plan, nominal) == pytest.approx(worth(plan, real))


def test_what_is_stated_in_another_currency_counts_by_its_rate() -> None:
    plan = CostPlan(upfront=Payment(amount=Exact(100), currency="EUR"), exit=Payment(amount=Exact(1), currency="USD"))
    on = basis(exchange=(("EUR", Exact(1.08)),), currency="USD")
    assert worth(plan, on) == pytest.approx(108 + 1 / (1 + RATE) ** 5)


def test_savings_mirror_costs() -> None:
    same = Lines((("a", Payment(per="users", price=Exact(4), above=100)), ("b", Exact(7))))
    assert worth(CostPlan(yearly=same, savings=same, growth=Exact(0.03)), basis()) == pytest.approx(0, abs=1e-6)
    only = CostPlan(upfront=Exact(1.0), savings=same, growth=Exact(0.03))
    assert worth(only, basis()) == pytest.approx(1 - worth(CostPlan(yearly=same, growth=Exact(0.03)), basis()))


def test_lognormal_prices_times_lognormal_units_have_the_mean_of_a_lognormal() -> None:
    on = basis(Driver("users", LognormalShape(9.0, 0.5), growth=Exact(0.1)))
    plan = yearly(Payment(per="users", price=LognormalShape(1.0, 0.3)))
    of_year_1 = math.exp(9.0 + 1.0 + (0.5**2 + 0.3**2) / 2)
    expected = sum(of_year_1 * 1.1 ** (t - 1) / (1 + RATE) ** t for t in range(1, 6))
    assert expected_present_value(plan, on) == pytest.approx(expected, rel=1e-12)


LAWS = {
    "pert": ThreePoint(4000, 9000, 15_000),
    "range": Range(2000, 12_000),
    "triangle": ThreePoint(4000, 9000, 15_000, "triangular"),
    "lognormal": Percentiles(5000, 14_000, shape="lognormal"),
    "levels": Levels(((3000.0, 0.2), (8000.0, 0.5), (12_000.0, 0.3))),
    "split": Percentiles(5000, 14_000, 7000, "lognormal"),
}
PAYMENTS = {
    "above": Payment(per="users", price=Range(3, 5), above=8000),
    "tiers": Payment(per="users", tiers=((0.0, Exact(6.0)), (5000.0, Range(3, 5)), (11_000.0, Exact(2.5)))),
    "all units": Payment(per="users", tiers=((0.0, Exact(6.0)), (8000.0, Exact(4.0))), all_units=True),
    "steps": Payment(per="users", price=Exact(1), steps=Steps(2500, Range(900, 1100)), growth=Range(0, 0.1)),
    "minimum": Payment(per="users", price=Exact(4), minimum=Exact(30_000)),
    "minimum of prices": Payment(per="users", price=Range(3, 5), minimum=Range(20_000, 40_000), from_year=2),
}


@pytest.mark.parametrize("payment", PAYMENTS)
@pytest.mark.parametrize("law", LAWS)
def test_the_mean_is_that_of_many_draws(law: str, payment: str) -> None:
    on = basis(Driver("users", LAWS[law], growth=ThreePoint(0, 0.1, 0.25)), inflation=Range(0, 0.04))
    plan = yearly(PAYMENTS[payment])
    mean, error = drawn(plan, on)
    assert abs(expected_present_value(plan, on) - mean) < 5 * error


@pytest.mark.parametrize("payment", ["above", "tiers", "all units", "steps"])
def test_the_mean_over_a_number_that_is_certain_and_grows_uncertainly_is_that_of_many_draws(payment: str) -> None:
    on = basis(Driver("users", Exact(9000.0), growth=ThreePoint(-0.1, 0.1, 0.25)))
    mean, error = drawn(yearly(PAYMENTS[payment]), on)
    assert abs(expected_present_value(yearly(PAYMENTS[payment]), on) - mean) < 5 * error


def test_the_mean_of_what_exceeds_a_threshold_is_that_of_dense_quadrature() -> None:
    law = LAWS["pert"].law
    p = (np.arange(200_000) + 0.5) / 200_000
    dense = float(np.maximum(law.quantile(p) - 8000, 0).mean())
    on = basis(Driver("users", LAWS["pert"]), years=1)
    plan = yearly(Payment(per="users", price=Exact(1), above=8000))
    assert expected_present_value(plan, on) * (1 + RATE) == pytest.approx(dense, rel=1e-6)


# --- properties -------------------------------------------------------------------------------------------------------

amounts = st.floats(1, 1e5)
prices = st.floats(0.01, 100).map(Exact)
payments = st.builds(
    lambda price, above, minimum, first, growth: Payment(
        per="users", price=price, above=above, minimum=minimum, from_year=first, growth=growth
    ),
    prices,
    st.none() | amounts,
    st.none() | amounts.map(Exact),
    st.none() | st.integers(1, 4),
    st.none() | st.floats(-0.2, 0.3).map(Exact),
)
numbers = st.builds(
    lambda now, growth: Driver("users", Exact(now), growth=Exact(growth)), amounts, st.floats(-0.3, 0.5)
)


@settings(max_examples=60)
@given(payments, numbers)
def test_a_driver_with_one_value_equals_the_amounts_written_out(payment: Payment, driver: Driver) -> None:
    on = basis(driver, years=4)
    now, growth = driver.now.most_likely, driver.growth.most_likely if driver.growth is not None else 0.0
    own = 0.0 if payment.growth is None else payment.growth.most_likely
    assert payment.price is not None
    written = []
    for t in range(payment.from_year or 1, 5):
        charge = payment.price.most_likely * max(0.0, now * (1 + growth) ** (t - 1) - (payment.above or 0.0))
        charge = max(charge, 0.0 if payment.minimum is None else payment.minimum.most_likely)
        amount = Exact(charge * (1 + own) ** (t - 1))
        written.append((f"year {t}", Payment(amount=amount, schedule=((t, 1.0),))))
    plain = CostPlan(yearly=Lines(tuple(written)))
    assert worth(yearly(payment), on) == pytest.approx(worth(plain, on), rel=1e-9, abs=1e-6)


@settings(max_examples=40)
@given(payments, numbers, st.floats(0.1, 10))
def test_prices_scaled_scale_the_present_value(payment: Payment, driver: Driver, factor: float) -> None:
    assert isinstance(payment.price, Exact)
    scaled = replace(
        payment,
        price=Exact(payment.price.x * factor),
        minimum=None if payment.minimum is None else Exact(payment.minimum.most_likely * factor),
    )
    on = basis(driver, years=4)
    assert worth(yearly(scaled), on) == pytest.approx(factor * worth(yearly(payment), on), rel=1e-9, abs=1e-9)


def test_lines_that_hang_on_the_same_add_up() -> None:
    lines = [Payment(per="users", price=Exact(float(n))) for n in range(1, 6)]
    together = Lines(tuple((f"line {n}", line) for n, line in enumerate(lines)))
    assert worth(CostPlan(yearly=together), basis()) == pytest.approx(
        sum(worth(yearly(line), basis()) for line in lines)
    )


# --- what cannot be ---------------------------------------------------------------------------------------------------

IMPOSSIBLE = [
    ({}, "the payment has no amount"),
    ({"price": Exact(1)}, "the payment has no amount"),
    ({"amount": Exact(1), "above": 3.0}, "above needs per"),
    ({"per": "users"}, "per users has no price"),
    ({"per": "users", "price": Exact(1), "amount": Exact(1)}, "amount and per do not go together"),
    ({"per": "users", "price": Exact(1), "tiers": ((0.0, Exact(1)),)}, "price and tiers do not go together"),
    ({"per": "users", "tiers": ((0.0, Exact(1)),), "above": 2.0}, "above and tiers do not go together"),
    ({"per": "users", "tiers": ((5.0, Exact(1)),)}, "the first tier begins at 5"),
    ({"per": "users", "tiers": ((0.0, Exact(1)), (9.0, Exact(2)), (9.0, Exact(1)))}, "the tier from 9 comes after"),
    ({"per": "users", "price": Exact(1), "all_units": True}, "all_units needs tiers"),
    ({"per": "users", "price": Exact(-1)}, "price may be -1"),
    ({"per": "users", "price": Range(-1, 4)}, "price may be -1"),
    ({"per": "users", "steps": Steps(0, Exact(1))}, "every is 0"),
    ({"amount": Exact(1), "from_year": 3, "until_year": 2}, "until_year 2 is before from_year 3"),
    ({"amount": Exact(1), "every": 0}, "every is 0"),
    ({"amount": Exact(1), "schedule": ((0, 0.6), (1, 0.3))}, "the shares of the schedule sum to 0.9"),
    ({"amount": Exact(1), "schedule": ((0, 1.4), (1, -0.4))}, "the share in year 1 is -0.4"),
    ({"amount": Exact(1), "schedule": ((-1, 1.0),)}, "there is no year -1"),
    ({"amount": Exact(1), "schedule": ((0, 1.0),), "every": 2}, "every and schedule do not go together"),
    ({"amount": Exact(1), "growth": Exact(-1)}, "growth -1 loses more than everything"),
]


@pytest.mark.parametrize(("said", "what"), IMPOSSIBLE, ids=[what for _, what in IMPOSSIBLE])
def test_a_payment_that_cannot_be_says_why(said: dict[str, object], what: str) -> None:
    with pytest.raises(ImpossibleError, match=f"^{what}"):
        Payment(**said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"now": Exact(-1)}, "the driver may be -1"),
        ({"now": Percentiles(1, 9)}, "the driver may be -"),
        ({"now": Exact(1), "growth": Range(-1.5, 0)}, "growth may be -1.5 a year"),
    ],
)
def test_a_driver_that_cannot_be_says_why(said: dict[str, object], what: str) -> None:
    with pytest.raises(ImpossibleError, match=f"^{what}"):
        Driver("users", **said)  # type: ignore[arg-type]


def test_a_line_may_not_bear_the_name_of_another_ones_figure() -> None:
    lines = (("a", Payment(amount=Exact(1), growth=Exact(0.1))), ("a.growth", Exact(1)))
    with pytest.raises(ImpossibleError, match=r"^the line a\.growth is called as a figure of another line is"):
        CostPlan(yearly=Lines(lines))


def test_every_payment_has_its_own_figures() -> None:
    figures = [name for name, _ in itertools.chain(*(each.figures("x") for each in PAYMENTS.values()))]
    assert {"x", "x.tier 1", "x.steps", "x.minimum", "x.growth"} <= set(figures)

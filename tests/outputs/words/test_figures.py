"""Figures as people say them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.model.cost_plan import CostPlan, Lines
from decision.model.criterion import Criterion
from decision.model.distribution import Lognormal
from decision.model.estimate import (
    BetaShape,
    ClassEstimate,
    Exact,
    Levels,
    LognormalShape,
    Moments,
    Percentiles,
    Range,
    ThreePoint,
)
from decision.model.reference_class import ReferenceClass
from decision.model.value_function import Scale, ValueFunction
from decision.outputs.words.figures import (
    as_typed,
    estimate_in_words,
    exact_rating,
    money,
    number,
    percent,
    points,
    present_value_in_words,
    rating,
    unit_of,
)
from tests.strategies import FORMS, cost_plans

LATE = ReferenceClass("late", "Late", Lognormal(0.6, 0.4))


@pytest.mark.parametrize(
    ("x", "shown"),
    [
        (714_321, "$714k"),
        (2_049_000, "$2.05M"),
        (999_400, "$999k"),
        (999_600, "$1M"),
        (1_000, "$1k"),
        (999, "$999"),
        (0, "$0"),
        (-45_000, "-$45k"),
        (3.2e9, "$3.2bn"),
        (999.4, "$999"),
        (999.6, "$1k"),
        (999_600_000, "$1bn"),
        (-999_600, "-$1M"),
        (-0.0, "$0"),
        (0.5, "$0.5"),
        (math.inf, "inf"),
    ],
)
def test_money_is_rounded_as_people_say_it(x: float, shown: str) -> None:
    assert money(x, "USD") == shown


def test_money_of_a_currency_without_a_sign_has_its_code() -> None:
    assert money(714_321, "NOK") == "NOK 714k"
    assert money(714_321, "") == "714k"


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0.15, "15 %"),
        (1, "100 %"),
        (0, "0 %"),
        (0.005, "0.5 %"),
        (0.003, "0.3 %"),
        (0.0005, "0.1 %"),
        (0.0001, "< 0.1 %"),
        (0.286, "29 %"),
    ],
)
def test_shares_are_whole_percent_unless_that_hides_them(share: float, shown: str) -> None:
    assert percent(share) == shown


def test_points_have_one_decimal_and_no_negative_zero() -> None:
    assert [points(x) for x in (3.14, -0.01, -0.0, 100, -10.04)] == ["3.1", "0.0", "0.0", "100.0", "-10.0"]


@pytest.mark.parametrize(("x", "shown"), [
    (1234567.8, "1,234,568"), (0.035, "0.035"), (18.6123, "18.61"), (7, "7"), (999.94, "999.9"), (999.96, "1,000"),
    (-999.96, "-1,000"), (-0.0, "0"), (2e15, "2e+15"), (math.inf, "inf"),
])  # fmt: skip
def test_numbers_are_grouped_and_short(x: float, shown: str) -> None:
    assert number(x) == shown


def test_ratings_carry_their_unit() -> None:
    months = Criterion("t", "Time", ValueFunction(Scale(24, 3)), unit="months")
    cost = Criterion("c", "Cost", ValueFunction(Scale(10, 0)), kind="cost_plan", unit="money")
    fit = Criterion("f", "Fit", ValueFunction(Scale(0, 10)), unit="points")
    assert [rating(x, months) for x in (18.6123, 7.006, 240.4)] == ["18.6 months", "7.01 months", "240 months"]
    assert exact_rating(18.6123, months) == "18.61 months"
    assert [rating(x, months) for x in (999.6, 0.035, 0.004, -0.001, -0.0)] == [
        "1,000 months", "0.035 months", "0.004 months", "-0.001 months", "0 months"
    ]  # fmt: skip
    assert rating(1_878_295.5, cost, "USD") == "$1.88M"
    assert exact_rating(1_878_295.5, cost, "USD") == "USD 1,878,296"
    assert rating(7, fit) == "7"


@pytest.mark.parametrize(
    ("estimate", "words"),
    [
        (Exact(4), "4"),
        (ThreePoint(3, 5, 8), "most likely 5 (3 to 8)"),
        (ThreePoint(3, 5, 8, "triangular"), "most likely 5 (3 to 8) (triangular)"),
        (Range(3, 8), "3 to 8"),
        (Percentiles(3, 8), "P10 3, P90 8"),
        (Percentiles(3, 8, 5, "lognormal"), "P10 3, P50 5, P90 8 (lognormal)"),
        (Moments(5, 1), "5 ± 1"),
        (Moments(5, 1, "gamma"), "5 ± 1 (gamma)"),
        (BetaShape(2, 3), "beta(2, 3)"),
        (LognormalShape(0.5, 0.1), "lognormal(0.5, 0.1)"),
        (Levels(((5, 0.2), (7, 0.8))), "5: 20 %, 7: 80 %"),
        (ClassEstimate(10, LATE), "10 × “Late”"),
        (
            CostPlan(Exact(100), ThreePoint(1, 2, 3), Exact(0.03)),
            "upfront 100; yearly most likely 2 (1 to 3); growth 0.03",
        ),
        (CostPlan(Lines((("a", Exact(1)), ("b", Exact(2))), LATE)), "upfront (1 + 2) × “Late”"),
        (Lines((("a", Exact(1)), ("b", Range(2, 3)))), "1 + 2 to 3"),
        (Exact(1234567.25), "1,234,567.25"),
        (Exact(18.6123), "18.6123"),
        (Exact(0.1 + 0.2), "0.3"),
        (Exact(-0.0), "0"),
        (Levels(((5, 0.286), (7, 0.714))), "5: 28.6 %, 7: 71.4 %"),
    ],
)
def test_estimates_are_said_as_they_were_given(estimate: object, words: str) -> None:
    assert estimate_in_words(estimate) == words  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("estimate", "words"),
    [
        (Exact(1234567.25), "1234567.25"),
        (ThreePoint(6, 8, 9), "low 6, mode 8, high 9"),
        (ThreePoint(6, 8, 9, "triangular"), "low 6, mode 8, high 9 (triangular)"),
        (CostPlan(ClassEstimate(640_000, LATE), Range(1_000, 2_000)), "upfront 640000 × late; yearly 1000 to 2000"),
        (Lines((("a", Exact(1_000)), ("b", Exact(0.1 + 0.2)))), "1000 + 0.30000000000000004"),
    ],
)
def test_as_data_estimates_have_every_digit_and_do_not_look_like_dates(estimate: object, words: str) -> None:
    assert estimate_in_words(estimate, as_data=True) == words  # type: ignore[arg-type]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_as_typed_reads_back_as_the_same_number(x: float) -> None:
    assert float(as_typed(x)) == x


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
def test_every_form_of_estimate_has_words(form: str, data: st.DataObject) -> None:
    estimate = data.draw(FORMS[form])
    assert estimate_in_words(estimate)
    assert "/" not in estimate_in_words(estimate, as_data=True)


@given(cost_plans())
def test_the_words_of_a_plan_name_every_component(plan: CostPlan) -> None:
    words = estimate_in_words(plan)
    assert [words.count(name) for name, _ in plan.components()] == [1] * len(list(plan.components()))


def test_the_unit_of_a_plan_is_the_currency() -> None:
    cost = Criterion("c", "Cost", ValueFunction(Scale(10, 0)), kind="cost_plan", unit="money")
    fit = Criterion("f", "Fit", ValueFunction(Scale(0, 10)), unit="points")
    assert [unit_of(cost, "USD"), unit_of(cost), unit_of(fit, "USD")] == ["USD", "money", "points"]


def test_a_present_value_is_said_with_its_years_and_rate() -> None:
    assert present_value_in_words(5, 0.035) == "over 5 years, in today's money (discounted at 3.5 % a year)"
    assert present_value_in_words(1, 0.0) == "over 1 year, in today's money (discounted at 0 % a year)"
    assert present_value_in_words(None, 0.035) == present_value_in_words(5, None) == ""

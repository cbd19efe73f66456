"""Figures as people say them."""

from __future__ import annotations

import pytest

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
from decision.outputs.figures import estimate_in_words, exact_rating, money, number, percent, points, rating

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
    ],
)
def test_money_is_rounded_as_people_say_it(x: float, shown: str) -> None:
    assert money(x, "USD") == shown


def test_money_of_a_currency_without_a_sign_has_its_code() -> None:
    assert money(714_321, "NOK") == "NOK 714k"
    assert money(714_321, "") == "714k"


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0.15, "15 %"), (1, "100 %"), (0, "0 %"), (0.003, "0.3 %"), (0.0001, "< 0.1 %"), (0.286, "29 %")],
)
def test_shares_are_whole_percent_unless_that_hides_them(share: float, shown: str) -> None:
    assert percent(share) == shown


def test_points_have_one_decimal_and_no_negative_zero() -> None:
    assert [points(x) for x in (3.14, -0.01, 100)] == ["3.1", "0.0", "100.0"]


@pytest.mark.parametrize(("x", "shown"), [(1234567.8, "1,234,568"), (0.035, "0.035"), (18.6123, "18.61"), (7, "7")])
def test_numbers_are_grouped_and_short(x: float, shown: str) -> None:
    assert number(x) == shown


def test_ratings_carry_their_unit() -> None:
    months = Criterion("t", "Time", ValueFunction(Scale(24, 3)), unit="months")
    cost = Criterion("c", "Cost", ValueFunction(Scale(10, 0)), kind="cost_plan", unit="money")
    fit = Criterion("f", "Fit", ValueFunction(Scale(0, 10)), unit="points")
    assert [rating(x, months) for x in (18.6123, 7.006, 240.4)] == ["18.6 months", "7.01 months", "240 months"]
    assert exact_rating(18.6123, months) == "18.61 months"
    assert rating(1_878_295.5, cost, "USD") == "$1.88M"
    assert exact_rating(1_878_295.5, cost, "USD") == "USD 1,878,296"
    assert rating(7, fit) == "7"


@pytest.mark.parametrize(
    ("estimate", "words"),
    [
        (Exact(4), "4"),
        (ThreePoint(3, 5, 8), "3 / 5 / 8"),
        (ThreePoint(3, 5, 8, "triangular"), "3 / 5 / 8 (triangular)"),
        (Range(3, 8), "3 to 8"),
        (Percentiles(3, 8), "P10 3, P90 8"),
        (Percentiles(3, 8, 5, "lognormal"), "P10 3, P50 5, P90 8 (lognormal)"),
        (Moments(5, 1), "5 ± 1"),
        (Moments(5, 1, "gamma"), "5 ± 1 (gamma)"),
        (BetaShape(2, 3), "beta(2, 3)"),
        (LognormalShape(0.5, 0.1), "lognormal(0.5, 0.1)"),
        (Levels(((5, 0.2), (7, 0.8))), "5: 20 %, 7: 80 %"),
        (ClassEstimate(10, LATE), "10 × late"),
        (CostPlan(Exact(100), ThreePoint(1, 2, 3), Exact(0.03)), "upfront 100; yearly 1 / 2 / 3; growth 0.03"),
        (CostPlan(Lines((("a", Exact(1)), ("b", Exact(2))), LATE)), "upfront (1 + 2) × late"),
    ],
)
def test_estimates_are_said_as_they_were_given(estimate: object, words: str) -> None:
    assert estimate_in_words(estimate) == words  # type: ignore[arg-type]

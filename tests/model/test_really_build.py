from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.files.reader import read_scenario
from decision.model.really_build import ReallyBuild, really_builds


def found(plan: str, approach: str = "buy", rate: float = 0.05) -> list[ReallyBuild]:
    text = f"""
format: 1
title: Bought or built?
horizon_years: 5
discount_rate: {rate}
currency: USD
weights: {{cost: 1}}
criteria: {{cost: {{kind: cost_plan, worst: 1000000, best: 0}}}}
options:
  theirs: {{approach: {approach}, ratings: {{cost: {plan}}}}}
  none: {{approach: extend, ratings: {{cost: 10}}}}
"""
    return list(really_builds(read_scenario(text.encode(), "x.yaml")))


DEAR = "{upfront: {lines: {customisation: 300, training: 900}}, yearly: {lines: {licence: 50, support: 400}}}"


def test_a_buy_whose_customisation_costs_more_than_its_licence_is_found() -> None:
    # 50 a year for 5 years at 5 %: 50 · (1 - 1.05^-5)/0.05 = 216.47; training and support are neither
    (one,) = found(DEAR)
    assert (one.option, one.path, one.customising, one.product) == ("theirs", "cost", ("customisation",), ("licence",))
    assert one.customising_costs == 300
    assert one.product_costs == pytest.approx(50 * (1 - 1.05**-5) / 0.05)


def test_an_extension_is_looked_at_like_a_buy_and_a_build_is_not() -> None:
    assert len(found(DEAR, "extend")) == 1
    assert found(DEAR, "build") == []


@pytest.mark.parametrize(
    "plan",
    [
        DEAR.replace("customisation: 300", "customisation: 216"),  # costs less
        DEAR.replace("licence", "running"),  # nothing says what the product costs
        DEAR.replace("customisation", "work"),  # nothing says what customising costs
        DEAR.replace("customisation", "licences and configuration"),  # both in one line count as the product
        "{upfront: 300, yearly: 50}",
        "500",
        DEAR.replace("customisation: 300", "customisation: {estimate: 300, class: software-effort-survey}"),
        DEAR.replace("{lines: {customisation", "{class: it-cost-2011, lines: {customisation"),  # planned as a build
    ],
)
def test_nothing_is_said_where_it_is_not_so_or_not_known(plan: str) -> None:
    assert found(plan) == []


def test_growth_and_the_class_of_the_sum_count() -> None:
    near = "{upfront: {lines: {configuration: 220}}, yearly: {lines: {subscription: 50}}}"
    assert len(found(near)) == 1  # 220 against 216
    assert found(near.replace("}}}", "}}, growth: 0.05}")) == []  # 50 · 5/1.05 = 238
    small = near.replace("220", "200")
    assert found(small) == []
    classed = small.replace("{lines: {configuration", "{class: package-cost, lines: {configuration")
    (one,) = found(classed)  # exp(0.036 + 0.355²/2) = 1.104
    assert one.customising_costs == pytest.approx(200 * 1.1040, rel=1e-3)


@pytest.mark.parametrize(
    "name", ["Customising for us", "configuration", "tailored reports", "custom code", "bespoke UI"]
)
def test_names_of_customising(name: str) -> None:
    assert len(found(DEAR.replace("customisation", f'"{name}"'))) == 1


@given(st.integers(1, 1000), st.integers(1, 1000))
def test_it_is_said_exactly_where_one_side_costs_more(customising: int, licence: int) -> None:
    plan = f"{{upfront: {{lines: {{customisation: {customising}, licence: {licence}}}}}}}"
    assert bool(found(plan)) == (customising > licence)

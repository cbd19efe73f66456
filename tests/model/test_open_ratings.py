"""A rating that nobody knows yet: every value from 0 to 1 alike."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from decision.model.estimate import Exact, Unknown
from decision.model.even_worth import EvenWorth
from decision.model.expectation.value import expected_value
from decision.model.open_ratings import is_open, open_ratings
from decision.model.rating import Rating
from decision.model.requirement import Requirement, RequirementResult, Verdict
from decision.model.value_function import Midvalue, Points, Scale, ValueFunction
from tests.small_decisions import flat
from tests.strategies import value_functions


@given(value_functions())
def test_an_unknown_rating_is_worth_one_half_and_every_value_is_alike(function: ValueFunction) -> None:
    law = Unknown(function).law
    assert expected_value(function, law) == pytest.approx(0.5, abs=1e-9)
    p = np.linspace(0.001, 0.999, 101)
    rising = function.scale.best > function.scale.worst
    assert function(law.quantile(p)) == pytest.approx(p if rising else 1 - p, abs=1e-6)
    low, high = Unknown(function).ends
    assert low <= law.mean <= high


@pytest.mark.parametrize("midvalue", [1.0, 2.5, 4.9, 7.5, 9.5])
def test_the_mean_under_an_exponential_curve_is_that_of_the_closed_form(midvalue: float) -> None:
    """Of z = -ln(1 - v·(1 - e^-c))/c, v uniform: (1 - e^-c·(1 + c))/(c·(1 - e^-c))."""
    function = ValueFunction(Scale(0, 10), Midvalue(midvalue))
    c = function.curvature
    assert c is not None
    mean = 10 * (1 - math.exp(-c) * (1 + c)) / (c * -math.expm1(-c))
    assert EvenWorth(function).mean == pytest.approx(mean, rel=1e-9)


def test_the_moments_under_a_broken_line_are_those_of_its_uniform_pieces() -> None:
    law = EvenWorth(ValueFunction(Scale(10, 0), Points(((10, 0), (6, 0.75), (3, 0.75), (0, 1)))))
    mean = 0.75 * 8 + 0.25 * 1.5
    second = 0.75 * (8**2 + 4**2 / 12) + 0.25 * (1.5**2 + 3**2 / 12)
    assert law.mean == pytest.approx(mean)
    assert law.sd == pytest.approx(math.sqrt(second - mean**2))


def test_an_unknown_rating_follows_the_scale_of_its_criterion() -> None:
    scenario = flat({"a": [Unknown()], "b": [5]}, [1])
    (path,) = scenario.leaves
    wider = scenario.with_criterion(path, replace(scenario.leaves[path], value_function=ValueFunction(Scale(0, 100))))
    estimate = wider.option("a").ratings[path].estimate
    assert isinstance(estimate, Unknown)
    assert estimate.ends == (0, 100)
    assert wider.fingerprint != scenario.fingerprint
    assert scenario.with_rating("a", path, Rating(Unknown())) == scenario


def test_it_has_no_law_outside_a_decision() -> None:
    with pytest.raises(TypeError):
        _ = Unknown().law


def test_the_open_ratings_are_those_of_options_that_are_ranked() -> None:
    scenario = flat({"a": [Unknown(), 3], "b": [5, Unknown()], "c": [1, 2]}, [1, 1])
    assert open_ratings(scenario) == (("a", "c1"), ("b", "c2"))
    out = replace(scenario, requirements=(Requirement("R1", "must"),)).with_requirement_result(
        "a", "R1", RequirementResult(Verdict.FAIL)
    )
    assert open_ratings(out) == (("b", "c2"),)
    assert is_open(scenario, "a", "c1")
    assert not is_open(scenario.with_rating("a", "c1", Rating(Exact(2))), "a", "c1")

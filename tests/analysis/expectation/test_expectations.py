"""The expected score is what the mean of a simulation tends to, and a plain number is its own expectation."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings

from decision.analysis.sampling.values import draw_values
from decision.analysis.scoring import evaluate
from decision.analysis.simulation.simulation import simulate
from decision.files.reader import load
from decision.model.contents import Dependence
from decision.model.estimate import Exact, LognormalShape, Moments, Range, ThreePoint
from decision.model.expectation.value import expected_value
from decision.model.scenario import Scenario
from decision.model.value_function import Midvalue, Scale, ValueFunction
from tests.small_decisions import flat
from tests.strategies import scenarios

ROOT = Path(__file__).resolve().parents[3]
DRAWS = 4000
FAR = 6.0  # standard errors that no cell of hundreds should be off by


def far_off(scenario: Scenario, draws: int = DRAWS) -> list[tuple[str, str, float]]:
    """Cells whose mean of draws lies far from what is expected, with how far in standard errors."""
    drawn, found = draw_values(scenario, draws, 11), []
    for m, option in enumerate(evaluate(scenario).options):
        for k, path in enumerate(scenario.leaves):
            values = drawn.values[m, k]
            error = float(values.std()) / math.sqrt(draws)
            gap = abs(float(values.mean()) - option.values[path])
            # a value that hardly ever happens may not be among the draws at all: 3/N of its whole reach
            reach = 3 / draws * max(1.0, abs(float(np.abs(values).max())))
            if gap > FAR * error + reach + 1e-6 + option.error:
                found.append((option.id, path, gap / (error or 1.0)))
    return found


@given(scenarios())
@settings(max_examples=60, deadline=None)
def test_expected_values_are_those_that_draws_tend_to(scenario: Scenario) -> None:
    heavy = [
        rating
        for option in scenario.options
        for rating in option.ratings.values()
        if isinstance(rating.estimate, LognormalShape | Moments)
    ]
    assume(not any(isinstance(rating.estimate, LognormalShape) and rating.estimate.sigma > 1 for rating in heavy))
    extrapolated = [
        leaf for leaf in scenario.leaves.values() if leaf.value_function and leaf.value_function.outside != "clip"
    ]
    assume(not extrapolated)  # a heavy tail that counts without end is seen in no few draws
    assert far_off(scenario) == []


@pytest.mark.parametrize("within_option", [0.0, 0.6])
def test_the_portal_scores_what_its_draws_tend_to_with_and_without_dependence(within_option: float) -> None:
    import dataclasses

    portal = dataclasses.replace(
        load(ROOT / "scenarios" / "health-centre-portal.yaml"), dependence=Dependence(within_option)
    )
    evaluation, result = evaluate(portal), simulate(portal, 200_000, 3, weights="stated")
    for option in evaluation.options:
        counted = result.option(option.id)
        assert abs(counted.mean - option.score) < 5 * counted.sd / math.sqrt(result.draws) + 1e-3


def test_plain_numbers_score_as_before_to_the_bit() -> None:
    evaluation = evaluate(load(ROOT / "scenarios" / "minimal.yaml"))
    assert [option.score for option in evaluation.options] == [48.50000000000001, 62.0, 65.5]
    assert evaluation.margin == 3.5


def test_uniform_under_clipping() -> None:
    # x uniform on -5 to 15, v = clip(x/10): a quarter at 0, a quarter at 1, half with mean 1/2
    scenario = flat({"a": [Range(-5, 15)], "b": [5]}, [1])
    assert evaluate(scenario).option("a").values["c1"] == pytest.approx(0.5, abs=1e-12)
    skew = flat({"a": [Range(0, 20)], "b": [5]}, [1])  # half with mean 1/2, half at 1
    assert evaluate(skew).option("a").values["c1"] == pytest.approx(0.75, abs=1e-12)


def test_pert_inside_a_straight_scale_is_at_its_mean() -> None:
    scenario = flat({"a": [ThreePoint(1, 2, 9)], "b": [5]}, [1])
    assert evaluate(scenario).option("a").values["c1"] == pytest.approx((1 + 4 * 2 + 9) / 6 / 10, abs=1e-12)
    assert evaluate(scenario, "most-likely").option("a").values["c1"] == pytest.approx(0.2, abs=1e-12)


def test_exponential_value_of_a_normal() -> None:
    """E (1 - exp(-cz))/(1 - exp(-c)) for z normal(m, s) is (1 - exp(-cm + c²s²/2))/(1 - exp(-c))."""
    function = ValueFunction(Scale(0, 1), Midvalue(0.3), "extrapolate")
    c, m, s = function.curvature, 0.5, 0.1
    assert c is not None
    exact = (1 - math.exp(-c * m + (c * s) ** 2 / 2)) / (1 - math.exp(-c))
    assert expected_value(function, Moments(m, s).law) == pytest.approx(exact, rel=1e-9)


def test_a_certain_rating_is_its_own_expectation() -> None:
    scenario = flat({"a": [Exact(7.3)], "b": [5]}, [1])
    assert evaluate(scenario).option("a").values["c1"] == evaluate(scenario, "most-likely").option("a").values["c1"]


@pytest.mark.parametrize("path", sorted((ROOT / "scenarios").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_method_tells_the_margin_of_every_scenario_before_and_after(path: Path) -> None:
    scenario = load(path)
    typed, expected = (evaluate(scenario, at) for at in ("most-likely", "expected"))
    method = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    (row,) = (line for line in method.split("\n") if line.startswith(f"| `{path.stem}`"))
    *_, leader, before, after = (cell.strip() for cell in row.strip("| ").split("|"))
    assert typed.leader == expected.leader is not None
    assert (leader, before, after) == (
        expected.option(expected.leader).name,
        f"{typed.margin:.2f}",
        f"{expected.margin:.2f}",
    )

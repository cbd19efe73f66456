"""Linear programmes side by side are solved as each by itself, and bounds without one are no lower than what they find."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decision.analysis.reversal.first_place import FirstPlace
from decision.analysis.reversal.programmes import Programme, Solution, all_solved, solved
from decision.analysis.reversal.weight_region import WeightRegion
from decision.analysis.standing import Standing
from decision.model.scenario import Scenario
from tests.small_decisions import three_point_decisions
from tests.strategies import scenarios


def knapsack(worth: list[float], most: float) -> Programme:
    """Shares of at most `most` each, worth as much as can be: one row, which binds nothing, for the form's sake."""
    size = len(worth)
    return Programme(-np.array(worth), -np.ones((1, size)), np.ones((1, size)), np.zeros(size), np.full(size, most))


def found(solution: Solution | None) -> list[float]:
    assert solution is not None
    return solution.x.tolist()


def test_each_is_solved_as_by_itself() -> None:
    many = [knapsack([1, 2, 3 + n], 0.4 + n / 100) for n in range(40)]
    together = all_solved(many)
    assert len(together) == 40
    for programme, solution in zip(many, together, strict=True):
        assert found(solution) == pytest.approx(found(solved(programme)), abs=1e-12)


def test_one_without_a_solution_does_not_spoil_the_others() -> None:
    first, none, last = all_solved([knapsack([1, 2], 0.7), knapsack([1, 2], 0.4), knapsack([2, 1], 0.8)])
    assert none is None
    assert found(first) == pytest.approx([0.3, 0.7])
    assert found(last) == pytest.approx([0.8, 0.2])


def check_bounds(scenario: Scenario, t: float) -> None:
    standing = Standing(scenario)
    assume(len(standing.ranked) > 1 and np.abs(standing.values).max() < 1000)
    region = WeightRegion(scenario)
    movable = [node for family in region.families for node in family.movable]
    for held in ((), movable[:2], movable[1:]):
        place = FirstPlace(region, standing.others[0], [m for m in standing.ranked if m != standing.others[0]])
        best = place.best(standing.values, t, held)
        margin = place.margin(standing.values, best.shares)
        bound = place.bound(standing.values, t, held, best.mixture)
        assert bound >= margin - 1e-7
        if best.mixture is not None and np.isfinite(bound):
            assert bound == pytest.approx(margin, abs=1e-6)  # the mixture that proves it bounds it exactly
        other = np.full(len(place.rivals), 1 / len(place.rivals))
        assert place.bound(standing.values, t, held, other) >= margin - 1e-7
        assert place.bound(standing.values, t, held, None) == np.inf


@given(three_point_decisions(), st.floats(0.05, 1))
def test_a_mixture_of_rivals_bounds_the_largest_margin(scenario: Scenario, t: float) -> None:
    check_bounds(scenario, t)


@given(scenarios(fewest_options=3), st.floats(0.05, 1))
def test_it_does_so_with_parts_too(scenario: Scenario, t: float) -> None:
    assume(scenario.ranked_options)
    check_bounds(scenario, t)

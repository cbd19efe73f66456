"""Plans taken apart and put together again are the plans."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from decision.analysis.cash.cheapest import cash_over, plan_figures, with_horizon
from decision.analysis.cash.pieces import Pieces, pieces_of, put_together
from decision.model.cash_flow import PlanCash, Years, discounts
from decision.model.cost_plan import CostPlan
from decision.model.scenario import Scenario
from tests.analysis.cash.plans import by_patients
from tests.outputs.samples import PORTAL


def as_planned(scenario: Scenario, pieces: Pieces, d: float | None, h: int) -> dict[str, np.ndarray]:
    """Cash by year from the plans themselves, over h years."""
    basis, found = with_horizon(scenario.plan_basis, h), {}
    draws = max(len(each.fixed) for each in pieces.options)
    for id, figures in plan_figures(scenario, "cost", draws, scenario.simulation.seed).items():
        estimate = scenario.option(id).ratings["cost"].estimate
        assert isinstance(estimate, CostPlan)
        x = dict(figures)
        if d is not None:
            x["drivers.patients.now"] = np.full(1, d)
        lines = cash_over(estimate, f"{id}.cost", scenario.plan_basis, h).cash(x, Years(basis, x))
        found[id] = np.sum(np.broadcast_arrays(*(line.cash for line in lines)), axis=0)
    return found


@pytest.mark.parametrize("inflation", ["", "{low: 0.01, high: 0.04}"])
@pytest.mark.parametrize("d", [None, 0.0, 1500.0, 8000.0, 31234.5])
@pytest.mark.parametrize("h", [1, 3, 5, 10])
def test_put_together_they_are_the_plans(inflation: str, d: float | None, h: int) -> None:
    scenario = by_patients(inflation)
    pieces = pieces_of(scenario, "cost", "patients", scenario.simulation.seed)
    planned = as_planned(scenario, pieces, d, h)
    for id, cash in put_together(pieces, d, h).items():
        np.testing.assert_allclose(cash, planned[id], rtol=1e-12, atol=1e-6)


def test_without_a_driver_only_the_horizon_moves() -> None:
    pieces = pieces_of(PORTAL, "cost", None, PORTAL.simulation.seed)
    assert all(each.pieces == () for each in pieces.options)
    for h in (2, 5, 8):
        planned = as_planned(PORTAL, pieces, None, h)
        for id, cash in put_together(pieces, None, h).items():
            np.testing.assert_allclose(cash, planned[id], rtol=1e-12)


def test_a_decision_that_looks_far_has_sliders_that_go_as_far() -> None:
    assert pieces_of(replace(PORTAL, horizon_years=15), "cost", None, 1).years == 15
    assert pieces_of(PORTAL, "cost", None, 1).years == 10


def test_over_the_years_of_the_decision_it_is_the_plan_and_over_fewer_what_is_later_is_not_paid() -> None:
    scenario = by_patients()
    basis = scenario.plan_basis
    for option in scenario.options:
        plan = option.ratings["cost"].estimate
        assert isinstance(plan, CostPlan)
        whole = PlanCash(plan, "x", basis)
        assert cash_over(plan, "x", basis, basis.years).paid == whole.paid
        years = Years(basis)
        paid = np.sum([line.cash for line in whole.cash({}, years)], axis=0)
        assert whole.present_values({}, years) == pytest.approx(paid @ discounts(basis))
        short = np.sum(
            [line.cash for line in cash_over(plan, "x", basis, 2).cash({}, Years(with_horizon(basis, 2)))], axis=0
        )
        assert short[:, :2] == pytest.approx(paid[:, :2])

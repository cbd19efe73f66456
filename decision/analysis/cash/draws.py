"""Cash by year, future by future, from the same draws as the simulation.

Throughout this module
    n  is a draw                            0 .. N-1
    m  is an option with a cost plan        0 .. M-1
    t  is a year                            0 .. H
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decision.analysis.progress import Progress
from decision.analysis.sampling.values import ValueSampler
from decision.analysis.stopping import go_on
from decision.model.cash_flow import PlanCash, Years, discounts
from decision.model.contents import Option
from decision.model.cost_plan import CostPlan
from decision.model.errors import DecisionError
from decision.model.plan_basis import PlanBasis
from decision.model.scenario import Scenario

Array = NDArray[np.float64]

_KEPT_BYTES = 48_000_000  # of cash; what follows from it takes as much several times over


@dataclass(frozen=True)
class LineMeans:
    """What one line of a plan comes to on average, in each year: (H+1,), read-only; of savings below 0."""

    component: str
    line: str
    mean: Array


@dataclass(frozen=True)
class CashDraws:
    """Cash of every ranked option that has a cost plan on one criterion.

    Attributes
    ----------
    criterion
        Its path.
    options, without_plan
        Ids of the ranked options that have a plan there, and of those that have one figure or none known, so no years.
    cash
        Array (M, N, H+1), read-only: money of the decision's currency as it is paid in each year; in prices of year 0
        where the decision states no inflation.
    lines
        Of each option, in the order of its plan.
    units
        Of each driver that a plan hangs on, how many there are in each year, (N, H+1) or (1, H+1), by id.
    """

    criterion: str
    basis: PlanBasis
    seed: int
    options: tuple[str, ...]
    without_plan: tuple[str, ...]
    cash: Array
    lines: tuple[tuple[LineMeans, ...], ...]
    units: Mapping[str, Array]

    @property
    def draws(self) -> int:
        """N."""
        return int(self.cash.shape[1])

    @property
    def discounts(self) -> Array:
        """What money of each year is worth in year 0, (H+1,)."""
        return discounts(self.basis)


def plan_criteria(scenario: Scenario) -> tuple[str, ...]:
    """Paths of the criteria on which a ranked option has a cost plan."""
    return tuple(
        path
        for path in scenario.leaves
        if any(isinstance(option.ratings[path].estimate, CostPlan) for option in scenario.ranked_options)
    )


def most_cash_draws(scenario: Scenario) -> int:
    """As many draws of cash by year as are kept at once."""
    years = (scenario.horizon_years or 0) + 1
    return max(1_000, _KEPT_BYTES // (8 * years * max(1, len(scenario.ranked_options))))


def draw_cash(
    scenario: Scenario, draws: int, seed: int, criterion: str | None = None, progress: Progress | None = None
) -> CashDraws:
    """Cash by year of all ranked options that have a plan, as many draws of it as fit in memory.

    Parameters
    ----------
    criterion
        The path of that with the plans; the first that has one where left out.
    progress
        Called now and then with the draws done and the draws to do.

    Raises
    ------
    DecisionError
        No option that is ranked has a cost plan there.
    """
    known = plan_criteria(scenario)
    path = criterion if criterion is not None else next(iter(known), "")
    if path not in known:
        where = f" on {path}" if criterion is not None else ""
        raise DecisionError(
            f"no option has a cost plan{where}, so there is no cash by year; "
            "give upfront, yearly or exit in place of one figure"
        )
    k, basis = list(scenario.leaves).index(path), scenario.plan_basis
    draws = min(draws, most_cash_draws(scenario))
    planned = [option for option in scenario.ranked_options if _plan(option, path) is not None]
    places = [scenario.options.index(option) for option in planned]
    plans = [PlanCash(plan, f"{option.id}.{path}", basis) for option in planned if (plan := _plan(option, path))]
    hung_on = [driver for driver in basis.by_id if any(driver in plan.plan.drivers for plan in plans)]
    cash = np.zeros((len(planned), draws, basis.years + 1))
    sums = [[np.zeros(basis.years + 1) for _ in plan.paid] for plan in plans]
    units = {driver: np.empty((draws, basis.years + 1)) for driver in hung_on}
    sampler = ValueSampler(scenario, seed)
    for done in range(0, draws, sampler.chunk):
        n = min(sampler.chunk, draws - done)
        sampler.begin(n)
        here = slice(done, done + n)
        for place, m in enumerate(places):
            go_on()
            x = {**sampler.shared, **sampler.figures_of(m, n).get(k, {})}
            years = Years(basis, x)
            for line, total in zip(plans[place].cash(x, years), sums[place], strict=True):
                cash[place, here] += line.cash
                np.add(total, line.cash.sum(axis=0) * (n / len(line.cash)), out=total)
            for driver in plans[place].plan.drivers:
                for t in range(basis.years + 1):
                    units[driver][here, t] = years.units(driver, t)
        if progress is not None:
            progress(done + n, draws)
    cash.setflags(write=False)
    return CashDraws(
        criterion=path,
        basis=basis,
        seed=seed,
        options=tuple(option.id for option in planned),
        without_plan=tuple(option.id for option in scenario.ranked_options if option not in planned),
        cash=cash,
        lines=tuple(
            tuple(
                LineMeans(paid.component, paid.line, _read_only(total / draws))
                for paid, total in zip(plan.paid, of, strict=True)
            )
            for plan, of in zip(plans, sums, strict=True)
        ),
        units=units,
    )


def _plan(option: Option, path: str) -> CostPlan | None:
    estimate = option.ratings[path].estimate
    return estimate if isinstance(estimate, CostPlan) else None


def _read_only(x: Array) -> Array:
    x.setflags(write=False)
    return x

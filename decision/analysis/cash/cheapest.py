"""Who is cheapest at which scale and over how many years.

Throughout this module
    n  is a draw                       0 .. N-1
    m  is an option with a cost plan   0 .. M-1
    d  is what the driver is in year 1
    h  is the horizon                  1 .. H'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from decision.analysis.sampling.values import ValueSampler
from decision.analysis.stopping import go_on
from decision.model.cash_flow import Paid, PlanCash, Years
from decision.model.cost_plan import CostPlan
from decision.model.driver import Driver
from decision.model.plan_basis import PlanBasis
from decision.model.scenario import Scenario

Array = NDArray[np.float64]

DRAWS = 2_048  # of the figures other than the driver; the same at every place of the map
AT = 33  # places of the driver
LONGEST = 10  # years that the map goes to, unless the decision looks further
_LOWEST, _HIGHEST = 0.25, 2.0  # times the P10 and the P90 of the driver: how far the map goes


@dataclass(frozen=True)
class CheapestMap:
    """Who is expected to cost least, in present value.

    Attributes
    ----------
    at, years
        What the driver is in year 1, (D,), and over how many years, (H',).
    now, horizon
        What it is expected to be, and the years of the decision.
    options
        Ids.
    cost
        Expected present values (M, H', D), all else as uncertain as it is.
    turns
        Where, over the years of the decision, the cheapest option changes as the driver grows: what it is there, and
        the ids of who was and who then is, interpolated between two places of the map.
    """

    driver: str
    at: Array
    years: tuple[int, ...]
    now: float
    horizon: int
    options: tuple[str, ...]
    cost: Array
    turns: tuple[tuple[float, str, str], ...]

    @property
    def cheapest(self) -> NDArray[np.intp]:
        """Index m of the cheapest (H', D), the first in file order at a tie."""
        return np.asarray(self.cost.argmin(axis=0))

    def to_dict(self) -> dict[str, Any]:
        """The figures as the JSON of the command line."""
        return {
            "driver": self.driver,
            "at": self.at.tolist(),
            "years": list(self.years),
            "now": self.now,
            "horizon": self.horizon,
            "cheapest": [[self.options[m] for m in row] for row in self.cheapest.tolist()],
            "turns": [{"at": at, "from": before, "to": then} for at, before, then in self.turns],
        }


def with_horizon(basis: PlanBasis, years: int) -> PlanBasis:
    """The same basis over other years."""
    return replace(basis, years=years)


def cash_over(plan: CostPlan, name: str, basis: PlanBasis, years: int) -> PlanCash:
    """The cash of a plan as if the decision looked so many years ahead.

    What falls at the end falls in the last year, whichever that is; what is stated for a year beyond it is not paid.
    """
    wide = PlanCash(plan, name, with_horizon(basis, max(basis.years, years)))
    wide.basis = with_horizon(basis, years)
    wide.paid = tuple(replace(each, shares=_cut(each, years)) for each in wide.paid)
    return wide


def falls_at_the_end(paid: Paid) -> bool:
    """Whether it is paid in the last year, whichever that is."""
    return paid.component == "exit" and not paid.payment.schedule


def _cut(paid: Paid, years: int) -> tuple[float, ...]:
    if falls_at_the_end(paid):
        return (*[0.0] * years, 1.0)
    return paid.shares[: years + 1]


def plan_figures(scenario: Scenario, path: str, draws: int, seed: int) -> dict[str, Mapping[str, Array]]:
    """The first draws of the figures behind every plan of a ranked option, by the option's id."""
    sampler, k = ValueSampler(scenario, seed), list(scenario.leaves).index(path)
    n, found = min(draws, sampler.chunk), dict[str, Mapping[str, Array]]()
    sampler.begin(n)
    for m, option in enumerate(scenario.options):
        if not option.excluded and isinstance(option.ratings[path].estimate, CostPlan):
            found[option.id] = {**sampler.shared, **sampler.figures_of(m, n).get(k, {})}
    return found


def cheapest_map(scenario: Scenario, path: str, driver: str, seed: int) -> CheapestMap:
    """Expected present values of all plans on a criterion, with a driver and the horizon as they may be.

    Everything else is drawn, the same at every place. Payments at the end fall in the last year, whichever that is;
    what is scheduled for a year beyond it is not paid.
    """
    basis = scenario.plan_basis
    moved = basis.by_id[driver]
    at = _places(moved)
    years = tuple(range(1, max(LONGEST, basis.years) + 1))
    figures = plan_figures(scenario, path, DRAWS, seed)
    cost = np.empty((len(figures), len(years), len(at)))
    for m, (id, x) in enumerate(figures.items()):
        estimate = scenario.option(id).ratings[path].estimate
        assert isinstance(estimate, CostPlan)  # only those with a plan have figures here
        for row, h in enumerate(years):
            go_on()
            plan = cash_over(estimate, f"{id}.{path}", basis, h)
            for place, d in enumerate(at):
                then = Years(plan.basis, {**x, moved.figure: np.full(1, d)})
                cost[m, row, place] = plan.present_values(x, then).mean()
    cost.setflags(write=False)
    ids = tuple(figures)
    return CheapestMap(
        driver=driver,
        at=at,
        years=years,
        now=float(moved.now.expected),
        horizon=basis.years,
        options=ids,
        cost=cost,
        turns=tuple(_turns(ids, at, cost[:, years.index(basis.years)])),
    )


def _places(driver: Driver) -> Array:
    """Places of the driver, evenly from far below what it may be to far above."""
    low, high = (float(x) for x in driver.now.law.quantile([0.1, 0.9]))
    at = np.linspace(_LOWEST * low, _HIGHEST * max(high, 1e-9), AT)
    at.setflags(write=False)
    return at


def _turns(ids: tuple[str, ...], at: Array, cost: Array) -> list[tuple[float, str, str]]:
    """Where along a row of costs (M, D) another option becomes cheapest."""
    first = cost.argmin(axis=0)
    found = []
    for place in np.flatnonzero(np.diff(first)).tolist():
        before, then = int(first[place]), int(first[place + 1])
        gap = cost[then, place : place + 2] - cost[before, place : place + 2]
        share = float(gap[0] / (gap[0] - gap[1])) if gap[0] != gap[1] else 0.5
        found.append((float(at[place] + share * (at[place + 1] - at[place])), ids[before], ids[then]))
    return found

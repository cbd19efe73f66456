"""What a rating rests on: the uncertain figures behind it, and what it is, given theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from decision.model.cash_flow import PlanCash, Years
from decision.model.contents import Contents, Option
from decision.model.cost_plan import PLAIN_COMPONENTS, CostPlan, Lines, present_value
from decision.model.distribution import Distribution
from decision.model.estimate import Estimate
from decision.model.expected_cash import is_plain
from decision.model.payment import Payment
from decision.model.plan_basis import PlanBasis

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Uncertain:
    """One uncertain figure behind a rating: an estimate, a line of a plan, or a reference class's multiplier.

    `sign` is -1 where the rating falls as the figure rises: what a plan saves is taken off.
    """

    name: str
    law: Distribution
    sign: int = 1


class RatingSampler:
    """Draws of one rating: which uncertain figures it rests on, and what it is, given theirs.

    Attributes
    ----------
    uncertain
        Figures of its own.
    shared
        Those that it rests on and shares with other options.
    """

    def __init__(self, scenario: Contents, option: Option, path: str) -> None:
        self.scenario, self.option = scenario, option
        self.estimate = option.ratings[path].estimate
        self.years = scenario.horizon_years or 0
        self.rate = scenario.discount_rate or 0.0
        self.path = path
        self.name = f"{option.id}.{path}"
        self.uncertain = tuple(figures_behind(self.estimate, self.name))
        self.shared = tuple(shared_figures(self.estimate, scenario.plan_basis))

    @cached_property
    def certain(self) -> float:
        """The rating where nothing behind it is uncertain."""
        return self.scenario.most_likely_rating(self.option, self.path)

    @property
    def law(self) -> Distribution | None:
        """The law of the rating where it is a single estimate; None for a plan."""
        return None if isinstance(self.estimate, CostPlan) else self.estimate.law

    def rating(self, x: Mapping[str, Array], years: Years | None = None) -> Array:
        """Ratings (n,) given the uncertain figures (n,) by name.

        `years` are those of the decision in the same draws, where the figures that options share are known from there.
        """
        if not isinstance(self.estimate, CostPlan):
            return x[self.name]
        if self.cash is None:
            return plan_rating(self.estimate, self.name, x, years=self.years, rate=self.rate)
        return self.cash.present_values(x, Years(self.scenario.plan_basis, x) if years is None else years)

    @cached_property
    def cash(self) -> PlanCash | None:
        """The cash of a plan that has more than plain amounts in prices of year 0; None of all else."""
        basis = self.scenario.plan_basis
        if not isinstance(self.estimate, CostPlan) or is_plain(self.estimate, basis):
            return None
        return PlanCash(self.estimate, self.name, basis)


def figures_behind(estimate: Estimate | CostPlan, name: str) -> Iterator[Uncertain]:
    """The uncertain figures of its own behind the rating called `name`."""
    if not isinstance(estimate, CostPlan):
        if not estimate.is_certain:
            yield Uncertain(name, estimate.law)
        return
    for component_name, component in estimate.components():
        at, sign = f"{name}.{component_name}", -1 if component_name == "savings" else 1
        if not isinstance(component, Lines):
            yield from _figures_of(component, at, sign)
            continue
        for line, each in component.lines:
            yield from _figures_of(each, f"{at}.{line}", sign)
        if component.reference_class is not None:
            yield Uncertain(f"{at}.class", component.reference_class.law, sign)


def _figures_of(paid: Estimate | Payment, name: str, sign: int) -> Iterator[Uncertain]:
    figures = paid.figures(name) if isinstance(paid, Payment) else ((name, paid),)
    yield from (Uncertain(called, each.law, sign) for called, each in figures if not each.is_certain)


def shared_figures(estimate: Estimate | CostPlan, basis: PlanBasis) -> Iterator[Uncertain]:
    """The uncertain figures that a rating rests on and that all options share."""
    if isinstance(estimate, CostPlan):
        needed = basis.needed(estimate.drivers, estimate.currencies)
        yield from (Uncertain(name, each.law) for name, each in needed.uncertain.items())


def plan_rating(plan: CostPlan, name: str, x: Mapping[str, Array], *, years: int, rate: float) -> Array:
    """Present values (n,) of the plan of plain amounts called `name`, given its uncertain figures (n,) by name."""
    amounts = dict.fromkeys(PLAIN_COMPONENTS, np.zeros(1))
    for component_name, component in plan.components():
        at = f"{name}.{component_name}"
        if not isinstance(component, Lines):
            assert not isinstance(component, Payment)  # of plain amounts
            amounts[component_name] = x.get(at, np.full(1, component.most_likely))
            continue
        total = np.zeros(1)
        for line, each in component.lines:
            assert not isinstance(each, Payment)
            total = total + x.get(f"{at}.{line}", each.most_likely)
        typed = 1.0 if component.reference_class is None else component.reference_class.median
        amounts[component_name] = total * x.get(f"{at}.class", typed)
    return present_value(*(amounts[each] for each in PLAIN_COMPONENTS), years=years, rate=rate)


def rating_function(estimate: CostPlan, name: str, basis: PlanBasis) -> Callable[[Mapping[str, Array]], Array]:
    """The present values (n,) of the plan called `name`, as a function of its own and shared figures (n,) by name."""
    if is_plain(estimate, basis):
        return partial(plan_rating, estimate, name, years=basis.years, rate=basis.rate)
    cash = PlanCash(estimate, name, basis)
    return lambda x: cash.present_values(x, Years(basis, x))

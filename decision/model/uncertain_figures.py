"""What a rating rests on: the uncertain figures behind it, and what it is, given theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from decision.model.contents import Contents, Option
from decision.model.cost_plan import COMPONENTS, CostPlan, Lines, present_value
from decision.model.distribution import Distribution
from decision.model.estimate import Estimate

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Uncertain:
    """One uncertain figure behind a rating: an estimate, a line of a plan, or a reference class's multiplier."""

    name: str
    law: Distribution


class RatingSampler:
    """Draws of one rating: which uncertain figures it rests on, and what it is, given theirs."""

    def __init__(self, scenario: Contents, option: Option, path: str) -> None:
        self.scenario, self.option = scenario, option
        self.estimate = option.ratings[path].estimate
        self.years = scenario.horizon_years or 0
        self.rate = scenario.discount_rate or 0.0
        self.path = path
        self.name = f"{option.id}.{path}"
        self.uncertain = tuple(figures_behind(self.estimate, self.name))

    @cached_property
    def certain(self) -> float:
        """The rating where nothing behind it is uncertain."""
        return self.scenario.most_likely_rating(self.option, self.path)

    @property
    def law(self) -> Distribution | None:
        """The law of the rating where it is a single estimate; None for a plan."""
        return None if isinstance(self.estimate, CostPlan) else self.estimate.law

    def rating(self, x: Mapping[str, Array]) -> Array:
        """Ratings (n,) given the uncertain figures (n,) by name."""
        if not isinstance(self.estimate, CostPlan):
            return x[self.name]
        return plan_rating(self.estimate, self.name, x, years=self.years, rate=self.rate)


def figures_behind(estimate: Estimate | CostPlan, name: str) -> Iterator[Uncertain]:
    """The uncertain figures behind the rating called `name`."""
    if not isinstance(estimate, CostPlan):
        if not estimate.is_certain:
            yield Uncertain(name, estimate.law)
        return
    for component_name, component in estimate.components():
        at = f"{name}.{component_name}"
        if not isinstance(component, Lines):
            if not component.is_certain:
                yield Uncertain(at, component.law)
            continue
        yield from (Uncertain(f"{at}.{line}", each.law) for line, each in component.lines if not each.is_certain)
        if component.reference_class is not None:
            yield Uncertain(f"{at}.class", component.reference_class.law)


def plan_rating(plan: CostPlan, name: str, x: Mapping[str, Array], *, years: int, rate: float) -> Array:
    """Present values (n,) of the plan called `name`, given its uncertain figures (n,) by name."""
    amounts = dict.fromkeys(COMPONENTS, np.zeros(1))
    for component_name, component in plan.components():
        at = f"{name}.{component_name}"
        if not isinstance(component, Lines):
            amounts[component_name] = x.get(at, np.full(1, component.most_likely))
            continue
        total = np.zeros(1)
        for line, each in component.lines:
            total = total + x.get(f"{at}.{line}", each.most_likely)
        typed = 1.0 if component.reference_class is None else component.reference_class.median
        amounts[component_name] = total * x.get(f"{at}.class", typed)
    return present_value(*(amounts[each] for each in COMPONENTS), years=years, rate=rate)

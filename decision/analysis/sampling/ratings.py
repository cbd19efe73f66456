"""What a rating rests on: the uncertain figures behind it, and what it is, given theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decision.model.cost_plan import COMPONENTS, CostPlan, Lines, present_value
from decision.model.distribution import Constant, Distribution
from decision.model.estimate import Estimate, LognormalShape, Moments, Percentiles, Range, ThreePoint
from decision.model.scenario import Option, Scenario

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Uncertain:
    """One uncertain figure behind a rating: an estimate, a line of a plan, or a reference class's multiplier."""

    name: str
    law: Distribution


def is_certain(estimate: Estimate) -> bool:
    """Whether an estimate leaves nothing to draw."""
    match estimate:
        case ThreePoint(low, _, high) | Range(low, high):
            return low == high
        case Percentiles(p10, p90):
            return p10 == p90
        case Moments(_, sd):
            return sd == 0
        case LognormalShape(_, sigma):
            return sigma == 0
    return isinstance(estimate.law, Constant)


class RatingSampler:
    """Draws of one rating: which uncertain figures it rests on, and what it is, given theirs."""

    def __init__(self, scenario: Scenario, option: Option, path: str) -> None:
        self.estimate = option.ratings[path].estimate
        self.years = scenario.horizon_years or 0
        self.rate = scenario.discount_rate or 0.0
        self.path = path
        self.name = f"{option.id}.{path}"
        self.certain = scenario.most_likely_rating(option, path)
        self.uncertain = tuple(self._uncertain())

    @property
    def law(self) -> Distribution | None:
        """The law of the rating where it is a single estimate; None for a plan."""
        return None if isinstance(self.estimate, CostPlan) else self.estimate.law

    def _uncertain(self) -> Iterator[Uncertain]:
        if not isinstance(self.estimate, CostPlan):
            if not is_certain(self.estimate):
                yield Uncertain(self.name, self.estimate.law)
            return
        for component_name, component in self.estimate.components():
            at = f"{self.name}.{component_name}"
            if not isinstance(component, Lines):
                if not is_certain(component):
                    yield Uncertain(at, component.law)
                continue
            yield from (Uncertain(f"{at}.{line}", each.law) for line, each in component.lines if not is_certain(each))
            if component.reference_class is not None:
                yield Uncertain(f"{at}.class", component.reference_class.law)

    def rating(self, x: Mapping[str, Array]) -> Array:
        """Ratings (n,) given the uncertain figures (n,) by name."""
        if not isinstance(self.estimate, CostPlan):
            return x[self.name]
        amounts = dict.fromkeys(COMPONENTS, np.zeros(1))
        for component_name, component in self.estimate.components():
            at = f"{self.name}.{component_name}"
            if not isinstance(component, Lines):
                amounts[component_name] = x.get(at, np.full(1, component.central))
                continue
            total = np.zeros(1)
            for line, each in component.lines:
                total = total + x.get(f"{at}.{line}", each.central)
            amounts[component_name] = total * x.get(f"{at}.class", 1.0)
        return present_value(*(amounts[name] for name in COMPONENTS), years=self.years, rate=self.rate)

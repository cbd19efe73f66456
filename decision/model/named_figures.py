"""Whether a name is that of a figure of a decision: a rating, a component of a cost plan, or a driver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decision.model.cost_plan import CostPlan
from decision.model.driver import DRIVERS

if TYPE_CHECKING:  # which may need to know it themselves
    from decision.model.contents import Contents, Option


def names_a_driver(scenario: Contents, name: str) -> bool:
    """Whether `name` is ``drivers.id`` of a driver of the decision."""
    return any(name == f"{DRIVERS}.{driver.id}" for driver in scenario.drivers)


def names_a_figure(option: Option, path: str) -> bool:
    """Whether `path` is that of a rating of the option, or of a component of one of its cost plans."""
    if path in option.ratings:
        return True
    whole, _, component = path.rpartition(".")
    plan = option.ratings[whole].estimate if whole in option.ratings else None
    return isinstance(plan, CostPlan) and component in dict(plan.components())

"""Products that are bought or extended, and whose plan pays more for customising them than for the product.

After the US government's 18F guide to lower-risk technology buying: such a product is really a build. Which line pays
for what is read from its name, by the words of the criterion or of all plans.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from decision.model.ai_building import IN_PLACE_OF
from decision.model.contents import Contents, Option
from decision.model.cost_plan import Component, CostPlan, Lines
from decision.model.expected_cash import expected_present_value
from decision.model.multiplied import multiplied_in

_APPROACHES = ("buy", "extend")
# Where one of them multiplies what is paid upfront, the plan treats it as the build that it is.
CLASSES_OF_BUILDS = frozenset(
    {
        "software-effort-survey",
        "software-effort-survey-flexible",
        "software-effort-survey-sequential",
        "it-cost-2011",
        "it-cost-2023",
        *IN_PLACE_OF.values(),
    }
)


@dataclass(frozen=True)
class ReallyBuild:
    """One such option: the names of its lines on either side, and what each side is expected to come to today."""

    option: str
    path: str
    customising: tuple[str, ...]
    product: tuple[str, ...]
    customising_costs: float
    product_costs: float


def really_builds(scenario: Contents) -> Iterator[ReallyBuild]:
    """Every option that is not called a build, and is one by its plan."""
    for option in scenario.options:
        for path in scenario.leaves if option.approach in _APPROACHES else ():
            yield from _really_build(scenario, option, path)


def _really_build(scenario: Contents, option: Option, path: str) -> Iterator[ReallyBuild]:
    plan = option.ratings[path].estimate
    if not isinstance(plan, CostPlan):
        return
    multiplied = multiplied_in(option.id, path, plan)
    if any(each.part.startswith("upfront") and each.reference_class.id in CLASSES_OF_BUILDS for each in multiplied):
        return
    known = scenario.line_names_of(path)
    customising, names = _side(plan, known.customises)
    product, product_names = _side(plan, known.is_product)
    if customising is None or product is None:
        return
    costs = tuple(expected_present_value(each, scenario.plan_basis) for each in (customising, product))
    if math.inf > costs[0] > costs[1]:
        yield ReallyBuild(option.id, path, names, product_names, *costs)


def _side(plan: CostPlan, belongs: Callable[[str], bool]) -> tuple[CostPlan | None, tuple[str, ...]]:
    """The plan with only the lines that belong to one side, None where none does; and their names."""
    (upfront, first), (yearly, second) = (_lines(part, belongs) for part in (plan.upfront, plan.yearly))
    names = tuple(dict.fromkeys((*first, *second)))
    if not names:
        return None, ()
    return CostPlan(upfront, yearly, None if yearly is None else plan.growth), names


def _lines(part: Component | None, belongs: Callable[[str], bool]) -> tuple[Lines | None, tuple[str, ...]]:
    kept = tuple(line for line in part.lines if belongs(line[0])) if isinstance(part, Lines) else ()
    if not kept:
        return None, ()
    assert isinstance(part, Lines)  # or nothing was kept
    return Lines(kept, part.reference_class), tuple(name for name, _ in kept)

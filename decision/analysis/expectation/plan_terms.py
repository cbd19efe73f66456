"""A cost plan as a sum of terms, each of figures that are added up and of multipliers of that sum.

Throughout this module
    X  are uncertain figures that are added up, x their quantities
    C  are uncertain multipliers: a reference class's, or the annuity that an uncertain growth makes of yearly amounts
    T  is a term, factor·C·C'·(fixed + X + X' + …)

The present value is `certain` plus the sum of all terms. A figure stands in one term only, but for growth.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from decision.model.cost_plan import Component, CostPlan, Lines
from decision.model.distribution import Distribution
from decision.model.expectation.annuity import annuity, mean_annuity
from decision.model.payment import Payment

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Figure:
    """One uncertain figure by its name, with what it does to the sum: the quantity itself, or something made of it.

    `mean` is the exact mean of what it does.
    """

    name: str
    law: Distribution
    mean: float
    effect: Callable[[Array], Array] = field(default=lambda x: x)


@dataclass(frozen=True)
class Term:
    """T, with at least one uncertain figure."""

    factor: float
    fixed: float
    added: tuple[Figure, ...]
    multipliers: tuple[Figure, ...]

    @property
    def is_single(self) -> bool:
        """Whether no two uncertain figures are multiplied."""
        return len(self.multipliers) + bool(self.added) == 1

    @property
    def mean(self) -> float:
        """E[T] where its figures are independent."""
        return self.factor * math.prod(c.mean for c in self.multipliers) * self.mean_of_sum

    @property
    def mean_of_sum(self) -> float:
        """E[fixed + X + X' + …]."""
        return self.fixed + math.fsum(x.mean for x in self.added)


@dataclass(frozen=True)
class PlanTerms:
    """The terms of one plan."""

    certain: float
    terms: tuple[Term, ...]

    @property
    def mean(self) -> float:
        """The mean of the present value where all figures are independent."""
        return self.certain + math.fsum(term.mean for term in self.terms)


def terms_of(plan: CostPlan, name: str, years: int, rate: float) -> PlanTerms:
    """The terms of the plan called `name`, over `years` at discount `rate`."""
    discount = 1 / (1 + rate)
    growth = _growth(plan, name, years, rate)
    yearly = discount * (_certain_annuity(plan, years, rate) if growth is None else 1.0)
    certain, terms = 0.0, []
    for component_name, factor in (("upfront", 1.0), ("yearly", yearly), ("exit", discount**years)):
        component = getattr(plan, component_name)
        if component is None:
            continue
        fixed, added = _added(component, f"{name}.{component_name}")
        multipliers = tuple(_multipliers(component, f"{name}.{component_name}"))
        if component_name == "yearly" and growth is not None:
            multipliers += (growth,)
        if multipliers:
            terms.append(Term(factor, fixed, added, multipliers))
        else:
            certain += factor * fixed
            terms += [Term(factor, 0.0, (x,), ()) for x in added]
    return PlanTerms(certain, tuple(terms))


def _certain_annuity(plan: CostPlan, years: int, rate: float) -> float:
    assert not isinstance(plan.growth, Lines | Payment)  # checked when made
    growth = 0.0 if plan.growth is None else plan.growth.most_likely
    return float(annuity(np.array(growth), years, rate))


def _growth(plan: CostPlan, name: str, years: int, rate: float) -> Figure | None:
    assert not isinstance(plan.growth, Lines | Payment)  # checked when made
    if plan.growth is None or plan.growth.is_certain:
        return None
    law = plan.growth.law
    return Figure(f"{name}.growth", law, mean_annuity(law, years, rate), lambda g: annuity(g, years, rate))


def _added(component: Component, at: str) -> tuple[float, tuple[Figure, ...]]:
    """What is certain of an amount, before its multiplier, and what is not."""
    named = (
        [(f"{at}.{line}", each) for line, each in component.lines]
        if isinstance(component, Lines)
        else [(at, component)]
    )
    lines = [(line, each) for line, each in named if not isinstance(each, Payment)]
    assert len(lines) == len(named)  # of plans of plain amounts
    fixed = math.fsum(each.most_likely for _, each in lines if each.is_certain)
    return fixed, tuple(Figure(name, each.law, each.expected) for name, each in lines if not each.is_certain)


def _multipliers(component: Component, at: str) -> Iterator[Figure]:
    if isinstance(component, Lines) and component.reference_class is not None:
        law = component.reference_class.law
        yield Figure(f"{at}.class", law, law.mean)

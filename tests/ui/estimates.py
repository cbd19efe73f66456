"""Every form of estimate, and cost plans."""

from __future__ import annotations

from decision.model.cost_plan import CostPlan, Lines
from decision.model.distribution import Lognormal
from decision.model.estimate import (
    BetaShape,
    ClassEstimate,
    Estimate,
    Exact,
    Levels,
    LognormalShape,
    Moments,
    Percentiles,
    Range,
    ThreePoint,
)
from decision.model.reference_class import ReferenceClass

CLASS = ReferenceClass("some-class", "Some class", Lognormal(0.3, 0.4))
ESTIMATES: list[Estimate] = [
    Exact(0.035),
    ThreePoint(1, 2, 5),
    ThreePoint(1, 2, 5, "triangular"),
    Range(1, 2),
    Percentiles(1, 5),
    Percentiles(1, 5, shape="lognormal"),
    Percentiles(1, 5, 2),
    Percentiles(1, 5, 2, shape="lognormal"),
    Moments(2, 0.5),
    Moments(2, 0.5, "lognormal"),
    Moments(2, 0.5, "gamma"),
    Moments(0.4, 0.1, "beta"),
    BetaShape(2, 5),
    LognormalShape(1, 0.5),
    Levels(((5, 0.2), (7, 0.8))),
    ClassEstimate(640000, CLASS),
]
PLANS = [
    CostPlan(
        upfront=Lines((("work", ClassEstimate(3, CLASS)), ("shared", Exact(2)))),
        yearly=ThreePoint(1, 2, 3),
        exit=Exact(1),
    ),
    CostPlan(
        upfront=Lines((("a", Range(1, 2)),), CLASS), yearly=Exact(5), growth=ThreePoint(0.01, 0.02, 0.05, "triangular")
    ),
]

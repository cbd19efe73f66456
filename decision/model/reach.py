"""How far draws of a law can lie out, so that what is worked out from them stays a number."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from decision.model.cost_plan import PLAIN_COMPONENTS, Component, CostPlan, Lines, present_value
from decision.model.distribution import (
    Beta,
    BodyAndTail,
    Constant,
    Discrete,
    Distribution,
    Gamma,
    Lognormal,
    Normal,
    Pert,
    Scaled,
    SplitLognormal,
    SplitNormal,
    Triangular,
    Uniform,
)
from decision.model.even_worth import EvenWorth
from decision.model.payment import Payment

_OUT = 6.0  # standard deviations, beyond which one draw in a thousand million lies
_RARE = 1e-9


def plan_reach(plan: CostPlan, years: int, rate: float) -> float:
    """The largest size that draws of a plan of plain amounts come to, or more; infinite where it overflows."""
    ends = {name: _component_reach(component) for name, component in plan.components()}
    with np.errstate(over="ignore", invalid="ignore"):
        value = float(present_value(*(ends.get(name, 0.0) for name in PLAIN_COMPONENTS), years=years, rate=rate))
    return value if math.isfinite(value) else math.inf


def _component_reach(component: Component) -> float:
    if not isinstance(component, Lines):
        return reach(component.law) if not isinstance(component, Payment) else math.inf
    total = math.fsum(math.inf if isinstance(each, Payment) else reach(each.law) for _, each in component.lines)
    return total if component.reference_class is None else total * reach(component.reference_class.law)


def reach(law: Distribution) -> float:
    """The size, whatever its sign, beyond which a draw of `law` is too rare to be met."""
    return max(abs(end) for end in _ends(law))


def _ends(law: Distribution) -> Iterator[float]:
    match law:
        case Constant(x):
            yield x
        case Uniform(low, high) | Triangular(low, _, high) | Pert(low, _, high):
            yield from (low, high)
        case EvenWorth(function):
            yield from (function.scale.worst, function.scale.best)
        case Normal(mu, sigma):
            yield from (mu - _OUT * sigma, mu + _OUT * sigma)
        case Lognormal(mu, sigma):
            yield math.exp(mu + _OUT * sigma)  # both are bounded
        case SplitNormal(median, below, above):
            yield from (median - _OUT * below, median + _OUT * above)
        case SplitLognormal(log):
            yield math.exp(log.median + _OUT * log.above)
        case Gamma(shape, scale):
            yield scale * (shape + _OUT * math.sqrt(shape) + 25)  # 25 for small shapes: there the tail is exponential
        case Beta():
            yield 1.0
        case Discrete(levels):
            yield from levels
        case BodyAndTail(tail_share, threshold, tail_index, cap=cap):
            yield min(threshold * (max(tail_share, _RARE) / _RARE) ** (1 / tail_index), cap)
        case Scaled(factor, inner):
            yield factor * reach(inner)
        case _:
            yield law.mean

"""Whether a scenario holds no more than can be read, scored and drawn in a few seconds."""

from __future__ import annotations

import math
from collections.abc import Iterator

from decision.model.bounds import (
    MOST_CRITERIA,
    MOST_ESTIMATES,
    MOST_IN_PLANS,
    MOST_JOINED,
    MOST_LAWS,
    MOST_PAIRS,
    MOST_REQUIREMENTS,
    MOST_STEEP,
    MOST_VIEWS,
    STEEP,
)
from decision.model.contents import Contents, Option
from decision.model.cost_plan import CostPlan, Lines
from decision.model.distribution import Beta, Distribution, Gamma
from decision.model.errors import ImpossibleError
from decision.model.estimate import BetaShape, Estimate, Exact, Moments
from decision.model.payment import Payment

_POINTS = 13.0  # of what figures have in common, over sqrt(1 - r)


def problems_of_counts(scenario: Contents) -> Iterator[ImpossibleError]:
    """What the scenario holds too much of; options are counted elsewhere."""
    for what, count, most, at in (
        ("criteria, parts counted", len(scenario.all_criteria), MOST_CRITERIA, ("criteria",)),
        ("estimates, lines of plans counted", _estimates(scenario), MOST_ESTIMATES, ("options",)),
        ("uncertain figures in cost plans", _in_plans(scenario), MOST_IN_PLANS, ("options",)),
        (f"beta or gamma laws with a shape below {STEEP:g}", _steep(scenario), MOST_STEEP, ("options",)),
        ("requirements", len(scenario.requirements), MOST_REQUIREMENTS, ("requirements",)),
        ("views", len(scenario.views), MOST_VIEWS, ("views",)),
        ("pairs", len(scenario.dependence.pairs), MOST_PAIRS, ("dependence", "pairs")),
    ):
        if count > most:
            yield ImpossibleError(f"there are {count:,} {what}", f"keep to {most:,} at most", at)
    yield from _hanging_together(scenario)
    joined = _joined(scenario)
    if joined > MOST_JOINED:
        yield ImpossibleError(
            f"the options that are paired have {joined:,} uncertain estimates, which would be drawn together",
            f"pair options that have {MOST_JOINED:,} at most, or leave within_option to join what belongs together",
            ("dependence", "pairs"),
        )


def _hanging_together(scenario: Contents) -> Iterator[ImpossibleError]:
    """The figures of plans hang together so closely that too many laws would have to be put together."""
    within = scenario.dependence.within_option
    if not 0 <= within < 1:
        return  # no correlation at all, which is said of it by itself
    most = int(MOST_LAWS * math.sqrt(1 - within) / _POINTS) if within else MOST_IN_PLANS
    count = _in_plans(scenario)
    if most < count <= MOST_IN_PLANS:
        yield ImpossibleError(
            f"there are {count:,} uncertain figures in cost plans, too many to hang together by {within:g}",
            f"keep to {most:,} at most, or lower within_option",
            ("dependence", "within_option"),
        )


def _in_plans(scenario: Contents) -> int:
    """How many uncertain figures all cost plans have."""
    return sum(
        not isinstance(estimate, Exact)
        for option in scenario.options
        for rating in option.ratings.values()
        if isinstance(rating.estimate, CostPlan)
        for estimate in _estimates_in(rating.estimate)
    )


def _estimates(scenario: Contents) -> int:
    return sum(sum(1 for _ in _estimates_of(option)) for option in scenario.options)


def _steep(scenario: Contents) -> int:
    """How many estimates have a law that crowds at an end of its range."""
    return sum(
        isinstance(estimate, Moments | BetaShape) and _steepest_shape(estimate.law) < STEEP
        for option in scenario.options
        for estimate in _estimates_of(option)
    )


def _steepest_shape(law: Distribution) -> float:
    match law:
        case Beta(alpha, beta):
            return min(alpha, beta)
        case Gamma(shape):
            return shape
    return math.inf


def _joined(scenario: Contents) -> int:
    """How many uncertain estimates the options have that stand in a pair."""
    paired = {name.partition(".")[0] for one, other, _ in scenario.dependence.pairs for name in (one, other)}
    return sum(
        sum(not isinstance(estimate, Exact) for estimate in _estimates_of(option))
        for option in scenario.options
        if option.id in paired
    )


def _estimates_of(option: Option) -> Iterator[object]:
    """Every estimate of an option, with those of its plans and the lines in them."""
    for rating in option.ratings.values():
        if isinstance(rating.estimate, CostPlan):
            yield from _estimates_in(rating.estimate)
        else:
            yield rating.estimate


def _estimates_in(plan: CostPlan) -> Iterator[object]:
    """Every estimate of a plan, with those of the lines in it."""
    for _, component in plan.components():
        if isinstance(component, Lines):
            for _, each in component.lines:
                yield from _estimates_of_paid(each)
            if component.reference_class is not None:
                yield component.reference_class
        else:
            yield from _estimates_of_paid(component)


def _estimates_of_paid(paid: Estimate | Payment) -> Iterator[Estimate]:
    if isinstance(paid, Payment):
        yield from (estimate for _, estimate in paid.figures(""))
    else:
        yield paid

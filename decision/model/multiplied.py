"""The figures of a decision that a reference class multiplies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from decision.model.contents import Contents
from decision.model.cost_plan import Component, CostPlan, Lines
from decision.model.estimate import ClassEstimate, Estimate
from decision.model.payment import Payment
from decision.model.reference_class import ReferenceClass


@dataclass(frozen=True)
class Multiplied:
    """One figure with its class.

    Attributes
    ----------
    option
        Id.
    path
        Of the criterion.
    part
        Of a cost plan, ``upfront`` or ``upfront.labour``; empty where the rating is no plan.
    estimate
        What is multiplied, in the criterion's unit or in money; of lines with one class their sum at the most likely,
        a price of units counted as one unit.
    """

    option: str
    path: str
    part: str
    estimate: float
    reference_class: ReferenceClass


def multiplied(scenario: Contents) -> Iterator[Multiplied]:
    """Every such figure, in the order of the file."""
    for option in scenario.options:
        for path in scenario.leaves:
            yield from multiplied_in(option.id, path, option.ratings[path].estimate)


def multiplied_in(option: str, path: str, estimate: Estimate | CostPlan) -> Iterator[Multiplied]:
    """The figures of one rating that a class multiplies."""
    parts: Iterator[tuple[str, Component]] | tuple[tuple[str, Component], ...]
    parts = estimate.components() if isinstance(estimate, CostPlan) else (("", estimate),)
    for name, part in parts:
        yield from _multiplied_by_itself(option, path, name, part)
        if not isinstance(part, Lines):
            continue
        if part.reference_class is not None:
            total = sum(_amount(each) for _, each in part.lines)
            yield Multiplied(option, path, name, total, part.reference_class)
        for line, each in part.lines:
            yield from _multiplied_by_itself(option, path, f"{name}.{line}", each)


def _multiplied_by_itself(option: str, path: str, name: str, part: Component) -> Iterator[Multiplied]:
    estimates = [each for _, each, _ in part.priced] if isinstance(part, Payment) else [part]
    for each in estimates:
        if isinstance(each, ClassEstimate):
            yield Multiplied(option, path, name, each.estimate, each.reference_class)


def _amount(line: Estimate | Payment) -> float:
    if isinstance(line, Payment):
        return sum(estimate.most_likely for _, estimate, _ in line.priced)
    return float(line.most_likely)

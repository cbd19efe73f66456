"""The figures of a decision that a reference class multiplies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from decision.model.contents import Contents
from decision.model.cost_plan import Component, CostPlan, Lines
from decision.model.estimate import ClassEstimate, Estimate
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
        What is multiplied, in the criterion's unit or in money; of lines with one class their sum at the most likely.
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
        if isinstance(part, ClassEstimate):
            yield Multiplied(option, path, name, part.estimate, part.reference_class)
        if not isinstance(part, Lines):
            continue
        if part.reference_class is not None:
            total = sum(each.most_likely for _, each in part.lines)
            yield Multiplied(option, path, name, total, part.reference_class)
        for line, each in part.lines:
            if isinstance(each, ClassEstimate):
                yield Multiplied(option, path, f"{name}.{line}", each.estimate, each.reference_class)

"""Ratings as they are being entered: every form of estimate as fields that may still be empty or impossible.

A draft says what stands in the fields; `rating_of` makes the rating of it, or says in the model's own words why
there is none. Nothing is repaired on the way.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from decision.model.cost_plan import COMPONENTS, Component, CostPlan, Lines
from decision.model.errors import ImpossibleError
from decision.model.estimate import Estimate
from decision.model.payment import Payment
from decision.model.rating import Evidence, Rating
from decision.model.reference_class import ReferenceClass
from decision.ui.session.estimate_draft import PAYMENT, EstimateDraft, estimate_draft, estimate_of
from decision.ui.session.payment_draft import payment_draft, payment_of

PLAN, LINES, LEFT_OUT = "plan", "lines", "none"


@dataclass(frozen=True)
class LinesDraft:
    """The fields of named amounts that add up."""

    lines: tuple[tuple[str, EstimateDraft], ...] = ()
    reference_class: ReferenceClass | None = None

    def with_line(self, place: int, line: tuple[str, EstimateDraft] | None) -> LinesDraft:
        """With the line at `place` replaced, taken away (None), or added at the end."""
        kept = list(self.lines)
        kept[place : place + 1] = [] if line is None else [line]
        return replace(self, lines=tuple(kept))


ComponentDraft = EstimateDraft | LinesDraft


@dataclass(frozen=True)
class PlanDraft:
    """The fields of a cost plan; a component that is left out is None."""

    components: Mapping[str, ComponentDraft | None]

    def with_component(self, name: str, component: ComponentDraft | None) -> PlanDraft:
        return PlanDraft(MappingProxyType({**self.components, name: component}))


@dataclass(frozen=True)
class RatingDraft:
    """The fields of one rating."""

    estimate: EstimateDraft | PlanDraft
    because: str = ""
    source: str = ""
    evidence: Evidence | None = None
    evidence_on: datetime.date | None = None


# --- from the model -----------------------------------------------------------------------------------------


def draft_of(rating: Rating) -> RatingDraft:
    """The fields that say `rating`."""
    estimate = rating.estimate
    fields = _plan_draft(estimate) if isinstance(estimate, CostPlan) else estimate_draft(estimate)
    return RatingDraft(fields, rating.because, rating.source, rating.evidence, rating.evidence_on)


def _plan_draft(plan: CostPlan) -> PlanDraft:
    given = dict(plan.components())
    return PlanDraft(
        MappingProxyType({name: _component_draft(given[name]) if name in given else None for name in COMPONENTS})
    )


def _component_draft(component: Component) -> ComponentDraft:
    if isinstance(component, Lines):
        return LinesDraft(tuple((name, _paid_draft(each)) for name, each in component.lines), component.reference_class)
    return _paid_draft(component)


def _paid_draft(paid: Estimate | Payment) -> EstimateDraft:
    return EstimateDraft(PAYMENT, payment=payment_draft(paid)) if isinstance(paid, Payment) else estimate_draft(paid)


# --- to the model -------------------------------------------------------------------------------------------


def rating_of(draft: RatingDraft) -> Rating:
    """The rating that the fields say; raises ImpossibleError in the words of the model where they say none."""
    fields = draft.estimate
    estimate = plan_of(fields) if isinstance(fields, PlanDraft) else estimate_of(fields)
    return Rating(estimate, draft.because.strip(), draft.source.strip(), draft.evidence, draft.evidence_on)


def plan_of(draft: PlanDraft) -> CostPlan:
    """The cost plan that the fields say; raises ImpossibleError, with the component, where they say none."""
    made: dict[str, Any] = {}
    for name, component in draft.components.items():
        if component is not None:
            try:
                made[name] = component_of(component)
            except ImpossibleError as error:
                raise ImpossibleError(f"{name}: {error.what}", error.remedy, (name, *error.at)) from None
    return CostPlan(**made)


def component_of(draft: ComponentDraft) -> Component:
    """The component that the fields say; raises ImpossibleError where they say none."""
    if isinstance(draft, EstimateDraft):
        return _paid_of(draft)
    lines: list[tuple[str, Estimate | Payment]] = []
    for place, (name, each) in enumerate(draft.lines):
        if not name.strip():
            raise ImpossibleError(f"line {place + 1} has no name", "say what it pays for", ("lines", place))
        if name in [known for known, _ in lines]:
            raise ImpossibleError(f"two lines are called {name}", "give one of them another name", ("lines", place))
        try:
            lines.append((name, _paid_of(each)))
        except ImpossibleError as error:
            raise ImpossibleError(f"{name}: {error.what}", error.remedy, ("lines", name, *error.at)) from None
    return Lines(tuple(lines), draft.reference_class)


def _paid_of(draft: EstimateDraft) -> Estimate | Payment:
    return estimate_of(draft) if draft.payment is None else payment_of(draft.payment)

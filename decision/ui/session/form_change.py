"""From one form of a rating to another: the meaning is kept as far as the new form can hold it.

A range becomes a normal law with the same P10 and P90, not the same two figures.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from decision.model.cost_plan import COMPONENTS, Component, CostPlan, Lines
from decision.model.errors import ImpossibleError
from decision.model.estimate import Estimate
from decision.model.payment import Payment
from decision.ui.session.drafts import (
    LEFT_OUT,
    LINES,
    PLAN,
    ComponentDraft,
    LinesDraft,
    PlanDraft,
    RatingDraft,
    component_of,
    plan_of,
)
from decision.ui.session.estimate_draft import FORMS, OPEN, PAYMENT, EstimateDraft, estimate_of, new_draft
from decision.ui.session.payment_draft import PaymentDraft


def changed_form(draft: EstimateDraft, form: str) -> EstimateDraft:
    """`draft` in another form, saying as nearly the same as that form can."""
    if form == draft.form:
        return draft
    if form == PAYMENT:
        return EstimateDraft(PAYMENT, payment=PaymentDraft(estimates=MappingProxyType({"amount": _amount(draft)})))
    if draft.payment is not None and "amount" in draft.payment.estimates:
        return changed_form(draft.payment.estimates["amount"], form)  # it falls where its component does from now on
    if OPEN in (form, draft.form) or draft.form == PAYMENT:
        return new_draft(form)  # what nobody knows, or hangs on a driver, gives no figures to begin with
    try:
        estimate = estimate_of(draft)
    except ImpossibleError:
        return new_draft(form, **{name: draft.figures.get(name) for name in FORMS[form].fields})
    return _restated(estimate, form)


def _amount(draft: EstimateDraft) -> EstimateDraft:
    """What an amount in some years begins with."""
    return new_draft("number") if draft.form == OPEN else draft


def _restated(estimate: Estimate, form: str) -> EstimateDraft:
    def quantile(p: float) -> float:
        return tidy(float(estimate.law.quantile(p)))

    typed = tidy(estimate.most_likely)
    match form:
        case "three_point":
            low, high = quantile(0.05), quantile(0.95)
            return new_draft(form, low=min(low, typed), mode=typed, high=max(high, typed))
        case "range":
            return new_draft(form, low=quantile(0.05), high=quantile(0.95))
        case "percentiles":
            return new_draft(form, p10=quantile(0.1), p90=quantile(0.9))
        case "quantiles":
            return new_draft(form, p10=quantile(0.1), p50=quantile(0.5), p90=quantile(0.9))
        case "moments":
            return new_draft(form, mean=_finite_or(estimate.law.mean, typed), sd=_finite_or(estimate.law.sd, None))
        case "beta":
            return new_draft(form, alpha=2.0, beta=2.0)
        case "lognormal":
            positive = typed > 0 and quantile(0.1) > 0
            spread = math.log(quantile(0.9) / quantile(0.1)) / 2.5631 if positive else 0.0
            return new_draft(form, mu=tidy(math.log(typed)) if positive else None, sigma=tidy(spread))
        case "levels":
            return EstimateDraft(form, levels=((typed, 1.0),))
        case "class":
            return new_draft(form, x=typed)
    return new_draft(form, x=typed)


def changed_component(draft: ComponentDraft | None, form: str) -> ComponentDraft | None:
    """A plan's component in another form; lines begin with what was one amount, and end as their sum."""
    if form == LEFT_OUT:
        return None
    if form == LINES:
        if isinstance(draft, LinesDraft):
            return draft
        return LinesDraft((("amount", draft or new_draft("number", x=0.0)),))
    if isinstance(draft, LinesDraft):
        return changed_form(_as_number(lambda: _most_likely(component_of(draft))), form)
    return changed_form(draft or new_draft("number", x=0.0), form)


def changed_rating(draft: RatingDraft, form: str, years: int, rate: float) -> RatingDraft:
    """A rating in another form; a plan begins with all of it upfront, and ends as its present value."""
    fields = draft.estimate
    if form == PLAN:
        if isinstance(fields, EstimateDraft):
            components: dict[str, ComponentDraft | None] = dict.fromkeys(COMPONENTS)
            upfront = new_draft("number") if fields.form == OPEN else fields
            fields = PlanDraft(MappingProxyType(components | {"upfront": upfront}))
    elif isinstance(fields, PlanDraft):
        plan = fields
        fields = changed_form(_as_number(lambda: _plan_most_likely(plan_of(plan), years, rate)), form)
    else:
        fields = changed_form(fields, form)
    return replace(draft, estimate=fields)


def _most_likely(component: Component) -> float:
    """What a component comes to; raises ImpossibleError where only the years of a decision say so."""
    if isinstance(component, Payment) or (isinstance(component, Lines) and not component.is_plain):
        raise ImpossibleError("the amount hangs on a driver or on years")
    return float(component.most_likely)


def _plan_most_likely(plan: CostPlan, years: int, rate: float) -> float:
    if not plan.is_plain:
        raise ImpossibleError("the plan hangs on a driver or on years")
    return plan.most_likely(years, rate)


def _as_number(figure: Callable[[], float]) -> EstimateDraft:
    try:
        return new_draft("number", x=tidy(figure()))
    except ImpossibleError:
        return new_draft("number", x=None)


def tidy(x: float) -> float:
    """`x` to four significant digits: what is offered as a beginning need not pretend to more."""
    return float(f"{x:.4g}")


def _finite_or(x: float, otherwise: float | None) -> float | None:
    return tidy(x) if math.isfinite(x) else otherwise

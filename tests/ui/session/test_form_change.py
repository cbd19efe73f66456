"""A rating in another form says nearly the same."""

from __future__ import annotations

import math

import pytest

from decision.model.cost_plan import COMPONENTS, CostPlan
from decision.model.errors import ImpossibleError
from decision.model.estimate import Estimate, Exact, Percentiles, Range, ThreePoint, Unknown
from decision.model.rating import Rating
from decision.ui.session.drafts import (
    LEFT_OUT,
    LINES,
    PLAN,
    LinesDraft,
    PlanDraft,
    RatingDraft,
    draft_of,
    plan_of,
    rating_of,
)
from decision.ui.session.estimate_draft import FORMS, estimate_draft, estimate_of
from decision.ui.session.form_change import changed_component, changed_form, changed_rating
from tests.ui.estimates import ESTIMATES, PLANS


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("estimate", ESTIMATES, ids=repr)
def test_any_form_can_become_any_other(estimate: Estimate, form: str) -> None:
    changed = changed_form(estimate_draft(estimate), form)
    assert changed.form == form
    if form == estimate_draft(estimate).form:
        assert estimate_of(changed) == estimate
    elif form != "class":  # a class has to be chosen first
        estimate_of(changed)


@pytest.mark.parametrize("form", ["three_point", "quantiles", "moments", "number"])
def test_another_form_says_nearly_the_same(form: str) -> None:
    before = Percentiles(10, 30)
    after = estimate_of(changed_form(estimate_draft(before), form))
    assert math.isclose(after.most_likely, before.most_likely, rel_tol=1e-3)


def test_a_range_becomes_a_normal_law_with_its_percentiles_not_its_ends() -> None:
    changed = changed_form(estimate_draft(Range(0, 10)), "percentiles")
    assert changed.figures == {"p10": 1, "p90": 9}


def test_a_plan_becomes_its_present_value_and_an_estimate_a_plan_upfront() -> None:
    plan = draft_of(Rating(PLANS[0]))
    as_number = changed_rating(plan, "number", years=5, rate=0.035)
    assert rating_of(as_number).estimate == Exact(float(f"{PLANS[0].most_likely(5, 0.035):.4g}"))
    back = rating_of(changed_rating(as_number, PLAN, years=5, rate=0.035)).estimate
    assert isinstance(back, CostPlan)
    assert [name for name, _ in back.components()] == ["upfront"]


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_can_be_left_out_and_taken_up_again(name: str) -> None:
    assert changed_component(estimate_draft(Exact(3)), LEFT_OUT) is None
    assert changed_component(None, "number") == estimate_draft(Exact(0.0))
    lines = changed_component(estimate_draft(Exact(3)), LINES)
    assert isinstance(lines, LinesDraft)
    assert changed_component(lines, "number") == estimate_draft(Exact(3))


def test_what_nobody_knows_gives_no_figures_to_begin_with() -> None:
    opened = changed_form(estimate_draft(ThreePoint(1, 2, 3)), "open")
    assert estimate_of(opened) == Unknown()
    assert dict(changed_form(opened, "three_point").figures) == {}
    plan = changed_rating(RatingDraft(opened), "plan", 5, 0.03).estimate
    assert isinstance(plan, PlanDraft)
    with pytest.raises(ImpossibleError, match="upfront: Number is empty"):
        plan_of(plan)
    assert changed_rating(RatingDraft(plan), "open", 5, 0.03).estimate == opened

from __future__ import annotations

import math

import pytest

from decision.model.cost_plan import COMPONENTS, CostPlan, Lines
from decision.model.distribution import Lognormal
from decision.model.errors import ImpossibleError
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
from decision.model.rating import Evidence, Rating
from decision.model.reference_class import ReferenceClass
from decision.ui.drafts import (
    FORMS,
    LEFT_OUT,
    LINES,
    PLAN,
    EstimateDraft,
    LinesDraft,
    PlanDraft,
    RatingDraft,
    changed_component,
    changed_form,
    changed_rating,
    draft_of,
    estimate_draft,
    estimate_of,
    rating_of,
)

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


def test_every_form_of_estimate_has_fields() -> None:
    assert {estimate_draft(estimate).form for estimate in ESTIMATES} == set(FORMS)


@pytest.mark.parametrize("estimate", [*ESTIMATES, *PLANS], ids=repr)
def test_fields_give_back_the_rating_they_were_filled_from(estimate: Estimate | CostPlan) -> None:
    rating = Rating(estimate, "reason", "source", Evidence.DEMO)
    assert rating_of(draft_of(rating)) == rating


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
    assert math.isclose(after.central, before.central, rel_tol=1e-3)


def test_a_range_becomes_a_normal_law_with_its_percentiles_not_its_ends() -> None:
    changed = changed_form(estimate_draft(Range(0, 10)), "percentiles")
    assert changed.figures == {"p10": 1, "p90": 9}


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (
            estimate_draft(ThreePoint(1, 2, 3)).with_figure("low", 9),
            "low 9 is above mode 2; put them in order, lowest first",
        ),
        (estimate_draft(Range(1, 2)).with_figure("high", None), "High is empty; give a number"),
        (EstimateDraft("class", {"x": 3.0}), "no reference class is chosen; choose one from the list"),
        (
            estimate_draft(Levels(((5, 0.2), (7, 0.8)))).with_level(0, None),
            "the probabilities sum to 0.8; make them sum to 1",
        ),
        (EstimateDraft("levels", levels=((None, None),)), "the value of level 1 is empty; give a number"),
    ],
)
def test_an_impossible_entry_is_told_in_the_models_words(draft: EstimateDraft, words: str) -> None:
    with pytest.raises(ImpossibleError) as told:
        estimate_of(draft)
    assert str(told.value) == words


def test_a_fault_in_a_plan_names_the_component_and_the_line() -> None:
    fields = draft_of(Rating(PLANS[0])).estimate
    assert isinstance(fields, PlanDraft)
    lines = fields.components["upfront"]
    assert isinstance(lines, LinesDraft)
    broken = fields.with_component("upfront", lines.with_line(1, ("shared", EstimateDraft("number", {"x": None}))))
    with pytest.raises(ImpossibleError, match="upfront: shared: Number is empty"):
        rating_of(RatingDraft(broken))
    unnamed = fields.with_component("upfront", lines.with_line(2, (" ", EstimateDraft("number", {"x": 1.0}))))
    with pytest.raises(ImpossibleError, match="line 3 has no name"):
        rating_of(RatingDraft(unnamed))
    twice = fields.with_component("upfront", lines.with_line(2, ("work", EstimateDraft("number", {"x": 1.0}))))
    with pytest.raises(ImpossibleError, match="two lines are called work"):
        rating_of(RatingDraft(twice))


def test_a_plan_becomes_its_present_value_and_an_estimate_a_plan_upfront() -> None:
    plan = draft_of(Rating(PLANS[0]))
    as_number = changed_rating(plan, "number", years=5, rate=0.035)
    assert rating_of(as_number).estimate == Exact(float(f"{PLANS[0].central(5, 0.035):.4g}"))
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

from __future__ import annotations

from dataclasses import replace

import pytest

from decision.model.cost_plan import CostPlan, Lines
from decision.model.errors import ImpossibleError
from decision.model.estimate import Estimate, Exact, Levels, Range, ThreePoint, Unknown
from decision.model.payment import Payment
from decision.model.rating import Evidence, Rating
from decision.ui.session.drafts import LinesDraft, PlanDraft, RatingDraft, draft_of, plan_of, rating_of
from decision.ui.session.estimate_draft import FORMS, EstimateDraft, estimate_draft, estimate_of
from decision.ui.session.form_change import changed_component
from tests.ui.estimates import ESTIMATES, PLANS


def test_every_form_of_estimate_has_fields() -> None:
    assert {estimate_draft(estimate).form for estimate in (*ESTIMATES, Unknown())} == set(FORMS)


@pytest.mark.parametrize("estimate", [*ESTIMATES, *PLANS], ids=repr)
def test_fields_give_back_the_rating_they_were_filled_from(estimate: Estimate | CostPlan) -> None:
    rating = Rating(estimate, "reason", "source", Evidence.DEMO)
    assert rating_of(draft_of(rating)) == rating


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (
            estimate_draft(ThreePoint(1, 2, 3)).with_figure("low", 9),
            "Low 9 is above Most likely 2; put them in order, lowest first",
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
def test_an_impossible_entry_is_told_in_the_words_of_its_fields(draft: EstimateDraft, words: str) -> None:
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


def test_what_hangs_on_a_driver_is_kept_as_the_file_has_it_while_the_rest_of_the_plan_is_edited() -> None:
    per = Payment(per="users", price=Range(3, 5), above=100)
    plan = CostPlan(upfront=Exact(5), yearly=Lines((("licence", per), ("support", Exact(7)))), savings=per)
    fields = draft_of(Rating(plan)).estimate
    assert isinstance(fields, PlanDraft)
    assert plan_of(fields) == plan
    changed = fields.with_component("upfront", estimate_draft(Exact(6)))
    assert plan_of(changed) == replace(plan, upfront=Exact(6))
    given_up = changed.with_component("savings", changed_component(changed.components["savings"], "number"))
    assert isinstance(given_up.components["savings"], EstimateDraft)
    assert given_up.components["savings"].form == "number"

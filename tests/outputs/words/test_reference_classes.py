from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision.files.library import Library
from decision.model.cost_plan import CostPlan, Lines
from decision.model.criterion import Criterion
from decision.model.distribution import Lognormal
from decision.model.estimate import ClassEstimate, Exact
from decision.model.reference_class import ReferenceClass
from decision.model.value_function import Scale, ValueFunction
from decision.outputs.words.reference_classes import (
    ai_in_words,
    basis_in_words,
    classes_in_use,
    half_and_eight_of_ten,
    multiplier_in_words,
    times,
    why_no_ai_switch,
)
from tests.outputs.samples import MINIMAL, PORTAL
from tests.strategies import reference_classes

CLASSES = Library(None).reference_classes
MONTHS = Criterion("time", "Time", ValueFunction(Scale(24, 0)), unit="months")
COST = Criterion("cost", "Cost", ValueFunction(Scale(1e6, 0)), kind="cost_plan")


def test_what_a_class_makes_of_an_estimate_is_told_in_its_unit() -> None:
    survey = CLASSES["software-effort-survey"]  # exp(0.285) = 1.3298; times exp(0.8416 · 0.369) = 1.8141
    words = "Half of the cases come to about × 1.33 or less, 8 of 10 to about × 1.81 or less."
    assert multiplier_in_words(survey, None, "upfront", COST, "USD") == words
    assert (
        multiplier_in_words(survey, 640_000, "upfront", COST, "USD") == f"{words} Of $640k that makes $851k and $1.16M."
    )
    assert (
        multiplier_in_words(survey, 10, "", MONTHS, "USD")
        == f"{words} Of 10 months that makes 13.3 months and 18.1 months."
    )
    assert multiplier_in_words(survey, 0.1, "growth", COST, "USD").endswith("Of 0.1 that makes 0.133 and 0.1814.")


def test_what_a_class_rests_on_is_said_for_each_kind() -> None:
    told = {id: basis_in_words(each) for id, each in CLASSES.items()}
    assert told["landmark-schedule"] == "Fitted to 121 cases"
    assert told["it-cost-2023"] == "Derived from published figures"
    assert told["package-cost"] == "Constructed from several sources, for want of data"
    law = Lognormal(0, 1)
    assert basis_in_words(ReferenceClass("a", "A", law, "fitted", 1)) == "Fitted to 1 case"
    assert basis_in_words(ReferenceClass("a", "A", law, "fitted")) == "Fitted to cases; how many is not said"
    assert basis_in_words(ReferenceClass("a", "A", law)) == ""


def test_each_class_is_told_once_with_all_that_it_multiplies() -> None:
    told = {each.reference_class.id: each.multiplies for each in classes_in_use(PORTAL)}
    assert told["landmark-schedule"] == "Build our own: Time to launch (10 months)"
    assert told["software-effort-survey"] == "Build our own: Cost, upfront, project ($640k)"
    assert classes_in_use(MINIMAL) == ()


def test_many_figures_of_one_class_are_counted() -> None:
    multiplied = ClassEstimate(3.0, CLASSES["quote-spread"])
    scenario = PORTAL
    for option in PORTAL.options:
        for path in ("flexibility", "integration", "risk", "fit"):
            rated = replace(option.ratings[path], estimate=multiplied)
            scenario = scenario.with_rating(option.id, path, rated)
    told = {each.reference_class.id: each.multiplies for each in classes_in_use(scenario)}["quote-spread"]
    assert told.count("(3)") == 6
    assert told.endswith("; and 6 more")


@settings(deadline=None)
@given(reference_classes())
def test_the_figures_said_are_those_of_the_law(reference_class: ReferenceClass) -> None:
    half, eight = half_and_eight_of_ten(reference_class)
    assert 0 < half <= eight
    assert half == pytest.approx(reference_class.median, rel=1e-6)


@given(st.floats(1e-12, 1e12))
def test_a_multiplier_is_never_told_as_nothing(x: float) -> None:
    shown = float(times(x).removeprefix("× ").replace(",", ""))
    assert shown == pytest.approx(x, rel=0.06)


def test_why_there_is_no_switch_is_said_where_a_plan_pays_upfront() -> None:
    package, work = CLASSES["package-cost"], Exact(6.0)
    why = why_no_ai_switch(CostPlan(upfront=ClassEstimate(5.0, package)), CLASSES)
    assert why.endswith("no trial says how it goes together with the class “Package implementation, cost”.")
    why = why_no_ai_switch(CostPlan(upfront=Lines((("work", work), ("licences", work)))), CLASSES)
    assert "give the line that is the work of building the class “Software projects, effort” first" in why
    assert why_no_ai_switch(CostPlan(upfront=Exact(-1.0)), CLASSES).endswith("a class multiplies 0 or more.")
    assert why_no_ai_switch(CostPlan(yearly=work), CLASSES) == ""
    assert why_no_ai_switch(work, CLASSES) == ""
    assert why_no_ai_switch(CostPlan(upfront=ClassEstimate(5.0, package)), {}) == ""


def test_what_counts_on_ai_is_told_with_how_weak_that_is() -> None:
    said = ai_in_words(PORTAL, "build", "cost")
    assert said == (
        "Build's Cost counts on AI-assisted building, which is switched on. "
        "Weak evidence: published trials run from 19 % slower to 56 % faster."
    )
    assert " One other rating does so too. Weak" in ai_in_words(PORTAL, "build", "cost", 1)
    assert " Two other ratings do so too. Weak" in ai_in_words(PORTAL, "build", "cost", 2)

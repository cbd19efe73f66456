from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.files.library import Library
from decision.model.ai_building import EFFECT_ALONE, EFFORT, counts_on_ai, with_ai, without_ai
from decision.model.cost_plan import CostPlan, Lines
from decision.model.estimate import ClassEstimate, Estimate, Exact, Range, ThreePoint
from tests.strategies import cost_plans, estimates

CLASSES = Library().reference_classes
SURVEY, ASSISTED, ALONE = (CLASSES[id] for id in (EFFORT, "ai-assisted-building", EFFECT_ALONE))
PACKAGE = CLASSES["package-cost"]


@pytest.mark.parametrize(
    ("off", "on"),
    [
        (ClassEstimate(9.0, SURVEY), ClassEstimate(9.0, ASSISTED)),
        (CostPlan(upfront=Exact(640.0)), CostPlan(upfront=ClassEstimate(640.0, ALONE))),
        (CostPlan(upfront=ClassEstimate(640.0, SURVEY)), CostPlan(upfront=ClassEstimate(640.0, ASSISTED))),
        (CostPlan(upfront=ThreePoint(1, 2, 5)), CostPlan(upfront=Lines((("building", ThreePoint(1, 2, 5)),), ALONE))),
        (
            CostPlan(upfront=Lines((("work", ClassEstimate(6.0, SURVEY)), ("licences", Range(1, 2))))),
            CostPlan(upfront=Lines((("work", ClassEstimate(6.0, ASSISTED)), ("licences", Range(1, 2))))),
        ),
        (
            CostPlan(upfront=Lines((("work", Exact(6.0)),), SURVEY), yearly=Exact(1.0)),
            CostPlan(upfront=Lines((("work", Exact(6.0)),), ASSISTED), yearly=Exact(1.0)),
        ),
    ],
)
def test_the_switch_is_on_in_a_defined_way_and_off_again_whole(
    off: Estimate | CostPlan, on: Estimate | CostPlan
) -> None:
    assert with_ai(off, CLASSES) == on
    assert counts_on_ai(on) and not counts_on_ai(off)
    assert without_ai(on, CLASSES) == off
    assert with_ai(on, CLASSES) is None
    assert without_ai(off, CLASSES) is None


@pytest.mark.parametrize(
    "estimate",
    [
        Exact(5.0),  # no plan, and no class says that it is effort
        ClassEstimate(5.0, PACKAGE),
        CostPlan(upfront=ClassEstimate(5.0, PACKAGE)),
        CostPlan(upfront=Lines((("work", Exact(6.0)), ("licences", Exact(2.0))))),  # licences are no work
        CostPlan(yearly=Exact(3.0)),
        CostPlan(upfront=Exact(-5.0)),
    ],
)
def test_where_nothing_is_known_nothing_is_offered(estimate: Estimate | CostPlan) -> None:
    assert with_ai(estimate, CLASSES) is None


def test_without_the_classes_of_the_library_nothing_is_offered_or_put_back() -> None:
    assert with_ai(CostPlan(upfront=Exact(640.0)), {}) is None
    assert with_ai(ClassEstimate(9.0, SURVEY), {EFFORT: SURVEY}) is None
    assert without_ai(ClassEstimate(9.0, ASSISTED), {"ai-assisted-building": ASSISTED}) is None


OF_SURVEY = st.builds(ClassEstimate, st.floats(0, 100), st.sampled_from([SURVEY, PACKAGE]))
UPFRONT = (
    estimates
    | OF_SURVEY
    | st.builds(Lines, st.lists(OF_SURVEY | estimates, min_size=1, max_size=1).map(lambda each: (("work", each[0]),)))
)


@given(cost_plans() | estimates | OF_SURVEY | st.builds(CostPlan, upfront=UPFRONT))
def test_on_and_off_again_is_what_it_was(estimate: Estimate | CostPlan) -> None:
    on = with_ai(estimate, CLASSES)
    if on is None:
        return
    assert counts_on_ai(on)
    assert without_ai(on, CLASSES) == estimate

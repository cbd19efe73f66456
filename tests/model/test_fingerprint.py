"""A fingerprint changes when a decision changes, and only then."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.files.reader import read_scenario
from decision.model.contents import NOT_OF_THE_DECISION, Dependence, Option, Simulation
from decision.model.cost_plan import CostPlan, Lines
from decision.model.criterion import Criterion
from decision.model.distribution import Lognormal
from decision.model.estimate import ClassEstimate, Exact, Levels, Percentiles, Range, ThreePoint
from decision.model.fingerprint import fingerprint
from decision.model.rating import Evidence, Rating
from decision.model.reference_class import ReferenceClass
from decision.model.requirement import Requirement, RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.model.value_function import Midvalue, Points, Scale, ValueFunction
from decision.model.weights import Anything, Concentrated, Ordered, Ranged
from tests.strategies import scenarios

FIT = Criterion("fit", "Fit", ValueFunction(Scale(0, 10)), 3)
COST = Criterion("cost", "Cost", ValueFunction(Scale(100, 0)), 1, kind="cost_plan")
RATINGS = {"fit": Rating(Exact(5)), "cost": Rating(Exact(50))}
TINY = Scenario(
    "Which?",
    (FIT, COST),
    (Option("a", RATINGS), Option("b", RATINGS)),
    currency="USD",
    horizon_years=5,
    discount_rate=0.035,
    requirements=(Requirement("K1", "It works."),),
)


def rated(estimate: Any, path: str = "fit", **more: Any) -> Scenario:
    return TINY.with_rating("a", path, Rating(estimate, **more))


def with_fit(**more: Any) -> Scenario:
    return replace(TINY, criteria=(replace(FIT, **more), COST))


def of_class(sigma: float) -> ClassEstimate:
    return ClassEstimate(5, ReferenceClass("c", "C", Lognormal(0.1, sigma)))


CHANGED = {
    "title": replace(TINY, title="Which one?"),
    "question": replace(TINY, question="Which?"),
    "about": replace(TINY, about="x"),
    "owner": replace(TINY, owner="x"),
    "date": replace(TINY, date=datetime.date(2026, 11, 23)),
    "currency": replace(TINY, currency="EUR"),
    "horizon": replace(TINY, horizon_years=6),
    "discount rate": replace(TINY, discount_rate=0.04),
    "order of criteria": replace(TINY, criteria=(COST, FIT)),
    "order of options": replace(TINY, options=TINY.options[::-1]),
    "name of an option": replace(TINY, options=(replace(TINY.options[0], name="x"), TINY.options[1])),
    "approach": replace(TINY, options=(replace(TINY.options[0], approach="buy"), TINY.options[1])),
    "weight": with_fit(weight=4),
    "name of a criterion": with_fit(name="x"),
    "unit": with_fit(unit="points"),
    "scale": with_fit(value_function=ValueFunction(Scale(0, 9))),
    "outside": with_fit(value_function=ValueFunction(Scale(0, 10), outside="extrapolate")),
    "midvalue": with_fit(value_function=ValueFunction(Scale(0, 10), Midvalue(4))),
    "points": with_fit(value_function=ValueFunction(Scale(0, 10), Points(((0, 0), (4, 0.5), (10, 1))))),
    "anchors": with_fit(anchors={3: "poor"}),
    "rating": rated(Exact(6)),
    "form of a rating": rated(Range(5, 5)),
    "three points": rated(ThreePoint(4, 5, 6)),
    "triangle": rated(ThreePoint(4, 5, 6, "triangular")),
    "percentiles": rated(Percentiles(4, 6)),
    "levels": rated(Levels(((5, 1),))),
    "class": rated(of_class(0.2)),
    "law of the class": rated(of_class(0.3)),
    "plan": rated(CostPlan(upfront=Exact(50)), "cost"),
    "another component": rated(CostPlan(yearly=Exact(50)), "cost"),
    "lines": rated(CostPlan(upfront=Lines((("x", Exact(50)),))), "cost"),
    "reason": rated(Exact(5), because="x"),
    "source": rated(Exact(5), source="x"),
    "evidence": rated(Exact(5), evidence=Evidence.DEMO),
    "requirement": replace(TINY, requirements=(Requirement("K1", "It runs."),)),
    "result": TINY.with_requirement_result("a", "K1", RequirementResult(Verdict.FAIL)),
    "shown": TINY.with_requirement_result("a", "K1", RequirementResult(Verdict.NOT_SHOWN)),
    "any weights": replace(TINY, weight_uncertainty=Anything()),
    "concentration": replace(TINY, weight_uncertainty=Concentrated(40)),
    "order": replace(TINY, weight_uncertainty=Ordered((("fit",), ("cost",)))),
    "one tier": replace(TINY, weight_uncertainty=Ordered((("fit", "cost"),))),
    "ranges": replace(TINY, weight_uncertainty=Ranged({"fit": (10, 90)})),
    "dependence": replace(TINY, dependence=Dependence(0.5)),
    "pairs": replace(TINY, dependence=Dependence(0.0, (("a.fit", "b.fit", 0.5),))),
    "views": replace(TINY, views={"v": {"fit": 1, "cost": 1}}),
    "draws": replace(TINY, simulation=Simulation(draws=10)),
    "seed": replace(TINY, simulation=Simulation(seed=1)),
}


def test_everything_that_counts_changes_the_fingerprint_each_in_its_own_way() -> None:
    prints = {name: scenario.fingerprint for name, scenario in CHANGED.items()} | {"": TINY.fingerprint}
    assert len(set(prints.values())) == len(prints)


@given(scenarios(), st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_count(scenario: Scenario, random: Any) -> None:
    def shuffled(mapping: Any) -> dict[str, Any]:
        items = list(mapping.items())
        random.shuffle(items)
        return dict(items)

    same = replace(
        scenario,
        options=tuple(
            replace(option, ratings=shuffled(option.ratings), requirements=shuffled(option.requirements))
            for option in scenario.options
        ),
        views={name: shuffled(view) for name, view in shuffled(scenario.views).items()},
    )
    assert same.fingerprint == scenario.fingerprint


def test_a_whole_number_is_the_same_with_and_without_a_point() -> None:
    assert rated(Exact(5)).fingerprint == rated(Exact(5.0)).fingerprint
    assert rated(Exact(5.0)).fingerprint != rated(Exact(5.000000000000001)).fingerprint
    assert with_fit(anchors={3: "x"}).fingerprint == with_fit(anchors={3.0: "x"}).fingerprint
    assert rated(Exact(0.0)).fingerprint == rated(Exact(-0.0)).fingerprint


def test_where_criteria_and_requirements_were_written_does_not_count() -> None:
    assert replace(TINY, catalogue="x", requirement_sets=("y",)).fingerprint == TINY.fingerprint


def test_criteria_of_a_catalogue_count_as_if_written_in_the_file(tmp_path: Any) -> None:
    criteria = "{fit: {name: Fit, worst: 0, best: 10, weight: 2}, cost: {name: Cost, worst: 9, best: 0, weight: 1}}"
    (tmp_path / "ours.yaml").write_text(f"format: 1\nname: Ours\ncriteria: {criteria}\n", encoding="utf-8")
    options = "options: {a: {ratings: {fit: 1, cost: 2}}, b: {ratings: {fit: 3, cost: 4}}}\n"
    written = read_scenario(f"format: 1\ntitle: T\ncriteria: {criteria}\n{options}".encode(), "x.yaml")
    used = read_scenario(f"format: 1\ntitle: T\ncriteria: {{use: ours}}\n{options}".encode(), "x.yaml", tmp_path)
    assert used.catalogue == "ours"
    assert used.fingerprint == written.fingerprint


def test_the_fingerprint_of_a_tiny_decision_is_always_the_same() -> None:
    """Kept fingerprints of old results must stay comparable: change this only with the format's version."""
    assert TINY.fingerprint == "f02464ab0c7226b4450dff5922be323ee802950e2af4bf32da2919889a576055"


@pytest.mark.parametrize("part", [object(), {1, 2}, b"bytes"])
def test_what_has_no_canonical_form_is_refused(part: Any) -> None:
    with pytest.raises(TypeError, match="no canonical form for"):
        fingerprint(part)


@given(scenarios())
def test_what_was_remembered_is_what_is_worked_out_anew(scenario: Scenario) -> None:
    before = scenario.fingerprint
    anew = replace(
        scenario,
        options=tuple(replace(each) for each in scenario.options),
        requirements=tuple(replace(each) for each in scenario.requirements),
    )
    assert before == fingerprint(anew, leave_out=NOT_OF_THE_DECISION)

"""A scenario is complete and free of contradictions, or it is not made."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest
from hypothesis import given

from decision.model.contents import Dependence, Option
from decision.model.cost_plan import CostPlan
from decision.model.criterion import Criterion
from decision.model.errors import ImpossibleError
from decision.model.estimate import Exact
from decision.model.rating import Rating
from decision.model.requirement import Requirement, RequirementResult, Verdict
from decision.model.scenario import ImpossibleScenarioError, Scenario
from decision.model.value_function import Scale, ValueFunction
from decision.model.weights import Anything, Ordered, Ranged
from tests.strategies import scenarios

LINE = ValueFunction(Scale(0, 10))
FIT = Criterion("fit", "Fit", LINE, 3)
COST = Criterion("cost", "Cost", ValueFunction(Scale(100, 0)), 1, kind="cost_plan")


def option(id: str, **more: Any) -> Option:
    return Option(id, {"fit": Rating(Exact(5)), "cost": Rating(Exact(50))}, **more)


A, B = option("a"), option("b")
SOUND = Scenario("Which?", (FIT, COST), (A, B))
PLAN = Rating(CostPlan(yearly=Exact(10)))


def changed(**fields: Any) -> Callable[[], Scenario]:
    return lambda: replace(SOUND, **fields)


@pytest.mark.parametrize(
    ("make", "problems"),
    [
        (changed(title=" "), ["title: the title is empty; say what is to be decided"]),
        (
            changed(options=(A,)),
            ["options: a decision has 2 to 30 options (got 1); add or remove options"],
        ),
        (
            changed(options=tuple(option(f"o{m}") for m in range(31))),
            ["options: a decision has 2 to 30 options (got 31); add or remove options"],
        ),
        (changed(options=(A, A)), ["options.a: option a is given twice; rename or remove one"]),
        (  # what correlates nobody can say before its name is one option's
            changed(options=(A, B, A), dependence=Dependence(0.5, (("a.fit", "a.cost", -0.9),))),
            ["options.a: option a is given twice; rename or remove one"],
        ),
        (changed(criteria=(FIT, COST, FIT)), ["criteria.fit: criterion fit is given twice; rename or remove one"]),
        (
            changed(requirements=(Requirement("K1", "x"), Requirement("K1", "y"))),
            ["requirements.K1: requirement K1 is given twice; rename or remove one"],
        ),
        (changed(horizon_years=0), ["horizon_years: the horizon is 0 years; give 1 to 100"]),
        (
            changed(discount_rate=-1.0),
            ["discount_rate: the discount rate is -1; give a share a year, such as 0.035"],
        ),
        (
            changed(options=(A, replace(B, approach="rent"))),
            ["options.b.approach: rent is not an approach; use one of build, buy, extend"],
        ),
        (
            changed(options=(A, replace(B, ratings={"fit": Rating(Exact(5))}))),
            ["options.b.ratings.cost: no rating on cost; rate every option on every criterion"],
        ),
        (
            changed(options=(A, replace(B, ratings={**B.ratings, "fitt": Rating(Exact(5))}))),
            ["options.b.ratings.fitt: fitt is not a criterion that is rated; remove it"],
        ),
        (
            changed(options=(A, replace(B, ratings={**B.ratings, "fit": PLAN}))),
            [
                (
                    "options.b.ratings.fit: fit does not take a cost plan; "
                    "give an estimate, or say kind: cost_plan in the criterion"
                )
            ],
        ),
        (
            changed(options=(A, replace(B, ratings={**B.ratings, "cost": PLAN})), currency="USD"),
            [
                "horizon_years: a cost plan needs horizon_years; add horizon_years at the top of the file",
                "discount_rate: a cost plan needs discount_rate; add discount_rate at the top of the file",
            ],
        ),
        (
            changed(options=(A, replace(B, ratings={**B.ratings, "fit": Rating(Exact(1e50))}))),
            [
                (
                    "options.b.ratings.fit: the rating 1e+50 is out of all proportion to worst 0 and best 10; "
                    "correct it, or worst and best"
                )
            ],
        ),
        (
            changed(options=(A, replace(B, requirements={"K1": RequirementResult(Verdict.PASS)}))),
            [("options.b.requirements.K1: K1 is not a requirement here; define it, or use a set, under requirements")],
        ),
        (
            changed(
                options=(A, replace(B, requirements={"K2": RequirementResult(Verdict.PASS)})),
                requirements=(Requirement("K1", "x"),),
            ),
            ["options.b.requirements.K2: K2 is not a requirement here; use one of K1"],
        ),
        (
            changed(criteria=(replace(FIT, weight=None), COST)),
            ["weights: no weight for fit; give all of them a weight, or none: two scales do not mix"],
        ),
        (
            changed(criteria=(replace(FIT, weight=-1), COST)),
            ["weights.fit: weight -1 is not a number of 0 or more; correct it"],
        ),
        (
            changed(criteria=(replace(FIT, weight=0), replace(COST, weight=0))),
            ["weights: all weights are zero; give at least one a weight above 0"],
        ),
        (
            changed(criteria=(replace(FIT, weight=None), replace(COST, weight=None))),
            ["weights: no weights are given; add weights for all criteria, or weight_uncertainty: any"],
        ),
        (
            changed(weight_uncertainty=Ordered((("cost",), ("fit",)))),
            [
                (
                    "weight_uncertainty: the stated weights lie outside the region stated for them; "
                    "change the weights, or the order or ranges"
                )
            ],
        ),
        (
            changed(weight_uncertainty=Ranged({"cots": (1, 2)})),
            ['weight_uncertainty.ranges.cots: cots is not a criterion here; did you mean "cost"?'],
        ),
        (
            changed(views={"clinical": {"fit": 1.0}}),
            ["views.clinical: no weight for cost; give all of them a weight, or none: two scales do not mix"],
        ),
        (
            changed(views={"clinical": {"fit": 1.0, "cots": 2.0, "cost": 0.0}}),
            ["views.clinical.cots: cots is not a criterion; remove it"],
        ),
        (
            changed(dependence=Dependence(1.0)),
            ["dependence.within_option: within_option is 1; give a correlation of at least 0 and below 1"],
        ),
        (
            changed(dependence=Dependence(0.0, (("a.fit", "a.risk", 0.5),))),
            [
                (
                    "dependence.pairs.0: a.risk names no estimate; "
                    "write option.criterion, or option.criterion.component of a plan"
                )
            ],
        ),
        (
            changed(dependence=Dependence(0.0, (("a.fit", "a.fit", 0.5),))),
            ["dependence.pairs.0: a.fit is paired with itself; leave the pair out"],
        ),
        (
            changed(dependence=Dependence(0.0, (("a.fit", "b.fit", 0.5), ("b.fit", "a.fit", 0.1)))),
            ["dependence.pairs.1: b.fit and a.fit are paired twice; leave one pair out"],
        ),
        (
            changed(dependence=Dependence(0.0, (("a.fit", "b.fit", -1.0),))),
            ["dependence.pairs.0: the correlation -1 is not between -1 and 1; give a number between them"],
        ),
        (
            changed(title="", options=(A,), horizon_years=0),
            [
                "title: the title is empty; say what is to be decided",
                "options: a decision has 2 to 30 options (got 1); add or remove options",
                "horizon_years: the horizon is 0 years; give 1 to 100",
            ],
        ),
    ],
)
def test_every_contradiction_is_told_with_its_place(make: Callable[[], Scenario], problems: list[str]) -> None:
    with pytest.raises(ImpossibleScenarioError) as caught:
        make()
    assert [f"{'.'.join(map(str, each.at))}: {each}" for each in caught.value.problems] == problems


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Criterion("x", "X"), "the criterion has no scale; give worst and best, or parts"),
        (
            lambda: Criterion("x", "X", LINE, parts=(FIT,)),
            "a criterion with parts has no scale of its own; give worst and best to its parts",
        ),
        (
            lambda: Criterion("x", "X", parts=(FIT,), kind="cost_plan"),
            "a criterion with parts cannot be a cost plan; leave kind out",
        ),
        (
            lambda: Criterion("x", "X", parts=(Criterion("mode", "Mode", LINE),)),
            "a part may not be called mode, which is a key of an estimate; give it another name",
        ),
        (
            lambda: Criterion("w", "W", parts=(Criterion("x", "X", parts=(Criterion("y", "Y", parts=(FIT,)),)),)),
            "criteria are nested 4 levels deep; keep to 3 levels at most",
        ),
    ],
)
def test_a_criterion_that_cannot_be_says_why(make: Callable[[], Criterion], message: str) -> None:
    with pytest.raises(ImpossibleError) as caught:
        make()
    assert str(caught.value) == message


def test_the_anchor_nearest_to_a_rating_speaks_for_it() -> None:
    fit = replace(FIT, anchors={7: "good", 3: "poor"})
    assert [fit.anchor_for(x) for x in (0, 4.9, 5, 5.1, 10)] == ["poor", "poor", "poor", "good", "good"]
    assert FIT.anchor_for(5) == ""


# --- looking up and changing ------------------------------------------------------------------------------


@given(scenarios())
def test_weights_are_products_of_shares_down_the_tree(scenario: Scenario) -> None:
    for path, weight in scenario.weights.items():
        keys = path.split(".")
        product = 1.0
        for depth in range(1, len(keys) + 1):
            product *= scenario.sibling_shares[".".join(keys[:depth])]
        assert weight == pytest.approx(product, rel=1e-12)


@given(scenarios())
def test_parents_come_before_their_parts_and_leaves_have_none(scenario: Scenario) -> None:
    paths = list(scenario.all_criteria)
    for path in paths:
        above = path.rpartition(".")[0]
        assert not above or paths.index(above) < paths.index(path)
    assert all(not leaf.parts for leaf in scenario.leaves.values())
    assert list(scenario.leaves) == [path for path in paths if not scenario.all_criteria[path].parts]


def test_a_change_makes_a_new_scenario_and_leaves_the_old_one() -> None:
    reweighted = SOUND.with_weights({"fit": 1, "cost": 1})
    rerated = SOUND.with_rating("a", "fit", Rating(Exact(9)))
    checked = replace(SOUND, requirements=(Requirement("K1", "x"),)).with_requirement_result(
        "a", "K1", RequirementResult(Verdict.FAIL)
    )
    assert dict(reweighted.weights) == {"fit": 0.5, "cost": 0.5}
    assert rerated.option("a").ratings["fit"].estimate == Exact(9)
    assert checked.option("a").failed == ("K1",)
    assert not checked.with_requirement_result("a", "K1", None).option("a").excluded
    assert dict(SOUND.weights) == {"fit": 0.75, "cost": 0.25}
    assert SOUND.option("a") == A
    assert reweighted.with_weights_of(SOUND) == SOUND


def test_what_does_not_fit_cannot_be_put_in() -> None:
    with pytest.raises(ImpossibleScenarioError, match="weight -1 is not a number of 0 or more"):
        SOUND.with_weights({"fit": -1})
    with pytest.raises(ImpossibleScenarioError, match="fit does not take a cost plan"):
        SOUND.with_rating("a", "fit", PLAN)
    with pytest.raises(KeyError):
        SOUND.option("nobody")


def test_a_scenario_is_frozen_through_and_through() -> None:
    scenario = replace(SOUND, views={"all": {"fit": 1.0, "cost": 1.0}}, date=datetime.date(2026, 11, 23))
    with pytest.raises(FrozenInstanceError):
        scenario.title = "Other"  # type: ignore[misc]
    inside: list[Any] = [
        scenario.views,
        scenario.views["all"],
        scenario.weights,
        scenario.leaves,
        A.ratings,
        FIT.anchors,
    ]
    for mapping in inside:
        with pytest.raises(TypeError):
            mapping["fit"] = None


def test_what_was_passed_in_may_change_without_harm() -> None:
    ratings = dict(A.ratings)
    one = Option("a", ratings)
    ratings.clear()
    assert one.ratings == A.ratings


def test_without_weights_a_region_gives_its_centroid() -> None:
    open_criteria = (replace(FIT, weight=None), replace(COST, weight=None))
    assert dict(replace(SOUND, criteria=open_criteria, weight_uncertainty=Anything()).weights) == {
        "fit": 0.5,
        "cost": 0.5,
    }
    ordered = replace(SOUND, criteria=open_criteria, weight_uncertainty=Ordered((("cost",), ("fit",))))
    assert dict(ordered.weights) == pytest.approx({"fit": 0.25, "cost": 0.75})

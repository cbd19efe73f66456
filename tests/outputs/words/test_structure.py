from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import decision
from decision.model.contents import Dependence
from decision.model.scenario import Scenario
from decision.model.structure import criteria, options, requirements
from decision.model.structure.curves import turned_round
from decision.model.weights import Ordered, Ranged
from decision.outputs.words.scoring import short_names
from decision.outputs.words.structure import (
    beginning_in_words,
    goes_with_criterion,
    goes_with_option,
    goes_with_requirements,
    scale_in_words,
    structure_in_words,
)
from tests.strategies import scenarios
from tests.ui.conftest import ROOT

PORTAL = decision.load(ROOT / "scenarios" / "health-centre-portal.yaml")


@settings(deadline=None, max_examples=60)
@given(scenarios())
def test_the_sentence_counts_and_names_what_there_is_and_what_counts_most(scenario: Scenario) -> None:
    said = structure_in_words(scenario)
    names = list(short_names(scenario.options).values())
    assert all(name in said for name in names) or f"between {len(names)} options" in said
    tops = {each.id: scenario.weights[each.id] for each in scenario.criteria}
    assert (f"by {len(tops)} criteria" in said) == (len(tops) > 1)
    most = re.search(r"; (.*) counts most, ", said)
    if most:
        (heaviest,) = [id for id in tops if scenario.criterion_names[id] == most[1]]
        assert all(share < tops[heaviest] for id, share in tops.items() if id != heaviest)
    if "count alike" in said:
        assert max(tops.values()) - min(tops.values()) < 1e-8


@settings(deadline=None, max_examples=40)
@given(scenarios(fewest_options=3), st.data())
def test_what_is_said_to_go_with_an_option_is_what_goes(scenario: Scenario, data: st.DataObject) -> None:
    id = data.draw(st.sampled_from([each.id for each in scenario.options]))
    after = options.removing_option(scenario, id)
    gone = " ".join(goes_with_option(scenario, id))
    pairs = len(scenario.dependence.pairs) - len(after.dependence.pairs)
    assert ("pair" in gone) == bool(pairs)
    assert ("requirement" in gone) == bool(scenario.option(id).requirements)
    assert "rating" in gone


def test_what_goes_with_a_criterion_is_said_with_its_figures() -> None:
    order = Ordered(tuple((id,) for id in sorted(PORTAL.weights, key=lambda each: -PORTAL.weights[each])))
    scenario = replace(PORTAL, weight_uncertainty=order, dependence=Dependence(0.0, (("buy.fit", "build.risk", 0.2),)))
    assert goes_with_criterion(scenario, "fit") == [
        "the ratings of 3 options",
        "its weight, 30 % of the whole, which the others share",
        f"its points in {len(PORTAL.views)} views",
        "what is said of its weight in the order or the ranges of weights",
        "one pair of estimates that hang together",
    ]
    split = criteria.splitting_criterion(PORTAL, "fit", "Staff")
    assert goes_with_criterion(split, "fit")[0] == "the ratings of 3 options on its 2 parts"


def test_what_goes_with_a_requirement_names_whom_it_rules_out() -> None:
    rated = {id: option.requirements for option in PORTAL.options for id in option.requirements}
    id = next(iter(rated))
    results = sum(id in option.requirements for option in PORTAL.options)
    assert goes_with_requirements(PORTAL, [id])[0] == ("one result" if results == 1 else f"{results} results")
    own = requirements.adding_requirement(PORTAL, "Works on a phone.")
    assert goes_with_requirements(own, ["R1"]) == []


def test_with_what_a_new_criterion_begins_is_what_it_begins_with() -> None:
    made = criteria.adding_criterion(PORTAL, "Reach", 0, 10)
    assert f"It begins with {made.criteria[-1].weight:g} points, the average of the others." in beginning_in_words(
        PORTAL
    )
    ranged = replace(PORTAL, weight_uncertainty=Ranged({"fit": (10, 60)}))
    assert "0 points, for ranges are stated" in beginning_in_words(ranged)
    split = criteria.splitting_criterion(PORTAL, "fit", "Staff")
    assert "No weights are stated here" in beginning_in_words(split, "fit")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("cost", "$2.5M to $300k, less is better"),
        ("time_to_launch", "24 to 3 months, less is better"),
        ("fit", "0 to 10, more is better"),
    ],
)
def test_a_scale_is_said_from_worst_to_best(path: str, says: str) -> None:
    criterion = PORTAL.all_criteria[path]
    assert scale_in_words(criterion, PORTAL.currency) == says
    assert criterion.value_function is not None
    round_ = replace(criterion, value_function=turned_round(criterion.value_function))
    assert scale_in_words(round_, PORTAL.currency).endswith(
        "more is better" if says.endswith("less is better") else "less is better"
    )

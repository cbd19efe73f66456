"""Sentences on what would change the answer."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from decision.analysis.sensitivity.sensitivity import SensitivityResult, sensitivity
from decision.model.scenario import Scenario
from decision.model.what_if import leaving_out
from decision.outputs.text.sensitivity import sensitivity_text
from decision.outputs.words import information as information_words
from decision.outputs.words import reversals as reversals_words
from decision.outputs.words import sensitivity as sensitivity_words
from decision.outputs.words import switching as switching_words
from tests.oracles.decisions import decision
from tests.outputs.samples import EXCLUDED, MINIMAL, PORTAL, THREE_LEVELS


@cache
def result_of(name: str) -> tuple[Scenario, SensitivityResult]:
    scenario = {"portal": PORTAL, "minimal": MINIMAL, "parts": THREE_LEVELS, "excluded": EXCLUDED}[name]
    return scenario, sensitivity(scenario, 20_000, 1)


@pytest.mark.parametrize("name", ["portal", "minimal", "parts", "excluded"])
def test_sentences_are_sentences(name: str) -> None:
    scenario, result = result_of(name)
    sentences = [
        sensitivity_words.verdict(scenario, result),
        switching_words.nearest_weight(scenario, result),
        reversals_words.nearest_reversal(scenario, result),
        information_words.worth_finding_out(scenario, result),
        *(switching_words.weight_switch(scenario, result, each) for each in result.weights),
        *(switching_words.rating_switch(scenario, result, each) for each in result.ratings),
        *(each for sentences in reversals_words.reversals(scenario, result).values() for each in sentences),
        *sensitivity_words.dominance(scenario, result),
        *sensitivity_words.never_best(scenario, result),
        *sensitivity_words.findings(scenario, result),
    ]
    for sentence in sentences:
        assert sentence == "" or (not sentence[0].islower() and sentence.endswith(".")), sentence
        assert "None" not in sentence
        assert "nan" not in sentence.split()
        assert "  " not in sentence


def test_the_portal_in_words() -> None:
    scenario, result = result_of("portal")
    assert switching_words.nearest_weight(scenario, result) == (
        "Buy overtakes if Fit with patients and staff counts for more than 37 % (type more than 40.17 in place of 30); now 30 %."
    )
    cost = next(each for each in result.ratings if (each.option, each.criterion) == ("extend", "cost"))
    assert switching_words.rating_switch(scenario, result, cost).startswith(
        "Buy overtakes if Extend's Cost rises above "
    )
    fit = next(each for each in result.ratings if (each.option, each.criterion) == ("buy", "fit"))
    assert switching_words.rating_switch(scenario, result, fit) == (
        "Buy overtakes if its Fit with patients and staff rises above 7.62 (expected 7.17)."
    )


def test_where_nothing_is_uncertain_no_chance_is_told() -> None:
    said = sensitivity_words.verdict(*result_of("minimal"))
    assert said == (
        "Extend leads. It is not known how sure this is: all 18 ratings are single numbers, and weights are fixed."
    )
    level = replace(
        MINIMAL, options=tuple(replace(each, ratings=MINIMAL.options[0].ratings) for each in MINIMAL.options)
    )
    assert sensitivity_words.verdict(level, sensitivity(level, 100, 1)).startswith(
        "Build, Buy and Extend are level. It is not known"
    )


def test_options_that_are_level_are_not_said_to_overtake() -> None:
    same = PORTAL.with_rating("build", "fit", PORTAL.option("buy").ratings["fit"])
    scenario = leaving_out(same, (), [each.id for each in PORTAL.criteria if each.id != "fit"])
    result = sensitivity(scenario, 1000, 1)
    assert sensitivity_words.verdict(scenario, result).startswith("Build and Buy are level. ")
    assert sensitivity_words.verdict(scenario, result).endswith(": too close to call.")
    joint = [each for each in reversals_words.reversals(scenario, result)["buy"] if "joint first" in each]
    assert joint == ["Buy is joint first as things stand."]
    assert switching_words.nearest_weight(scenario, result) == ""


def test_what_to_type_is_told_only_where_it_can_be_typed() -> None:
    scenario, result = result_of("portal")
    assert "(type " in switching_words.nearest_weight(scenario, result)
    assert "(type " not in switching_words.nearest_weight(scenario, result, typed=False)


def test_a_weight_near_its_switching_point_keeps_a_decimal() -> None:
    scenario = decision({"a": [1, 0], "b": [0, 1]}, [51, 49], [(0, 1)] * 2)
    sentence = switching_words.nearest_weight(scenario, sensitivity(scenario, 100, 1))
    assert sentence == "B overtakes if C1 counts for less than 50 % (type less than 49 in place of 51); now 51 %."


def test_what_nobody_can_reach_is_said_to_be_impossible() -> None:
    scenario = decision({"a": [1, 1], "b": [0, 0]}, [1, 1], [(0, 1)] * 2)
    result = sensitivity(scenario, 100, 1)
    assert switching_words.nearest_weight(scenario, result).startswith("No single weight changes the leader")
    weights, ratings, both = reversals_words.reversals(scenario, result)["b"]
    assert weights == "B is never best at any weights, with the ratings as they stand."
    assert ratings == "No rating can move: all are single numbers."
    assert both == "With the ratings as they stand, B cannot lead, whatever the weights."
    assert sensitivity_words.never_best(scenario, result) == [
        "B is never best at any weights, with the ratings as they stand."
    ]
    assert information_words.worth_finding_out(scenario, result).startswith("Nothing is worth finding out")


def test_an_option_left_alone_is_said_to_be() -> None:
    scenario = decision({"a": [1, 1], "b": [0, 0]}, [1, 1], [(0, 1)] * 2)
    result = replace(sensitivity(scenario, 100, 1), runner_up=None)
    assert sensitivity_words.verdict(scenario, result) == "A is the only option left."


@pytest.mark.parametrize("name", ["portal", "minimal", "parts", "excluded"])
def test_the_text_fits_a_mail(name: str) -> None:
    scenario, result = result_of(name)
    text = sensitivity_text(scenario, result)
    assert text.startswith(scenario.title + "\n\n" + sensitivity_words.verdict(scenario, result))
    tables = [line for line in text.splitlines() if not line.endswith(".")]
    assert max(len(line) for line in tables) <= 120
    assert result.fingerprint[:12] in text

"""Results in sentences."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from decision.analysis.scoring import evaluate
from decision.files.reader import load
from decision.model.estimate import Exact
from decision.model.rating import Rating
from decision.model.requirement import Requirement, RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.model.what_if import leaving_out
from decision.outputs.words.scoring import exclusions, headline, listed, open_requirements, short_names

MINIMAL = load(Path(__file__).resolve().parents[3] / "scenarios" / "minimal.yaml")
REQUIRED = replace(MINIMAL, requirements=(Requirement("R1", "Patients can sign in without e-mail."),))


def without(*options: str) -> Scenario:
    scenario = REQUIRED
    for option in options:
        scenario = scenario.with_requirement_result(option, "R1", RequirementResult(Verdict.FAIL))
    return scenario


def test_the_leader_leads_the_runner_up() -> None:
    assert headline(evaluate(MINIMAL)) == "Extend leads Buy by 3.5 points."


def test_a_tie_is_said_as_one() -> None:
    level = MINIMAL.with_rating("buy", "cost", Rating(Exact(7.4)))
    assert headline(evaluate(level)) == "Buy and Extend are level, with 65.5 points each."


def test_two_runners_up_are_both_named() -> None:
    level = MINIMAL.with_rating("build", "cost", Rating(Exact(3 + 13.5 / 2.5)))
    assert headline(evaluate(level)) == "Extend leads Build and Buy by 3.5 points."


@pytest.mark.parametrize(("gap", "words"), [(0.04, "less than 0.1 points"), (1, "1.0 point")])
def test_small_margins_are_said_well(gap: float, words: str) -> None:
    close = MINIMAL.with_rating("buy", "cost", Rating(Exact(7.4 - gap / 2.5)))
    assert headline(evaluate(close)) == f"Extend leads Buy by {words}."


def test_an_only_option_and_none_at_all() -> None:
    only = "Build is the only option left, with 48.5 points."
    assert headline(evaluate(without("buy", "extend"))) == only
    none = "Every option is excluded, so none can be chosen."
    assert headline(evaluate(without("build", "buy", "extend"))) == none
    both = leaving_out(without("build", "buy"), ["extend"])
    assert headline(evaluate(both)) == "Every option is excluded or left out, so none can be chosen."
    left_out = leaving_out(MINIMAL, ["build", "buy", "extend"])
    assert headline(evaluate(left_out)) == "All options are left out; put one back."


def test_the_excluded_are_named_with_the_reason() -> None:
    scenario = without("buy")
    assert exclusions(scenario, evaluate(scenario)) == ["Buy is out: it fails R1. Patients can sign in without e-mail."]
    told = scenario.with_requirement_result("buy", "R1", RequirementResult(Verdict.FAIL, "It asks for one."))
    assert exclusions(told, evaluate(told)) == ["Buy is out: it fails R1. It asks for one."]


def test_options_of_one_approach_are_called_by_name() -> None:
    first, *others = MINIMAL.options
    vendors = replace(MINIMAL, options=(replace(first, approach="buy", name="Vendor A"), *others))
    assert short_names(evaluate(vendors).options) == {"build": "Vendor A", "buy": "Buy", "extend": "Extend"}


def test_options_of_one_name_are_told_apart_by_id() -> None:
    first, second, third = MINIMAL.options
    alike = (replace(first, approach="buy", name="Vendor"), replace(second, name="Vendor"), third)
    scenario = replace(MINIMAL, options=alike)
    assert short_names(evaluate(scenario).options) == {
        "build": "Vendor (build)",
        "buy": "Vendor (buy)",
        "extend": third.name,
    }
    assert headline(evaluate(scenario)) == f"{third.name} leads Vendor (buy) by 3.5 points."


def test_options_without_an_approach_are_called_by_name() -> None:
    bare = replace(MINIMAL, options=tuple(replace(option, approach=None) for option in MINIMAL.options))
    assert set(short_names(evaluate(bare).options).values()) == {option.name for option in MINIMAL.options}


def test_a_margin_that_rounds_to_nothing_is_not_said_as_nothing() -> None:
    close = MINIMAL.with_rating("buy", "cost", Rating(Exact(7.4 - 1e-6)))
    assert headline(evaluate(close)) == "Extend leads Buy by less than 0.1 points."


def test_the_excluded_neither_lead_nor_follow() -> None:
    assert headline(evaluate(without("extend"))) == "Buy leads Build by 13.5 points."
    assert headline(evaluate(without("buy"))) == "Extend leads Build by 17.0 points."


def test_requirements_without_a_result_are_not_shown() -> None:
    assert open_requirements(without("buy")) == {"build": ("R1",), "buy": (), "extend": ("R1",)}


def test_names_are_listed_as_in_a_sentence() -> None:
    assert [listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"])] == ["A", "A and B", "A, B and C"]

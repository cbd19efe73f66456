"""What one plan has and another lacks."""

from __future__ import annotations

from decision.analysis.cash.missing_lines import MissingLine, missing_lines
from decision.files.reader import read_scenario
from decision.outputs.words.money import missing
from tests.outputs.samples import PORTAL

PLANS = """\
format: 1
title: Lines
currency: USD
horizon_years: 3
discount_rate: 0.05
criteria:
  cost: {worst: 100, best: 0, kind: cost_plan, outside: extrapolate}
weights: {cost: 1}
options:
  build: {approach: build, ratings: {cost: {upfront: {lines: {Training: 1, Data migration: 2, Oddity: 1}}, yearly: 3, exit: 2}}}
  buy: {approach: buy, ratings: {cost: {upfront: {lines: {Onboarding: 4}}, yearly: {lines: {Licence fees: 3}}}}}
  extend: {approach: extend, ratings: {cost: {upfront: 7}}}
"""


def test_components_and_lines_that_only_some_plans_have() -> None:
    scenario = read_scenario(PLANS.encode(), "lines.yaml")
    found = missing_lines(scenario, "cost")
    assert MissingLine("exit", "component", ("build",), ("buy", "extend")) in found
    assert MissingLine("yearly", "component", ("build", "buy"), ("extend",)) in found
    assert MissingLine("oddity", "line", ("build",), ("buy",)) in found  # nobody can tell what is in Extend's sum
    assert MissingLine("moving data", "usual", ("build",), ("buy",)) in found
    assert MissingLine("licences or subscription", "usual", ("buy",), ("build",)) in found
    assert not [each for each in found if each.what == "training"]  # by another name both have it
    assert not [each for each in found if not each.have]  # a plan without lines may have any of them


def test_sentences_name_who_has_it_and_ask() -> None:
    scenario = read_scenario(PLANS.encode(), "lines.yaml")
    told = missing(scenario, missing_lines(scenario, "cost"))
    assert "Only Build has a line for leaving; is that so?" in told
    assert "Extend has no line for yearly costs, and Build and Buy have; is that so?" in told
    assert "Only Build has lines for “oddity” and moving data; is that so?" in told
    assert missing(PORTAL, missing_lines(PORTAL, "cost")) == ["Only Build has a line for leaving; is that so?"]

"""Scores as plain text: options and criteria are told apart, weights add up, and the lead is the one that is seen."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given

from decision.analysis.scoring import evaluate
from decision.files.reader import read_scenario
from decision.model.scenario import Scenario
from decision.outputs.text.scoring import evaluation_text
from tests.outputs.samples import MINIMAL, PORTAL
from tests.strategies import scenarios

LONG = b"""
format: 1
title: Long names of groups
criteria:
  clinical:
    name: Clinical and administrative requirements of staff
    weight: 60
    parts:
      phone: {name: Triage and booking of appointments by telephone, worst: 0, best: 10, weight: 2}
      app: {name: Triage and booking of appointments by app, worst: 0, best: 10, weight: 1}
  money: {name: Money, worst: 0, best: 10, weight: 40}
options:
  alpha: {name: Integrated Patient Portal by Vendor One, ratings: {clinical: {phone: 5, app: 7}, money: 4}}
  beta: {name: Integrated Patient Portal by Vendor Two, ratings: {clinical: {phone: 6, app: 5}, money: 5}}
"""


def text_of(scenario: Scenario) -> str:
    return evaluation_text(scenario, evaluate(scenario))


def test_long_names_are_told_apart() -> None:
    """Of carbon-charts#347, restated: names cut at one length became the same name."""
    text = text_of(read_scenario(LONG, "long.yaml"))
    words = " ".join(text.split())
    assert "…" not in text
    assert "appointments by telephone" in words
    assert "appointments by app" in words
    assert "by Vendor Two   by Vendor One" in text
    assert max(map(len, text.splitlines()[3:-2])) < 100


def test_the_title_of_each_option_is_said_where_sentences_call_it_by_its_approach() -> None:
    text = text_of(PORTAL)
    assert "\n\nBuild   Build our own\nBuy     Buy a portal\nExtend  Extend the portal we have\n\n" in text
    assert text_of(MINIMAL).count("Extend") == 2  # there is nothing more to say: in the sentence and in the table


def test_options_that_are_called_by_name_need_no_list() -> None:
    vendors = replace(MINIMAL, options=tuple(replace(each, approach=None, name="Portal") for each in MINIMAL.options))
    assert text_of(vendors).count("Portal (buy)") == 2


def test_a_name_over_several_lines_breaks_no_row() -> None:
    first, *others = MINIMAL.criteria
    scenario = replace(MINIMAL, title="Two\nlines", criteria=(replace(first, name="Cost\n\x1b[31m"), *others))
    lines = text_of(scenario).splitlines()
    assert lines[0] == "Two lines"
    assert any(line.startswith(r"Cost \x1b[31m ") for line in lines)


@given(scenarios())
def test_the_lead_is_the_difference_of_the_scores_beside_it(scenario: Scenario) -> None:
    text = text_of(scenario)
    found = re.search(r" leads .* by ([0-9.]+) points?\.\n", text)
    shown = [float(x) for line in text.splitlines() if line.startswith("Score ") for x in line.split()[1:]]
    result = evaluate(scenario)
    if found is not None and result.leader is not None:
        order = [option.rank for option in result.in_rank_order]
        assert float(found[1]) == round(shown[0] - shown[order.index(2)], 1)
        assert result.margin is not None
        assert abs(float(found[1]) - result.margin) < 0.1 + 1e-9


@given(scenarios())
def test_the_weights_add_up(scenario: Scenario) -> None:
    table = text_of(scenario).split("\n---")[1]
    tops = re.findall(r"^\S.*?  +(?:< )?([0-9.]+) %  ", table, re.MULTILINE)
    assert round(10 * sum(map(float, tops))) in (1000, *(1000 + n for n in range(table.count("< 0.1 %") + 1)))

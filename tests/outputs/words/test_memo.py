"""What only a memo says, held against the figures it speaks of, over decisions made up at random."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from decision.analysis.scoring import evaluate
from decision.analysis.simulation.simulation import simulate
from decision.files.reader import read_scenario
from decision.model.errors import DecisionError
from decision.outputs.words.memo import (
    dissent_in_words,
    money_criteria,
    most_of_the_weight,
    not_shown_in_words,
    prediction_rows,
    spoken_for,
    to_reserve,
    were_it_not_out,
    what_a_weight_is_of,
)
from decision.outputs.words.scoring import open_requirements, short_names
from decision.outputs.words.viewpoints import weighted_by
from tests.outputs.samples import MINIMAL, PORTAL
from tests.random_decisions import made_up

SEEDS = range(30)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_criteria_named_hold_half_of_the_weight_and_one_fewer_would_not(seed: int) -> None:
    scenario = made_up(np.random.default_rng(seed))
    said = most_of_the_weight(scenario)
    weights = sorted((scenario.weights[top.id] for top in scenario.criteria), reverse=True)
    if len(weights) == 1:
        assert said == "There is one criterion, and it has all of the weight."
        return
    named = [top for top in scenario.criteria if re.search(rf"\b{re.escape(scenario.criterion_names[top.id])}\b", said)]
    held = sum(scenario.weights[top.id] for top in named)
    assert held >= 0.5 - 1e-9
    assert held - min(scenario.weights[top.id] for top in named) < 0.5
    assert held == pytest.approx(sum(weights[: len(named)]))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_predicted_is_what_was_drawn_the_weightiest_first(seed: int) -> None:
    scenario = made_up(np.random.default_rng(seed))
    try:
        result = simulate(scenario, draws=500)
    except DecisionError:
        return
    option = scenario.options[0].id
    rows = prediction_rows(scenario, result, option, 3)
    drawn = result.option(option).ratings
    uncertain = [path for path in drawn if drawn[path].p90 > drawn[path].p10]
    assert len(rows) == min(3, len(uncertain))
    paths = sorted(uncertain, key=lambda path: -scenario.weights[path])[: len(rows)]
    for row, path in zip(rows, paths, strict=True):
        shown = [float(re.sub(r"[^0-9.e-]", "", x.replace("k", "e3").replace("M", "e6"))) for x in row[1:]]
        exact = [drawn[path].p10, drawn[path].p50, drawn[path].p90]
        assert shown == pytest.approx(exact, rel=0.02, abs=0.06)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_reserved_lies_between_the_quantiles_of_money(seed: int) -> None:
    scenario = made_up(np.random.default_rng(seed))
    paths = money_criteria(scenario)
    try:
        result = simulate(scenario, draws=500)
    except DecisionError:
        return
    for path in paths:
        scale = scenario.leaves[path].value_function.scale
        assert scale.worst > scale.best
        for option in scenario.options:
            drawn = result.option(option.id).ratings[path]
            said = to_reserve(scenario, result, option.id, path)
            assert ("nothing said of how uncertain" in said) == (drawn.p80 <= drawn.p50)


def test_who_the_rest_is_said_of_is_the_chosen_one_or_else_the_leader() -> None:
    from decision.model.record import RecordedDecision

    evaluation = evaluate(PORTAL)
    assert spoken_for(PORTAL, evaluation) == evaluation.leader
    assert spoken_for(replace(PORTAL, decision=RecordedDecision("build")), evaluation) == "build"


@pytest.mark.parametrize("seed", SEEDS)
def test_dissent_names_each_view_beside_the_option_that_leads_with_it(seed: int) -> None:
    scenario = made_up(np.random.default_rng(seed))
    if not scenario.views or not scenario.ranked_options:
        return
    own = evaluate(scenario)
    views = {name: evaluate(weighted_by(scenario, view)) for name, view in scenario.views.items()}
    said = dissent_in_words(scenario, own, views)
    names = short_names(scenario.options)
    agree = all(each.joint_leaders == own.joint_leaders for each in views.values())
    assert ("as well" in said) == agree
    for each in (own, *views.values()):
        assert all(names[id] in said for id in each.joint_leaders)
    assert all(name in said for name in views)


def test_requirements_not_shown_are_counted_and_named() -> None:
    missing = open_requirements(PORTAL)
    assert not_shown_in_words(PORTAL, missing, "extend") == "Extend: 3 of 11 not shown (K06, K08, K09)."
    assert not_shown_in_words(PORTAL, {"extend": ()}, "extend") == ""
    many = {"extend": tuple(f"R{n}" for n in range(15))}
    assert "R11 and 3 more)" in not_shown_in_words(PORTAL, many, "extend")


def test_what_a_weight_is_the_worth_of() -> None:
    assert what_a_weight_is_of(PORTAL, "cost") == "$2.5M to $300k"
    assert what_a_weight_is_of(PORTAL, "time_to_launch") == "24 months to 3 months"
    assert what_a_weight_is_of(MINIMAL, "cost") == "0 to 10"


@example(first=4_000, second=80, out=4_000)
@example(first=4_000, second=80, out=4_003)
@given(first=st.integers(0, 8_000), second=st.integers(0, 8_000), out=st.integers(0, 8_000))
def test_where_an_option_that_is_out_would_stand_is_who_would_lead_and_by_the_points_shown(
    first: int, second: int, out: int
) -> None:
    first_at, second_at, out_at = (x / 80 for x in (first, second, out))
    scenario = read_scenario(
        f"""
format: 1
title: One is out
criteria: {{fit: {{worst: 0, best: 100}}}}
weights: {{fit: 1}}
requirements: {{R1: {{text: It must be in.}}}}
options:
  a: {{name: Ann, ratings: {{fit: {first_at!r}}}}}
  b: {{name: Bob, ratings: {{fit: {second_at!r}}}}}
  c: {{name: Cem, ratings: {{fit: {out_at!r}}}, requirements: {{R1: fail}}}}
""".encode(),
        "out.yaml",
    )
    evaluation = evaluate(scenario)
    (said,) = were_it_not_out(scenario, evaluation)
    best = max(first_at, second_at)
    leader = "Ann" if evaluation.leader == "a" else "Bob"
    if out_at == best:
        assert said.endswith(f"it would be level with {leader}.")
        return
    gap = re.search(r" by (less than 0\.1|\d+\.\d) points\.$", said)
    assert gap is not None
    if "it would lead" in said:
        assert f"it would lead {leader} by" in said and out_at > best
    else:
        assert f"{leader} would lead it by" in said and out_at < best
    apart = abs(out_at - best)
    assert apart < 0.15 if gap[1].startswith("less") else abs(float(gap[1]) - apart) <= 0.1 + 1e-9

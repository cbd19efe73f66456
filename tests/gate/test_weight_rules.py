"""Weights follow their ranges, and are not chosen for the result: both are seen beside the base."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from decision.files.reader import read_scenario
from decision.gate.weight_rules import shares_among_common
from decision.model.scenario import Scenario
from tests.gate.cases import PLAN, found, told
from tests.strategies import scenarios

PARTS = """format: 1
title: Parts
criteria:
  cost: {worst: 10, best: 0}
  link:
    parts:
      reading: {worst: 0, best: 10, weight: 3}
      writing: {worst: 0, best: 10, weight: 1}
weights: {cost: 40, link: 60}
options:
  a: {ratings: {cost: 5, link: {reading: 5, writing: 4}}}
  b: {ratings: {cost: 6, link: {reading: 5, writing: 4}}}
"""
NOT_THEN = "say who agreed on them and why, or put back the weights as they were"


# --- ranges --------------------------------------------------------------------------------------------------------


def test_a_range_that_was_changed_asks_for_another_weight() -> None:
    assert told("weight_after_range", PLAN.replace("worst: 100", "worst: 80"), PLAN) == [
        (
            "criteria.cost.worst: the range of Cost was changed (worst from 100 to 80), and its weight was not; "
            "a weight is for the way from worst to best: agree on it anew, or on why it stays"
        )
    ]
    both = PLAN.replace("worst: 0, best: 10", "worst: 1, best: 9")
    (one,) = found("weight_after_range", both, PLAN)
    assert "(worst from 0 to 1 and best from 10 to 9)" in one.what


def test_nothing_is_found_where_nothing_or_the_weight_too_was_changed() -> None:
    assert found("weight_after_range", PLAN, PLAN) == []
    changed = PLAN.replace("worst: 100", "worst: 80")
    assert found("weight_after_range", changed.replace("cost: 40", "cost: 30"), PLAN) == []
    assert (
        found(
            "weight_after_range",
            changed.replace("cost: 40, fit: 60", "cost: 0, fit: 60"),
            PLAN.replace("cost: 40", "cost: 0"),
        )
        == []
    )


def test_other_points_for_the_same_shares_change_no_weight() -> None:
    changed = PLAN.replace("worst: 100", "worst: 80").replace("cost: 40, fit: 60", "cost: 4, fit: 6")
    assert len(found("weight_after_range", changed, PLAN)) == 1


def test_the_weight_of_a_part_is_its_own_or_that_of_what_it_is_a_part_of() -> None:
    changed = PARTS.replace("writing: {worst: 0", "writing: {worst: 1")
    (one,) = found("weight_after_range", changed, PARTS)
    assert one.keys == ("criteria", "link", "parts", "writing", "worst") and "Link › Writing" in one.what
    assert found("weight_after_range", changed.replace("weight: 1", "weight: 2"), PARTS) == []
    assert found("weight_after_range", changed.replace("link: 60", "link: 50"), PARTS) == []


# --- after ratings -------------------------------------------------------------------------------------------------


def test_weights_that_were_changed_after_ratings_were_known_are_told_with_what_they_do() -> None:
    assert told("weights_after_ratings", PLAN.replace("cost: 40, fit: 60", "cost: 20, fit: 60"), PLAN) == [
        (
            "weights.cost: weights were changed after ratings were known (Cost from 40 % to 25 % and Fit from 60 % to 75 %); "
            f"the leader is the same with either; {NOT_THEN}"
        )
    ]
    buy_is_fit = PLAN.replace("{low: 5, high: 7", "{low: 8, high: 10")
    (one,) = found("weights_after_ratings", buy_is_fit.replace("cost: 40, fit: 60", "cost: 60, fit: 40"), buy_is_fit)
    assert one.what.endswith("; with those of before, Buy would lead, and not Extend")


def test_weights_may_be_set_as_long_as_nobody_knows_a_rating() -> None:
    blind = PARTS.replace(
        "cost: 5, link: {reading: 5, writing: 4}", "cost: unknown, link: {reading: unknown, writing: unknown}"
    )
    blind = blind.replace(
        "cost: 6, link: {reading: 5, writing: 4}", "cost: unknown, link: {reading: unknown, writing: unknown}"
    )
    other = PARTS.replace("cost: 40", "cost: 80")
    assert found("weights_after_ratings", other, blind) == []
    assert len(found("weights_after_ratings", other, PARTS)) == 1


def test_a_criterion_that_came_or_went_changes_no_weight_of_the_others() -> None:
    more = PLAN.replace("fit: {worst: 0", "risk: {worst: 0, best: 10}, fit: {worst: 0").replace(
        "cost: 40", "cost: 40, risk: 5"
    )
    more = more.replace("    ratings:\n", "    ratings:\n      risk: 5\n")
    assert found("weights_after_ratings", more, PLAN) == []
    assert found("weights_after_ratings", PLAN, more) == []
    (one,) = found("weights_after_ratings", more.replace("cost: 40", "cost: 60"), PLAN)
    assert "what they do to the leader cannot be told, for the criteria are others too" in one.what


def test_weights_of_before_that_lie_outside_what_is_open_now_are_not_tried() -> None:
    ranged = PLAN.replace("cost: 40, fit: 60", "cost: 20, fit: 80") + "weight_uncertainty: {ranges: {cost: [10, 30]}}\n"
    (one,) = found("weights_after_ratings", ranged, PLAN)
    assert "those of before lie outside what is open now" in one.what


def test_where_only_what_is_open_changed_the_place_is_that() -> None:
    stated = PLAN.replace("weights: {cost: 40, fit: 60}\n", "weight_uncertainty: {order: [cost, fit]}\n")
    (one,) = found("weights_after_ratings", stated.replace("[cost, fit]", "[fit, cost]"), stated)
    assert one.keys == ("weight_uncertainty",)


def test_many_weights_are_counted() -> None:
    ids = [f"c{n}" for n in range(6)]
    text = "format: 1\ntitle: T\ncriteria:\n" + "".join(f"  {id}: {{worst: 0, best: 10}}\n" for id in ids)
    text += f"weights: {{{', '.join(f'{id}: 1' for id in ids)}}}\noptions:\n"
    text += "".join(f"  {option}: {{ratings: {{{', '.join(f'{id}: 5' for id in ids)}}}}}\n" for option in ("a", "b"))
    (one,) = found("weights_after_ratings", text.replace("c0: 1", "c0: 5"), text)
    assert "(C0 from 17 % to 50 %, C1 from 17 % to 10 %, C2 from 17 % to 10 % and 3 more)" in one.what


@given(scenarios(), st.floats(0.5, 20))
def test_shares_stay_whatever_the_points_add_up_to(scenario: Scenario, by: float) -> None:
    stated = {path: each.weight * by for path, each in scenario.all_criteria.items() if each.weight is not None}
    now, before = shares_among_common(scenario.with_weights(stated), scenario)
    assert now.keys() == before.keys()
    assert all(abs(now[path] - before[path]) < 1e-12 for path in now)


def test_a_family_without_weight_is_left_out() -> None:
    before = read_scenario(PARTS.encode(), "x.yaml")
    only_cost = read_scenario(
        PARTS.replace("reading: {worst: 0, best: 10, weight: 3}", "other: {worst: 0, best: 10, weight: 3}")
        .replace("reading: 5", "other: 5")
        .encode(),
        "x.yaml",
    )
    now, _ = shares_among_common(only_cost, before)
    assert list(now) == ["cost", "link"]

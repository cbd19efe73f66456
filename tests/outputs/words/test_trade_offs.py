"""Sentences on money beside the score follow from the figures that they speak of."""

from __future__ import annotations

from dataclasses import replace

from decision.analysis.sampling.values import draw_values
from decision.analysis.standing import Standing
from decision.analysis.trade_offs import trade_off
from decision.outputs.charts.trade_off import MOST_NAMED, trade_off_data, trade_off_in_words
from decision.outputs.words.simulation import futures
from decision.outputs.words.trade_offs import axis_name, dominated, how_to_read, step, sureness, worth_most
from tests.analysis.cash.plans import ALIKE, SINGLE
from tests.outputs.samples import MINIMAL, PORTAL

FOUND = trade_off(Standing(PORTAL), draw_values(PORTAL, 4_000, 1))


def test_who_is_worth_most_and_what_the_last_points_cost() -> None:
    best = max((each for each in FOUND.points if each.efficient), key=lambda each: each.y)
    assert best.option == "buy"
    assert worth_most(PORTAL, FOUND).startswith("Buy is worth most in all but Cost: ")
    (only,) = FOUND.steps
    assert step(PORTAL, FOUND, only).startswith("From Extend to Buy, 0.")
    assert step(PORTAL, FOUND, only).endswith(" for each point.")


def test_worse_on_both_is_said_only_where_it_is_so_in_every_such_future() -> None:
    build = FOUND.point("build")
    assert build.dominated_by
    chance = futures(build.p_dominated or 0.0)
    assert dominated(PORTAL, FOUND) == [f"Build costs more and is worth less than Buy in {chance} futures."]
    weaker = replace(FOUND, points=tuple(replace(each, on_both=False) for each in FOUND.points))
    told = dominated(PORTAL, weaker)
    assert told == [f"Build costs no less and is worth no more than Buy in {chance} futures."]


def test_how_often_no_other_beats_an_option_is_said_of_those_beaten_in_some_futures_only() -> None:
    told = sureness(PORTAL, FOUND)
    assert told.startswith("Beaten on both by no other: Extend in ")
    for each in FOUND.points:
        assert f" in {futures(each.p_efficient).removesuffix(' of 100')}" in told
    certain = trade_off(Standing(SINGLE), draw_values(SINGLE, 500, 1))
    assert sureness(SINGLE, certain) == ""
    assert "shape" in how_to_read(FOUND)
    assert "shape" not in how_to_read(certain)


def test_options_that_are_the_same_are_named_together() -> None:
    same = trade_off(Standing(ALIKE), draw_values(ALIKE, 500, 1))
    assert worth_most(ALIKE, same) == "Build and Buy have the best Fit: 6 for $545k."
    assert dominated(ALIKE, same) == []


def test_less_of_what_is_better_the_less_is_said_to_be_less() -> None:
    found = trade_off(Standing(PORTAL), draw_values(PORTAL, 2_000, 1), ["cost"], ["time_to_launch"])
    for each in found.steps:
        assert " less cost" in step(PORTAL, found, each)
    reached = replace(FOUND.up, criteria=("time_to_launch",), unit="months", is_rating=True, less_is_better=True)
    assert " less cost" in step(PORTAL, replace(FOUND, up=reached), FOUND.steps[0])


def test_where_nothing_is_money_no_cost_is_spoken_of() -> None:
    found = trade_off(Standing(MINIMAL), draw_values(MINIMAL, 1_000, 1), ["fit"])
    told = " ".join([worth_most(MINIMAL, found), *dominated(MINIMAL, found)])
    assert "cost " not in told
    assert axis_name(MINIMAL, found.up).startswith("worth of ")


def test_the_chart_has_a_cloud_and_a_name_for_every_option_and_a_step_between_efficient_ones() -> None:
    rows = trade_off_data(PORTAL, FOUND)
    kinds = [row["kind"] for row in rows]
    assert kinds.count("cloud") == 72 * len(FOUND.points)
    assert kinds.count("name") == kinds.count("option") == len(FOUND.points)
    many = replace(FOUND, points=FOUND.points * (MOST_NAMED // len(FOUND.points) + 1))
    assert not any(row["kind"] == "name" for row in trade_off_data(PORTAL, many))  # they would lie on each other
    assert kinds.count("step") == len(FOUND.steps)
    assert kinds.count("frontier") == sum(each.efficient for each in FOUND.points)
    assert len({tuple(row) for row in rows}) == 1  # all rows have the same fields
    assert "Build costs more and is worth less than Buy" in trade_off_in_words(PORTAL, FOUND)

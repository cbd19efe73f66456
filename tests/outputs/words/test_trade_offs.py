"""Sentences on money beside the score follow from the figures that they speak of."""

from __future__ import annotations

from dataclasses import replace

from decision.analysis.sampling.values import draw_values
from decision.analysis.standing import Standing
from decision.analysis.trade_offs import trade_off
from decision.outputs.charts.trade_off import trade_off_data, trade_off_in_words
from decision.outputs.words.simulation import futures
from decision.outputs.words.trade_offs import axis_name, dominated, step, worth_most
from tests.outputs.samples import MINIMAL, PORTAL

FOUND = trade_off(Standing(PORTAL), draw_values(PORTAL, 4_000, 1))


def test_who_is_worth_most_and_what_the_last_points_cost() -> None:
    best = max((each for each in FOUND.points if each.efficient), key=lambda each: each.y)
    assert best.option == "buy"
    assert worth_most(PORTAL, FOUND).startswith("Buy has the best worth of all but Cost: ")
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
    assert kinds.count("step") == len(FOUND.steps)
    assert kinds.count("frontier") == sum(each.efficient for each in FOUND.points)
    assert len({tuple(row) for row in rows}) == 1  # all rows have the same fields
    assert "Build costs more and is worth less than Buy" in trade_off_in_words(PORTAL, FOUND)

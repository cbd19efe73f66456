"""`unknown` where a rating belongs, and where it does not."""

from __future__ import annotations

import pytest

from decision.files.writer import scenario_yaml
from decision.model.cost_plan import CostPlan, Lines
from decision.model.errors import ImpossibleError
from decision.model.estimate import Unknown
from decision.model.rating import Evidence
from tests.files.reading import faults_of, read

TEXT = """\
format: 1
title: Try
currency: USD
horizon_years: 3
discount_rate: 0.03
criteria:
  fit: {worst: 0, best: 10}
  cost: {worst: 100, best: 0, kind: cost_plan}
weights: {fit: 60, cost: 40}
options:
  a: {ratings: {fit: unknown, cost: unknown}}
  b: {ratings: {fit: {estimate: unknown, because: Waiting for the vendor., evidence: vendor}, cost: 4}}
"""


def test_a_rating_may_be_unknown_with_and_without_a_reason() -> None:
    scenario = read(TEXT)
    assert all(isinstance(each.estimate, Unknown) for each in scenario.option("a").ratings.values())
    rating = scenario.option("b").ratings["fit"]
    assert (rating.because, rating.evidence) == ("Waiting for the vendor.", Evidence.VENDOR)
    assert isinstance(rating.estimate, Unknown)


def test_it_is_written_as_it_is_read() -> None:
    text = scenario_yaml(read(TEXT))
    assert "fit: unknown" in text
    assert "cost: unknown" in text
    assert "estimate: unknown" in text
    assert read(text) == read(TEXT)


def test_a_line_of_a_plan_is_not_unknown_by_itself() -> None:
    only, wide = (
        "only a whole rating can be unknown: write cost: unknown",
        "or a wide range such as {low: 0, high: 100} here",
    )
    for plan, told in (
        ("{upfront: unknown}", f'upfront: must be a number (got "unknown"); {only}, {wide}'),
        ("{yearly: n/a}", f'yearly: must be a number (got "n/a"); {only}, {wide}'),
        ("{yearly: 1, growth: tbd}", f'growth: must be a number (got "tbd"); {only}, {wide.replace("100", "0.1")}'),
        ("{upfront: {lines: {x: unknown}}}", f'upfront.lines.x: must be a number (got "unknown"); {only}, {wide}'),
        ("{exit: {estimate: unknown}}", f'exit.estimate: must be a number (got "unknown"); {only}'),
        (
            "{upfront: {lines: {x: {estimate: unknown}}}}",
            f'upfront.lines.x.estimate: must be a number (got "unknown"); {only}',
        ),
        (
            "{low: unknown, high: 4}",
            f'low: must be a number (got "unknown"); {only}, or a number that it surely does not pass',
        ),
    ):
        (fault,) = faults_of(TEXT.replace("cost: unknown", f"cost: {plan}"))
        assert fault.partition("options.a.ratings.cost.")[2] == told


def test_no_piece_of_a_plan_is_unknown_where_it_is_made_in_python_either() -> None:
    with pytest.raises(ImpossibleError, match="upfront is unknown; only a whole rating can be unknown"):
        CostPlan(upfront=Unknown())
    with pytest.raises(ImpossibleError, match="x is unknown"):
        Lines((("x", Unknown()),))


def test_nothing_is_multiplied_that_is_not_known() -> None:
    (fault,) = faults_of(TEXT.replace("estimate: unknown", "estimate: unknown, class: landmark-schedule"))
    assert "there is nothing that a class could multiply; leave class out" in fault


def test_another_word_is_not_taken_for_it() -> None:
    (fault,) = faults_of(TEXT.replace("fit: unknown", "fit: unknwon"))
    assert "options.a.ratings.fit" in fault

"""`unknown` where a rating belongs, and where it does not."""

from __future__ import annotations

from decision.files.writer import scenario_yaml
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
    (fault,) = faults_of(TEXT.replace("cost: unknown", "cost: {upfront: unknown}"))
    assert fault.startswith("x.yaml:11:47: options.a.ratings.cost.upfront: ")
    assert "unknown" in fault


def test_nothing_is_multiplied_that_is_not_known() -> None:
    (fault,) = faults_of(TEXT.replace("estimate: unknown", "estimate: unknown, class: landmark-schedule"))
    assert "there is nothing that a class could multiply; leave class out" in fault


def test_another_word_is_not_taken_for_it() -> None:
    (fault,) = faults_of(TEXT.replace("fit: unknown", "fit: unknwon"))
    assert "options.a.ratings.fit" in fault

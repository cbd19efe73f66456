"""Totals on the scale of the ratings are what a spreadsheet gives for the same ratings and weights."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision.analysis.scoring import evaluate
from decision.files.reader import read_scenario
from decision.files.tables.scenario import scenario_of
from decision.files.tables.tables import table_grid, understand
from decision.files.tables.understanding import Choices
from decision.model.scenario import Scenario
from decision.model.total_scale import total_scale
from decision.outputs.text.scoring import evaluation_text
from decision.outputs.words.total_scale import NONE, total, totals_in_words


def made(criteria: str, weights: str, a: str, b: str) -> Scenario:
    text = f"format: 1\ntitle: T\ncriteria: {criteria}\nweights: {weights}\noptions:\n"
    return read_scenario(f"{text}  a: {{ratings: {a}}}\n  b: {{ratings: {b}}}\n".encode(), "t.yaml")


FIVE = "{x: {worst: 0, best: 5}, y: {worst: 0, best: 5}}"


def test_a_published_table_shows_the_totals_of_its_sheet() -> None:
    # sign-in, built or bought, restated
    sheet = """,Cost,Time,Features,Upkeep,Flexibility,Total
Weight,.25,.25,.2,.15,.15,
Build,2,1,3,2,5,2.4
Vendor A,4,5,5,5,3,4.45
Vendor W,3,5,5,5,3,4.2
Vendor C,5,5,4,5,3,4.5
"""
    scenario = scenario_of(understand(table_grid(sheet.encode(), "t.csv"), Choices()))
    assert totals_in_words(scenario, evaluate(scenario)) == [
        "The weighted mean of the ratings, from 0 to 5: Vendor C 4.50, Vendor A 4.45, Vendor W 4.20, Build 2.40."
    ]


def test_weights_that_do_not_sum_to_one_make_a_sum_too() -> None:
    scenario = made(FIVE, "{x: 3, y: 5}", "{x: 4, y: 5}", "{x: 3, y: 1}")
    assert totals_in_words(scenario, evaluate(scenario)) == [
        "The weighted mean of the ratings, from 0 to 5: A 4.63, B 1.75.",
        "Weights times ratings, summed, from 0.00 to 40.00: A 37.00, B 14.00.",
    ]


def test_open_ratings_are_said_to_count_otherwise_than_in_most_sheets() -> None:
    scenario = made(FIVE, "{x: 1, y: 1}", "{x: unknown, y: 5}", "{x: 3, y: 1}")
    assert totals_in_words(scenario, evaluate(scenario))[-1].startswith("A rating that is open counts as half-way")


@pytest.mark.parametrize(
    ("criteria", "weights"),
    [
        ("{x: {worst: 0, best: 5}, y: {worst: 0, best: 10}}", "{x: 1, y: 1}"),
        ("{x: {worst: 0, best: 5}, y: {worst: 5, best: 0}}", "{x: 1, y: 1}"),
        ("{x: {worst: 0, best: 5}, y: {worst: 0, best: 5, value: {midvalue: 2}}}", "{x: 1, y: 1}"),
    ],
)
def test_where_no_scale_is_shared_there_is_none(criteria: str, weights: str) -> None:
    scenario = made(criteria, weights, "{x: 4, y: 5}", "{x: 3, y: 1}")
    assert total_scale(scenario) is None
    text = evaluation_text(scenario, evaluate(scenario), with_totals=True)
    assert " ".join(NONE.split()) in " ".join(text.split())
    assert " ".join(NONE.split()) not in " ".join(evaluation_text(scenario, evaluate(scenario)).split())


def test_what_has_no_weight_has_no_say() -> None:
    scenario = made("{x: {worst: 0, best: 5}, y: {worst: 9, best: 1}}", "{x: 2, y: 0}", "{x: 4, y: 5}", "{x: 3, y: 1}")
    scale = total_scale(scenario)
    assert scale is not None
    found = evaluate(scenario)
    assert [scale.mean(found.weights, option.ratings) for option in found.options] == [4, 3]


def test_a_rating_outside_the_scale_counts_as_it_stands() -> None:
    scenario = made(FIVE, "{x: 1, y: 1}", "{x: 6, y: 5}", "{x: 3, y: 1}")
    assert totals_in_words(scenario, evaluate(scenario))[0].endswith(": A 5.50, B 2.00.")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_totals_are_weighted_means_and_sums_of_the_ratings(data: st.DataObject) -> None:
    worst, best = data.draw(st.sampled_from([(0, 5), (1, 5), (0, 10), (10, 0), (-2, 2), (0, 100)]))
    count = data.draw(st.integers(1, 6))
    weights = data.draw(st.lists(st.integers(1, 50), min_size=count, max_size=count))
    ratings = [
        data.draw(st.lists(st.integers(min(worst, best), max(worst, best)), min_size=count, max_size=count))
        for _ in range(2)
    ]
    ids = [f"c{k}" for k in range(count)]
    scenario = made(
        "{" + ", ".join(f"{id}: {{worst: {worst}, best: {best}}}" for id in ids) + "}",
        "{" + ", ".join(f"{id}: {w}" for id, w in zip(ids, weights, strict=True)) + "}",
        *("{" + ", ".join(f"{id}: {x}" for id, x in zip(ids, each, strict=True)) + "}" for each in ratings),
    )
    scale = total_scale(scenario)
    assert scale is not None
    found = evaluate(scenario)
    for option, x in zip(found.options, ratings, strict=True):
        mean = math.fsum(a * b for a, b in zip(weights, x, strict=True)) / sum(weights)
        made_of = scale.mean(found.weights, option.ratings)
        assert made_of == pytest.approx(mean, abs=1e-9)
        assert made_of == pytest.approx(worst + (best - worst) * option.score / 100, abs=1e-9)
    assert scale.weight == (None if sum(weights) == 1 else sum(weights))


@pytest.mark.parametrize(
    ("x", "shown"), [(4.625, "4.63"), (-1e-9, "0.00"), (-2.005, "-2.01"), (1234.5, "1,234.50"), (0.1 + 0.2, "0.30")]
)
def test_a_total_is_rounded_as_sheets_do(x: float, shown: str) -> None:
    assert total(x) == shown

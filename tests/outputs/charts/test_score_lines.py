"""Lines of scores over a weight: straight, named apart, and with a ring where the leader changes."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from decision.analysis.sensitivity.leading_spans import leading_spans
from decision.analysis.standing import Standing
from decision.files.reader import read_scenario
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.charts.score_lines import MOST_NAMED, lines_data, lines_in_words
from tests.outputs.chart_data import of_kind, small
from tests.small_decisions import flat
from tests.ui.conftest import hostile_document


def test_two_options_cross_halfway_and_the_ring_says_who_takes_over() -> None:
    rows = lines_data(Standing(small()), "b")
    switch = of_kind(rows, "switch")
    assert [(row["x"], row["y"], row["text"]) for row in switch] == [
        (pytest.approx(50), pytest.approx(50), "Buy from 50 %")
    ]
    assert [(row["x"], row["text"]) for row in of_kind(rows, "now")] == [(25, "now 25 %")]
    below = of_kind(lines_data(Standing(small()), "a"), "switch")
    assert [row["text"] for row in below] == ["Buy below 50 %"]


def test_lines_are_straight_from_0_to_100_in_the_colours_of_the_options() -> None:
    rows = of_kind(lines_data(Standing(small()), "b"), "line")
    whole = [row for row in rows if (row["x"], row["x2"]) == (0, 100)]
    marks = option_marks(small())
    assert {(row["option"], row["colour"], round(row["y"]), round(row["y2"])) for row in whole} == {
        ("Build", marks["x"].colour, 80, 20),
        ("Buy", marks["y"].colour, 20, 80),
    }
    thick = [row for row in rows if row not in whole]
    assert [(row["option"], row["x"], row["x2"]) for row in thick] == [
        ("Build", 0, pytest.approx(50)),
        ("Buy", pytest.approx(50), 100),
    ]


def test_the_axis_reaches_from_0_to_100_and_further_where_a_line_does() -> None:
    assert [row["y"] for row in of_kind(lines_data(Standing(small()), "b"), "axis")] == [0, 100]
    beyond = read_scenario(yaml.safe_dump(hostile_document()).encode(), "x.yaml")
    assert [row["y"] for row in of_kind(lines_data(Standing(beyond), "cost"), "axis")] == [-200, 100]


def many(options: int) -> Standing:
    ids = [f"c{place}" for place in range(4)]
    document = {
        "format": 1,
        "title": "Many",
        "criteria": {id: {"worst": 0, "best": 10} for id in ids},
        "weights": dict.fromkeys(ids, 1),
        "options": {
            f"o{m}": {"name": f"Vendor {m}", "ratings": {id: (7 * m + 3 * k) % 10 for k, id in enumerate(ids)}}
            for m in range(options)
        },
    }
    return Standing(read_scenario(yaml.safe_dump(document).encode(), "x.yaml"))


def test_names_at_the_ends_of_lines_stay_apart_and_in_order() -> None:
    rows = of_kind(lines_data(many(30), "c0"), "name")
    assert len(rows) == MOST_NAMED
    ordered = sorted(rows, key=lambda row: row["y2"])
    gaps = [other["y2"] - one["y2"] for one, other in itertools.pairwise(ordered)]
    assert min(gaps) >= 100 * 24 / 380 - 1e-9  # 24 pixels of 380
    assert all(one["y"] <= other["y"] + 1e-9 for one, other in itertools.pairwise(ordered))
    assert ordered[0]["y2"] >= 0
    assert ordered[-1]["y2"] <= 100


def test_whoever_leads_somewhere_has_a_name() -> None:
    standing = many(30)
    leading = {span.option for span in leading_spans(standing, "c0")}
    named = {row["option"] for row in of_kind(lines_data(standing, "c0"), "name")}
    assert {standing.scenario.option(id).name for id in leading} <= named


def test_the_lines_in_words_say_who_leads_where() -> None:
    assert lines_in_words(Standing(small()), "b") == (
        "Score of each option as the weight of B goes from 0 to 100 %, now 25 %. "
        "Who leads: Build from 0 % to 50 %; Buy from 50 % to 100 %."
    )


@given(st.integers(0, 2**32 - 1), st.integers(2, 12), st.sampled_from(["Buy", "Extend our Airtable", "A" * 60]))
@settings(max_examples=60, deadline=None)
def test_words_at_rings_lie_over_no_others_and_inside_the_chart(seed: int, count: int, name: str) -> None:
    rng = np.random.default_rng(seed)
    scenario = flat({f"o{m}": rng.integers(0, 101, 3) / 10 for m in range(count)}, [1, 2, 3])
    options = [dataclasses.replace(option, name=f"{name} {option.id}") for option in scenario.options]
    rows = of_kind(lines_data(Standing(dataclasses.replace(scenario, options=tuple(options))), "c1"), "switch")
    boxes = []
    for row in rows:
        width = 8.6 * len(row["text"])  # on the narrowest screen: elsewhere rings lie further apart
        at = 4.2 * row["x"]
        left = at if row["x"] < 14 else at - width if row["x"] > 84 else at - width / 2
        boxes.append((left, left + width, 380 * (100 - row["y"]) / 100 + row["dy"]))
    assert all(10 <= middle <= 370 for _, _, middle in boxes)
    if count <= 8:  # more rings than that may leave no room for all
        for (left, right, middle), (start, end, other) in itertools.combinations(boxes, 2):
            assert right <= start or end <= left or abs(middle - other) >= 20

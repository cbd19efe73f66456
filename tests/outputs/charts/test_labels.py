"""Names on charts are short and still tell one from another."""

from __future__ import annotations

from decision.outputs.charts.labels import rating_label, short_name
from tests.outputs.chart_data import small


def test_a_name_that_two_criteria_have_is_told_with_its_parent() -> None:
    leaf = {"worst": 0, "best": 10}
    parts = {"parts": {"speed": leaf, "depth": leaf}}
    scenario = small(
        criteria={"a": {"name": "Alpha", **parts}, "b": {"name": "Beta", "parts": {"speed": leaf, "care": leaf}}},
        options={
            id: {"ratings": {"a": {"speed": x, "depth": 5}, "b": {"speed": 5, "care": 5}}}
            for id, x in (("x", 4), ("y", 6))
        },
    )
    assert short_name(scenario, "a.speed") == "Alpha › Speed"
    assert short_name(scenario, "a.depth") == "Depth"


def test_of_a_long_name_as_much_is_left_as_leaves_the_criterion_readable() -> None:
    named = {"name": "The vendor with the longest name of all", "ratings": {"a": 3, "b": 4}}
    scenario = small(options={"x": {**named, "approach": "buy"}, "y": {"name": "Short", "ratings": {"a": 3, "b": 4}}})
    assert rating_label(scenario, "x", "a", 20) == "Y The vendor with… · A"
    assert rating_label(scenario, "y", "a", 20) == "Short · A"

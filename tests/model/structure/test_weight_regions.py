"""What is left open about weights can be changed, and begins where the weights stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision.files.reader import read_scenario
from decision.model.errors import DecisionError, ImpossibleError
from decision.model.scenario import Scenario
from decision.model.structure.frame import correlating, pairing, unpairing
from decision.model.structure.pairs import uncertain_ratings
from decision.model.structure.weight_regions import (
    beginning,
    bounding,
    kind_of,
    leaving_open,
    places,
    placing,
    region_of,
)
from decision.model.weights import Anything, Concentrated, Fixed, Ordered, Ranged

TEXT = """format: 1
title: T
criteria:
  a: {worst: 0, best: 10}
  b: {worst: 0, best: 10}
  c: {parts: {p: {worst: 0, best: 10}, q: {worst: 0, best: 10}}}
weights: {a: 50, b: 25, c: 25, c.p: 2, c.q: 1}
options:
  x: {ratings: {a: {low: 1, high: 3}, b: 5, c: {p: {low: 2, high: 4}, q: 3}}}
  y: {ratings: {a: {low: 2, high: 6}, b: 4, c: {p: 2, q: 3}}}
"""
KINDS: tuple[Any, ...] = ("none", "concentration", "order", "ranges", "any")


@pytest.fixture
def scenario() -> Scenario:
    return read_scenario(TEXT.encode(), "t.yaml")


def test_a_region_begins_around_the_weights_as_they_are(scenario: Scenario) -> None:
    assert [type(beginning(scenario, kind)) for kind in KINDS] == [Fixed, Concentrated, Ordered, Ranged, Anything]
    assert beginning(scenario, "order") == Ordered((("a",), ("b", "c")))
    assert beginning(scenario, "ranges") == Ranged({"a": (25, 75), "b": (12, 38), "c": (12, 38)})
    assert beginning(scenario, "order", "c") == Ordered((("p",), ("q",)))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 50), min_size=3, max_size=3).filter(any), st.sampled_from(KINDS))
def test_weights_lie_in_the_region_that_begins_at_them(points: list[int], kind: Any) -> None:
    scenario = read_scenario(TEXT.encode(), "t.yaml")
    weighed = scenario.with_weights(dict(zip("abc", map(float, points), strict=True)))
    made = leaving_open(weighed, beginning(weighed, kind))
    assert kind_of(region_of(made)) == kind
    assert made.weights == weighed.weights


def test_places_can_be_shared_left_open_and_put_between(scenario: Scenario) -> None:
    ordered = leaving_open(scenario, beginning(scenario, "order"))
    assert places(region_of(ordered)) == {"a": 1, "b": 2, "c": 2}  # type: ignore[arg-type]
    assert region_of(placing(ordered, "c", 3)) == Ordered((("a",), ("b",), ("c",)))
    assert region_of(placing(placing(ordered, "c", 3), "c", 1.5)) == Ordered((("a",), ("c",), ("b",)))
    assert region_of(placing(ordered, "a", None)) == Ordered((("b", "c"),))
    with pytest.raises(DecisionError, match="the stated weights lie outside the region"):
        placing(ordered, "a", 9)
    with pytest.raises(ImpossibleError, match="these weights are in no order"):
        placing(scenario, "a", 1)


def test_bounds_are_set_and_lifted(scenario: Scenario) -> None:
    ranged = leaving_open(scenario, beginning(scenario, "ranges"))
    assert region_of(bounding(ranged, "a", 1, 60)) == Ranged({"a": (25, 60), "b": (12, 38), "c": (12, 38)})
    lifted = bounding(bounding(ranged, "a", 0, None), "a", 1, None)
    assert region_of(lifted) == Ranged({"b": (12, 38), "c": (12, 38)})
    with pytest.raises(DecisionError, match="not an interval within 0 to 100 percent"):
        bounding(ranged, "a", 0, 80)
    with pytest.raises(DecisionError, match="the stated weights lie outside the region"):
        bounding(ranged, "a", 0, 55)
    with pytest.raises(ImpossibleError, match="these weights have no ranges"):
        bounding(scenario, "a", 0, 1)


def test_weights_that_nobody_stated_are_stated_where_they_have_to_be(scenario: Scenario) -> None:
    unstated = replace(
        scenario,
        criteria=tuple(replace(each, weight=None) for each in scenario.criteria),
        weight_uncertainty=Ordered((("a",), ("b",), ("c",))),
    )
    fixed = leaving_open(unstated, Fixed())
    assert [each.weight for each in fixed.criteria] == [61.1, 27.8, 11.1]
    assert leaving_open(unstated, Anything()).criteria == unstated.criteria


def test_parts_have_a_region_of_their_own(scenario: Scenario) -> None:
    made = leaving_open(scenario, Ranged({"p": (50, 80)}), "c")
    assert (region_of(made), region_of(made, "c")) == (Fixed(), Ranged({"p": (50, 80)}))


def test_pairs_are_stated_changed_and_taken_away(scenario: Scenario) -> None:
    assert list(uncertain_ratings(scenario)) == ["x.a", "x.c.p", "y.a"]
    made = pairing(pairing(scenario, "x.a", "y.a", 0.7), "x.a", "x.c.p", -0.2)
    assert made.dependence.pairs == (("x.a", "y.a", 0.7), ("x.a", "x.c.p", -0.2))
    assert pairing(made, "y.a", "x.a", 0.1).dependence.pairs[0] == ("x.a", "y.a", 0.1)
    assert correlating(made, 1, 0.5).dependence.pairs[1] == ("x.a", "x.c.p", 0.5)
    assert unpairing(unpairing(made, 0), 0) == scenario
    with pytest.raises(ImpossibleError, match="a pair needs a correlation"):
        correlating(made, 0, None)
    with pytest.raises(DecisionError, match="is not between -1 and 1"):
        correlating(made, 0, 2)
    with pytest.raises(DecisionError, match="is paired with itself"):
        pairing(scenario, "x.a", "x.a", 0.5)

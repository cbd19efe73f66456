"""Names that several bear are told apart, and no others are touched."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from decision.files.reader import read_scenario
from decision.model.naming import told_apart

SAME = b"""
format: 1
title: Two of one name
criteria:
  cost: {worst: 100, best: 0, name: Value}
  fit: {name: Value, parts: {a: {worst: 0, best: 10, name: Value}, b: {worst: 0, best: 10, name: Use}}}
weights: {cost: 40, fit: 60}
options:
  v1: {ratings: {cost: 70, fit: {a: 8, b: 3}}}
  v2: {ratings: {cost: 40, fit: {a: 6, b: 4}}}
"""


def test_a_name_of_several_has_the_id_behind_it() -> None:
    names = {"a": "Portal", "b": "Portal", "c": "Kiosk"}
    assert told_apart(names) == {"a": "Portal (a)", "b": "Portal (b)", "c": "Kiosk"}


def test_a_name_that_looks_like_one_told_apart_is_told_apart_from_it() -> None:
    names = {"a": "Portal", "b": "Portal", "c": "Portal (a)"}
    assert told_apart(names) == {"a": "Portal (a)", "b": "Portal (b)", "c": "Portal (a) (c)"}


_IDS = st.sampled_from(["a", "b", "c", "d", "e"])
_NAMES = st.sampled_from(["X", "X (a)", "X (b)", "X (a) (c)", "Y", "Y (d)"])


@given(st.dictionaries(_IDS, _NAMES))
def test_no_two_names_are_the_same(names: dict[str, str]) -> None:
    apart = told_apart(names)
    assert len(set(apart.values())) == len(names)
    for id, name in names.items():
        assert apart[id] in (name, f"{name} ({id})")


def test_criteria_are_told_apart_from_their_siblings_alone() -> None:
    """Of plato#142, restated: two criteria called the same stood for each other."""
    scenario = read_scenario(SAME, "same.yaml")
    assert dict(scenario.criterion_names) == {
        "cost": "Value (cost)", "fit": "Value (fit)", "fit.a": "Value", "fit.b": "Use",
    }  # fmt: skip

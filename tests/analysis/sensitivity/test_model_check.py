"""The check of the model finds what does no work, works twice, is clipped or only assumed."""

from __future__ import annotations

import numpy as np
import pytest

from decision.analysis.expectation.expectations import Expectations
from decision.analysis.sampling.values import draw_values
from decision.analysis.sensitivity.model_check import Finding, _together, model_check
from decision.analysis.standing import Standing
from decision.files.reader import read_scenario

TEXT = """\
format: 1
title: T
criteria:
  x: {worst: 0, best: 10}
  y: {worst: 0, best: 100}
  z: {worst: 0, best: 10}
weights: {x: 50, y: 45, z: 5}
options:
  a: {ratings: {x: 2, y: {low: 60, high: 110}, z: {estimate: 5, evidence: assumption}}}
  b: {ratings: {x: 5, y: 50, z: 5.5}}
  c: {ratings: {x: 6, y: {low: 10, high: 12}, z: 6.5}}
"""


def findings(text: str) -> list[Finding]:
    scenario = read_scenario(text.encode(), "t.yaml")
    return list(model_check(Standing(scenario), draw_values(scenario, 5000, 1)))


def test_each_kind() -> None:
    level, clipped, assumed = findings(TEXT)
    assert (level.kind, level.criteria, level.option) == ("level", ("z",), None)
    assert level.figure == pytest.approx(0.75)  # 5 % of a tenth and a half
    assert (clipped.kind, clipped.criteria, clipped.option) == ("clipped", ("y",), "a")
    assert clipped.figure == pytest.approx(0.2, abs=0.001)  # 100 to 110 of 60 to 110
    assert (assumed.kind, assumed.criteria, assumed.option, assumed.figure) == ("assumed", ("z",), "a", None)


def test_two_criteria_that_say_the_same() -> None:
    text = TEXT.replace("x: 2, y: {low: 60, high: 110}", "x: 2, y: 21").replace("y: {low: 10, high: 12}", "y: 60")
    (together,) = (each for each in findings(text) if each.kind == "together")
    assert (together.criteria, together.option) == (("x", "y"), None)
    assert together.figure is not None
    assert together.figure > 0.99


def test_with_two_options_any_two_criteria_go_together_and_nothing_is_said() -> None:
    text = "\n".join(line for line in TEXT.splitlines() if not line.startswith("  c: {ratings"))
    assert all(each.kind != "together" for each in findings(text))


def test_a_sound_model_has_no_finding() -> None:
    text = TEXT.replace("{estimate: 5, evidence: assumption}", "9").replace("high: 110", "high: 90")
    assert findings(text) == []


def test_criteria_with_huge_values_are_compared_like_any_others() -> None:
    """Values of 10^200, which a curve that goes on outside its scale can reach: their squares are beyond a double."""
    standing = Standing(read_scenario(TEXT.encode(), "t.yaml"))
    values = np.array([[1e200, 1.0, 0.0], [2e200, 2.0, 1.0], [4e200, 4.0, 0.0]])
    made_up = Expectations(values, values, values, np.zeros((3, 3)))
    object.__setattr__(standing, "expected", made_up)  # a frozen result, for once with values made up
    found = list(_together(standing))
    assert [each.criteria for each in found] == [("x", "y")]
    assert found[0].figure == pytest.approx(1)

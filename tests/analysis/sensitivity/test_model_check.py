"""The check of the model finds what does no work, works twice, is clipped or only assumed."""

from __future__ import annotations

import pytest

from decision.analysis.sampling.values import draw_values
from decision.analysis.sensitivity.model_check import Finding, model_check
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
    clipped, assumed = findings(TEXT)  # 0.75 points apart on z, but that is more than the lead
    assert (clipped.kind, clipped.criteria, clipped.option) == ("clipped", ("y",), "a")
    assert clipped.figure == pytest.approx(0.2, abs=0.001)  # 100 to 110 of 60 to 110
    assert (assumed.kind, assumed.criteria, assumed.option, assumed.figure) == ("assumed", ("z",), "a", None)


FIVE = """\
format: 1
title: T
criteria: {x: {worst: 0, best: 10}, y: {worst: 0, best: 10}, z: {worst: 10, best: 0}, v: {worst: 0, best: 10}}
weights: {x: 1, y: 1, z: 1, v: 1}
options:
  a: {ratings: {x: 1, y: 1, z: 9, v: 5}}
  b: {ratings: {x: 2, y: 2.1, z: 8, v: 9}}
  c: {ratings: {x: 3, y: 9, z: 4, v: 1}}
  d: {ratings: {x: 4, y: 9.5, z: 3, v: 4}}
  e: {ratings: {x: 5, y: 10, z: 1, v: 2}}
"""


def test_criteria_that_put_five_options_in_one_order_are_grouped() -> None:
    (together,) = (each for each in findings(FIVE) if each.kind == "together")
    assert (together.criteria, together.option, together.figure) == (("x", "y", "z"), None, None)


def test_of_fewer_than_five_options_nothing_is_said() -> None:
    text = "\n".join(line for line in FIVE.splitlines() if not line.startswith("  e: {ratings"))
    assert all(each.kind != "together" for each in findings(text))


def test_a_criterion_decides_nothing_only_within_the_lead_and_in_all_its_spread() -> None:
    text = "\n".join(line for line in TEXT.splitlines() if "c: {ratings" not in line).replace("y: 50", "y: 85")
    level = [each for each in findings(text.replace("high: 110", "high: 100")) if each.kind == "level"]
    assert [(each.criteria, each.option, each.figure) for each in level] == [
        (("z",), None, pytest.approx(0.25))
    ]  # 0.25 points, the lead being 12.75
    close = text.replace("x: 5, y: 85", "x: 2, y: {low: 60, high: 100}")
    assert not [each for each in findings(close) if each.criteria == ("z",) and each.kind == "level"]  # it is the lead
    wide = text.replace("z: 5.5", "z: {low: 0, mode: 5, high: 10}")
    assert not [each for each in findings(wide) if each.criteria == ("z",) and each.kind == "level"]


def test_a_sound_model_has_no_finding() -> None:
    text = TEXT.replace("{estimate: 5, evidence: assumption}", "9").replace("high: 110", "high: 90")
    assert findings(text) == []

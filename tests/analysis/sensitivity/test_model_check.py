"""The check of the model finds what does no work, works twice, is clipped or only assumed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from decision.analysis.expectation.expectations import Expectations
from decision.analysis.sampling.values import draw_values
from decision.analysis.scoring import are_first
from decision.analysis.sensitivity.model_check import Finding, _together, model_check
from decision.analysis.standing import Standing
from decision.files.reader import read_scenario
from decision.model.scenario import Scenario
from tests.small_decisions import three_point_decisions

TEXT = """\
format: 1
title: T
criteria:
  x: {worst: 0, best: 10}
  y: {worst: 0, best: 100}
  z: {worst: 0, best: 10}
weights: {x: 50, y: 45, z: 5}
options:
  a: {ratings: {x: 8, y: {low: 60, high: 110}, z: {estimate: 5, evidence: assumption}}}
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


def ratings(*rows: str) -> str:
    criteria = [pair.partition(":")[0].strip() for pair in rows[0].split(",")]
    lines = ["format: 1", "title: T", "criteria:"]
    lines += [f"  {name}: {{worst: 0, best: 10, weight: 1}}" for name in criteria]
    return "\n".join([*lines, "options:", *(f"  o{m}: {{ratings: {{{row}}}}}" for m, row in enumerate(rows))])


def test_a_criterion_that_decides_is_not_said_to_decide_nothing() -> None:
    """Without z, on which 0.3 points are all, b would lead: it is compared with the margin, 0.2, not with a point."""
    text = TEXT.replace("a: {ratings: {x: 8, y: {low: 60, high: 110}, z: {estimate: 5, evidence: assumption}}}",
                        "a: {ratings: {x: 6.04, y: 10, z: 6}}")  # fmt: skip
    text = text.replace("b: {ratings: {x: 5, y: 50, z: 5.5}}", "b: {ratings: {x: 6.06, y: 10, z: 5.4}}")
    text = text.replace("y: {low: 10, high: 12}, z: 6.5", "y: 10, z: 5.5")
    assert [(each.kind, each.criteria) for each in findings(text)] == [("level", ("y",))]  # on which all are equal


@pytest.mark.parametrize(("z", "level"), [(5.4, True), (5.44, True), (5.46, False), (5.5, False), (5.89, False)])
def test_a_criterion_no_smaller_than_the_lead_is_not_said_to_decide_nothing(z: float, level: bool) -> None:
    """0.9 points for a on x, and z - 5 points for b on z: a leads by 5.9 - z."""
    text = TEXT.replace("weights: {x: 50, y: 45, z: 5}", "weights: {x: 90, y: 0, z: 10}")
    text = text.replace("a: {ratings: {x: 8, y: {low: 60, high: 110}, z: {estimate: 5, evidence: assumption}}}",
                        "a: {ratings: {x: 5.1, y: 10, z: 5}}").replace("x: 5, y: 50, z: 5.5", f"x: 5, y: 10, z: {z}")  # fmt: skip
    text = text.replace("  c: {ratings: {x: 6, y: {low: 10, high: 12}, z: 6.5}}\n", "")
    found = [(each.kind, each.criteria, each.figure) for each in findings(text)]
    assert found == ([("level", ("z",), pytest.approx(z - 5))] if level else [])
    spread = text.replace(f"z: {z}", "z: {low: 0, mode: 5, high: 10}")
    assert not [each for each in findings(spread) if each.kind == "level"]


@pytest.mark.parametrize(
    ("risk", "level"),
    [
        ("5", True),
        ("{low: 4.9, high: 5.1}", True),
        ("{low: 3, mode: 5, high: 6}", False),  # 3 of 10 points at a weight of a third are ten points of score
        ("{levels: {5: 0.99, 2: 0.01}}", False),
    ],
)
def test_equal_on_the_face_of_it_decides_nothing_only_if_nothing_in_its_spread_does(risk: str, level: bool) -> None:
    text = ratings("fit: 6, cost: 5, risk: 5", f"fit: 4, cost: 5.2, risk: {risk}")
    assert (("risk",) in [each.criteria for each in findings(text)]) is level


@settings(max_examples=60)
@given(three_point_decisions())
def test_without_what_decides_nothing_the_same_option_is_first_in_every_draw(scenario: Scenario) -> None:
    standing, drawn = Standing(scenario), draw_values(scenario, 300, 1)
    for each in model_check(standing, drawn):
        if each.kind == "level":
            k = standing.paths.index(each.criteria[0])
            without = np.where(np.arange(len(standing.weights)) == k, 0, standing.weights)
            for values in (standing.values[:, :, np.newaxis], drawn.values):
                now, then = (np.einsum("k,mkn->nm", 100 * w, values) for w in (standing.weights, without))
                assert np.array_equal(are_first(now), are_first(then))


FIVE = ["x: 1, y: 1.1, z: 9", "x: 2, y: 1.2, z: 7", "x: 3, y: 4, z: 5", "x: 4, y: 4.1, z: 3", "x: 9, y: 4.2, z: 1"]


def orders(*rows: str) -> list[tuple[str, ...]]:
    return [each.criteria for each in findings(ratings(*rows)) if each.kind == "together"]


def test_criteria_that_put_five_options_in_one_order_are_named_together() -> None:
    (found,) = (each for each in findings(ratings(*FIVE)) if each.kind == "together")
    assert (found.criteria, found.option) == (("x", "y"), None)
    assert found.figure == pytest.approx(1 / 120)  # one order of 5!
    fourth = [f"{row}, u: {row[3]}" for row in FIVE]
    assert orders(*fourth) == [("x", "y", "u")]


def test_orders_are_compared_and_not_distances() -> None:
    """Values that correlate by 0.99, of which the two lowest change places."""
    assert orders("x: 1, y: 1.5", "x: 1.5, y: 1", "x: 8, y: 8", "x: 9, y: 9", "x: 10, y: 10") == []


def test_of_fewer_options_or_of_halves_nothing_is_said() -> None:
    assert orders(*FIVE[:4]) == []
    assert orders("x: 0, y: 0", "x: 0, y: 0", "x: 0, y: 0", "x: 1, y: 1", "x: 1, y: 1") == []  # 1 in 10 by chance


def test_a_sound_model_has_no_finding() -> None:
    text = TEXT.replace("{estimate: 5, evidence: assumption}", "9").replace("high: 110", "high: 90")
    assert findings(text) == []


def test_criteria_with_huge_values_are_compared_like_any_others() -> None:
    """Values of 10^200, which a curve that goes on outside its scale can reach: their squares are beyond a double."""
    standing = Standing(read_scenario(ratings(*FIVE).encode(), "t.yaml"))
    values = np.array(standing.values)
    values[:, 0] = [1e200, 2e200, 3e200, 4e200, 5e200]
    made_up = Expectations(values, values, values, np.zeros_like(values))
    object.__setattr__(standing, "expected", made_up)  # a frozen result, for once with values made up
    assert [each.criteria for each in _together(standing)] == [("x", "y")]

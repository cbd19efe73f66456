"""What would change the answer, as text: figures that should add up do, and thresholds hold as printed."""

from __future__ import annotations

import re

from decision.analysis.scoring import evaluate
from decision.analysis.sensitivity.sensitivity import sensitivity
from decision.files.reader import read_scenario
from decision.outputs.text.sensitivity import sensitivity_text
from tests.outputs.samples import PORTAL

THIRDS = """\
format: 1
title: Thirds
criteria:
  a: {worst: 0, best: 10}
  b: {parts: {x: {worst: 0, best: 10}, y: {worst: 0, best: 10}, z: {worst: 0, best: 10}}}
  c: {worst: 0, best: 10}
weights: {a: 1, b: 1, c: 1, b.x: 1, b.y: 1, b.z: 1}
options:
  o: {ratings: {a: 1, b: {x: 2, y: 5, z: 9}, c: 8}}
  p: {ratings: {a: 4, b: {x: 3, y: 5, z: 2}, c: 6}}
"""


def weight_rows(text: str) -> dict[str, list[str]]:
    block = text.partition("Where the leader stays first, as one weight moves\n")[2].partition("\n\n")[0]
    rows = [re.split(r"\s{2,}", line) for line in block.split("\n")[2:]]
    return {row[0]: row[1:] for row in rows}


def test_weights_of_siblings_add_up() -> None:
    scenario = read_scenario(THIRDS.encode(), "thirds.yaml")
    rows = weight_rows(sensitivity_text(scenario, sensitivity(scenario, 100)))
    shown = {name: float(row[0].removesuffix(" %")) for name, row in rows.items()}
    assert shown == {"A": 33.4, "B": 33.3, "C": 33.3, "B › X": 33.4, "B › Y": 33.3, "B › Z": 33.3}


def test_a_number_to_type_changes_the_leader_and_the_ends_of_the_span_do_not() -> None:
    result = sensitivity(PORTAL, 200)
    rows = weight_rows(sensitivity_text(PORTAL, result))
    points = {top.id: top.weight or 0.0 for top in PORTAL.criteria}
    typed = 0
    for each in result.weights:
        row = rows[PORTAL.criterion_names[each.criterion]]
        *_, last = row
        if each.low_points is not None or each.high_points is not None:
            moved = evaluate(PORTAL.with_weights(points | {each.criterion: float(last)}))
            assert moved.joint_leaders != (result.leader,)
            typed += 1
        for end in (cell for cell in row[1:] if cell.endswith(" %")):
            share = float(end.removesuffix(" %")) / 100
            others = sum(x for id, x in points.items() if id != each.criterion)
            rest = {id: x * (1 - share) / others for id, x in points.items()}
            assert result.leader in evaluate(PORTAL.with_weights(rest | {each.criterion: share})).joint_leaders
    assert typed >= 4

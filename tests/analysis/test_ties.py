"""One rule of ties, whoever asks: scores within 1e-9 points of the first are first."""

from __future__ import annotations

import numpy as np
import pytest

from decision.analysis.reversal.reversal import potentially_optimal, reversals
from decision.analysis.sampling.values import draw_values
from decision.analysis.scoring import evaluate
from decision.analysis.sensitivity.dominance import dominances
from decision.analysis.sensitivity.leading_spans import leading_spans
from decision.analysis.sensitivity.sensitivity import sensitivity
from decision.analysis.sensitivity.switching import weight_switches
from decision.analysis.sensitivity.two_way import Axis, two_way
from decision.analysis.simulation.simulation import simulate
from decision.analysis.standing import Standing
from tests.oracles.decisions import decision


@pytest.mark.parametrize("gap", [1e-10, 4e-10, 6e-10, 9e-10, 1.2e-9, 2e-9])
@pytest.mark.parametrize("ahead", [0, 1])
def test_a_gap_is_a_tie_everywhere_or_nowhere(gap: float, ahead: int) -> None:
    """Two options with values 0.6 and 0.4 the other way round, one of them `gap` points better on the second."""
    rows = {"a": [0.6, 0.4], "b": [0.4, 0.6]}
    rows["ab"[ahead]][1] += 2 * gap / 100
    scenario = decision(rows, [1, 1], [(0, 1)] * 2)
    standing = Standing(scenario)
    level = gap < 1e-9
    behind = "ba"[ahead]

    evaluation = evaluate(scenario)
    assert (evaluation.margin == 0) is level
    assert (len(evaluation.joint_leaders) == 2) is level
    assert evaluation.leader == ("a" if level else "ab"[ahead])

    counted = simulate(scenario, 100, 1)
    assert counted.option(behind).p_best == (0.5 if level else 0)
    assert counted.pairwise[behind]["ab"[ahead]] == (0.5 if level else 0)

    other = "b" if evaluation.leader == "a" else "a"
    for each in reversals(standing):
        assert each.option == other
        assert (each.t == 0 and not each.moves) is level, each
    assert all(each.in_region and each.anywhere for each in potentially_optimal(standing).values())
    assert [each.score_order for each in dominances(standing, draw_values(scenario, 100, 1)) if each.score_order] == (
        [] if level else [1]
    )
    assert sensitivity(scenario, 100, 1).robustness.verdict == "not known"  # for nothing is uncertain here

    switch = weight_switches(standing)[0]  # of the weight that a is better on
    takes_over = switch.low_to if evaluation.leader == "a" else switch.high_to
    assert takes_over == other
    end = switch.low if evaluation.leader == "a" else switch.high
    assert end == pytest.approx(0.5, abs=1e-8)
    assert switch.low <= switch.weight <= switch.high

    now = two_way(standing, Axis("c1"), Axis("c2", "a"), steps=3)
    assert standing.options[int(now.leader[0, 0])].id == "b"
    spans = leading_spans(standing, "c1")
    assert [span.option for span in spans] == ["b", "a"]
    assert np.isclose(spans[0].end, 0.5, atol=1e-8)

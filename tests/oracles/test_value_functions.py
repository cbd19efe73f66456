"""Published value functions give the published values."""

from __future__ import annotations

import pytest

from decision.analysis.scoring import evaluate
from decision.model.value_function import Curve, Linear, Outside, Points, Scale, ValueFunction
from decision.model.weights import Ordered
from tests.oracles.decisions import decision

CLIP: Outside = "clip"
ON: Outside = "extrapolate"
FOUR_UP = [(-0.15, 0), (0, 0.1), (0.25, 0.9), (0.35, 1)]
FOUR_DOWN = [(50, 1), (75, 0.8), (90, 0.5), (100, 0)]


@pytest.mark.parametrize(
    ("points", "outside", "x", "expected"),
    [
        ([(-0.15, 0), (0.35, 1)], CLIP, [0.35, -0.15, 0.1], [1, 0, 0.5]),
        ([(50, 1), (100, 0)], CLIP, [50, 100, 75], [1, 0, 0.5]),
        (FOUR_UP, CLIP, [0.35, -0.15, 0, 0.25, 0.1], [1, 0, 0.1, 0.9, 0.42]),
        (FOUR_DOWN, CLIP, [50, 60, 75, 90, 100], [1, 0.92, 0.8, 0.5, 0]),
        (FOUR_DOWN, ON, [10, 40, 101, 120], [1.32, 1.08, -0.05, -1]),
        (FOUR_DOWN, CLIP, [10, 40, 101, 120], [1, 1, 0, 0]),
        (FOUR_UP, CLIP, [0.38, -0.2], [1, 0]),
    ],
)
def test_piecewise_values_rsmaa(
    points: list[tuple[float, float]], outside: Outside, x: list[float], expected: list[float]
) -> None:
    """The R package smaa (github.com/gertvv/rsmaa), tests/pvf.R."""
    ends = {v: at for at, v in points}
    curve = ValueFunction(Scale(ends[0], ends[1]), Points(tuple(points)), outside)
    assert curve(x) == pytest.approx(expected, abs=1e-12)


GETREAL = {"treatment": [60, 60, 35], "control": [50, 20, 5]}
GETREAL_SCALES = [(45, 65), (80, 0), (40, 0)]
GETREAL_CURVES: list[Curve] = [
    Points(((45, 0), (48, 0.25), (48.8, 0.5), (56.9, 0.75), (65, 1))),
    Points(((0, 1), (30, 0.75), (70, 0.5), (75, 0.25), (80, 0))),
    Linear(),
]


@pytest.mark.parametrize(
    ("curves", "values", "scores"),
    [
        (
            [Linear()] * 3,
            [[0.75, 0.25, 0.125], [0.25, 0.75, 0.875]],
            [0.541666666667, 0.458333333333],
        ),
        (
            GETREAL_CURVES,
            [[0.845679012346, 0.5625, 0.125], [0.537037037037, 0.833333333333, 0.875]],
            [0.686942729767, 0.656893004115],
        ),
    ],
)
def test_benefit_and_risk_getreal(curves: list[Curve], values: list[list[float]], scores: list[float]) -> None:
    """IMI GetReal course example: survival, severe and moderate toxicity, in that order of importance.

    Inputs from drugis/mcda-elicitation-web, R/test/getreal-pwPVF.json; weights are rank-order centroids.
    """
    evaluation = evaluate(decision(GETREAL, [11 / 18, 5 / 18, 2 / 18], GETREAL_SCALES, curves))
    for option, expected, score in zip(evaluation.options, values, scores, strict=True):
        assert list(option.values.values()) == pytest.approx(expected, abs=1e-9)
        assert option.score / 100 == pytest.approx(score, abs=1e-9)


def test_the_order_alone_stands_for_its_centroid_getreal() -> None:
    """IMI GetReal course example, as above: no weights are stated, only their order."""
    from dataclasses import replace

    stated = decision(GETREAL, [11 / 18, 5 / 18, 2 / 18], GETREAL_SCALES, GETREAL_CURVES)
    unstated = replace(
        stated,
        criteria=tuple(replace(criterion, weight=None) for criterion in stated.criteria),
        weight_uncertainty=Ordered((("c1",), ("c2",), ("c3",))),
    )
    assert [option.score for option in evaluate(unstated).options] == pytest.approx(
        [68.6942729767, 65.6893004115], abs=1e-9
    )

"""Weights from an order alone are the published rank-order centroids."""

from __future__ import annotations

import pytest

from decision.model.weights import Ordered

CENTROIDS = [
    [0.75, 0.25],
    [0.611111111111, 0.277777777778, 0.111111111111],
    [0.520833333333, 0.270833333333, 0.145833333333, 0.0625],
    [0.456666666667, 0.256666666667, 0.156666666667, 0.09, 0.04],
    [0.408333333333, 0.241666666667, 0.158333333333, 0.102777777778, 0.0611111111111, 0.0277777777778],
    [
        0.370408163265, 0.227551020408, 0.15612244898, 0.108503401361,
        0.0727891156463, 0.0442176870748, 0.0204081632653,
    ],
    [
        0.339732142857, 0.214732142857, 0.152232142857, 0.11056547619,
        0.0793154761905, 0.0543154761905, 0.0334821428571, 0.015625,
    ],
    [
        0.314329805996, 0.203218694885, 0.14766313933, 0.110626102293, 0.082848324515,
        0.0606261022928, 0.0421075837743, 0.0262345679012, 0.0123456790123,
    ],
    [
        0.292896825397, 0.192896825397, 0.142896825397, 0.109563492063, 0.0845634920635,
        0.0645634920635, 0.0478968253968, 0.0336111111111, 0.0211111111111, 0.01,
    ],
]  # fmt: skip


@pytest.mark.parametrize("expected", CENTROIDS, ids=len)
def test_rank_order_centroids_barron_barrett1996(expected: list[float]) -> None:
    """Barron and Barrett 1996, Decision quality using ranked attribute weights, Management Science 42.

    Numbers as pyDecision 5.1.8 prints them.
    """
    ids = [f"c{k}" for k in range(len(expected))]
    centroid = Ordered(tuple((name,) for name in ids)).centroid(ids)
    half_a_printed_digit = 5e-13
    assert list(centroid.values()) == pytest.approx(expected, abs=half_a_printed_digit)

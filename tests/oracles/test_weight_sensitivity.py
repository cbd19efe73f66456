"""Published decisions and the intervals of weights on which their leader stays first."""

from __future__ import annotations

import numpy as np
import pytest

from decision.analysis.sensitivity.switching import WeightSwitch, weight_switches
from decision.analysis.standing import Standing
from tests.oracles.decisions import decision


def intervals(values: dict[str, list[float]], weights: list[float]) -> list[WeightSwitch]:
    scales = [(0.0, 1.0)] * len(weights)
    return list(weight_switches(Standing(decision(values, weights, scales))))


def test_two_options_getreal() -> None:
    """The GetReal course example of drugis/mcda-elicitation-web, with rank-order centroid weights.

    Crossings by closed form, agreeing with a scan of 200,001 points.
    """
    values = {"new": [0.75, 0.25, 0.125], "control": [0.25, 0.75, 0.875]}
    survival, severe, moderate = intervals(values, [0.611111111111, 0.277777777778, 0.111111111111])
    assert (survival.low, survival.high) == pytest.approx((0.533333333333, 1.0), abs=1e-9)
    assert (survival.low_to, survival.high_to) == ("control", None)
    assert (severe.low, severe.high) == pytest.approx((0.0, 0.380952380952), abs=1e-9)
    assert (severe.low_to, severe.high_to) == (None, "control")
    assert (moderate.low, moderate.high) == pytest.approx((0.0, 0.2), abs=1e-9)


def test_four_options_macbeth() -> None:
    """Alinezhad and Khalili 2019, chapter on MACBETH, data as in the R package MCDASupport."""
    third, two_thirds = 0.333333333333, 0.666666666667
    values = {
        "a1": [two_thirds, 1.0, two_thirds, third, 0.0],
        "a2": [third, 0.0, 0.0, two_thirds, 1.0],
        "a3": [1.0, third, 1.0, 0.0, two_thirds],
        "a4": [0.0, 0.583333333333, 0.444444444444, 1.0, third],
    }
    found = intervals(values, [0.116, 0.207, 0.242, 0.34, 0.095])
    assert [(each.low, each.high) for each in found] == [
        pytest.approx(ends, abs=1e-9)
        for ends in (
            (0.0, 0.167183513248),
            (0.0, 0.277996965099),
            (0.0, 0.36),
            (0.296781354051, 1.0),
            (0.0, 0.318994168182),
        )
    ]
    assert [each.low_to for each in found] == [None, None, None, "a1", None]
    assert [each.high_to for each in found] == ["a1", "a1", "a1", None, "a3"]


MATRIX = np.array(
    [
        [0.3088, 0.2897, 0.3867, 0.1922],
        [0.2163, 0.3458, 0.1755, 0.6288],
        [0.4509, 0.2473, 0.1194, 0.0575],
        [0.024, 0.1172, 0.3184, 0.1215],
    ]
)
WEIGHTS = np.array([0.3277, 0.3058, 0.2876, 0.079])
# what is to be taken from one weight, the others left alone, so that the first and another option tie
SUBTRACTED = {
    1: [0.426017189189, -0.702434759358, 0.186584232955, -0.0902578790655],
    2: [-0.379426671358, 1.27161627358, 0.201707931163, 0.400271195249],
    3: [0.601502247191, 0.993088927536, 2.50816749634, 2.42302461103],
}


def test_points_to_type_triantaphyllou_sanchez1997() -> None:
    """Triantaphyllou and Sanchez 1997, Decision Sciences 28(1), 151-194, the example of the weighted sum model.

    Their changes leave the other weights as they are, as typing one number into a file does.
    """
    values = {f"a{m}": list(row) for m, row in enumerate(MATRIX, start=1)}
    for k, found in enumerate(intervals(values, WEIGHTS.tolist())):
        typed = {other: float(WEIGHTS[k]) - changes[k] for other, changes in SUBTRACTED.items()}
        low = max((points for points in typed.values() if 0 <= points < WEIGHTS[k]), default=None)
        high = min((points for points in typed.values() if points > WEIGHTS[k]), default=None)
        assert found.low_points == (None if low is None else pytest.approx(low, abs=1e-9))
        assert found.high_points == (None if high is None else pytest.approx(high, abs=1e-9))

"""What is expected once some ratings are settled is worked out once, and is the same as if it were worked out anew."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.analysis.sampling.values import draw_values
from decision.analysis.sensitivity import conditioning
from decision.analysis.sensitivity.conditioning import Beliefs
from decision.analysis.standing import Standing
from tests.analysis.sensitivity.test_information import PAIRED, WITHIN, scenario_with

OTHERWISE = np.array([0.2, 0.3, 0.5])


@given(
    st.lists(st.floats(-9, 9), min_size=1, max_size=20),
    st.integers(0, 2**32 - 1),
)
def test_a_curve_is_interpolated_as_numpy_does(t: list[float], seed: int) -> None:
    curve, grid = np.random.default_rng(seed).normal(size=81), np.linspace(-6.0, 6.0, 81)
    on_grid = np.array([*t, *grid])
    found = conditioning._Places(on_grid).interpolated(curve)
    np.testing.assert_allclose(found, np.interp(on_grid, grid, curve), rtol=0, atol=1e-13)


@pytest.mark.parametrize("dependence", [WITHIN, PAIRED])
def test_other_weights_find_what_was_kept_and_come_to_the_same(
    dependence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing = Standing(scenario_with(dependence))
    drawn = draw_values(standing.scenario, 2_000, 3)
    once, cells = Beliefs(standing, drawn), [(m, k) for m in range(3) for k in range(3)]
    for cell in cells:
        once.given([cell], standing.weights)
    monkeypatch.setattr(conditioning, "_MOST_KEPT", 0)
    for settled in [[cell] for cell in cells] + [cells[:3], cells[::3]]:
        again, anew = once.given(settled, OTHERWISE), Beliefs(standing, drawn).given(settled, OTHERWISE)
        assert again.keys() == anew.keys()
        for m, row in again.items():
            np.testing.assert_array_equal(row, anew[m])


def test_options_that_no_pair_joins_are_told_nothing() -> None:
    standing = Standing(scenario_with(PAIRED))
    beliefs = Beliefs(standing, draw_values(standing.scenario, 2_000, 3))
    assert set(beliefs.given([(0, 1)], standing.weights)) == {0, 1}  # the fits of a and b are a pair
    assert set(beliefs.given([(2, 1)], standing.weights)) == {2}

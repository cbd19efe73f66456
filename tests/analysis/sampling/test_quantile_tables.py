"""What a table draws from has the law's quantiles, and its mean, however heavy the tail."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.analysis.sampling.quantile_tables import CELLS, FINE, OUTER, Table, table_of
from decision.model.distribution import (
    Beta,
    BodyAndTail,
    Distribution,
    Gamma,
    Lognormal,
    Normal,
    Pert,
    Scaled,
    SplitLognormal,
    SplitNormal,
    Triangular,
    Uniform,
)

LIGHT: dict[str, Distribution] = {
    **{f"lognormal {sigma}": Lognormal(0.4, sigma) for sigma in (0.1, 0.5, 1.0, 1.5, 1.6)},
    **{f"tail {index} to 10": BodyAndTail(0.18, 1.5, index, -0.09, 0.34, 10.0) for index in (1.05, 1.4, 3.0)},
    **{f"gamma {shape}": Gamma(shape, 2.0) for shape in (0.02, 0.5, 1.0, 10.0)},
    "tail of index 3": BodyAndTail(0.18, 1.5, 3.0, -0.09, 0.34),
    "uniform": Uniform(2, 9),
    "triangle": Triangular(1, 3, 12),
    "pert": Pert(0, 2, 12),
    "normal": Normal(5, 1),
    "beta": Beta(0.05, 3.0),
    "split lognormal": SplitLognormal(SplitNormal(1.0, 0.9, 0.5)),
}
HEAVY: dict[str, Distribution] = {
    **{f"lognormal {sigma}": Lognormal(0.4, sigma) for sigma in (1.65, 2.0, 2.5, 3.0, 4.5)},
    **{f"tail of index {index}": BodyAndTail(0.18, 1.5, index, -0.09, 0.34) for index in (1.05, 1.2, 1.5, 2.0)},
    "long tail with an end": BodyAndTail(0.18, 1.5, 1.05, -0.09, 0.34, 1e12),
    "multiplier": Scaled(640_000.0, Lognormal(0.3, 2.5)),
    "split lognormal": SplitLognormal(SplitNormal(1.0, 0.2, 2.2)),
}


def mean_of(table: Table) -> float:
    return (math.fsum(table.bulk[OUTER : CELLS - OUTER]) + math.fsum(table.tails.ravel()) / FINE) / CELLS


@pytest.mark.parametrize("law", LIGHT.values(), ids=LIGHT)
def test_the_mean_of_a_light_law_is_right_to_a_ten_thousandth(law: Distribution) -> None:
    assert mean_of(table_of(law)) == pytest.approx(law.mean, rel=1e-4)


@pytest.mark.parametrize("law", HEAVY.values(), ids=HEAVY)
def test_the_mean_of_a_heavy_law_is_its_mean(law: Distribution) -> None:
    assert mean_of(table_of(law)) == pytest.approx(law.mean, rel=1e-7)


@pytest.mark.parametrize("law", [Lognormal(0.4, 1.6), Triangular(1, 3, 12), LIGHT["tail 1.4 to 10"]])
def test_the_points_of_a_light_law_are_its_quantiles(law: Distribution) -> None:
    table, steps = table_of(law), np.arange(OUTER * FINE) + 0.5
    np.testing.assert_allclose(table.bulk, law.quantile((np.arange(CELLS) + 0.5) / CELLS), rtol=1e-6)
    np.testing.assert_allclose(table.tails.ravel()[: OUTER * FINE], law.quantile(steps / (CELLS * FINE)), rtol=1e-6)


@given(st.floats(-3, 10), st.floats(1.65, 6))
def test_a_mean_lies_within_its_part_and_what_is_below_the_tail_stays(mu: float, sigma: float) -> None:
    law = Lognormal(mu, sigma)
    table = table_of(law)
    ends = law.quantile(1 - np.arange(OUTER * FINE, 0, -1) / (CELLS * FINE))
    fine = table.tails.ravel()[OUTER * FINE :]
    assert np.all(fine >= ends)
    assert np.all(fine[:-1] <= ends[1:])
    assert np.all(np.diff(table.bulk) >= 0)
    middles = law.quantile((np.arange(CELLS // 2) + 0.5) / CELLS)
    np.testing.assert_allclose(table.bulk[: CELLS // 2], middles, rtol=1e-12)

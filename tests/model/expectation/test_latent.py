"""Quantities at latent normals: very many are interpolated, and come to what a few are worked out to be."""

from __future__ import annotations

import math

import numpy as np
import pytest

from decision.model.distribution import (
    Beta,
    BodyAndTail,
    Discrete,
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
from decision.model.expectation.latent import at_latent, at_latents

LAWS: list[Distribution] = [
    BodyAndTail(0.18, 1.5, 1.378, -0.086, 0.34, 10),
    BodyAndTail(0.05, 2.5, 3, 0.1, 0.5, math.inf),
    Uniform(2, 5),
    Triangular(1, 2, 7),
    Pert(1, 2, 7),
    Gamma(2.5, 3),
    Gamma(400_000, 0.01),
    Beta(0.6, 2),
    Normal(3, 2),
    Lognormal(0.3, 0.8),
    SplitNormal(5, 1, 2),
    SplitLognormal(SplitNormal(1, 0.2, 0.4)),
    Scaled(40, Pert(0.5, 1, 3)),
]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: type(law).__name__)
def test_very_many_are_what_each_is_by_itself(law: Distribution) -> None:
    z = np.linspace(-7.5, 7.5, 4001)
    assert at_latents(law, z) == pytest.approx(at_latent(law, z), rel=3e-9)


def test_levels_are_those_at_the_same_probabilities() -> None:
    law = Discrete((1.0, 4.0, 9.0), (0.2, 0.5, 0.3))
    z = np.linspace(-7.5, 7.5, 4000)  # none within 1e-9 of where a level ends
    assert np.array_equal(at_latents(law, z), at_latent(law, z))


def test_far_beyond_what_ever_comes_quantities_stay_what_they_are_at_the_end() -> None:
    for law in LAWS[:6]:
        far = at_latents(law, np.array([-40.0, -8.5, 8.5, 40.0]))
        assert far[0] == far[1]
        assert far[2] == far[3]

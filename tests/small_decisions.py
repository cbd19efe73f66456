"""Small decisions on scales from 0 to 10, for tests that need to see through them."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from decision.model.contents import Option
from decision.model.criterion import Criterion
from decision.model.estimate import Estimate, Exact, ThreePoint
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.model.value_function import Curve, Linear, Scale, ValueFunction
from decision.model.weights import Anything, Concentrated, Fixed, Ordered, Ranged, WeightUncertainty

FIXED, LINEAR = Fixed(), Linear()
UNCERTAINTIES: tuple[WeightUncertainty, ...] = (
    FIXED,
    Concentrated(40.0),
    Concentrated(2.0),
    Anything(),
)


def flat(
    ratings: dict[str, list[float | Estimate]],
    weights: list[float],
    uncertainty: WeightUncertainty = FIXED,
    curve: Curve = LINEAR,
) -> Scenario:
    """A decision on criteria c1 .. cK from 0 to 10."""
    return Scenario(
        "A decision",
        tuple(
            Criterion(f"c{k}", f"C{k}", ValueFunction(Scale(0, 10), curve), weight)
            for k, weight in enumerate(weights, start=1)
        ),
        tuple(
            Option(
                id,
                {
                    f"c{k}": Rating(Exact(float(x)) if isinstance(x, int | float) else x)
                    for k, x in enumerate(row, start=1)
                },
            )
            for id, row in ratings.items()
        ),
        weight_uncertainty=uncertainty,
    )


@st.composite
def three_point_decisions(draw: st.DrawFn, options: int = 4, criteria: int = 4, fewest: int = 2) -> Scenario:
    """Flat decisions with estimates of low, mode and high, and weights left open in any way."""
    count = draw(st.integers(fewest, criteria))
    figures = st.integers(0, 100).map(lambda x: x / 10)
    weights = draw(st.lists(st.integers(0, 20), min_size=count, max_size=count).filter(any))
    ratings: dict[str, list[float | Estimate]] = {
        f"o{m}": [ThreePoint(*sorted(draw(st.tuples(figures, figures, figures)))) for _ in range(count)]
        for m in range(draw(st.integers(2, options)))
    }
    shares = np.array(weights) / sum(weights)
    by_weight = sorted(range(count), key=lambda k: -shares[k])
    ordered = Ordered((tuple(f"c{k + 1}" for k in by_weight[:1]), tuple(f"c{k + 1}" for k in by_weight[1:])))
    ranged = Ranged({"c1": (float(50 * shares[0]), float(50 + 50 * shares[0]))})
    uncertainty = draw(st.sampled_from((*UNCERTAINTIES, ordered, ranged)))
    return flat(ratings, [float(weight) for weight in weights], uncertainty)

"""Published tables as decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decision.model.contents import Option
from decision.model.criterion import Criterion
from decision.model.estimate import Exact
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.model.value_function import Curve, Linear, Scale, ValueFunction


def decision(
    ratings: Mapping[str, Sequence[float]],
    weights: Sequence[float],
    scales: Sequence[tuple[float, float]],
    curves: Sequence[Curve] | None = None,
) -> Scenario:
    """A decision on criteria c1 .. cK: ratings by option, then weights and (worst, best), one for each criterion."""
    curves = curves or [Linear()] * len(scales)
    criteria = tuple(
        Criterion(f"c{k}", f"C{k}", ValueFunction(Scale(*scale), curve), weight)
        for k, (weight, scale, curve) in enumerate(zip(weights, scales, curves, strict=True), start=1)
    )
    options = tuple(
        Option(id, {f"c{k}": Rating(Exact(x)) for k, x in enumerate(row, start=1)}) for id, row in ratings.items()
    )
    return Scenario("A published table", criteria, options)

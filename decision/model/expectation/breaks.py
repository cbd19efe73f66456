"""Where a law, as a function of its latent normal, is not smooth.

Throughout this module
    z  is the latent normal, x = Q(Phi(z)) the quantity
"""

from __future__ import annotations

import itertools
import math
from statistics import NormalDist

from decision.model.distribution import (
    BodyAndTail,
    Discrete,
    Distribution,
    Scaled,
    SplitLognormal,
    SplitNormal,
    Triangular,
)

_quantile = NormalDist().inv_cdf


def breaks(law: Distribution) -> list[float]:
    """The z, ascending, at which x jumps, or its slope or curvature does."""
    match law:
        case Scaled(_, inner):
            return breaks(inner)
        case SplitNormal() | SplitLognormal():
            return [0.0]
        case Triangular(low, mode, high):
            return [_quantile((mode - low) / (high - low))] if low < mode < high else []
        case Discrete(_, probabilities):
            below = itertools.accumulate(probabilities[:-1])
            return [_quantile(p) for p in below if 0 < p < 1]
        case BodyAndTail():
            above = [law.tail_share]
            if math.isfinite(law.cap):
                above.append(law.tail_share * (law.threshold / law.cap) ** law.tail_index)
            return [-_quantile(p) for p in above]
    return []

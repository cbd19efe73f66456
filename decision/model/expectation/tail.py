"""How much of a mean its rarest cases make up.

Throughout this module
    X  is an uncertain quantity, above 0
    s  is a share of cases, the highest ones
    q  is the quantile above which they lie

E[X; X > q] / E[X] is the part of the mean that they make up: what the Lorenz curve leaves above 1 - s (Arnold 2015,
Pareto Distributions, section 4.2). Of a lognormal law it is Phi(sigma - z), with z the quantile of a standard normal
law at 1 - s: of the highest hundredth it passes one half where sigma passes 2.326.
"""

from __future__ import annotations

from statistics import NormalDist

from decision.model.distribution import Beta, BodyAndTail, Distribution, Gamma, Lognormal, Scaled, SplitLognormal
from decision.model.expectation.beyond import beyond
from decision.model.expectation.special_functions import normal_below

RAREST = 0.01
_SMALL = 0.1  # a shape of gamma and beta, above which less than half lies in any such tail


def share_of_rarest(law: Distribution, s: float = RAREST) -> float:
    """The part of the mean of `law` that the highest share `s` of cases makes up, s at most one hundredth.

    0 of the laws that have no long tail above: of those the part is small, whatever their figures.
    """
    match law:
        case Scaled(factor, inner):
            return share_of_rarest(inner, s) if factor > 0 else 0.0
        case Lognormal(_, sigma):
            return normal_below(sigma + NormalDist().inv_cdf(s))
        case SplitLognormal() if law.log.above > 1:
            return _share(law, s)
        case Gamma(shape, _) if shape < _SMALL:
            return _share(law, s)
        case Beta(alpha, _) if alpha < _SMALL:
            return _share(law, s)
        case BodyAndTail():
            return _share(law, s)
    return 0.0


def mean_above(law: Distribution, q: float, s: float) -> float:
    """E[X; X > q] of a law whose mean is finite, where a share `s` of cases lies above q."""
    return beyond(law, q) + max(0.0, law.mean - q) + s * q


def _share(law: Distribution, s: float) -> float:
    return min(1.0, mean_above(law, float(law.quantile(1 - s)), s) / law.mean) if law.mean > 0 else 0.0

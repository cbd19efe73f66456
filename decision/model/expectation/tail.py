"""How much of a mean its rarest cases make up.

Throughout this module
    X  is an uncertain quantity, above 0
    q  is its P99, so that one case in a hundred lies above

E[X; X > q] / E[X] is the part of the mean that lies in the highest hundredth of cases: what the Lorenz curve leaves
above 0.99 (Arnold 2015, Pareto Distributions, section 4.2). Of a lognormal law it is Phi(sigma - z99), with z99 the P99
of a standard normal law, so that it passes one half where sigma passes z99 = 2.326.
"""

from __future__ import annotations

from decision.model.distribution import Beta, BodyAndTail, Distribution, Gamma, Lognormal, Scaled, SplitLognormal
from decision.model.expectation.beyond import beyond
from decision.model.expectation.special_functions import normal_below

RAREST = 0.01
_Z99 = 2.3263478740408408
_SMALL = 0.1  # a shape of gamma and beta, above which less than half lies in any such tail


def share_of_rarest(law: Distribution) -> float:
    """The part of the mean of `law` that its highest hundredth of cases make up.

    0 of the laws that have no long tail above: of those the part is small, whatever their figures.
    """
    match law:
        case Scaled(factor, inner):
            return share_of_rarest(inner) if factor > 0 else 0.0
        case Lognormal(_, sigma):
            return normal_below(sigma - _Z99)
        case SplitLognormal() if law.log.above > 1:
            return _share(law)
        case Gamma(shape, _) if shape < _SMALL:
            return _share(law)
        case Beta(alpha, _) if alpha < _SMALL:
            return _share(law)
        case BodyAndTail():
            return _share(law)
    return 0.0


def _share(law: Distribution) -> float:
    q, mean = float(law.quantile(1 - RAREST)), law.mean
    above = beyond(law, q) + max(0.0, mean - q)  # E[max(X - q, 0)]
    return min(1.0, (above + RAREST * q) / mean) if mean > 0 else 0.0

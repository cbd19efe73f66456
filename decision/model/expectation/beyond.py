"""How far a law reaches beyond a point, on average: what an expectation under a broken line hangs on.

Throughout this module
    X  is the uncertain quantity, m its mean
    t  is a point

b(t) = E[max(t - X, 0)] where t is below the mean, and E[max(X - t, 0)] where it is above: the side away from the mean,
so that nothing is lost by taking large numbers from one another. (The two differ by t - m. Actuaries call them the
limited loss and the stop-loss premium: Kaas, Goovaerts, Dhaene and Denuit 2008, Modern Actuarial Risk Theory, section
1.4.) For a function v of straight pieces whose slope changes by d[j] at t[j],

    E[v(X)] = v(m) + sum over j of d[j]·b(t[j]),

because v is a straight line plus the sum of d[j]·|x - t[j]|/2.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from decision.model.distribution import (
    Beta,
    BodyAndTail,
    Constant,
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
from decision.model.expectation.special_functions import (
    MANY,
    beta_shares,
    gamma_shares,
    log_beta,
    log_normal_below,
    log_powers,
    normal_below,
    normal_density,
)


def beyond(law: Distribution, t: float) -> float:
    """b(t) of `law`, whose mean is finite."""
    try:
        of_kind = _OF_KIND[type(law)]
    except KeyError:
        raise TypeError(f"no expectation for {type(law).__name__}") from None
    return of_kind(law, t)


def _turned(below: float, law: Distribution, t: float) -> float:
    """b(t) where E[max(t - X, 0)] is `below`."""
    return max(0.0, below - max(0.0, t - law.mean))


def _triangular(law: Triangular, t: float) -> float:
    width = law.high - law.low
    if not law.low < t < law.high:
        return 0.0
    if t <= law.mode:
        return _turned((t - law.low) ** 3 / (3 * width * (law.mode - law.low)), law, t)
    above = (law.high - t) ** 3 / (3 * width * (law.high - law.mode))
    return max(0.0, above - max(0.0, law.mean - t))


def _normal(d: float) -> float:
    """b of the standard normal law at a distance `d` from its mean."""
    return max(0.0, normal_density(d) - d * normal_below(-d))


def _beta(alpha: float, beta: float, u: float, rest: float) -> float:
    """b(u) of the beta law on 0 to 1; `rest` is 1 - u."""
    if u <= 0 or rest <= 0:
        return 0.0
    total = alpha + beta
    mean, of_rest = alpha / total, beta / total
    sd = math.sqrt(mean * of_rest / (total + 1))
    if sd == 0:
        return 0.0
    if min(alpha, beta) > MANY:
        return sd * _nearly_normal((u - mean) / sd, 2 * (of_rest - mean) / ((total + 2) * sd))
    density = math.exp(log_powers(alpha, beta, u, rest) - log_beta(alpha, beta)) / total
    below, above = beta_shares(alpha, beta, u, rest)
    apart = u - mean if u <= rest else of_rest - rest
    return max(0.0, density - abs(apart) * (below if apart < 0 else above))


def _gamma(shape: float, x: float) -> float:
    """b(x) of the gamma law of scale 1."""
    if x <= 0:
        return 0.0
    if shape > MANY:
        sd = math.sqrt(shape)
        return sd * _nearly_normal((x - shape) / sd, 2 / sd)
    density = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    below, above = gamma_shares(shape, x)
    return max(0.0, density - abs(x - shape) * (below if x < shape else above))


def _nearly_normal(d: float, skewness: float) -> float:
    """b of a law with mean 0 and sd 1 that is nearly normal, by the first term of its Edgeworth series.

    (Kendall and Stuart 1977, The Advanced Theory of Statistics, volume 1, chapter 6.) With shapes above `MANY` what is
    left out is below a millionth of the sd.
    """
    return max(0.0, _normal(abs(d)) + skewness / 6 * d * normal_density(d))


def _split_normal(law: SplitNormal, t: float) -> float:
    if t <= law.median:
        side = law.below * _normal((law.median - t) / law.below) if law.below else 0.0
        return _turned(side, law, t)
    side = law.above * _normal((t - law.median) / law.above) if law.above else 0.0
    return max(0.0, side - max(0.0, law.mean - t))


def _lognormal(mu: float, sigma: float, t: float, *, upper: bool) -> float:
    """E[max(X - t, 0)] or E[max(t - X, 0)], t > 0 (Black and Scholes 1973, equation 13, without interest)."""
    z, sign = (math.log(t) - mu) / sigma, -1 if upper else 1
    of_x = math.exp(min(709.0, mu + sigma * sigma / 2 + log_normal_below(sign * (z - sigma))))
    return max(0.0, sign * (t * normal_below(sign * z) - of_x))


def _split_lognormal(law: SplitLognormal, t: float) -> float:
    log = law.log
    if math.log(t) <= log.median:
        return _turned(_lognormal(log.median, log.below, t, upper=False) if log.below else 0.0, law, t)
    side = _lognormal(log.median, log.above, t, upper=True) if log.above else 0.0
    return max(0.0, side - max(0.0, law.mean - t))


def _body_and_tail(law: BodyAndTail, t: float) -> float:
    if t <= law.threshold:
        share = (1 - law.tail_share) / law.share_of_body
        return _turned(share * _lognormal(law.mu, law.sigma, t, upper=False), law, t)
    return max(0.0, law.tail_share * _pareto_above(law, t) - max(0.0, law.mean - t))


def _pareto_above(law: BodyAndTail, t: float) -> float:
    """E[max(X - t, 0)] of the capped tail, t at or above its threshold: the integral of P(X > x) from t to the cap."""
    m, a, cap = law.threshold, law.tail_index, law.cap
    if t >= cap:
        return 0.0
    if math.isinf(cap):
        return float(t * (m / t) ** a / (a - 1))
    if math.isclose(a, 1):
        return float(m * math.log(cap / t))
    return float(t * (m / t) ** a * ((cap / t) ** (1 - a) - 1) / (1 - a))


def _uniform(law: Uniform, t: float) -> float:
    side = t - law.low if t < law.mean else law.high - t
    return side * side / (2 * (law.high - law.low)) if side > 0 else 0.0


def _pert(law: Pert, t: float) -> float:
    width = law.high - law.low
    return width * _beta(*law.shapes, (t - law.low) / width, (law.high - t) / width)


def _discrete(law: Discrete, t: float) -> float:
    sign = 1 if t > law.mean else -1
    return math.fsum(q * max(0.0, sign * (x - t)) for x, q in zip(law.levels, law.probabilities, strict=True))


_OF_KIND: dict[type, Callable[[Any, float], float]] = {
    Constant: lambda *_: 0.0,
    Uniform: _uniform,
    Triangular: _triangular,
    Pert: _pert,
    Beta: lambda law, t: _beta(law.alpha, law.beta, t, 1 - t),
    Gamma: lambda law, t: law.scale * _gamma(law.shape, t / law.scale),
    Normal: lambda law, t: law.sigma * _normal(abs(t - law.mu) / law.sigma),
    SplitNormal: _split_normal,
    Lognormal: lambda law, t: _lognormal(law.mu, law.sigma, t, upper=t > law.mean) if t > 0 else 0.0,
    SplitLognormal: lambda law, t: _split_lognormal(law, t) if t > 0 else 0.0,
    BodyAndTail: lambda law, t: _body_and_tail(law, t) if t > 0 else 0.0,
    Discrete: _discrete,
    Scaled: lambda law, t: law.factor * beyond(law.law, t / law.factor),
}

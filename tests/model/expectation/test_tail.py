"""How much of a mean its rarest cases make up, against its definition as an integral of the quantile function."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import integrate, stats

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
)
from decision.model.expectation.tail import RAREST, share_of_rarest

LAWS: dict[str, Distribution] = {
    "lognormal": Lognormal(5.756, 4.492),
    "light lognormal": Lognormal(1.0, 0.3),
    "multiplier": Scaled(640_000, Lognormal(0.3, 2.5)),
    "split lognormal": SplitLognormal(SplitNormal(1.0, 0.2, 2.2)),
    "gamma": Gamma(0.03, 10.0),
    "beta": Beta(0.03, 20.0),
    "tail": BodyAndTail(0.18, 1.5, 1.05, -0.09, 0.34, 1e6),
    "short tail": BodyAndTail(0.18, 1.5, 1.4, -0.09, 0.34, 10.0),
    "rare tail": BodyAndTail(0.004, 3.0, 1.1, -0.09, 0.34, 1e5),
}


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_the_share_is_the_part_of_the_mean_above_p99(law: Distribution) -> None:
    """With p = 1 - e^-t, so that the integrand falls off: E[X; X > q] is the integral of Q(p) from 0.99 to 1."""
    # Q(1 - e^-t) is computed from the upper tail, which 1 - e^-t would round away
    upper = _upper_quantile(law)
    part, error = integrate.quad(
        lambda t: upper(np.exp(-t)) * np.exp(-t), -np.log(RAREST), 700, limit=500, points=[10, 30, 100]
    )
    assert share_of_rarest(law) == pytest.approx(part / law.mean, abs=1e-7 + error / law.mean)


def _upper_quantile(law: Distribution):  # type: ignore[no-untyped-def]
    match law:
        case Scaled(factor, inner):
            return lambda s: factor * _upper_quantile(inner)(s)
        case Lognormal(mu, sigma):
            return lambda s: np.exp(mu + sigma * stats.norm.isf(s))
        case SplitLognormal(log):
            return lambda s: np.exp(log.median + log.above * stats.norm.isf(s))
        case Gamma(shape, scale):
            return lambda s: stats.gamma.isf(s, shape, scale=scale)
        case Beta(alpha, beta):
            return lambda s: stats.beta.isf(s, alpha, beta)
        case BodyAndTail(share, threshold, index, mu, sigma, cap):
            body = share_of_body(law)

            def upper(s: float) -> float:
                if s <= share:
                    return min(threshold * (s / share) ** (-1 / index), cap)
                below = (1 - s) / (1 - share) * body
                return float(np.exp(mu + sigma * stats.norm.ppf(below)))

            return upper
    raise TypeError(law)


def share_of_body(law: BodyAndTail) -> float:
    return float(stats.norm.cdf((np.log(law.threshold) - law.mu) / law.sigma))


@pytest.mark.parametrize(
    "law", [Normal(5, 3), Pert(0, 1, 1000), Gamma(0.1, 5), Beta(0.1, 9), Discrete((0.0, 1e6), (0.999, 0.001))]
)
def test_laws_without_a_long_tail_have_none(law: Distribution) -> None:
    assert share_of_rarest(law) == 0.0


@pytest.mark.parametrize("law", [Gamma(0.1, 1.0), Beta(0.1, 100.0), SplitLognormal(SplitNormal(0, 1.0, 1.0))])
def test_less_than_half_lies_in_the_tails_that_are_not_looked_at(law: Distribution) -> None:
    upper = _upper_quantile(law)
    part, _ = integrate.quad(lambda t: upper(np.exp(-t)) * np.exp(-t), -np.log(RAREST), 700, limit=500, points=[10, 30])
    assert part < 0.5 * law.mean

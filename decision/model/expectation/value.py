"""What an uncertain rating is worth: the expectation of its value.

Throughout this module
    X  is the rating, m its mean
    v  is the value function, z the share of the way from worst to best
    c  is the curvature of an exponential v = (1 - e^(-cz))/(1 - e^(-c))

E[v(X)] is v(m) where v is straight wherever X may be. For straight pieces it has a closed form (`beyond`); so it has
for an exponential that goes on outside worst to best, under laws whose moment generating function E[e^(sX)] is known.
Everything else is an integral (`integral`).
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from decision.model.distribution import (
    BodyAndTail,
    Constant,
    Distribution,
    Gamma,
    Lognormal,
    Normal,
    Scaled,
    SplitLognormal,
    SplitNormal,
)
from decision.model.even_worth import EvenWorth
from decision.model.expectation.beyond import beyond
from decision.model.expectation.integral import integrals
from decision.model.expectation.special_functions import log_normal_below
from decision.model.value_function import ValueFunction

_LARGEST = 700.0  # of a logarithm, beyond which there is nothing to compute with
_SLIGHT = 1e-5  # curvature below which closed forms would lose digits
_STEEP = 8.0  # e-folds of a curve that one panel of the integral follows
_PANELS = 5  # of so many, after which nothing is left of it


def expected_value(function: ValueFunction, law: Distribution) -> float:
    """E[v(X)] for X after `law`, whose mean is finite; infinite where there is none."""
    return float(function(law.mean)) + value_gaps(function, (law,))[0]


def value_gaps(function: ValueFunction, laws: tuple[Distribution, ...]) -> tuple[float, ...]:
    """E[v(X)] - v(m) after each of `laws`: 0 where v is straight wherever X may be; infinite without an expectation.

    They are remembered: a decision's laws stay the same objects while its weights move.
    """
    return _value_gaps(function, _Same(laws))


class _Same:
    """Laws that are told from others by being the same objects, for their figures would take longer to compare."""

    def __init__(self, laws: tuple[Distribution, ...]) -> None:
        self.laws = laws  # which so are not forgotten, nor their places in memory given to others
        self.places = tuple(map(id, laws))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.places == other.places

    def __hash__(self) -> int:
        return hash(self.places)


@lru_cache(maxsize=256)
def _value_gaps(function: ValueFunction, same: _Same) -> tuple[float, ...]:
    laws = same.laws
    if function.is_straight:
        return (0.0,) * len(laws)
    if function.bends is not None:
        return tuple(_gap_of_bends(function, law) for law in laws)
    found = {i: known for i, law in enumerate(laws) if (known := _known_exponential(function, law)) is not None}
    others = [i for i in range(len(laws)) if i not in found]
    if others:
        with np.errstate(over="ignore"):  # an infinite expectation is for the caller to judge
            bounded = function.outside == "clip"
            values = integrals([laws[i] for i in others], function, _steep_places(function), bounded=bounded)
        found |= dict(zip(others, values.tolist(), strict=True))
    of_means = function(np.array([law.mean for law in laws])).tolist()
    return tuple(found[i] - of_mean for i, of_mean in enumerate(of_means))


def _gap_of_bends(function: ValueFunction, law: Distribution) -> float:
    if isinstance(law, Constant):
        return 0.0
    if isinstance(law, EvenWorth) and law.function == function:
        return 0.5 - float(function(law.mean))
    assert function.bends is not None  # asked only of straight pieces
    return math.fsum(step * beyond(law, x) for x, step in function.bends)


def _known_exponential(function: ValueFunction, law: Distribution) -> float | None:
    """E[v(X)] for an exponential v, where it has a closed form or there is none; None where it has to be integrated."""
    c = function.curvature
    assert c is not None  # what has no straight pieces is exponential
    if isinstance(law, Constant):
        return float(function(law.x))
    if isinstance(law, EvenWorth) and law.function == function:
        return 0.5
    if function.outside == "clip":
        return None
    growth = grows_on(function)
    if growth > 0 and has_heavy_tail(law):
        return math.copysign(math.inf, -c)
    log_mean = log_of_mean_exponential(law, growth, function.scale.worst) if abs(c) > _SLIGHT else None
    if log_mean is None:
        return None
    return math.expm1(log_mean) / math.expm1(-c) if log_mean < _LARGEST else math.copysign(math.inf, -c)


def grows_on(function: ValueFunction) -> float:
    """The s for which an exponential value function is e^(sx), apart from shift and factor: it grows to that side."""
    assert function.curvature is not None
    return -function.curvature / (function.scale.best - function.scale.worst)


def has_end(law: Distribution, *, upper: bool) -> bool:
    """Whether X has a highest value, or without `upper` a lowest."""
    match law:
        case Scaled(_, inner):
            return has_end(inner, upper=upper)
        case Normal() | SplitNormal():
            return False
        case Lognormal() | SplitLognormal() | Gamma():
            return not upper
        case BodyAndTail():
            return not (upper and math.isinf(law.cap))
    return True


def has_heavy_tail(law: Distribution) -> bool:
    """Whether E[e^(sX)] is infinite for every s > 0."""
    match law:
        case Scaled(_, inner):
            return has_heavy_tail(inner)
        case BodyAndTail():
            return math.isinf(law.cap)
    return isinstance(law, Lognormal | SplitLognormal)


def log_of_mean_exponential(law: Distribution, s: float, origin: float) -> float | None:
    """ln E[e^(s(X - origin))], infinite where there is none; None for a law of which it is not known."""
    match law:
        case Normal(mu, sigma):
            return s * (mu - origin) + (s * sigma) ** 2 / 2
        case SplitNormal(median, below, above):
            lower = (s * below) ** 2 / 2 + log_normal_below(-s * below)
            upper = (s * above) ** 2 / 2 + log_normal_below(s * above)
            return s * (median - origin) + float(np.logaddexp(lower, upper))
        case Gamma(shape, scale):
            return -shape * math.log1p(-s * scale) - s * origin if s * scale < 1 else math.inf
    return None


def _steep_places(function: ValueFunction) -> list[float]:
    """Ratings between which an exponential function changes by no more than a panel of the integral follows."""
    scale, c = function.scale, function.curvature
    assert c
    steep_end = 0.0 if c > 0 else 1.0
    steps = range(-_PANELS, _PANELS + 1)
    shares = [0.0, 1.0, *(steep_end + _STEEP / c * j for j in steps)]
    if function.outside == "clip":
        shares = [z for z in shares if 0 <= z <= 1]
    return [scale.worst + z * (scale.best - scale.worst) for z in shares]

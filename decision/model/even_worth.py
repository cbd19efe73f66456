"""The law of a rating that nobody knows yet: every value from 0 to 1 alike.

Throughout this module
    v  is a value, uniform on 0 to 1
    x  is the rating between worst and best that is worth v
    p  is a probability

Nothing is known but the ends of the scale, so each value is as likely as any other; on a straight line x is uniform
too. E[v] is one half, whatever the curve.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from decision.model.errors import ImpossibleError
from decision.model.value_function import ValueFunction

Array = NDArray[np.float64]

_POINTS = 64  # of Gauss's rule in a panel
_PANELS = 64  # over the range of v, closer together where a steep curve is level


@dataclass(frozen=True)
class EvenWorth:
    """Ratings between worst and best whose values are uniform on 0 to 1."""

    function: ValueFunction

    @cached_property
    def mean(self) -> float:
        """The expected rating, by Gauss's rule in panels."""
        return self._moments[0]

    @cached_property
    def sd(self) -> float:
        return self._moments[1]

    @cached_property
    def _moments(self) -> tuple[float, float]:
        at, weights = np.polynomial.legendre.leggauss(_POINTS)
        # panels that shrink towards both ends: there the rating of an exponential curve changes fastest
        edges = (1 - np.cos(np.linspace(0, np.pi, _PANELS + 1))) / 2
        corners = self.function.curve.corners(self.function.scale)
        if corners is not None:
            edges = np.union1d(edges, [v for _, v in corners])
        half = np.diff(edges) / 2
        v = (edges[:-1] + half)[:, np.newaxis] + half[:, np.newaxis] * at
        share = half[:, np.newaxis] * weights
        x = self._worth(v)
        mean = float((share * x).sum())
        return mean, float(np.sqrt((share * (x - mean) ** 2).sum()))

    def quantile(self, p: ArrayLike) -> Array:
        """The smallest x with P(X <= x) >= p, for `p` array_like (...), same shape out."""
        p = np.asarray(p, dtype=float)
        if not np.all((p >= 0) & (p <= 1)):
            raise ImpossibleError("a probability lies outside 0 to 1", "give quantiles between 0 and 1")
        scale = self.function.scale
        return self._worth(p if scale.best > scale.worst else 1 - p)

    def _worth(self, v: Array) -> Array:
        return self.function.ratings_worth(v)

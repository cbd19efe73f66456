"""Gamma variates, many and quickly: the makings of Dirichlet weights.

Throughout this module
    a  is the shape of a gamma law of scale 1
    k  is a row: one gamma law with streams of its own, 0 .. K-1

Variates are drawn by look-up, as `quantile_tables` says, with the error stated there. Where no table serves,
`numpy.random.Generator.standard_gamma` draws: below LEAST_TABLED, where quantiles near 0 fall faster than a table
follows, and above MOST_TABLED. Exponential variates (shape 1) are always drawn so, for uniform weights must not tie.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from decision.analysis.sampling.quantile_tables import table_of
from decision.analysis.sampling.streams import stream
from decision.analysis.sampling.table_draws import CellStream, TableDraws
from decision.model.distribution import Gamma

Array = NDArray[np.float64]

LEAST_TABLED, MOST_TABLED = 0.4, 1e8


class Gammas:
    """Independent gamma variates in K rows, each row from streams of its own.

    Parameters
    ----------
    shapes
        a of each row, above 0.
    seed
        Together with the names of a row, what its streams are keyed by.
    names
        For each row, the names of its stream.
    """

    def __init__(self, shapes: Sequence[float] | Array, seed: int, names: Sequence[tuple[str, ...]]) -> None:
        self.shapes = np.array(shapes, dtype=float)
        tabled = (self.shapes >= LEAST_TABLED) & (self.shapes <= MOST_TABLED) & (self.shapes != 1)
        self.tabled = np.flatnonzero(tabled)
        self.draws = TableDraws(
            [table_of(Gamma(float(self.shapes[k]), 1.0)) for k in self.tabled],
            [CellStream(seed, *names[int(k)]) for k in self.tabled],
        )
        self.others = {int(k): stream(seed, *names[int(k)]) for k in np.flatnonzero(~tabled)}

    def draw(self, n: int) -> Array:
        """The next variates (K, n).

        Drawn in pieces of any lengths that are multiples of 4, they are the same as drawn at once.
        """
        x = np.empty((len(self.shapes), n))
        self.draws.draw(n, x, self.tabled)
        for k, rng in self.others.items():
            rng.standard_gamma(self.shapes[k], out=x[k])
        return x

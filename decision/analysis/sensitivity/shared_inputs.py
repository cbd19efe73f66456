"""What all options share, in the draws of a simulation: what each such input tells, and each plan by itself.

Throughout this module
    n  is a draw                               0 .. N-1
    m  is an option                            0 .. M-1
    k  is a criterion that is rated            0 .. K-1
    v  are values
    PV is the present value of a cost plan

Where v is a straight line E[v | input] is v of E[PV | input], which is exact (`decision.analysis.shared_beliefs`); and
so is E[v | the plan's own figures]. Elsewhere it is the mean of the values drawn as a function of E[PV | input]
(nonparametric regression on what matters of it; Strong, Oakley and Brennan 2014). What is expected in all stays what
it is: both are shifted to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from decision.analysis.sampling.values import DrawnValues, ValueSampler
from decision.analysis.shared_beliefs import SharedBeliefs, SharedInput, shared_inputs
from decision.analysis.standing import Standing
from decision.analysis.stopping import go_on

Array = NDArray[np.float64]

_SLICES = 64  # of the draws, between whose means what is expected is interpolated


class DrawnSharedBeliefs:
    """The same in the draws of a simulation: what each shared input, and each plan by itself, tells.

    Attributes
    ----------
    inputs
        Those that are uncertain.
    """

    def __init__(self, standing: Standing, drawn: DrawnValues) -> None:
        self.standing, self.drawn = standing, drawn
        self.beliefs = SharedBeliefs(standing)
        self.inputs = tuple(each for each in shared_inputs(standing) if each.figures) if self.beliefs.cells else ()

    def told_by(self, shared: SharedInput) -> Mapping[tuple[int, int], Array]:
        """E[v | input] (N,) in each draw, of the plans (m, k) that hang on it."""
        known = {name: self.drawn.shared[name] for name in shared.figures if name in self.drawn.shared}
        return {
            (m, k): self._settled(
                m, k, cell.expected.given({name: known[name] for name in known if name in cell.names})
            )
            for (m, k), cell in self.beliefs.cells.items()
            if cell.names & known.keys()
        }

    @cached_property
    def own(self) -> Mapping[tuple[int, int], Array]:
        """E[v | the plan's own figures] (N,) in each draw, of every plan that hangs on something uncertain."""
        cells = {(m, k): cell for (m, k), cell in self.beliefs.cells.items() if cell.sampler.shared}
        if not cells:
            return {}
        sampler = ValueSampler(self.standing.scenario, self.drawn.seed)
        means: dict[tuple[int, int], list[Array]] = {key: [] for key in cells}
        size = self.drawn.chunk
        for start in range(0, self.drawn.draws, size):
            n = min(size, self.drawn.draws - start)
            go_on()
            sampler.begin(n)
            for m in sorted({m for m, _ in cells}):
                figures = sampler.figures_of(m, n)
                for (option, k), cell in cells.items():
                    if option == m:
                        means[m, k].append(np.broadcast_to(cell.expected.given(figures.get(k, {})), n))
        return {(m, k): self._settled(m, k, np.concatenate(rows)) for (m, k), rows in means.items()}

    def _settled(self, m: int, k: int, mean: Array) -> Array:
        """The value (N,) that is expected where the present value is expected to be `mean`, in each draw."""
        function, expected = self.standing.functions[k], float(self.standing.values[m, k])
        if mean.min() == mean.max():
            return np.full(self.drawn.draws, expected)
        found = function(mean) if function.is_straight else _smoothed(mean, self.drawn.values[m, k])
        return np.asarray(found + (expected - float(found.mean())))


def _smoothed(x: Array, y: Array) -> Array:
    """E[y | x] (N,): the means of y in slices of equal probability of x, straight between their middles."""
    order = np.argsort(x, kind="stable")
    slices = np.array_split(order, min(_SLICES, max(1, len(x) // 64)))
    middles = np.array([float(x[part].mean()) for part in slices])
    means = np.array([float(y[part].mean()) for part in slices])
    return np.asarray(np.interp(x, middles, means))

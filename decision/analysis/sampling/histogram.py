"""Quantiles of more numbers than one keeps.

Throughout this module
    m  is a row of numbers, such as the scores of an option  0 .. M-1
    n  is a number in it
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

BINS = 4096
_PILOT = 2048
_MARGIN = 0.5  # of the pilot's span, on either side


class Histograms:
    """A fine histogram for each of M rows, whose range the first numbers decide.

    The range is that of the first 2,048 numbers but the outermost 2 at either end, half as wide again on either side;
    what lies outside is counted at the ends. A quantile between P1 and P99 is then right to within one bin, `errors`,
    and to less where neighbouring bins are about as full, since counts are taken as spread evenly inside a bin.
    """

    def __init__(self, pilot: Array) -> None:
        first = pilot[:, :_PILOT]
        ends = [first.shape[1] // 1000, -1 - first.shape[1] // 1000]
        low, high = np.partition(first, ends, axis=1)[:, ends].T
        margin = _MARGIN * (high - low)
        self.low = low - margin
        self.width = (high - low + 2 * margin) / BINS
        self.counts = np.zeros((len(pilot), BINS), dtype=np.int64)
        with np.errstate(divide="ignore", over="ignore"):
            steps = 1 / self.width
        self._steps = np.where(np.isfinite(steps), steps, 0.0)  # of what varies by less than 1e-308 or never, one bin
        self._known: list[tuple[Array, Array]] | None = None
        self.add(pilot)

    @property
    def errors(self) -> Array:
        """How far a quantile of each row may be off, (M,), in the unit of the numbers."""
        return np.asarray(self.width)

    def add(self, x: Array) -> None:
        """Count the numbers x (M, n)."""
        self._known = None
        place = np.empty(x.shape[1])
        for m, (row, low, steps) in enumerate(zip(x, self.low, self._steps, strict=True)):
            # row by row, so that counts stay in a processor's innermost cache
            np.multiply(row, steps, out=place)
            place -= low * steps
            np.clip(place, 0, BINS - 1, out=place)
            self.counts[m] += np.bincount(place.astype(np.intp), minlength=BINS)

    def quantile(self, p: ArrayLike) -> Array:
        """Quantiles at p, array_like (P,), of each row: (M, P)."""
        rows = [np.interp(np.asarray(p) * reached[-1], reached, edges) for reached, edges in self._reached()]
        return np.stack(rows)

    def share_below(self, x: ArrayLike) -> Array:
        """The share of each row's numbers that lie below x, array_like (X,): (M, X)."""
        x = np.asarray(x, dtype=float)
        rows = [
            np.interp(x, edges, reached) / reached[-1] if edges[-1] > edges[0] else np.where(x > edges[0], 1.0, 0.0)
            for reached, edges in self._reached()
        ]
        return np.stack(rows)

    def _reached(self) -> list[tuple[Array, Array]]:
        """For each row, how many numbers lie below each edge of a bin, and the edges."""
        if self._known is None:
            steps = np.arange(BINS + 1)
            self._known = [
                (np.concatenate([[0.0], np.cumsum(counts)]), low + width * steps)
                for counts, low, width in zip(self.counts, self.low, self.width, strict=True)
            ]
        return self._known

"""Quantiles of more numbers than one keeps."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

BINS = 4096
_PILOT = 4096
_MARGIN = 0.5  # of the pilot's span, on either side


class Histogram:
    """A fine histogram whose range the first numbers decide.

    The range is the P0.1 to P99.9 of the first 4,096 numbers, half as wide again on either side; what lies outside is
    counted at the ends. A quantile between P1 and P99 is then right to within one bin, `error`, and to less where
    neighbouring bins are about as full, since counts are taken as spread evenly inside a bin.
    """

    def __init__(self, pilot: Array) -> None:
        low, high = np.quantile(pilot[:_PILOT], [0.001, 0.999])
        margin = _MARGIN * (high - low)
        self.low = float(low - margin)
        self.width = float(high - low + 2 * margin) / BINS
        self.counts = np.zeros(BINS, dtype=np.int64)
        self.add(pilot)

    @property
    def error(self) -> float:
        """How far a quantile may be off, in the unit of the numbers."""
        return self.width

    def add(self, x: Array) -> None:
        """Count the numbers x (n,)."""
        if self.width == 0:
            self.counts[0] += len(x)
            return
        place = x - self.low
        place *= 1 / self.width
        np.maximum(place, 0, out=place)
        np.minimum(place, BINS - 1, out=place)
        self.counts += np.bincount(place.astype(np.intp), minlength=BINS)

    def quantile(self, p: ArrayLike) -> Array:
        """Quantiles at p, array_like (...)."""
        if self.width == 0:
            return np.full(np.shape(p), self.low)
        reached = np.concatenate([[0], np.cumsum(self.counts)])
        edges = self.low + self.width * np.arange(BINS + 1)
        return np.asarray(np.interp(np.asarray(p) * reached[-1], reached, edges))

    def share_below(self, x: ArrayLike) -> Array:
        """The share of the numbers that lie below x, array_like (...)."""
        x = np.asarray(x, dtype=float)
        if self.width == 0:
            return np.where(x > self.low, 1.0, 0.0)
        reached = np.concatenate([[0], np.cumsum(self.counts)])
        edges = self.low + self.width * np.arange(BINS + 1)
        return np.asarray(np.interp(x, edges, reached) / reached[-1])

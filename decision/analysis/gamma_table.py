"""Gamma variates, many and quickly: the makings of Dirichlet weights.

Throughout this module
    a  is the shape of a gamma law of scale 1
    p  is a probability, q = 1 - p
    x  is the gamma variate
    i  is a cell: one of CELLS intervals of p of equal width
    k  is a row: one gamma law with streams of its own, 0 .. K-1

A draw takes 16 bits of its stream as the number of its cell and has the quantile at the cell's middle, read from a
table. A draw in one of the OUTER cells at either end is drawn again from the law within that cell, by its quantile
and a second stream, so that the tails are exact. The law drawn from differs from the law meant by at most half a cell
in p, 2^-17, and by the error of the table, below 1e-6: less than 2^-16 = 0.000015 in all, and nothing in the tails.

Where no table serves, `numpy.random.Generator.standard_gamma` draws: below LEAST_TABLED, where quantiles near 0 fall
faster than a table follows, and above MOST_TABLED.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

CELLS = 1 << 16
OUTER = 8
LEAST_TABLED, MOST_TABLED = 0.2, 1e8

_DIRECT = 128  # cells at either end whose quantiles are worked out one by one
_PIECES = 16  # to a doubling of p
_BELOW_ONE = 1 - 2.0**-53


class Gammas:
    """Independent gamma variates in K rows, each row from streams of its own.

    Parameters
    ----------
    shapes
        a of each row, above 0.
    streams, tail_streams
        Two generators for each row: for its draws, and for those drawn again.
    """

    def __init__(
        self,
        shapes: Sequence[float] | Array,
        streams: Sequence[np.random.Generator],
        tail_streams: Sequence[np.random.Generator],
    ) -> None:
        self.shapes = np.array(shapes, dtype=float)
        self.streams = streams
        self.tail_streams = tail_streams
        tabled = (self.shapes >= LEAST_TABLED) & (self.shapes <= MOST_TABLED)
        self.tables = {int(k): quantile_table(float(self.shapes[k])) for k in np.flatnonzero(tabled)}
        self._rows = np.array(list(self.tables), dtype=np.intp)

    def draw(self, n: int) -> Array:
        """The next variates (K, n).

        Drawn in pieces of any lengths that are multiples of 4, they are the same as drawn at once.
        """
        x = np.empty((len(self.shapes), n))
        cells = np.empty((len(self.tables), n), dtype=np.uint16)
        for row, (k, table) in enumerate(self.tables.items()):
            cells[row] = self.streams[k].bit_generator.random_raw(-(-n // 4)).view(np.uint16)[:n]
            np.take(table, cells[row], out=x[k], mode="clip")
        self._draw_tails(x, cells)
        for k, shape in enumerate(self.shapes):
            if k not in self.tables:
                self.streams[k].standard_gamma(shape, out=x[k])
        return x

    def _draw_tails(self, x: Array, cells: NDArray[np.uint16]) -> None:
        """Draw again, in place, what fell into an outermost cell."""
        from scipy.special import gammaincinv

        shifted = cells - np.uint16(OUTER)  # wraps around: what is below OUTER comes out on top
        hits = np.flatnonzero(shifted.ravel() >= np.uint16(CELLS - 2 * OUTER))
        if not hits.size:
            return
        row, column = np.divmod(hits, cells.shape[1])
        counts = np.bincount(row, minlength=len(cells))
        within = np.concatenate(
            [self.tail_streams[k].random(count) for k, count in zip(self.tables, counts, strict=True) if count]
        )
        p = np.minimum((cells[row, column] + within) / CELLS, _BELOW_ONE)
        k = self._rows[row]
        x[k, column] = gammaincinv(self.shapes[k], p)


@lru_cache(maxsize=32)
def quantile_table(shape: float) -> Array:
    """Quantiles of the gamma law of `shape` at the middles of all cells, array (CELLS,), read-only.

    The outermost cells and the knots are worked out; between knots x(p) is the cubic Hermite polynomial with the
    exact slopes 1/density (de Boor 2001, A Practical Guide to Splines, chapter IV). Knots halve their distance with
    every halving of p, or of q in the upper half, so that the error in p is below 1e-6 for every shape that is
    tabled.
    """
    from scipy.special import gammainccinv, gammaincinv

    table = np.empty(CELLS)
    direct = (np.arange(_DIRECT) + 0.5) / CELLS
    table[:_DIRECT] = gammaincinv(shape, direct)
    table[-_DIRECT:] = gammainccinv(shape, direct)[::-1]
    knots = _knots()
    lower: Array = np.asarray(gammaincinv(shape, knots), dtype=float)
    upper: Array = np.asarray(gammainccinv(shape, knots), dtype=float)
    _fill_half(table, lower, _slope(shape, lower))
    _fill_half(table[::-1], upper, -_slope(shape, upper))
    table.setflags(write=False)
    return table


def _knots() -> Array:
    """Probabilities from _DIRECT / CELLS to 1/2, _PIECES to a doubling."""
    octaves = [octave + octave / _PIECES * np.arange(_PIECES) for octave in _octaves()]
    return np.append(np.concatenate(octaves), CELLS / 2) / CELLS


def _octaves() -> list[int]:
    """The cells at which doublings begin."""
    return [1 << j for j in range(_DIRECT.bit_length() - 1, CELLS.bit_length() - 2)]


def _slope(shape: float, x: Array) -> Array:
    """dx/dp = 1/density."""
    from scipy.special import gammaln

    return np.asarray(np.exp(gammaln(shape) - (shape - 1) * np.log(x) + x))


def _fill_half(table: Array, x: Array, slope: Array) -> None:
    """Interpolate the lower half of `table` between quantiles `x` and slopes at the knots."""
    for octave_number, octave in enumerate(_octaves()):
        here = slice(octave_number * _PIECES, (octave_number + 1) * _PIECES)
        there = slice(here.start + 1, here.stop + 1)
        cells = octave // _PIECES
        width = cells / CELLS
        ends = np.stack([x[here], width * slope[here], x[there], width * slope[there]], axis=1)
        table[octave : 2 * octave] = (ends @ _hermite(cells)).ravel()


@lru_cache(maxsize=16)
def _hermite(cells: int) -> Array:
    """The four cubic Hermite basis functions at the middles of `cells` equal parts of 0 .. 1: array (4, cells)."""
    t = (np.arange(cells) + 0.5) / cells
    return np.stack([(1 + 2 * t) * (1 - t) ** 2, t * (1 - t) ** 2, t**2 * (3 - 2 * t), t**2 * (t - 1)])

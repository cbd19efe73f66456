"""Draws of several independent figures at once, each from its table and from a stream of its own.

Throughout this module
    n  is a draw
    j  is a figure   0 .. J-1
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from decision.analysis.sampling.quantile_tables import BITS, CELLS, FINE, OUTER, Table
from decision.analysis.sampling.streams import key, stream

Array = NDArray[np.float64]
Cells = NDArray[np.uint16]
Places = NDArray[np.intp]

_FINE_BITS = FINE.bit_length() - 1


class CellStream:
    """The stream of one figure: cells of its table, and which fine part of an outermost cell is meant."""

    def __init__(self, seed: int, *names: str) -> None:
        self.bits = stream(seed, *names).bit_generator
        self.key = key(seed, *names, "tail")
        self.drawn = 0

    def cells(self, out: Cells) -> None:
        """Put the next cells, uniform, into `out` (n,); the same in portions that are multiples of 4 as at once."""
        n = len(out)
        self.drawn += n
        raw: Cells = self.bits.random_raw(-(-n // 4)).view(np.uint16)
        np.right_shift(raw[:n], np.uint16(16 - BITS), out=out)


class TableDraws:
    """Draws of J figures, from tables and streams in the same order."""

    def __init__(self, tables: Sequence[Table], streams: Sequence[CellStream]) -> None:
        self.bulks = [table.bulk for table in tables]
        self.tails = np.stack([table.tails for table in tables]) if tables else np.empty((0, 2 * OUTER, FINE))
        self.streams = streams
        self.keys = np.array([each.key for each in streams], dtype=np.uint64)

    def draw(self, n: int, out: Array, rows: Places) -> None:
        """The next draws, (J, n), into the `rows` (J,) of `out`."""
        if not self.streams:
            return
        first = self.streams[0].drawn
        cells = np.empty((len(self.streams), n), dtype=np.uint16)
        for j, (each, bulk, row) in enumerate(zip(self.streams, self.bulks, rows, strict=True)):
            each.cells(cells[j])
            np.take(bulk, cells[j], out=out[row], mode="clip")
        figure, draw, place = outermost(cells)
        fine = fine_part(self.keys[figure], np.uint64(first) + draw.astype(np.uint64))
        out[rows[figure], draw] = self.tails[figure, place, fine]


def outermost(cells: Cells) -> tuple[Places, Places, Places]:
    """Row, column and place among the outermost of all `cells` (rows, n) that are outermost."""
    shifted = cells - np.uint16(OUTER)  # wraps around: what is below OUTER comes out above
    hits = np.flatnonzero(shifted.ravel() >= np.uint16(CELLS - 2 * OUTER))
    row, column = np.divmod(hits, cells.shape[1])
    cell = cells[row, column].astype(np.intp)
    return row, column, np.where(cell < OUTER, cell, cell - (CELLS - 2 * OUTER))


def fine_part(key: NDArray[np.uint64] | np.uint64, n: NDArray[np.uint64]) -> Places:
    """A number below FINE for draw `n` of the figure with `key`: the output function of SplitMix64.

    (Steele, Lea and Flood 2014, Fast splittable pseudorandom number generators.) A function of the draw's number,
    it needs no stream to be kept in step for the few draws that fall into a tail.
    """
    with np.errstate(over="ignore"):
        z = key + (n + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((z ^ (z >> np.uint64(31))) >> np.uint64(64 - _FINE_BITS)).astype(np.intp)

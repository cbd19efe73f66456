"""The totals that a table states, worked out again on its own scale and compared.

Throughout this module
    w  is a weight as the table states it
    x  is a rating as the table states it, 0 where it is open; of a range, either end
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from decision.model.errors import listed
from decision.model.number_text import number_text

Floats = Sequence[float]

_NEAR = 0.5  # of the total: what is farther off came about in another way


@dataclass(frozen=True)
class Stated:
    """A total as it stands for one option: the figure, and how it is written, which says how far it is rounded."""

    option: str
    figure: float
    text: str
    ratings: tuple[tuple[float, float] | None, ...]

    @property
    def is_open(self) -> bool:
        return None in self.ratings


@dataclass(frozen=True)
class Way:
    """One way in which tables come to their totals."""

    words: str
    total: Callable[[Floats, Floats], float]


def compared(
    label: str,
    stated: Sequence[Stated],
    weights: Floats | None,
    scales: Sequence[tuple[float, float]],
) -> tuple[str, ...]:
    """What is to be said of one row of totals.

    Parameters
    ----------
    label
        Where the totals stand, such as ``row 9``.
    weights
        As stated, by criterion; None where the table states none.
    scales
        Worst and best by criterion, for totals that are shares of the best possible.
    """
    if not stated or not scales:
        return ()
    ways = _ways(weights, scales)
    counts = [sum(agrees(each, way, weights) for each in stated) for way in ways]
    if not any(counts):
        none = f"None of the totals in {label} follows from the sheet's own figures, neither as a sum nor as a mean"
        return (f"{none}, weighted or not.{_nearest(stated, ways[0], weights)}",)
    way = ways[counts.index(max(counts))]
    wrong = [each for each in stated if not agrees(each, way, weights)]
    said = [difference(each, way, weights) for each in wrong if not each.is_open]
    if not said:
        zero = "; what is open counts as 0" if any(each.is_open for each in stated if each not in wrong) else ""
        said = [f"The totals in {label} agree with the sheet's own figures ({way.words}{zero})."]
    open_ = [each.option for each in wrong if each.is_open]
    if open_:
        said.append(f"Not compared, for some of their ratings are open: {listed(open_)}.")
    return tuple(said)


def difference(each: Stated, way: Way, weights: Floats | None) -> str:
    """What the sheet says, and what its own figures give."""
    return (
        f"The sheet says {each.text} for {each.option}; its own figures give {_own(each, way, weights)} ({way.words})."
    )


def _nearest(stated: Sequence[Stated], way: Way, weights: Floats | None) -> str:
    """By how much the usual way misses, where the totals are of its size at all."""
    whole = [each for each in stated if not each.is_open]
    lows = [min(_ends(each, way, weights)) for each in whole]
    if not any(abs(own - each.figure) <= _NEAR * abs(own) for own, each in zip(lows, whole, strict=True)):
        return ""
    pairs = [f"{each.text} for {each.option}, where they give {_own(each, way, weights)}" for each in whole]
    return f" It says {'; '.join(pairs)} ({way.words})."


def _ends(each: Stated, way: Way, weights: Floats | None) -> tuple[float, float]:
    """The total from the lower ends of all ratings, and from the upper ones."""
    w = [1.0] * len(each.ratings) if weights is None else weights
    low, high = ([0.0 if x is None else x[end] for x in each.ratings] for end in (0, 1))
    return way.total(w, low), way.total(w, high)


def _own(each: Stated, way: Way, weights: Floats | None) -> str:
    low, high = sorted(_ends(each, way, weights))
    return _rounded(low) if low == high else f"{_rounded(low)} to {_rounded(high)}"


def _ways(weights: Floats | None, scales: Sequence[tuple[float, float]]) -> list[Way]:
    tops = [max(ends) for ends in scales]

    def weighted(w: Floats, x: Floats) -> float:
        return math.fsum(a * b for a, b in zip(w, x, strict=True))

    def of_best(w: Floats, x: Floats) -> float:
        return weighted(w, x) / (weighted(w, tops) or math.nan)

    def values(w: Floats, x: Floats) -> float:
        shares = [(each - worst) / (best - worst) for each, (worst, best) in zip(x, scales, strict=True)]
        return weighted(w, shares) / (math.fsum(w) or math.nan)

    plain = [
        Way("ratings summed", lambda _, x: math.fsum(x)),
        Way("the mean of the ratings", lambda _, x: math.fsum(x) / len(x)),
    ]
    by_weight = [
        Way("weights times ratings, summed", weighted),
        Way("the weighted mean", lambda w, x: weighted(w, x) / (math.fsum(w) or math.nan)),
        Way("weights in percent times ratings, summed", lambda w, x: weighted(w, x) / 100),
    ]
    shares = [
        Way("the share of the best possible", of_best),
        Way("the share of the best possible, in percent", lambda w, x: 100 * of_best(w, x)),
        Way("the way from worst to best", values),
        Way("the way from worst to best, in percent", lambda w, x: 100 * values(w, x)),
    ]
    return (plain if weights is None else by_weight + plain) + shares


def agrees(each: Stated, way: Way, weights: Floats | None) -> bool:
    """Whether the figure is what its ratings give, as far as it is written out; with ranges, whether it can be."""
    low, high = sorted(_ends(each, way, weights))
    if not (math.isfinite(low) and math.isfinite(high)):
        return False
    half = 0.5 * 10.0 ** -_decimals(each)
    room = half * (1 + 1e-9) + 1e-9 * max(abs(low), abs(high))
    return low - room <= each.figure <= high + room


def _decimals(each: Stated) -> int:
    """How many decimals the figure is written with; what only looks like decimals, as in 1,234, is none."""
    found = re.search(r"[.,](\d+)\D*$", each.text)
    if found is None or (float(each.figure).is_integer() and len(found[1]) == 3):
        return 0
    return min(len(found[1]), 6)


def _rounded(x: float) -> str:
    return number_text(round(x, 4)) if math.isfinite(x) else "nothing"

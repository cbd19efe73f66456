"""The totals that a table states, worked out again on its own scale and compared.

Throughout this module
    w  is a weight as the table states it
    x  is a rating as the table states it, the middle of a range, 0 where it is open
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from decision.model.number_text import number_text

Floats = Sequence[float]

_NEAR = 0.5  # of the total: what is farther off came about in another way


@dataclass(frozen=True)
class Stated:
    """A total as it stands for one option: the figure, and how it is written, which says how far it is rounded."""

    option: str
    figure: float
    text: str
    ratings: tuple[float | None, ...]


@dataclass(frozen=True)
class _Way:
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
    counts = [(sum(_agrees(each, _own(each, way, weights)) for each in stated), way) for way in _ways(weights, scales)]
    most = max(count for count, _ in counts)
    if most == 0:
        return (
            f"None of the totals in {label} follows from the sheet's own figures, neither as a sum nor as a mean, "
            f"weighted or not.{_nearest(stated, counts[0][1], weights)}",
        )
    way = next(way for count, way in counts if count == most)
    wrong = [each for each in stated if not _agrees(each, _own(each, way, weights))]
    if not wrong:
        zero = any(None in each.ratings for each in stated)
        opened = "; what is not known counts as 0 there" if zero else ""
        return (f"The totals in {label} agree with the sheet's own figures ({way.words}{opened}).",)
    return tuple(_difference(each, _own(each, way, weights), way) for each in wrong)


def _difference(each: Stated, own: float, way: _Way) -> str:
    if None in each.ratings:
        return f"The sheet says {each.text} for {each.option}, though some of its ratings are open."
    return f"The sheet says {each.text} for {each.option}; its own figures give {_rounded(own)} ({way.words})."


def _nearest(stated: Sequence[Stated], way: _Way, weights: Floats | None) -> str:
    """By how much the usual way misses, where the totals are of its size at all."""
    owns = [_own(each, way, weights) for each in stated]
    if not any(abs(own - each.figure) <= _NEAR * abs(own) for own, each in zip(owns, stated, strict=True)):
        return ""
    pairs = [
        f"{each.text} for {each.option}, where they give {_rounded(own)}" for own, each in zip(owns, stated, strict=True)
    ]
    return f" It says {'; '.join(pairs)} ({way.words})." if pairs else ""


def _own(each: Stated, way: _Way, weights: Floats | None) -> float:
    x = [0.0 if rating is None else rating for rating in each.ratings]
    return way.total([1.0] * len(x) if weights is None else weights, x)


def _ways(weights: Floats | None, scales: Sequence[tuple[float, float]]) -> list[_Way]:
    tops = [max(ends) for ends in scales]

    def weighted(w: Floats, x: Floats) -> float:
        return math.fsum(a * b for a, b in zip(w, x, strict=True))

    def of_best(w: Floats, x: Floats) -> float:
        return weighted(w, x) / (weighted(w, tops) or math.nan)

    def values(w: Floats, x: Floats) -> float:
        shares = [(each - worst) / (best - worst) for each, (worst, best) in zip(x, scales, strict=True)]
        return weighted(w, shares) / (math.fsum(w) or math.nan)

    plain = [
        _Way("ratings summed", lambda w, x: math.fsum(x)),
        _Way("the mean of the ratings", lambda w, x: math.fsum(x) / len(x)),
    ]
    by_weight = [
        _Way("weights times ratings, summed", weighted),
        _Way("the weighted mean", lambda w, x: weighted(w, x) / (math.fsum(w) or math.nan)),
        _Way("weights in percent times ratings, summed", lambda w, x: weighted(w, x) / 100),
    ]
    shares = [
        _Way("the share of the best possible", of_best),
        _Way("the share of the best possible, in percent", lambda w, x: 100 * of_best(w, x)),
        _Way("the way from worst to best", values),
        _Way("the way from worst to best, in percent", lambda w, x: 100 * values(w, x)),
    ]
    return (plain if weights is None else by_weight + plain) + shares


def _agrees(each: Stated, own: float) -> bool:
    """Whether the figure is `own`, as far as it is written out."""
    found = re.search(r"[.,](\d+)\D*$", each.text)
    digits = min(len(found[1]), 6) if found and math.isclose(each.figure % 1, round(each.figure % 1, len(found[1]))) else 0
    half = 0.5 * 10.0**-digits
    return math.isfinite(own) and abs(own - each.figure) <= half * (1 + 1e-9) + 1e-9 * abs(own)


def _rounded(x: float) -> str:
    return number_text(round(x, 4)) if math.isfinite(x) else "nothing"

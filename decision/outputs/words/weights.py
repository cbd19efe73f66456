"""Weights as people read them: in percent, and adding up."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

_WHOLE, _TENTHS = 100, 1000  # parts of the whole


def weights_in_percent(weights: Mapping[str, float]) -> Mapping[str, str]:
    """By path, the share of every criterion and part in the whole; each family adds up to what it is a part of.

    Whole percents where each is the nearest and they do add up; else tenths, given out by largest remainder (Hamilton's
    method), so that each is off by less than a tenth.
    """
    whole = _given_out(weights, _WHOLE)
    if all(_nearest(whole[path], _WHOLE * weight) for path, weight in weights.items()):
        return {path: f"{n} %" for path, n in whole.items()}
    tenths = _given_out(weights, _TENTHS)
    return {path: f"{n / 10:.1f} %" if n or not weights[path] else "< 0.1 %" for path, n in tenths.items()}


def tenths_of_percent(shares: Mapping[str, float]) -> Mapping[str, str]:
    """By name, the shares of one family, which sum to 1, in tenths of a percent that add up to a hundred."""
    given = _given_out({f"{place}": x for place, x in enumerate(shares.values())}, _TENTHS)
    return {name: f"{n / 10:.1f} %" for name, n in zip(shares, given.values(), strict=True)}


def _nearest(shown: int, weight: float) -> bool:
    """Whether nothing is hidden by showing it so."""
    return abs(shown - weight) < 0.5 - 1e-9 and (shown > 0 or weight == 0)


def _given_out(weights: Mapping[str, float], parts: int) -> dict[str, int]:
    """How many of so many equal parts of the whole each weight gets."""
    given = {"": parts}
    for above, family in _families(weights):
        exact = {path: parts * weights[path] for path in family}
        given |= {path: math.floor(x) for path, x in exact.items()}
        # of those that come near alike, the first in the file; rounded, for they are not alike to the last digit
        waiting = sorted(family, key=lambda path: -round(exact[path] - given[path], 9))
        for path in waiting[: given[above] - sum(given[each] for each in family)]:
            given[path] += 1
    return {path: given[path] for path in weights}


def _families(weights: Mapping[str, float]) -> Iterator[tuple[str, list[str]]]:
    """Each path that has parts with the paths of these, from the top."""
    families: dict[str, list[str]] = {}
    for path in weights:
        families.setdefault(path.rpartition(".")[0], []).append(path)
    yield from families.items()

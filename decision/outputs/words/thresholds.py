"""Thresholds in words: rounded to the side on which what is said of them holds, and never onto where things stand.

A threshold that is rounded to the nearest figure may promise what does not suffice. So it is rounded away from where
the figure stands now, with as many digits as it takes to give away little of the distance and to tell the two apart.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from decision.model.criterion import Criterion
from decision.outputs.words.figures import money_signs

_GIVEN_AWAY = 0.1  # of the distance, which rounding may add to it
_FEWEST, _MOST = 3, 17  # significant digits; with the most, any two floats differ
_SAME = 1e-9  # points, or of them, within which a switching point is where one stands
_DECIMALS = 15
_STEPS = ((Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 3, "k"))
_VAST = Decimal(10) ** 15


class Threshold(NamedTuple):
    """A figure at which something turns as it is printed, where it stands now, and the number that was printed."""

    then: str
    now: str
    value: Decimal  # of a share, from 0 to 1


def share_threshold(at: float, now: float, least: float = 0.0, most: float = 1.0) -> tuple[str, str]:
    """A share at which something turns, and where it stands now, in percent.

    What is said of shares farther than the first from the second holds, and there are such shares between `least` and
    `most`.
    """
    found = next((figures[0] for figures in share_thresholds(at, now, least, most)), None)
    return (found or exact_share_threshold(at, now))[:2]


def share_thresholds(at: float, now: float, least: float = 0.0, most: float = 1.0) -> Iterator[tuple[Threshold, ...]]:
    """The same with ever more digits: rounded away from where it stands and, where it can be, towards it."""
    x, y = 100 * Decimal(at), 100 * Decimal(now)
    ends = 100 * Decimal(least), 100 * Decimal(most)
    for decimals in range(_DECIMALS + 1):
        step = Decimal(1).scaleb(-decimals)
        shown_y = y.quantize(step, ROUND_HALF_EVEN)
        rounded = [_away(x, y, step), _away(x, y, step, turned=True)]
        figures = [
            Threshold(f"{plain_number(shown)} %", f"{plain_number(shown_y)} %", shown / 100)
            for place, shown in enumerate(dict.fromkeys(rounded))
            if (ends[0] < shown < ends[1] or shown == x) and _tells(x, y, shown, shown_y) and (place == 0 or shown >= 0)
        ]
        if figures and figures[0].value == rounded[0] / 100:
            yield tuple(figures)


def exact_share_threshold(at: float, now: float) -> Threshold:
    """The same with all digits."""
    then, stands = (f"{plain_number(100 * Decimal(repr(float(x))))} %" for x in (at, now))
    return Threshold(then, stands, Decimal(at))


def share_held(at: float, now: float, decimals: int = 0) -> str:
    """The end of the shares around where one stands `now` of which the same holds, in percent, to `decimals` or more.

    What holds up to there holds up to what is shown.
    """
    x, y = 100 * Decimal(at), 100 * Decimal(now)
    for digits in range(decimals, _DECIMALS + 1):
        shown = _away(x, 2 * x - y, Decimal(1).scaleb(-digits))
        if min(x, y) <= shown <= max(x, y) and abs(shown - x) <= Decimal(_GIVEN_AWAY) * abs(x - y):
            return f"{plain_number(shown)} %"
    return f"{100 * at!r} %"


def rating_threshold(at: float, now: float, criterion: Criterion, currency: str = "") -> tuple[str, str]:
    """A rating at which something turns, and where it stands now, with their unit."""
    found = next((figures[0] for figures in rating_thresholds(at, now, criterion, currency)), None)
    return (found or exact_rating_threshold(at, now, criterion, currency))[:2]


def rating_thresholds(
    at: float, now: float, criterion: Criterion, currency: str = ""
) -> Iterator[tuple[Threshold, ...]]:
    """The same with ever more digits, rounded away from where it stands."""
    return figure_thresholds(at, now, _shower(criterion, currency))


def exact_rating_threshold(at: float, now: float, criterion: Criterion, currency: str = "") -> Threshold:
    """The same with all digits."""
    shown = _shower(criterion, currency)
    return Threshold(shown(Decimal(repr(float(at)))), shown(Decimal(repr(float(now)))), Decimal(at))


def figure_thresholds(at: float, now: float, shown: Callable[[Decimal], str]) -> Iterator[tuple[Threshold, ...]]:
    """Any figure, with ever more digits, rounded away from where it stands."""
    x, y = Decimal(at), Decimal(now)
    for step in _steps(max(abs(x), abs(y))):
        found, stands = _away(x, y, step), y.quantize(step, ROUND_HALF_EVEN)
        if _tells(x, y, found, stands):
            yield (Threshold(shown(found), shown(stands), found),)


def points_threshold(at: float, now: float) -> tuple[str, str]:
    """Points to type for a weight in place of those that stand there, as plain numbers."""
    x, y = Decimal(at), Decimal(now)
    for decimals in range(2, _DECIMALS + 1):
        found = _away(x, y, Decimal(1).scaleb(-decimals))
        if found != x or x != y:
            return f"{found.normalize():f}", f"{Decimal(repr(now)).normalize():f}"
    return repr(at), repr(now)


def points_beyond(at: float | None, now: float | None) -> str:
    """What to type for a weight to be beyond a switching point: ``more than 40.17``; empty where one stands on it."""
    if at is None or now is None or abs(at - now) <= _SAME * max(1.0, abs(now)):
        return ""
    return f"{'more' if at > now else 'less'} than {points_threshold(at, now)[0]}"


def _away(x: Decimal, y: Decimal, step: Decimal, *, turned: bool = False) -> Decimal:
    """x rounded to a multiple of `step` that is no nearer to y; `turned`, to one that is no farther."""
    up = (x > y) != turned
    return x.quantize(step, ROUND_HALF_EVEN if x == y else ROUND_CEILING if up else ROUND_FLOOR)


def _tells(x: Decimal, y: Decimal, shown_x: Decimal, shown_y: Decimal) -> bool:
    if x == y:
        return True
    apart = shown_x > shown_y if x > y else shown_x < shown_y
    return apart and abs(shown_x - x) <= Decimal(_GIVEN_AWAY) * abs(x - y)


def _steps(size: Decimal) -> Iterator[Decimal]:
    """The places to round to, coarsest first, for figures of at most `size`."""
    first = 0 if not size else math.floor(math.log10(size)) if size < _VAST else size.adjusted()
    for digits in range(_FEWEST, _MOST + 1):
        yield Decimal(1).scaleb(first - digits + 1)


def _shower(criterion: Criterion, currency: str) -> Callable[[Decimal], str]:
    if criterion.kind == "cost_plan":
        return lambda x: _money(x, currency)
    unit = f" {criterion.unit}" if criterion.unit and criterion.unit != "points" else ""
    return lambda x: f"{plain_number(x)}{unit}"


def _money(x: Decimal, currency: str) -> str:
    signs = money_signs(currency)
    symbol = signs[-1] if len(signs) > 1 else "".join(f"{sign} " for sign in signs)
    sign, size = "-" if x < 0 else "", abs(x)
    for step, suffix in _STEPS:
        if size >= step:
            return f"{sign}{symbol}{plain_number(size / step)}{suffix}"
    return f"{sign}{symbol}{plain_number(size)}"


def plain_number(x: Decimal) -> str:
    """All digits of x, thousands grouped, no trailing zeros; by its power of ten where it is vast or tiny."""
    x = x.normalize()
    if x and not Decimal("1e-9") <= abs(x) < _VAST:
        return f"{x:e}".replace("E", "e")
    shown = f"{x:,f}"
    return "0" if shown == "-0" else shown

"""Common formulas for the points of a price, and when an offer that loses turns the winner under one of them.

Throughout this module
    p      is the price of an offer
    w      are the points there are for it
    L, H   are the lowest and the highest price among the offers that count
    rest   are an offer's points for everything else

With the three relative formulas an offer's points hang on L and H, and so on who else has made an offer; with fixed
ends, a ceiling and a target set beforehand, they do not. Stilger, Siderius and van Raaij 2017 (Journal of Public
Procurement 17(1), 88-124) compare 38 such formulas and call it the ranking paradox.

Between two offers every relative formula is a straight line in one quantity that a third offer can move one way only:
L downwards for lowest/price, 1/L upwards for the linear one, 1/(H - L) downwards for the range. So the first price at
which another offer leads is where two lines cross, in closed form.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from decision.analysis.scoring import TIE

UNUSUALLY_LOW = 0.75  # of the median: an offer below is one to ask about
_FEWEST_DIGITS, _MOST_DIGITS = 2, 12  # of a price that is named as an example


class PriceFormula(StrEnum):
    """How the points of a price are worked out, as it follows on "points": points in proportion to the lowest price."""

    LOWEST = "in proportion to the lowest price"
    LINEAR = "by distance from the lowest price"
    RANGE = "by place between the lowest and the highest price"
    FIXED = "by ends set beforehand"


RELATIVE = (PriceFormula.LOWEST, PriceFormula.LINEAR, PriceFormula.RANGE)


@dataclass(frozen=True)
class Offer:
    """An offer that counts: its price, and its points for everything else."""

    id: str
    price: float
    rest: float


@dataclass(frozen=True)
class PriceRule:
    """A formula with the points there are, and the ends that fixed ends go by: the ceiling and the target."""

    formula: PriceFormula
    w: float
    ceiling: float
    target: float

    def points(self, price: float, prices: Sequence[float]) -> float | None:
        """The points of `price` among `prices`, itself one of them; None where the formula says nothing of it.

        Lowest/price: w L/p. Linear: w (1 - (p - L)/L), which may fall below 0. Range: w (H - p)/(H - L), and w where
        all are alike. Fixed: w (ceiling - p)/(ceiling - target), cut off at 0 and w.
        """
        low, high = min(prices), max(prices)
        match self.formula:
            case PriceFormula.LOWEST:
                return self.w * low / price if low > 0 else None
            case PriceFormula.LINEAR:
                return self.w * (1 - (price - low) / low) if low > 0 else None
            case PriceFormula.RANGE:
                return self.w * (high - price) / (high - low) if high > low else self.w
        return self.w * max(0.0, min(1.0, (self.ceiling - price) / (self.ceiling - self.target)))

    def totals(self, offers: Sequence[Offer]) -> dict[str, float]:
        """The total of each offer by id; empty where the formula says nothing of them."""
        prices = [offer.price for offer in offers]
        points = [self.points(price, prices) for price in prices]
        return {offer.id: offer.rest + each for offer, each in zip(offers, points, strict=True) if each is not None}


@dataclass(frozen=True)
class Turn:
    """What turns the winner: another offer at `price`, or `withdrawn` taking its offer back.

    `before` leads now; then `after` does, by the totals that are given of both.
    """

    before: str
    after: str
    totals: tuple[float, float]
    price: float | None = None
    withdrawn: str | None = None


def is_unusually_low(price: float, prices: Sequence[float]) -> bool:
    """Whether `price` is more than a quarter below the median of `prices`, itself one of them."""
    return price < UNUSUALLY_LOW * statistics.median(prices)


def ranks(totals: Sequence[float | None]) -> list[int | None]:
    """The rank of each, those within a tie alike; None where there is no total."""
    known = [each for each in totals if each is not None]
    return [None if each is None else 1 + sum(other > each + TIE for other in known) for each in totals]


def turned_by_another_offer(rule: PriceRule, offers: Sequence[Offer]) -> Turn | None:
    """The offer nearest to those there are that turns the winner without winning; None where none can.

    It is one that gets no points for anything but its price: if such an offer would win, it is no demonstration.
    """
    before = _leader(rule.totals(offers))
    if before is None:
        return None
    threshold = _first_crossing(rule, offers, before)
    if threshold is None:
        return None
    return next(filter(None, (_turn(rule, offers, before, price) for price in _beyond(rule, threshold))), None)


def turned_by_withdrawal(rule: PriceRule, offers: Sequence[Offer]) -> Turn | None:
    """The first offer that does not lead and turns the winner by being taken back; None where none does."""
    before = _leader(rule.totals(offers))
    for gone in offers:
        if before is None or gone.id == before:
            continue
        totals = rule.totals([offer for offer in offers if offer is not gone])
        after = _leader(totals)
        if after is not None and totals[after] > totals[before] + TIE:
            return Turn(before, after, (totals[before], totals[after]), withdrawn=gone.id)
    return None


def _leader(totals: dict[str, float]) -> str | None:
    """Who leads, the first of those that tie; None where there are no totals."""
    return next((id for id, total in totals.items() if total >= max(totals.values()) - TIE), None)


def _first_crossing(rule: PriceRule, offers: Sequence[Offer], before: str) -> float | None:
    """The price of another offer beyond which `before` no longer leads, and up to which it does; None if there is none.

    Totals are a + b t, but for what all have in common, with t as the module says.
    """
    low, high = min(offer.price for offer in offers), max(offer.price for offer in offers)
    w = rule.w
    match rule.formula:
        case PriceFormula.LOWEST:
            start, end, slopes = low, 0.0, {offer.id: w / offer.price for offer in offers}
        case PriceFormula.LINEAR:
            start, end, slopes = 1 / low, math.inf, {offer.id: -w * offer.price for offer in offers}
        case PriceFormula.RANGE if high > low:
            start, end, slopes = 1 / (high - low), 0.0, {offer.id: -w * offer.price for offer in offers}
        case _:
            return None
    rest = {offer.id: offer.rest for offer in offers}
    crossings = []
    for id, slope in slopes.items():
        if slope == slopes[before]:
            continue
        t = (rest[before] - rest[id]) / (slope - slopes[before])
        falls = (slope - slopes[before]) * (1 if end > start else -1) > 0  # its lead grows on the way
        if falls and min(start, end) < t < max(start, end):
            crossings.append(t)
    if not crossings:
        return None
    t = min(crossings, key=lambda each: abs(each - start))
    match rule.formula:
        case PriceFormula.LOWEST:
            return t
        case PriceFormula.LINEAR:
            return 1 / t
    return low + 1 / t


def _beyond(rule: PriceRule, threshold: float) -> Iterator[float]:
    """Prices just beyond the threshold, those in few digits first: above it for the range, else below."""
    up = rule.formula is PriceFormula.RANGE
    for digits in range(_FEWEST_DIGITS, _MOST_DIGITS + 1):
        step = 10.0 ** (math.floor(math.log10(threshold)) - digits + 1)
        rounded = math.ceil(threshold / step) if up else math.floor(threshold / step)
        for further in (0, 1):
            price = float(f"{(rounded + (further if up else -further)) * step:.{_MOST_DIGITS}g}")
            if price > 0:
                yield price


def _turn(rule: PriceRule, offers: Sequence[Offer], before: str, price: float) -> Turn | None:
    """What another offer at `price`, with nothing else to offer, does; None unless another than it leads then."""
    other = Offer("", price, 0.0)
    totals = rule.totals([*offers, other])
    if not totals:
        return None
    own = totals.pop(other.id)
    after = max(totals, key=totals.__getitem__)
    if totals[after] <= max(totals[before], own) + TIE:
        return None
    return Turn(before, after, (totals[before], totals[after]), price=price)

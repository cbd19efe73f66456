"""Payments: amounts of a cost plan that hang on a driver, fall in some years only, rise, or are in another currency.

Throughout this module
    t  is a year                 0 .. H
    D  is a driver in that year, in its unit
    q  is the quantity that a price is paid for in that year

What is paid in a year t is share[t] · charge[t] · (1 + growth)^(t-1), in year 0 without growth. The charge is an
amount, or the sum of prices times quantities q(D), and no less than the minimum.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from decision.model.distribution import Discrete, Normal, SplitNormal
from decision.model.errors import ImpossibleError
from decision.model.estimate import Estimate, Percentiles, Range, ThreePoint, Unknown
from decision.model.fingerprint import COUNTS_IF_SET

Array = NDArray[np.float64]

OUT_OF_REACH = 3.719  # standard deviations: what lies beyond has a chance of 1 in 10,000
STEP_TOLERANCE = 1e-9  # of a step: what lies above a full step by less is rounding, and needs no other
_SUM_TOLERANCE = 1e-9
_TIMES = ("from_year", "until_year", "every")


@dataclass(frozen=True)
class Steps:
    """One more for every so many units begun: a server, a nurse."""

    every: float
    price: Estimate


@dataclass(frozen=True)
class Quantity:
    """What one price is paid for in a year: a function of the driver.

    Attributes
    ----------
    kind
        ``once``: 1, whatever the driver; ``units``: the units above `low`; ``tier``: those of them up to `high`;
        ``all``: all units where the driver lies from `low` on and below `high`; ``steps``: as many steps of `every` as
        the units above `low` begin.
    """

    kind: Literal["once", "units", "tier", "all", "steps"]
    driver: str = ""
    low: float = 0.0
    high: float = math.inf
    every: float = 0.0

    def of(self, driver: ArrayLike) -> Array:
        """q of the driver, array_like (...): array (...)."""
        units = np.asarray(driver, dtype=float)
        match self.kind:
            case "once":
                return np.ones_like(units)
            case "units":
                return np.maximum(units - self.low, 0.0) if self.low else units
            case "tier":
                return np.asarray(np.clip(units, self.low, self.high) - self.low)
            case "all":
                return np.where((self.low <= units) & (self.high > units), units, 0.0)
            case "steps":
                return np.asarray(np.ceil(np.maximum((units - self.low) / self.every - STEP_TOLERANCE, 0.0)))


ONCE = Quantity("once")


@dataclass(frozen=True)
class Payment:
    """What is paid, in which years, and what it hangs on.

    Attributes
    ----------
    amount
        Money in a year in which it falls; of a schedule, in all years together. Either this, or `per`.
    per
        Id of the driver whose units are paid for.
    price
        Money a unit and year, above `above` units only.
    tiers
        In the place of a price: from so many units on, the price of each further unit; with `all_units`, of all.
    steps
        Money for every so many units begun.
    minimum
        The least that is charged in a year in which it falls.
    growth
        By what share it rises a year after year 1, in the place of the plan's growth.
    from_year, until_year, every
        Of what is paid every year: when first, when last, and every how many years.
    schedule
        By year, what share of it falls then; shares sum to 1.
    currency
        In which it is stated; empty for that of the decision.
    """

    amount: Estimate | None = None
    per: str | None = None
    price: Estimate | None = None
    above: float | None = None
    tiers: tuple[tuple[float, Estimate], ...] = ()
    all_units: bool = False
    steps: Steps | None = None
    minimum: Estimate | None = None
    growth: Estimate | None = None
    from_year: int | None = None
    until_year: int | None = None
    every: int | None = None
    schedule: tuple[tuple[int, float], ...] = ()
    currency: str = field(default="", metadata=COUNTS_IF_SET)

    def __post_init__(self) -> None:
        for place, (_, price) in enumerate(self.tiers):
            _refuse_unknown("a price", price, ("tiers", place, 1))
        for name, estimate in self._stated():
            _refuse_unknown(name.partition(".")[0], estimate, tuple(name.split(".")))
        _check_kind(self)
        _check_tiers(self)
        _check_signs(self)
        if self.growth is not None:
            refuse_to_lose_more_than_everything(self.growth)
        _check_years(self)

    # --- what it is made of --------------------------------------------------------------------------------------

    @property
    def priced(self) -> tuple[tuple[str, Estimate, Quantity], ...]:
        """Of every figure that is multiplied by a quantity: what its name ends in, itself, and the quantity."""
        if self.per is None:
            assert self.amount is not None  # checked when made
            return (("", self.amount, ONCE),)
        return tuple(self._of_driver(self.per, self.above or 0.0))

    def _of_driver(self, per: str, above: float) -> Iterator[tuple[str, Estimate, Quantity]]:
        if self.price is not None:
            yield "", self.price, Quantity("units", per, above)
        ends = [*(threshold for threshold, _ in self.tiers[1:]), math.inf][: len(self.tiers)]
        kind: Literal["all", "tier"] = "all" if self.all_units else "tier"
        for number, ((low, price), high) in enumerate(zip(self.tiers, ends, strict=True), start=1):
            yield f".tier {number}", price, Quantity(kind, per, low, high)
        if self.steps is not None:
            yield ".steps", self.steps.price, Quantity("steps", per, above, every=self.steps.every)

    def figures(self, name: str) -> Iterator[tuple[str, Estimate]]:
        """The figures of the payment called `name`, certain or not, each with the name of its own."""
        yield from ((name + end, estimate) for end, estimate, _ in self.priced)
        if self.minimum is not None:
            yield f"{name}.minimum", self.minimum
        if self.growth is not None:
            yield f"{name}.growth", self.growth

    @property
    def is_certain(self) -> bool:
        """Whether no figure of its own leaves anything open; what it hangs on may."""
        return all(estimate.is_certain for _, estimate in self.figures(""))

    def shares(self, component: str, years: int) -> tuple[float, ...]:
        """What share of it falls in each year 0..H, in the `component` of a plan over H `years`.

        Raises
        ------
        ImpossibleError
            It falls in years beyond the horizon.
        """
        farthest = max((self.until_year or 0, *(t for t, _ in self.schedule)))
        if farthest > years:
            raise ImpossibleError(beyond_the_horizon(f"year {farthest}", years), "give a longer horizon")
        shares = [0.0] * (years + 1)
        if self.schedule:
            for t, share in self.schedule:
                shares[t] = share
            return tuple(shares)
        if component in ("upfront", "exit"):
            shares[0 if component == "upfront" else years] = 1.0
            return tuple(shares)
        last = years if self.until_year is None else self.until_year
        for t in range(1 if self.from_year is None else self.from_year, last + 1, self.every or 1):
            shares[t] = 1.0
        return tuple(shares)

    def _stated(self) -> Iterator[tuple[str, Estimate]]:
        for name in ("amount", "price", "minimum", "growth"):
            estimate = getattr(self, name)
            if estimate is not None:
                yield name, estimate
        if self.steps is not None:
            yield "steps.price", self.steps.price


# --- what cannot be -------------------------------------------------------------------------------------------------


def _check_kind(payment: Payment) -> None:
    """Raise ImpossibleError unless it is an amount, or something per driver, and only what belongs to that."""
    if payment.per is None:
        if payment.amount is None:
            raise ImpossibleError(
                "the payment has no amount", "give amount, or per with the id of a driver and price, tiers or steps"
            )
        for name in ("price", "above", "tiers", "all_units", "steps", "minimum"):
            if getattr(payment, name) not in (None, (), False):
                raise ImpossibleError(f"{name} needs per", "say per which driver, or leave it out", (name,))
        return
    if payment.amount is not None:
        raise ImpossibleError(
            "amount and per do not go together", "give price for what each unit costs, or leave per out", ("amount",)
        )
    if payment.price is None and not payment.tiers and payment.steps is None:
        raise ImpossibleError(f"per {payment.per} has no price", "give price, tiers or steps", ("per",))
    if payment.tiers and payment.price is not None:
        raise ImpossibleError("price and tiers do not go together", "keep one of the two", ("price",))
    if payment.tiers and payment.above is not None:
        raise ImpossibleError(
            "above and tiers do not go together", "give a first tier with the price 0: [0, 0]", ("above",)
        )
    if payment.all_units and not payment.tiers:
        raise ImpossibleError("all_units needs tiers", "give tiers, or leave it out", ("all_units",))


def _check_tiers(payment: Payment) -> None:
    """Raise ImpossibleError unless tiers begin with 0 and ascend, and thresholds and steps are numbers that can be."""
    if payment.above is not None and not (math.isfinite(payment.above) and payment.above >= 0):
        raise ImpossibleError(f"above is {payment.above:g}", "give so many units, 0 or more", ("above",))
    if payment.steps is not None and not (math.isfinite(payment.steps.every) and payment.steps.every > 0):
        raise ImpossibleError(f"every is {payment.steps.every:g}", "give so many units, above 0", ("steps", "every"))
    thresholds = [threshold for threshold, _ in payment.tiers]
    if thresholds and thresholds[0] != 0:
        raise ImpossibleError(
            f"the first tier begins at {thresholds[0]:g}",
            "begin with 0; where the first units cost nothing, with [0, 0]",
            ("tiers", 0),
        )
    for place, (one, other) in enumerate(itertools.pairwise(thresholds), start=1):
        if not one < other < math.inf:
            raise ImpossibleError(
                f"the tier from {other:g} comes after the one from {one:g}",
                "order tiers by the units from which on they hold, each once",
                ("tiers", place),
            )


def _check_signs(payment: Payment) -> None:
    """Raise ImpossibleError where a price may be below 0: what is saved has a component of its own."""
    figures: list[tuple[str, tuple[str | int, ...], Estimate | None]] = [
        ("price", ("price",), payment.price),
        ("minimum", ("minimum",), payment.minimum),
        ("price", ("steps", "price"), None if payment.steps is None else payment.steps.price),
        *(("price", ("tiers", place, 1), price) for place, (_, price) in enumerate(payment.tiers)),
    ]
    for name, at, estimate in figures:
        if estimate is not None:
            refuse_below(0.0, estimate, name, "give prices of 0 or more, and what is saved under savings", at)


def _check_years(payment: Payment) -> None:
    """Raise ImpossibleError where years contradict each other."""
    if payment.schedule:
        for name in _TIMES:
            if getattr(payment, name) is not None:
                raise ImpossibleError(f"{name} and schedule do not go together", "keep one of the two", (name,))
        for t, share in payment.schedule:
            if t < 0:
                raise ImpossibleError(f"there is no year {t}", "give years from 0 on", ("schedule",))
            if not (math.isfinite(share) and share >= 0):
                raise ImpossibleError(f"the share in year {t} is {share:g}", "give shares from 0 to 1", ("schedule",))
        total = math.fsum(share for _, share in payment.schedule)
        if abs(total - 1) > _SUM_TOLERANCE:
            raise ImpossibleError(
                f"the shares of the schedule sum to {total:g}",
                "let them sum to 1, such as {0: 0.6, 1: 0.4}",
                ("schedule",),
            )
    for name in _TIMES:
        x = getattr(payment, name)
        if x is not None and x < 1:
            raise ImpossibleError(f"{name} is {x}", "give a whole number from 1 on", (name,))
    first = 1 if payment.from_year is None else payment.from_year
    if payment.until_year is not None and payment.until_year < first:
        raise ImpossibleError(
            f"until_year {payment.until_year} is before from_year {first}", "correct one of the two", ("until_year",)
        )


def beyond_the_horizon(what: str, years: int) -> str:
    """What is wrong with a year that the plan does not reach."""
    return f"{what} is beyond the horizon of {years} {'year' if years == 1 else 'years'}"


def lowest_of(estimate: Estimate) -> tuple[float, str]:
    """The lowest that an estimate may well be, with a chance of more than 1 in 10,000, and the key that says so."""
    match estimate, estimate.law:
        case ((ThreePoint(low=low) | Range(low=low)), _):
            return low, "low"
        case _, Discrete(levels):
            return levels[0], "levels"
        case Percentiles(), Normal(mu, sigma):
            return mu - OUT_OF_REACH * sigma, "p10"
        case Percentiles(), SplitNormal(median, below):
            return median - OUT_OF_REACH * below, "p10"
        case _, Normal(mu, sigma):
            return mu - OUT_OF_REACH * sigma, "sd"
    return (estimate.most_likely, "") if estimate.is_certain else (min(0.0, estimate.most_likely), "")


def refuse_below(bound: float, estimate: Estimate, name: str, remedy: str, at: tuple[str | int, ...]) -> None:
    """Raise ImpossibleError where an estimate may well be below a bound of 0 or less."""
    lowest, key = lowest_of(estimate)
    if lowest < bound:
        form = " (with shape: lognormal nothing lies below 0)" if key in ("p10", "sd") else ""
        raise ImpossibleError(f"{name} may be {lowest:.4g}", remedy + form, (*at, key) if key else at)


def refuse_to_lose_more_than_everything(growth: Estimate, key: str = "growth") -> None:
    """Raise ImpossibleError if a yearly growth may well be below -1, after which amounts would change their sign."""
    if not growth.most_likely > -1:
        raise ImpossibleError(
            f"{key} {growth.most_likely:g} loses more than everything", "give a share a year, such as 0.03", (key,)
        )
    lowest, at = lowest_of(growth)
    if lowest < -1:
        raise ImpossibleError(
            f"{key} may be {lowest:.3g} a year, and so lose more than everything",
            "give shares a year from -1 on, such as 0.03 for 3 %",
            (key, at),
        )


def _refuse_unknown(name: str, estimate: Estimate, place: tuple[str | int, ...]) -> None:
    if isinstance(estimate, Unknown):
        raise ImpossibleError(f"{name} is unknown", "only a whole rating can be unknown; give a wide range", place)

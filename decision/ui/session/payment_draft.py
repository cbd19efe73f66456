"""What is paid by the unit, or in some years only, as it is being entered: parts that can be said or left out.

A part that is said but still empty makes no payment, and the last sound one counts until it is filled. Nothing that
belongs to another kind of payment stays behind when the kind is changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, TypeVar

from decision.model.errors import ImpossibleError
from decision.model.estimate import Estimate
from decision.model.payment import Payment, Steps
from decision.ui.session.estimate_draft import EstimateDraft, Level, estimate_draft, estimate_of, new_draft

Tier = tuple[float | None, EstimateDraft]
Made = TypeVar("Made")

ESTIMATES: Mapping[str, str] = MappingProxyType(
    {
        "amount": "Amount",
        "price": "Price of each",
        "steps": "Price of one more",
        "minimum": "The least charged a year",
        "growth": "Its own growth a year",
    }
)
NUMBERS: Mapping[str, str] = MappingProxyType(
    {
        "above": "Only above so many",
        "steps_every": "One more for every",
        "from_year": "First year",
        "until_year": "Last year",
        "every": "Every how many years",
    }
)
TIERS, SCHEDULE, CURRENCY, STEPS = "tiers", "schedule", "currency", "steps"
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "price": "One price for each",
        TIERS: "Prices by volume",
        STEPS: "One more for every so many",
        "above": "Only above so many",
        "minimum": "The least charged",
        "from_year": "First year",
        "until_year": "Last year",
        "every": "Not in every year",
        SCHEDULE: "Spread over years",
        "growth": "Its own growth",
        CURRENCY: "Another currency",
    }
)
BY_THE_UNIT = ("price", TIERS, STEPS, "above", "minimum")  # parts of what hangs on a driver alone
_WHOLE = ("from_year", "until_year", "every")
_LABELS = {**NUMBERS, "all_units": "All units at the price reached", SCHEDULE: "Spread over years"}
_KEYS_IN_FAULTS = re.compile(r"\b(from_year|until_year|all_units|above(?= is| and)|every(?= is))\b")


@dataclass(frozen=True)
class PaymentDraft:
    """The fields of a payment.

    Attributes
    ----------
    per
        Id of the driver whose units are paid for; None for an amount.
    estimates
        The estimates that are said, by name; `steps` is the price of one more.
    numbers
        The numbers that are said, by name.
    tiers, schedule
        From so many units on which price, and by year which share; None where not said.
    all_units
        Whether the price of the tier that is reached is that of all units.
    currency
        In which it is stated; None for that of the decision.
    """

    per: str | None = None
    estimates: Mapping[str, EstimateDraft] = field(default_factory=lambda: MappingProxyType({}))
    numbers: Mapping[str, float | None] = field(default_factory=lambda: MappingProxyType({}))
    tiers: tuple[Tier, ...] | None = None
    all_units: bool = False
    schedule: tuple[Level, ...] | None = None
    currency: str | None = None

    @property
    def said(self) -> tuple[str, ...]:
        """The parts that are said, in their order."""
        known = {*self.estimates, *self.numbers}
        for name in (TIERS, SCHEDULE, CURRENCY):
            if getattr(self, name) is not None:
                known.add(name)
        return tuple(name for name in PARTS if name in known)

    @property
    def possible(self) -> tuple[str, ...]:
        """The parts that may be said of a payment of its kind."""
        return tuple(name for name in PARTS if self.per is not None or name not in BY_THE_UNIT)

    def with_estimate(self, name: str, step: Callable[[EstimateDraft], EstimateDraft]) -> PaymentDraft:
        """With one estimate that is said changed."""
        if name not in self.estimates:
            return self
        return replace(self, estimates=MappingProxyType({**self.estimates, name: step(self.estimates[name])}))

    def with_number(self, name: str, x: float | None) -> PaymentDraft:
        """With one number that is said changed."""
        if name not in self.numbers:
            return self
        return replace(self, numbers=MappingProxyType({**self.numbers, name: x}))

    def in_currency(self, currency: str) -> PaymentDraft:
        """Stated in another currency, where it is stated in one."""
        return self if self.currency is None else replace(self, currency=currency)

    def with_all_units(self, *, all_units: bool) -> PaymentDraft:
        """With the price of the tier that is reached for all units, or for those of the tier alone."""
        return self if self.tiers is None else replace(self, all_units=all_units)

    def with_tier(self, place: int, tier: Tier | None) -> PaymentDraft:
        """With the tier at `place` replaced, taken away (None), or added at the end."""
        if self.tiers is None:
            return self
        kept = list(self.tiers)
        kept[place : place + 1] = [] if tier is None else [tier]
        return replace(self, tiers=tuple(kept))

    def with_share(self, place: int, share: Level | None) -> PaymentDraft:
        """With the share of a year at `place` replaced, taken away (None), or added at the end."""
        if self.schedule is None:
            return self
        kept = list(self.schedule)
        kept[place : place + 1] = [] if share is None else [share]
        return replace(self, schedule=tuple(kept))

    def saying(self, parts: tuple[str, ...], currency: str = "") -> PaymentDraft:
        """Saying just these parts: those that are new are still empty, but for a currency."""
        draft = self
        for name in PARTS:
            if name in parts and name not in draft.said:
                draft = _saying(draft, name, currency)
            elif name not in parts and name in draft.said:
                draft = _silent(draft, name)
        return draft

    def hanging_on(self, driver: str | None) -> PaymentDraft:
        """Paid for each unit of another driver, or as an amount; what it costs stays, as far as it can be that."""
        if driver == self.per:
            return self
        if driver is not None and self.per is not None:
            return replace(self, per=driver)
        if driver is not None:
            price = self.estimates.get("amount", new_draft("number"))
            return replace(_without(self, "amount"), per=driver, estimates=_joined(self, "amount", "price", price))
        first = self.tiers[0][1] if self.tiers else new_draft("number")
        amount = self.estimates.get("price", self.estimates.get("steps", first))
        bare = self.saying(tuple(name for name in self.said if name not in BY_THE_UNIT))
        return replace(bare, per=None, estimates=_joined(bare, "price", "amount", amount))


def _with_number(draft: PaymentDraft, name: str) -> PaymentDraft:
    return replace(draft, numbers=MappingProxyType({**draft.numbers, name: None}))


def _with_estimate(draft: PaymentDraft, name: str) -> PaymentDraft:
    return replace(draft, estimates=MappingProxyType({**draft.estimates, name: new_draft("number")}))


def _without(draft: PaymentDraft, name: str) -> PaymentDraft:
    return replace(
        draft,
        estimates=MappingProxyType({each: x for each, x in draft.estimates.items() if each != name}),
        numbers=MappingProxyType({each: x for each, x in draft.numbers.items() if each != name}),
    )


def _joined(draft: PaymentDraft, without: str, name: str, x: EstimateDraft) -> Mapping[str, EstimateDraft]:
    kept = {each: known for each, known in draft.estimates.items() if each != without}
    return MappingProxyType({**kept, name: x})


def _saying(draft: PaymentDraft, name: str, currency: str) -> PaymentDraft:
    match name:
        case "tiers":
            price = draft.estimates.get("price", new_draft("number"))
            return replace(_silent(draft, "price"), tiers=((0.0, price), (None, new_draft("number"))))
        case "schedule":
            return replace(draft, schedule=((0.0, None), (1.0, None)))
        case "currency":
            return replace(draft, currency=currency)
        case "steps":
            return _with_number(_with_estimate(draft, name), "steps_every")
    return _with_number(draft, name) if name in NUMBERS else _with_estimate(draft, name)


def _silent(draft: PaymentDraft, name: str) -> PaymentDraft:
    match name:
        case "tiers":
            return replace(draft, tiers=None, all_units=False)
        case "schedule":
            return replace(draft, schedule=None)
        case "currency":
            return replace(draft, currency=None)
        case "steps":
            return _without(_without(draft, name), "steps_every")
    return _without(draft, name)


# --- from the model and back ----------------------------------------------------------------------------------------


def payment_draft(payment: Payment) -> PaymentDraft:
    """The fields that say `payment`."""
    steps = payment.steps
    estimates = {name: getattr(payment, name) for name in ("amount", "price", "minimum", "growth")}
    estimates["steps"] = None if steps is None else steps.price
    numbers = {name: getattr(payment, name) for name in ("above", *_WHOLE)}
    numbers["steps_every"] = None if steps is None else steps.every
    return PaymentDraft(
        per=payment.per,
        estimates=MappingProxyType({name: estimate_draft(x) for name, x in estimates.items() if x is not None}),
        numbers=MappingProxyType({name: float(x) for name, x in numbers.items() if x is not None}),
        tiers=tuple((low, estimate_draft(price)) for low, price in payment.tiers) if payment.tiers else None,
        all_units=payment.all_units,
        schedule=tuple((float(t), share) for t, share in payment.schedule) if payment.schedule else None,
        currency=payment.currency or None,
    )


def payment_of(draft: PaymentDraft) -> Payment:
    """The payment that the fields say; raises ImpossibleError, in the words of the fields, where they say none."""
    said: dict[str, Any] = {
        name: _made(ESTIMATES[name], lambda each=each: estimate_of(each))  # type: ignore[misc]
        for name, each in draft.estimates.items()
    }
    said |= {name: _number(NUMBERS[name], x, whole=name in _WHOLE) for name, x in draft.numbers.items()}
    price, every = said.pop("steps", None), said.pop("steps_every", None)
    if price is not None:
        said["steps"] = Steps(every, price)
    if draft.tiers is not None:
        said["tiers"] = tuple(_tier(place, *tier) for place, tier in enumerate(draft.tiers, start=1))
        if not said["tiers"]:
            raise ImpossibleError(f"{PARTS[TIERS]}: no tier is given", "add a tier, or do not say it", (TIERS,))
    if draft.schedule is not None:
        said["schedule"] = _schedule(draft.schedule)
    try:
        return Payment(per=draft.per, all_units=draft.all_units, currency=draft.currency or "", **said)
    except ImpossibleError as error:
        raise ImpossibleError(in_labels(error.what, error.at), in_labels(error.remedy, error.at), error.at) from None


def _tier(place: int, low: float | None, price: EstimateDraft) -> tuple[float, Estimate]:
    begins = _number(f"From so many on, of tier {place}", low)
    return begins, _made(f"Price of tier {place}", lambda: estimate_of(price))


def _schedule(shares: tuple[Level, ...]) -> tuple[tuple[int, float], ...]:
    by_year: dict[int, float] = {}
    for place, (t, share) in enumerate(shares, start=1):
        year = int(_number(f"Year {place}", t, whole=True))
        if year in by_year:
            raise ImpossibleError(f"year {year} stands twice", "keep one of the two", (SCHEDULE,))
        by_year[year] = _number(f"Share {place}", share)
    if not by_year:
        raise ImpossibleError(f"{PARTS[SCHEDULE]}: no year is given", "add a year, or do not say it", (SCHEDULE,))
    return tuple(by_year.items())


def _made(label: str, make: Callable[[], Made]) -> Made:
    try:
        return make()
    except ImpossibleError as error:
        raise ImpossibleError(f"{label}: {error.what}", error.remedy, error.at) from None


def _number(label: str, x: float | None, *, whole: bool = False) -> Any:
    if x is None:
        raise ImpossibleError(f"{label} is empty", "give a number", (label,))
    if whole and not float(x).is_integer():
        raise ImpossibleError(f"{label} is {x:g}", "give a whole number", (label,))
    return int(x) if whole else x


def in_labels(said: str, at: tuple[str | int, ...]) -> str:
    """A fault of the model, whose keys are called what they are called on the page."""
    if STEPS in at:
        return said.replace("every is", f"{NUMBERS['steps_every']} is")
    return _KEYS_IN_FAULTS.sub(lambda found: _LABELS[found[1]], said)

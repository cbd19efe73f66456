"""Payments of a cost plan, as a file states them and as the model has them, both ways."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from decision.files.checked import Place
from decision.files.estimate_document import PaymentDocument
from decision.files.faults import Keys
from decision.model.estimate import Estimate
from decision.model.payment import Payment, Steps

ReadEstimate = Callable[[Any, Keys], Estimate | None]

_ESTIMATES = ("amount", "price", "minimum", "growth")
_SAYS_HOW_MUCH = ("amount", "per", "price", "tiers", "steps")
_AS_THEY_ARE = ("per", "above", "all_units", "from_year", "until_year", "every", "currency")


def payment_of(document: PaymentDocument, keys: Keys, place: Place, estimate: ReadEstimate) -> Payment | None:
    """The payment that `document` describes; None, and a fault noted in `place`, if there can be none."""
    said: dict[str, Any] = {name: getattr(document, name) for name in _AS_THEY_ARE}
    read: list[Estimate | None] = []

    def made(each: Any, *at: str | int) -> Estimate | None:
        read.append(estimate(each, (*keys, *at)))
        return read[-1]

    for name in _ESTIMATES:
        each = getattr(document, name)
        said[name] = None if each is None else made(each, name)
    tiers = [(low, made(price, "tiers", i, 1)) for i, (low, price) in enumerate(document.tiers or ())]
    steps = None if document.steps is None else made(document.steps.price, "steps", "price")
    if None in read or any(place.touches_fault((*keys, name)) for name in _SAYS_HOW_MUCH):
        return None  # what is missing then is what was left out as faulty
    said["tiers"] = tuple(tiers)
    said["schedule"] = tuple((document.schedule or {}).items())
    if document.steps is not None:
        assert steps is not None
        said["steps"] = Steps(document.steps.every, steps)
    return place.made(lambda: Payment(**said), keys)


def payment_document(
    payment: Payment,
    estimate: Callable[[Estimate], Any],
    number: Callable[[float], Any],
    inline: Callable[[Mapping[Any, Any]], Any],
) -> Any:
    """A payment as a file holds it, what is short in one line by `inline`."""
    document: dict[str, Any] = {}
    for name in ("amount", "per", "price", "above", "tiers", "all_units", "steps", "minimum", "growth"):
        x = getattr(payment, name)
        if x is None or x is False or x == ():
            continue
        if name in _ESTIMATES:
            document[name] = estimate(x)
        elif name == "tiers":
            document[name] = [[number(low), estimate(price)] for low, price in x]
        elif name == "steps":
            document[name] = inline({"every": number(x.every), "price": estimate(x.price)})
        else:
            document[name] = number(x) if name == "above" else x
    for name in ("from_year", "until_year", "every", "currency"):
        x = getattr(payment, name)
        if x not in (None, ""):
            document[name] = x
    if payment.schedule:
        document["schedule"] = inline({t: number(share) for t, share in payment.schedule})
    return inline(document)

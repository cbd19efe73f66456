"""Payments of a cost plan in words: what they hang on, and when they fall."""

from __future__ import annotations

from collections.abc import Callable

from decision.model.estimate import Estimate
from decision.model.payment import Payment
from decision.model.visible import visible

Words = Callable[[Estimate], str]
Figure = Callable[[float], str]


def payment_words(payment: Payment, estimate: Words, n: Figure) -> str:
    """A payment in a few words: ``4 per active_patients above 5,000, from year 2 to 4, every 3 years``.

    Parameters
    ----------
    estimate, n
        What says an estimate, and a number.
    """
    said = _charge(payment, estimate, n)
    if payment.minimum is not None:
        said += f", at least {estimate(payment.minimum)}"
    if payment.currency:
        said += f" in {visible(payment.currency)}"
    if payment.growth is not None:
        said += f", rising by {estimate(payment.growth)} a year"
    return said + _years(payment, n)


def _charge(payment: Payment, estimate: Words, n: Figure) -> str:
    if payment.amount is not None:
        return estimate(payment.amount)
    per, parts = visible(payment.per or ""), []
    if payment.price is not None:
        above = f" above {n(payment.above)}" if payment.above else ""
        parts.append(f"{_bracketed(estimate(payment.price))} per {per}{above}")
    if payment.tiers:
        tiers = ", ".join(f"{estimate(price)} from {n(low)} on" for low, price in payment.tiers)
        parts.append(f"per {per} {tiers}" + (" for all units" if payment.all_units else ""))
    if payment.steps is not None:
        above = f" above {n(payment.above)}" if payment.above and payment.price is None else ""
        parts.append(
            f"{_bracketed(estimate(payment.steps.price))} for every {n(payment.steps.every)} {per} begun{above}"
        )
    return " + ".join(parts)


def _bracketed(words: str) -> str:
    return f"({words})" if " " in words else words


def _years(payment: Payment, n: Figure) -> str:
    if payment.schedule:
        return ", " + ", ".join(f"{n(share)} of it in year {t}" for t, share in payment.schedule)
    first, last = payment.from_year, payment.until_year
    said = ""
    if first is not None and last is not None:
        said = f", from year {first} to {last}"
    elif first is not None:
        said = f", from year {first} on"
    elif last is not None:
        said = f", until year {last}"
    return said + (f", every {payment.every} years" if payment.every is not None and payment.every > 1 else "")

"""Fields for what is paid by the unit of a driver, or in some years only: what it hangs on, prices, years, currency.

What it says stands in one line; the fields are there for whoever changes it. Parts that it does not say have no fields
until they are chosen.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from decision.model.driver import Driver
from decision.model.number_text import ANY, NumberKind
from decision.ui.frame.number_field import number_field, show_refusals
from decision.ui.frame.text import label
from decision.ui.ratings.estimate_fields import (
    CHANGING,
    SHORT,
    Edit,
    Fields,
    estimate_fields,
    estimate_forms,
    form_choice,
    to_form,
)
from decision.ui.session import state
from decision.ui.session.estimate_draft import EstimateDraft, Level
from decision.ui.session.payment_draft import CURRENCY, ESTIMATES, NUMBERS, PARTS, PaymentDraft, Tier

_AN_AMOUNT = ""
_SHARE = NumberKind(percent="share")
_OF_UNITS, _OF_YEARS = ("above", "steps_every"), ("from_year", "until_year", "every")  # numbers
_WIDE = 160  # pixels: wide enough for what these are called


def payment_fields(fields: Fields, draft: EstimateDraft, edit: Edit[EstimateDraft]) -> None:
    """The parts of a payment while it is being changed; nothing of an estimate of another form."""
    payment = draft.payment
    if payment is None or not st.session_state.get(fields.key(CHANGING)):
        return

    def put(step: Callable[[PaymentDraft], PaymentDraft]) -> None:
        edit(lambda old: old if old.payment is None else old.with_payment(step(old.payment)))

    with st.container(border=True, gap="small"):
        _kind(fields, payment, put)
        for name in ("amount", "price"):
            _estimate(fields, payment, name, put)
        if payment.tiers is not None:
            _tiers(fields, payment, payment.tiers, put)
        _estimate(fields, payment, "steps", put)
        _numbers(fields, payment, put)
        for name in ("minimum", "growth"):
            _estimate(fields, payment, name, put)
        if payment.schedule is not None:
            _schedule(fields, payment.schedule, put)


def _kind(fields: Fields, payment: PaymentDraft, put: Edit[PaymentDraft]) -> None:
    """What it hangs on, which parts it says, and in which currency."""
    drivers = dict.fromkeys(fields.drivers)
    if payment.per is not None:
        drivers.setdefault(payment.per)
    per, parts = fields.key("per"), fields.key("parts")
    possible = [name for name in payment.possible if name != CURRENCY or fields.currencies or payment.currency]

    def hang() -> None:
        told = state.told(per)
        if told in drivers or told == _AN_AMOUNT:
            put(lambda old: old.hanging_on(told or None))

    def say() -> None:
        told = state.told(parts) or ()
        put(lambda old: old.saying(tuple(name for name in PARTS if name in told), next(iter(fields.currencies), "")))

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            "Paid for each",
            [_AN_AMOUNT, *drivers],
            format_func=lambda each: _driver_name(fields.drivers.get(str(each)), str(each)),
            key=state.as_widget(per, payment.per or _AN_AMOUNT),
            on_change=hang,
            width=215,
        )
        st.multiselect(
            "What it says",
            possible,
            format_func=lambda name: PARTS.get(str(name), ""),
            key=state.as_widget(parts, [name for name in payment.said if name in possible]),
            on_change=say,
            placeholder=label("Only an amount"),
            width="stretch",
        )
        if payment.currency is not None:
            _currency(fields, payment.currency, put)


def _driver_name(driver: Driver | None, id: str) -> str:
    if driver is None:
        return "Nothing: an amount" if id == _AN_AMOUNT else label(id)
    return label(driver.name)


def _currency(fields: Fields, currency: str, put: Edit[PaymentDraft]) -> None:
    key = fields.key("currency")
    known = dict.fromkeys((*fields.currencies, currency))

    def taken() -> None:
        told = state.told(key)
        if told in known:
            put(lambda old: old.in_currency(told))

    st.selectbox(
        "Currency",
        list(known),
        format_func=lambda name: label(str(name)),
        key=state.as_widget(key, currency),
        on_change=taken,
        width=SHORT,
    )


def _estimate(fields: Fields, payment: PaymentDraft, name: str, put: Edit[PaymentDraft]) -> None:
    """One estimate that is said, in any form."""
    draft = payment.estimates.get(name)
    if draft is not None:
        here = fields.under(name, _SHARE if name == "growth" else None)
        _any_estimate(here, ESTIMATES[name], draft, lambda step: put(lambda old: old.with_estimate(name, step)))


def _any_estimate(fields: Fields, title: str, draft: EstimateDraft, edit: Edit[EstimateDraft]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        form_choice(fields, draft.form, estimate_forms(), lambda form: edit(to_form(form)), title)
        estimate_fields(fields, draft, edit)


def _numbers(fields: Fields, payment: PaymentDraft, put: Edit[PaymentDraft]) -> None:
    """The numbers that are said: of units, and of years."""
    driver = None if payment.per is None else fields.drivers.get(payment.per)
    units = NumberKind(magnitudes=True, units=(driver.unit,) if driver is not None and driver.unit else ())
    said = [name for name in (*_OF_UNITS, *_OF_YEARS) if name in payment.numbers]
    if not said:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        refused = [
            _number(fields, name, payment.numbers[name], put, units if name in _OF_UNITS else ANY) for name in said
        ]
    show_refusals(refused)


def _number(fields: Fields, name: str, x: float | None, put: Edit[PaymentDraft], kind: NumberKind) -> str:
    return number_field(
        fields.key(name), NUMBERS[name], x, lambda told: put(lambda old: old.with_number(name, told)), kind, width=_WIDE
    )


# --- lists ------------------------------------------------------------------------------------------------------------


def _tiers(fields: Fields, payment: PaymentDraft, tiers: tuple[Tier, ...], put: Edit[PaymentDraft]) -> None:
    """From so many units on which price, each with a button that takes it away."""
    for place, (low, price) in enumerate(tiers):
        _tier(fields.under(f"tier {place}"), place, low, price, put)
    key = fields.key("all_units")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        fresh = (None, EstimateDraft())
        _adding(fields, "add_tier", "Add a tier", lambda: put(lambda old: old.with_tier(len(old.tiers or ()), fresh)))
        st.checkbox(
            "The price that is reached is that of all units",
            key=state.as_widget(key, payment.all_units),
            on_change=lambda: put(lambda old: old.with_all_units(all_units=bool(state.told(key)))),
        )


def _tier(fields: Fields, place: int, low: float | None, price: EstimateDraft, put: Edit[PaymentDraft]) -> None:
    def changed(step: Callable[[Tier], Tier]) -> None:
        put(
            lambda old: (
                old if old.tiers is None or place >= len(old.tiers) else old.with_tier(place, step(old.tiers[place]))
            )
        )

    def edit(step: Callable[[EstimateDraft], EstimateDraft]) -> None:
        changed(lambda tier: (tier[0], step(tier[1])))

    title = f"Tier {place + 1}: from so many on"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        refused = number_field(
            fields.key("low"),
            title,
            low,
            lambda x: changed(lambda tier: (x, tier[1])),
            NumberKind(magnitudes=True),
            width=_WIDE,
        )
        form_choice(fields, price.form, estimate_forms(), lambda form: edit(to_form(form)), "Price of each")
        estimate_fields(fields, price, edit)
        _removing(fields, f"Remove tier {place + 1}", lambda: put(lambda old: old.with_tier(place, None)))
    show_refusals([refused])


def _schedule(fields: Fields, schedule: tuple[Level, ...], put: Edit[PaymentDraft]) -> None:
    """In which year what share of it falls, each with a button that takes it away."""
    refused = []
    for place, share in enumerate(schedule):
        refused += _share(fields.under(f"share {place}"), place, share, put)
    fresh = (None, None)
    _adding(fields, "add_share", "Add a year", lambda: put(lambda old: old.with_share(len(old.schedule or ()), fresh)))
    show_refusals(refused)


def _share(fields: Fields, place: int, share: Level, put: Edit[PaymentDraft]) -> list[str]:
    def changed(step: Callable[[Level], Level]) -> None:
        put(
            lambda old: (
                old
                if old.schedule is None or place >= len(old.schedule)
                else old.with_share(place, step(old.schedule[place]))
            )
        )

    year, part = f"Year {place + 1}", f"Share {place + 1}"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        refused = [
            number_field(fields.key("year"), year, share[0], lambda x: changed(lambda old: (x, old[1])), width=SHORT),
            number_field(
                fields.key("share"), part, share[1], lambda x: changed(lambda old: (old[0], x)), _SHARE, width=SHORT
            ),
        ]
        _removing(fields, f"Remove {year.lower()}", lambda: put(lambda old: old.with_share(place, None)))
    return refused


def _adding(fields: Fields, key: str, title: str, add: Callable[[], None]) -> None:
    st.button(label(title), key=fields.key(key), icon=":material/add:", on_click=add)


def _removing(fields: Fields, title: str, remove: Callable[[], None]) -> None:
    st.button(label(title), key=fields.key("remove"), icon=":material/close:", type="tertiary", on_click=remove)
